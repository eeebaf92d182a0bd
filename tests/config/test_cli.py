"""What an operator types, and what he is told when it cannot be understood."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

import pytest

from dangjian.config import cli

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Run one command: exit status, what it printed, what it said beside that."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dangjian", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out.rstrip("\n"), printed.err.rstrip("\n")

    return run


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("--from 2026-09-28 --days 5 --unit working", "2026-10-10"),
        ("--from 2026-09-28 --days 5 --unit natural", "2026-10-03"),
        ("--from 2026-12-31 --months 2", "2027-02-28"),
        ("--from 2026-12-31 --days 5 --unit working", "2027-01-07 暂算（缺 2027 年放假通知）"),
    ],
)
def test_a_term_is_printed_and_nothing_else(typed: Typed, words: str, day: str) -> None:
    """A term that runs into a year without a notice is marked as provisional."""
    assert typed("term", *words.split()) == (0, day, "")


@pytest.mark.django_db
def test_codes_of_the_demo_are_told_only_where_there_is_one(typed: Typed) -> None:
    """A code lasts half a minute: whoever reads the page after that asks for new ones."""
    status, printed, said = typed("codes")
    assert (status, printed) == (1, "") and "这里没有演示区" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "缺少 --from。"),
        ("--from", "--from 后面要写一个值。"),
        ("--from 2026-09-28", "请在 --days 和 --months 中选一个。"),
        ("--from 2026-09-28 --days 3 --months 1", "请在 --days 和 --months 中选一个。"),
        (
            "--from 2026-09-28 --days 3",
            "用 --days 时要写明 --unit working（工作日）或 natural（自然日）。",
        ),
        ("--from 2026-09-28 --months 3 --unit working", "--months 按月计算，不要再写 --unit。"),
        (
            "--from 2026-09-28 --days 0 --unit working",
            "--days 要填 1 到 999999999 之间的整数，现在是“0”。",
        ),
        (
            "--from 2026-09-28 --days -3 --unit working",
            "--days 要填 1 到 999999999 之间的整数，现在是“-3”。",
        ),
        (
            "--from 2026-09-28 --days 3 --unit lunar",
            "--unit 只能是 working 或 natural，现在是“lunar”。",
        ),
        ("--from 2026-02-30 --months 1", "没有“2026-02-30”这一天，请核对。"),
        ("--from 28.9.2026 --months 1", "日期请写成 2026-11-23 这样的形式，现在是“28.9.2026”。"),
        ("--until 2026-09-28", "没有 --until 这个选项。运行 dangjian --help 查看用法。"),
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(
    typed: Typed, words: str, sentence: str
) -> None:
    assert typed("term", *words.split()) == (2, "", sentence)


@pytest.mark.django_db
def test_a_term_longer_than_ten_years_is_refused(typed: Typed) -> None:
    status, printed, said = typed("term", "--from", "2026-09-28", "--months", "121")
    assert (status, printed) == (2, "")
    assert said.startswith("期限最长10年")


def test_an_unknown_command_is_not_guessed(typed: Typed) -> None:
    assert typed("rum")[0] == 2


def test_a_port_in_use_is_named_before_anything_is_started(typed: Typed) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        expected = f"端口 {port} 已被别的程序占用，请换一个端口，例如 make run PORT=8001。"
        assert typed("run", "--port", str(port)) == (1, "", expected)
        assert typed("serve", "--port", str(port)) == (1, "", expected)
    assert typed("run", "--port", "70000")[0] == 2

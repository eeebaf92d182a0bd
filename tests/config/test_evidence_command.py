"""dangjian evidence: an operator verifies the log, posts its head, hands out the key."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dangjian.config import cli, cluster, evidence_command
from dangjian.kernel import clock
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import log, notes, witnesses
from dangjian.kernel.proofs.cosigning import WitnessKey
from dangjian.kernel.proofs.notes import Checkpoint, SigningKey
from dangjian.kernel.proofs.witnessing import Witness
from dangjian.kernel.refusal import Refused
from tests.conftest import template_database, use_database
from tests.environment import HOME
from tests.kernel.proofs import forging
from tests.kernel.proofs.forging import do
from tests.kernel.proofs.written import leave

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """A log in a database of its own; the last test forges it."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_posted"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        leave(5)
        yield
        use_database(before)
        cluster.drop_database(HOME, name)


@pytest.fixture
def typed(
    written: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Run one command: exit status, what it printed, what it said beside that."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dangjian", "evidence", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out.rstrip("\n"), printed.err.rstrip("\n")

    return run


def test_the_newest_head_covers_what_was_just_done_and_is_signed_by_the_key(typed: Typed) -> None:
    leave(3)
    status, key, _ = typed("key")
    assert status == 0
    status, note, beside = typed("checkpoint")
    assert (status, beside) == (0, "")
    checkpoint = notes.opened(note + "\n", [notes.PublicKey.parse(key)])
    assert checkpoint.size == Leaf.objects.count()
    assert checkpoint.origin == key.split("+")[0]


def test_an_honest_log_is_said_to_be_good(typed: Typed, tmp_path: Path) -> None:
    """Also beside many heads that were kept in one file, one added after the other."""
    heads, out = tmp_path / "heads.txt", tmp_path / "told.json"
    for _ in range(3):
        leave(2)
        with heads.open("a") as file:
            file.write(typed("checkpoint")[1] + "\n\n")
    status, said, _ = typed("verify", "--against", str(heads), "--json", str(out))
    leaves = Leaf.objects.count()
    assert status == 0
    assert said.startswith(f"证据完好：{leaves} 条记录、")
    assert said.endswith("都对得上。和保存的 3 个检查点也一致。")
    told = json.loads(out.read_text())
    assert (told["good"], told["size"], told["kept"]) == (True, leaves, 3)
    assert told["root"] == notes.read(typed("checkpoint")[1] + "\n").root.hex()
    status, said, _ = typed("verify")
    assert "没有和见证人保存的检查点比" in said


def test_what_waits_is_said(typed: Typed) -> None:
    typed("checkpoint")
    leave(2)
    status, said, _ = typed("verify")
    assert (status, "另有 2 条还没有编入" in said) == (0, True)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "没有找到文件"),
        (b"", "里没有检查点。"),
        (b"\xff\xfe", "不是 UTF-8 文字"),
        ("今天的检查点\n".encode(), "不是一份检查点。"),
    ],
)
def test_a_file_without_a_checkpoint_is_refused_in_a_sentence(
    typed: Typed, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / "head.txt"
    if content is not None:
        file.write_bytes(content)
    status, said, beside = typed("verify", "--against", str(file))
    assert (status, said) == (2, "")
    assert sentence in beside


def test_the_head_of_another_log_does_not_count(typed: Typed, tmp_path: Path) -> None:
    thief, file = SigningKey(log.public_keys()[-1].name, bytes(32)), tmp_path / "head.txt"
    file.write_text(thief.sign(Checkpoint(thief.name, 3, bytes(32))))
    status, said, _ = typed("verify", "--against", str(file))
    assert status == 1
    assert "保存的检查点（head.txt，3 条）和现在的记录对不上：不是本系统的密钥签的。" in said


def test_a_witness_is_admitted_asked_and_believed(typed: Typed, tmp_path: Path) -> None:
    """L4: over a folder both can reach; how old his word is, is told."""
    witness = Witness.create(tmp_path / "his", "neighbour/one", log.public_keys()[-1])
    shared = tmp_path / "stick"
    shared.mkdir()
    with pytest.raises(Refused, match="不是见证人的公钥"):
        evidence_command.admit(str(log.public_keys()[-1]))
    assert typed("admit", str(witness.key.public))[:2] == (0, "登记了见证人“neighbour/one”。")
    assert "已经登记过" in typed("admit", str(witness.key.public))[2]
    assert "一次也没有" in witnesses.standing(clock.now())
    for many in (2, 3):
        assert typed("exchange", str(shared))[0] == 0
        asked = (shared / "neighbour_one.request").read_text()
        now = dt.datetime.now(dt.UTC)
        (shared / "neighbour_one.confirmed").write_text(witness.keep(asked, now))
        leave(many)
    status, said, _ = typed("exchange", str(shared))
    assert (status, "收到见证：neighbour/one 见证了" in said) == (0, True)
    assert witnesses.standing(clock.now()) == ""
    assert "24 小时以前" in witnesses.standing(clock.now() + dt.timedelta(hours=24.5))
    status, said, _ = typed("verify", "--witness", str(witness.folder))
    size = notes.read((witness.folder / "newest.txt").read_text()).size
    assert (status, f"见证过前 {size:,} 条，以后的 {Leaf.objects.count() - size} 条" in said) == (
        0,
        True,
    )
    stranger = WitnessKey("other", bytes(32))
    words = ("verify", "--witness", str(witness.folder), "--witness-key", str(stranger.public))
    assert "不是登记过的见证人签的" in typed(*words)[1]
    assert typed("dismiss", "neighbour/one")[0] == 0
    assert typed("exchange", str(shared))[0] == 2
    assert "还没有登记见证人" in typed("verify", "--witness", str(witness.folder))[2]


def test_a_forged_row_is_named_and_the_command_fails(typed: Typed, tmp_path: Path) -> None:
    """The last here: what it forges stays."""
    typed("checkpoint")
    out = tmp_path / "told.json"
    for table in forging.TABLES:
        do(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    pk = Leaf.objects.order_by("id")[3].pk
    do("UPDATE kernel_leaf SET body = replace(body, 'system', 'nobody') WHERE id = %s", pk)
    status, said, _ = typed("verify", "--json", str(out))
    assert status == 1
    assert said.splitlines()[0].startswith(f"第 4 条（编号 {pk}）的正文、盐或者摘要被改过")
    assert "证据有问题" in said
    told = json.loads(out.read_text())
    assert (told["good"], told["findings"][0]["leaf"]) == (False, pk)
    assert told["counts"]["edited"] == 1

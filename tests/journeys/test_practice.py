"""A new clerk practises in a copy of the demo district, in a real browser."""

from __future__ import annotations

import itertools
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config import installation
from tests.config.installation import CLEAN, PROJECT
from tests.journeys.test_every_page import AXE, MODES, RULES

# A whole district is built for it, twice: beside the pages' own tests (config/test_practice).
pytestmark = [pytest.mark.guards, pytest.mark.full]

running = pytest.fixture(scope="module")(installation.running)


@pytest.fixture(scope="module")
def practice(running: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`dangjian practice`, answering."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path_factory.mktemp("practice") / "log").open("w+") as log:
        server = subprocess.Popen(
            [sys.executable, "-P", "-m", "dangjian.config.cli", "practice", "--port", str(port)],
            env=CLEAN | {"DANGJIAN_HOME": str(running), "PYTHONPATH": str(PROJECT)},
            stdout=log,
            stderr=log,
        )
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 900
        while not _answers(address):
            assert server.poll() is None and time.monotonic() < until, Path(log.name).read_text()
            time.sleep(0.5)
        yield address
        server.terminate()
        server.wait()


def _answers(address: str) -> bool:
    try:
        return bool(urllib.request.urlopen(f"{address}/sign-in/", timeout=5).status == 200)
    except (urllib.error.URLError, TimeoutError):
        return False


_USED: set[str] = set()


def _sign_in(page: Any) -> None:
    """As the page itself says: login name, password, and the code of this half minute."""
    page.get_by_label("登录名或手机号").fill(_told(page, "登录名"))
    page.get_by_label("密码", exact=True).fill(_told(page, "密码"))
    page.get_by_role("button", name="登录", exact=True).click()
    while (code := _told(page, "此刻的动态口令")) in _USED:  # a code opens once
        page.wait_for_timeout(2_000)
        page.reload()
    _USED.add(code)
    page.locator("#id_code").fill(code)
    page.get_by_role("button", name="登录", exact=True).click()


def _told(page: Any, label: str) -> str:
    row = page.locator(".kv > div", has=page.get_by_text(label, exact=True))
    return str(row.locator("dd").inner_text()).strip()


def _task(page: Any, title: str) -> str:
    return str(page.locator("main li.card", has_text=title).first.inner_text())


def _open(browser: Any, address: str, mode: dict[str, Any]) -> Any:
    size = {"width": mode.get("width", 1440), "height": 900}
    context = browser.new_context(base_url=address, locale="zh-CN", viewport=size)
    chosen = [name for name in ("view", "size", "theme") if name in mode]
    context.add_cookies([{"name": n, "value": mode[n], "url": address} for n in chosen])
    return context.new_page()


def test_the_pages_of_the_practice_copy_have_no_fault(
    practice: str, browser: Any
) -> None:
    first = _open(browser, practice, {})
    first.goto("/practice/")
    _sign_in(first)
    first.wait_for_url(re.compile("/practice/$"), timeout=150_000)
    cookies = first.context.cookies()
    paths = itertools.cycle(("/practice/", "/practice/reset/", "/sign-in/?renewed=1"))
    for (name, mode), path in zip(MODES.items(), paths, strict=False):
        page = _open(browser, practice, mode)
        page.context.add_cookies(cookies)
        page.goto(path)
        page.evaluate(AXE)
        found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
        assert [fault["id"] for fault in found] == [], (name, path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (name, path)
        page.context.close()


def test_a_new_clerk_does_a_task_sees_it_checked_off_and_starts_afresh(
    practice: str, browser: Any
) -> None:
    """M3 and X26: the records tick the task, and one button makes the copy new again."""
    page = _open(browser, practice, {})
    page.goto("/practice/")
    assert "随便改，不怕改坏" in page.locator("aside.practice").inner_text()
    _sign_in(page)
    page.wait_for_url(re.compile("/practice/$"), timeout=150_000)
    assert "还没做" in _task(page, "更正一个手机号")

    page.get_by_role("link", name=re.compile("^去做.*更正一个手机号")).click()
    page.get_by_role("link", name=re.compile("^(看|打开|更多|查看)")).first.click()
    member = page.url
    page.get_by_role("link", name="更正信息").click()
    page.get_by_label("手机号").fill("13900001111")
    page.get_by_role("button", name="保存更正").click()
    assert "练习区" in page.locator("aside.practice").inner_text()

    page.get_by_role("link", name="跟着做一遍").click()
    assert "做过了" in _task(page, "更正一个手机号")
    assert "还没做" in _task(page, "登记一名新党员")

    page.get_by_role("link", name="把练习区恢复成新的").click()
    page.get_by_role("button", name="恢复成新的").click()
    assert "已经恢复成新的" in page.locator("main").inner_text()
    page.goto(member)
    assert "/sign-in/" in page.url  # the session went with the rest
    page.goto("/practice/")
    _sign_in(page)
    page.wait_for_url(re.compile("/practice/$"), timeout=150_000)
    assert "还没做" in _task(page, "更正一个手机号")
    page.context.close()

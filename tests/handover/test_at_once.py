"""Two sign at one moment; and requests of a leaver at the moment of the notice (C3, T9)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.test import Client

from dangjian.flow.models import ToDo
from dangjian.handover.models import Handover
from dangjian.handover.rules import Part
from dangjian.kernel import idempotency
from dangjian.kernel.models import Leaf
from dangjian.registry import viewer
from dangjian.registry.actions import leaving
from dangjian.registry.actions.accounts import WaysClosed
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Post
from tests.district import TODAY, District, build
from tests.handover.handed import checked, noticed, signed, who
from tests.registry.test_people_at_once import at_once


@pytest.fixture
def live(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    yield build()


@pytest.mark.guards
@pytest.mark.full
def test_both_sign_at_one_moment_and_the_post_changes_hands_once(live: District) -> None:
    """C3."""
    handover = checked(live)
    outcomes = at_once(
        lambda: signed(live, handover, "secretary", Part.GIVER),
        lambda: signed(live, handover, "member", Part.SUCCESSOR),
    )
    assert outcomes == ["done", "done"]
    assert Handover.objects.get(pk=handover.pk).state == "done"
    held = Post.objects.on(TODAY).filter(organization=live.east, title="secretary")
    assert [post.person for post in held] == [live.people["member"]]
    assert Leaf.objects.filter(verb="hand_over").count() == 1
    assert not ToDo.objects.filter(closed_at__isnull=True).exists()


class Window:
    """A browser that asks for one thing over and over, on a connection of its own.

    got: of each request that got what it asked for, when it began and when it was answered.
    """

    def __init__(self, ask: Callable[[], bool]) -> None:
        self.ask, self.got, self.asked = ask, list[tuple[float, float]](), 0
        self.failure: BaseException | None = None
        self.thread = threading.Thread(target=self._ask_on)
        self.closing = threading.Event()

    def _ask_on(self) -> None:
        try:
            while not self.closing.is_set():
                begun = time.monotonic()
                if self.ask():
                    self.got.append((begun, time.monotonic()))
                self.asked += 1
        except BaseException as failure:
            self.failure = failure
            raise
        finally:
            connections.close_all()

    def asks_again(self, times: int) -> None:
        """Wait until it has asked so many times more."""
        wanted, until = self.asked + times, time.monotonic() + 60
        while self.asked < wanted:
            assert self.thread.is_alive() and time.monotonic() < until, self.failure
            time.sleep(0.01)


def _his_windows(live: District) -> dict[str, Window]:
    """All a clerk may do at once: lists, records, numbers, tables that leave; and signing in anew,
    as whoever knows his password and wears no second factor."""
    account, member = live.accounts["clerk"], live.people["member"].pk

    def sent(path: str, says: str, **typed: object) -> Callable[[], bool]:
        client = live.sign_in(Client(), "clerk")

        def ask() -> bool:
            key = idempotency.issue(account.pk)
            answer = client.post(path, {"form_key": key, "reason": "核对联系方式"} | typed)
            told = f"{answer.headers}{answer.getvalue().decode(errors='ignore')}"
            return answer.status_code == 200 and says in told

        return ask

    def seen(path: str) -> Callable[[], bool]:
        client = live.sign_in(Client(), "clerk")
        return lambda: client.get(path).status_code == 200

    def anew() -> bool:
        account.refresh_from_db()
        return live.sign_in(Client(), "clerk").get("/members/").status_code == 200

    look, leave = f"/members/{member}/reveal/", "/members/export/"
    return {
        "名单": Window(seen("/members/")),
        "档案": Window(seen(f"/members/{member}/")),
        "号码": Window(sent(look, "只显示这一次", items="mobile")),
        "导出": Window(sent(leave, "attachment", columns=["name"])),
        "再登录": Window(anew),
    }


def _others(live: District) -> list[Window]:
    """Colleagues who read lists and open numbers meanwhile, which is written."""
    member = live.people["member"].pk

    def reads(role: str) -> Callable[[], bool]:
        client = live.sign_in(Client(), role)
        return lambda: client.get("/members/").status_code == 200

    def writes(role: str) -> Callable[[], bool]:
        client, account = live.sign_in(Client(), role), live.accounts[role]

        def ask() -> bool:
            typed = {"items": "mobile", "reason": "核对联系方式"}
            key = idempotency.issue(account.pk)
            path = f"/members/{member}/reveal/"
            return client.post(path, typed | {"form_key": key}).status_code == 200

        return ask

    return [Window(reads("office")), Window(writes("secretary")), Window(writes("office"))]


def _departure(live: District, capsys: pytest.CaptureFixture[str], title: str) -> list[str]:
    """Give the notice while he and others are at work; what he still got by requests that began
    when it had been stored. Prints how long anything still answered him."""
    his, others = _his_windows(live), _others(live)
    windows = [*his.values(), *others]
    for window in windows:
        window.thread.start()
    try:
        for window in windows:
            window.asks_again(2)
        began = time.monotonic()
        noticed(live)
        stored = time.monotonic()
        for window in windows:
            window.asks_again(3)
    finally:
        for window in windows:
            window.closing.set()
        for window in windows:
            window.thread.join()
    assert [window.failure for window in windows if window.failure] == []
    assert all(window.got for window in windows), "each got something before"
    assert all(window.got[-1][0] > stored for window in others), "others work on"
    late = [name for name, one in his.items() if any(at > stored for at, _ in one.got)]
    last = max(answered for one in his.values() for _, answered in one.got)
    with capsys.disabled():
        print(
            f"\n{title}: {sum(one.asked for one in windows)} requests by {len(windows)} windows;"
            f" the notice took {(stored - began) * 1000:.0f} ms, the last answer he got came"
            f" {(last - began) * 1000:.0f} ms after it was begun"
            f" ({(last - stored) * 1000:.0f} ms after it was stored);"
            f" got by requests that began afterwards: {', '.join(late) or 'nothing'}"
        )
    return late


@pytest.mark.faults
def test_what_he_asks_for_after_the_notice_is_refused_while_everybody_works(
    live: District, capsys: pytest.CaptureFixture[str]
) -> None:
    """L6, T9: in one transaction, so that there is no second in between, whatever else is asked
    and written; lists, records, numbers, tables, and signing in anew."""
    assert _departure(live, capsys, "departure") == []
    assert not who(live, "clerk").may(Purpose.READ, live.street.path)


@pytest.mark.faults
def test_the_watch_over_the_departure_can_fail(
    live: District, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: where nothing confines a leaver and his sessions stay, he reads on."""

    def nothing(person: object, **more: object) -> WaysClosed:
        return WaysClosed(codes=0)

    monkeypatch.setattr(leaving.accounts, "close_all_ways_in", nothing)
    monkeypatch.setattr(leaving.accounts, "end_grant", lambda *args, **more: None)
    kept, as_it_is = who(live, "clerk"), viewer.viewer_of
    leaver = live.accounts["clerk"].pk
    monkeypatch.setattr(
        viewer, "viewer_of", lambda one, on: kept if one.pk == leaver else as_it_is(one, on)
    )
    late = _departure(live, capsys, "twin that lets him be")
    assert late == ["名单", "档案", "号码", "导出", "再登录"]

"""Two sign at one moment; and requests of a leaver at the moment of the notice (C3, T9)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client

from dangjian.flow.models import ToDo
from dangjian.handover.models import Handover
from dangjian.handover.rules import Part
from dangjian.kernel.models import Leaf
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


@pytest.mark.faults
def test_one_second_after_the_notice_every_request_of_his_is_refused(live: District) -> None:
    """T9: he goes on asking from three windows; none gets anything once the second has passed."""
    clients = [live.sign_in(Client(), "clerk") for _ in range(3)]
    got: list[float] = []
    stop = threading.Event()

    def ask(client: Client) -> None:
        try:
            while not stop.is_set():
                begun = time.monotonic()
                if client.get("/members/").status_code == 200:
                    got.append(begun)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    while len(got) < 3:
        time.sleep(0.02)
    noticed(live)
    done = time.monotonic()
    time.sleep(1.3)
    stop.set()
    for thread in threads:
        thread.join()
    assert [at - done for at in got if at > done + 1] == []
    assert not who(live, "clerk").may(Purpose.READ, live.street.path)


@pytest.mark.faults
def test_the_watch_over_the_second_can_fail(
    live: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: where nothing confines a leaver and his sessions stay, he still reads."""

    def nothing(person: object, **more: object) -> WaysClosed:
        return WaysClosed(codes=0)

    monkeypatch.setattr(leaving.accounts, "close_all_ways_in", nothing)
    monkeypatch.setattr(leaving.accounts, "end_grant", lambda *args, **more: None)
    monkeypatch.setattr("dangjian.registry.viewer.viewer_of", _as_before(live))
    client = live.sign_in(Client(), "clerk")
    noticed(live)
    assert client.get("/members/").status_code == 200


def _as_before(live: District) -> object:
    kept = who(live, "clerk")
    return lambda account, on: kept

"""Two checkers at the same moment: one of them decides, the other is told who did."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from dangjian.kernel.refusal import Stale
from dangjian.registry.models import Act, Consent, Opening
from tests.district import TODAY, District, build
from tests.registry.consented import agreed, asked, to_open
from tests.waiting import run_behind


@pytest.fixture
def committed(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    return build()


def test_of_two_who_agree_at_once_one_does_and_the_other_gets_a_sentence(
    committed: District,
) -> None:
    """TRUST 2.5: a double click of two checkers opens once."""
    people = committed.people
    consent = asked(Act.OPEN, to_open(people["member"]), people["secretary"])
    told: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
            told.append("done")
        except Stale as late:
            told.append(str(late))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(lambda role=role: agreed(consent, people[role]),))
        for role in ("clerk", "office")
    ]
    run_behind(Consent.objects.filter(pk=consent.pk), threads)
    decided = Consent.objects.get(pk=consent.pk)
    assert sorted(told) == sorted(
        ["done", f"这件申请{decided.checker.name}已经办过，您这一次没有办成。"]
    )
    assert Opening.objects.count() == 1

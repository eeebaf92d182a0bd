"""Codes and login names when several people come at the same moment (L1)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.db.models import QuerySet

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry import signin
from dangjian.registry.actions import accounts
from dangjian.registry.models import Account
from tests.district import TODAY, District, build, register
from tests.registry.browser import totp
from tests.waiting import run_behind

NEW = "terraces and rice"


@pytest.fixture
def committed(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    return build()


def newcomer(district: District) -> str:
    """A code for one more 江晓禾 of the branch."""
    person = register(district.east, "江晓禾")
    return accounts.issue_code(person, now=clock.now(), by=SYSTEM, issuer=None)


def at_once(*acts: Callable[[], object], behind: QuerySet[Any] | None = None) -> list[str]:
    """Run all of them in parallel; how each ended, sorted. behind: rows all come to wait for."""
    outcomes: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    if behind is not None:
        run_behind(behind, threads)
        return sorted(outcomes)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def opening(code: str, password: str = NEW) -> Callable[[], object]:
    return lambda: accounts.activate(name="江晓禾", code=code, password=password, now=clock.now())


def test_of_four_who_use_one_code_one_wins(committed: District) -> None:
    code = newcomer(committed)
    ended = at_once(*(opening(code, f"{NEW} {n}") for n in range(4)))
    assert ended == ["done", "refused", "refused", "refused"]
    assert Account.objects.filter(login_name="jiangxiaohe").count() == 1


def test_people_of_one_name_get_their_own_login_names(committed: District) -> None:
    codes = [newcomer(committed) for _ in range(4)]
    assert at_once(*(opening(code) for code in codes)) == ["done"] * 4
    names = Account.objects.filter(login_name__startswith="jiang").values_list("login_name")
    assert sorted(name for (name,) in names) == [
        "jiangxiaohe",
        "jiangxiaohe2",
        "jiangxiaohe3",
        "jiangxiaohe4",
    ]


def test_one_totp_code_opens_one_of_two_doors(committed: District) -> None:
    code, clerk = totp(), committed.accounts["clerk"]
    used: list[Authenticator | None] = []
    devices = Authenticator.objects.filter(user=clerk)
    at_once(*[lambda: used.append(signin.use_code(clerk, code))] * 4, behind=devices)
    assert sum(device is not None for device in used) == 1


def test_one_recovery_code_opens_one_of_two_doors(committed: District) -> None:
    clerk = committed.accounts["clerk"]
    kept = Authenticator.objects.get(user=clerk, type="recovery_codes")
    code = kept.wrap().get_unused_codes()[3]
    used: list[Authenticator | None] = []
    devices = Authenticator.objects.filter(user=clerk)
    at_once(*[lambda: used.append(signin.use_code(clerk, code))] * 4, behind=devices)
    assert sum(device is not None for device in used) == 1

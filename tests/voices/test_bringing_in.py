"""Letters of an old system: each by the form's own path, once, and none that accuses somebody."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.authority import viewer_of
from dangjian.voices.actions.bringing_in import Old, bring_in
from dangjian.voices.models import Letter, Referral
from dangjian.voices.queries import alike
from dangjian.voices.queries.alike import alike_of
from dangjian.voices.queries.likes import likes_of
from tests.district import TODAY, District
from tests.voices.letters import NOON
from tests.voices.received import brought

DAY = dt.date(2026, 10, 8)
PIPES = (
    "怡庭社区的化粪池满了，污水冒到一楼院子里，孩子起了一身疹子。物业说要动用维修资金，"
    "业主签不齐字。请派车来抽一抽，再查原因。"
)
OLD = (
    Old("A1", DAY, PIPES + "电话15412345678。"),
    Old("A2", DAY, "第二次来信：" + PIPES),
    Old("A3", DAY, "举报村支书邹某借儿子结婚大操大办，收管理对象的礼金，请纪检部门依规核查。"),
    Old("A4", DAY, "请问预备党员从哪一天开始交党费？"),
)


def test_old_letters_come_in_once_and_accusations_leave_nothing(district: District) -> None:
    """J3, J4: of a letter that accuses somebody only number, day and referral are kept."""
    for _ in range(2):
        told = bring_in(OLD, at=district.root, now=NOON, by=SYSTEM)
        assert [one.route for one in told] == [
            "petition",
            "petition",
            "discipline",
            "party_affairs",
        ]
    assert told[0].group == told[1].group is not None and told[3].group is None
    assert told[2].public_text is None and "15412345678" not in (told[0].public_text or "")
    assert list(Letter.objects.order_by("pk").values_list("origin", flat=True)) == [
        "A1",
        "A2",
        "A4",
    ]
    [referral] = Referral.objects.all()
    assert (referral.receipt, referral.received_on, referral.way) == ("A3", DAY, "moved")


def test_letters_of_one_matter_are_shown_to_whoever_registers(district: District) -> None:
    """J3: proposed with the reason; whether it is the same matter a person decides."""
    bring_in(OLD, at=district.root, now=NOON, by=SYSTEM)
    office = viewer_of(district.accounts["office"], TODAY)
    first, second = (Letter.objects.get(origin=origin) for origin in ("A1", "A2"))
    [like] = alike_of(office, second, TODAY)
    assert like.letter == first and "%" in like.because


def test_the_same_matter_is_found_however_many_newer_letters_share_a_mark_by_chance(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """J3: those that share most are compared, not those that came last."""
    monkeypatch.setattr(alike, "CANDIDATES", 2)
    bring_in(OLD[:2], at=district.root, now=NOON, by=SYSTEM)
    first, second = (Letter.objects.get(origin=origin) for origin in ("A1", "A2"))
    for n in range(3):
        newer = brought(district, f"另一件事，第{n}封。", at=district.root).letter
        Letter.objects.filter(pk=newer.pk).update(shingles=[second.shingles[n], n])
    office = viewer_of(district.accounts["office"], TODAY)
    assert [one.letter for one in alike_of(office, second, TODAY)] == [first]
    told = likes_of(office, PIPES, TODAY).letters
    assert {letter for letter, _ in told} == {first, second}

"""A13: a branch puts somebody forward; looked through, on notice, granted, kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dangjian.flow.models import ToDo
from dangjian.honours import actions
from dangjian.honours.models import Honour, Nomination, Of, State
from dangjian.honours.queries import NOMINATES, RUNS, honours_for, own_honours
from dangjian.honours.rules import NOMINATIONS, may_move
from dangjian.kernel import clock
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.actions import drafting
from dangjian.openness.models import Kind
from dangjian.openness.recording import full_text
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District, register
from tests.honours.awarded import DEEDS, announced, moved, nominated, of, on_notice, over
from tests.openness.notices import begun, day_after, viewer

pytestmark = pytest.mark.django_db


def test_from_the_announcement_to_the_honour_record(district: District) -> None:
    """A13: announced by the street, nominated, sent back and completed, shortlisted, five working
    days before everybody, granted by a paper; then it stands in the record, and in his own."""
    drive = announced(district)
    her = register(district.east, "秦书岚")
    nomination = nominated(district, drive, her)
    assert ToDo.objects.get(case=nomination.case, closed_at__isnull=True).for_organization == (
        district.street
    )
    moved(district, nomination, "send_back", words="请补充去年的情况")
    nomination.refresh_from_db()
    again = actions.send_again(
        nomination,
        DEEDS + "去年又带了两名徒弟。",
        seen=nomination.case.round,
        now=clock.now(),
        by=of(district, "secretary", NOMINATES, district.east),
    )
    shortlisted = moved(district, again, "shortlist")
    notice = on_notice(district, drive, shortlisted)
    assert notice.kind == Kind.AWARD and "秦书岚" in full_text(notice)
    by = of(district, "clerk", RUNS, district.street)
    with pytest.raises(Refused, match="公示还没有结束"):
        actions.grant(
            drive, notice, document="决定", granted_on=TODAY, today=TODAY, now=clock.now(), by=by
        )
    ended = over(district, notice)
    day = day_after(ended).date()
    told = {"document": "禾工委〔2026〕12号", "today": day, "now": clock.now(), "by": by}
    with pytest.raises(Refused, match="公示期满以后"):
        actions.grant(drive, ended, granted_on=ended.until_on, **told)
    [honour] = actions.grant(drive, ended, granted_on=day, **told)
    assert (honour.person, honour.award, honour.issuer) == (
        her,
        "优秀共产党员",
        district.street.name,
    )
    assert Nomination.objects.get(pk=nomination.pk).state == State.AWARDED
    assert list(own_honours(her.pk)) == [honour]
    assert list(honours_for(viewer(district, "secretary"))) == [honour]
    assert not Leaf.objects.filter(body__contains="秦书岚").exists()
    with pytest.raises(Stale):
        actions.grant(drive, ended, granted_on=day, **told)


def test_an_organization_is_put_forward_as_well(district: District) -> None:
    """A13."""
    drive = announced(district, of=Of.ORGANIZATION, award="先进党支部")
    nomination = nominated(district, drive, district.east)
    with pytest.raises(Refused, match="推荐过了"):
        nominated(district, drive, district.east)
    with pytest.raises(Refused, match="本组织和下级"):
        nominated(district, drive, district.west)
    notice = on_notice(district, drive, moved(district, nomination, "shortlist"))
    assert district.east.short_name in full_text(notice)


@pytest.mark.parametrize(
    ("deeds", "sentence"),
    [
        ("好人。", "20到2000字"),
        (DEEDS + "他的手机是13800001234。", "手机"),
        (DEEDS + "机密★10年", "密级标志"),
    ],
)
def test_deeds_that_say_too_little_or_too_much_are_not_kept(
    district: District, deeds: str, sentence: str
) -> None:
    """A13: a refusal with its sentence, nothing kept."""
    with pytest.raises(Refused, match=sentence):
        nominated(district, announced(district), register(district.east, "秦书岚"), deeds=deeds)
    assert not Nomination.objects.exists()


def test_nobody_puts_himself_forward_or_looks_through_his_own(district: District) -> None:
    """A13: other eyes each time; too late is too late."""
    drive = announced(district)
    with pytest.raises(Refused, match="不能推荐自己"):
        nominated(district, drive, district.people["secretary"])
    his = nominated(district, drive, district.people["clerk"])
    with pytest.raises(Refused, match="您本人"):
        moved(district, his, "shortlist")
    hers = nominated(district, drive, register(district.east, "秦书岚"), role="clerk")
    with pytest.raises(Refused, match="另一位同志复核"):
        moved(district, hers, "shortlist")
    with pytest.raises(Refused, match="只能推荐本支部"):
        nominated(district, drive, register(district.west, "荀望舒"))
    late = drive.closes_on + dt.timedelta(days=1)
    with pytest.raises(Refused, match="已经截止"):
        nominated(district, drive, register(district.east, "荀望舒二"), today=late)


def test_no_more_are_put_on_notice_than_there_are_places(district: District) -> None:
    """A13."""
    drive = announced(district, places=1)
    two = [
        moved(district, nominated(district, drive, register(district.east, name)), "shortlist")
        for name in ("秦书岚", "荀望舒")
    ]
    with pytest.raises(Refused, match="名额1个"):
        on_notice(district, drive, *two)
    on_notice(district, drive, two[0])
    with pytest.raises(Refused, match="最多再选0个"):
        on_notice(district, drive, two[1])
    with pytest.raises(Stale):
        on_notice(district, drive, two[0])


def test_a_notice_that_was_not_made_leaves_its_people_where_they_were(district: District) -> None:
    drive = announced(district)
    row = moved(
        district, nominated(district, drive, register(district.east, "秦书岚")), "shortlist"
    )
    notice = on_notice(district, drive, row)
    by = of(district, "office", RUNS, district.street)
    with pytest.raises(Refused, match="公示还在办"):
        actions.put_back(drive, notice, now=clock.now(), by=by)
    drafting.drop(notice, now=clock.now(), by=of(district, "office", Purpose.WRITE, drive.office))
    [back] = actions.put_back(drive, notice, now=clock.now(), by=by)
    assert (back.state, back.notice) == (State.SHORTLISTED, None)
    on_notice(district, drive, back)


def test_an_honour_that_is_taken_away_stays_in_the_record(district: District) -> None:
    """A12, A13: entered from an old paper, revoked by another one; never deleted."""
    her = register(district.east, "秦书岚")
    old = {
        "award": "优秀党员",
        "issuer": "禾丰区委",
        "document": "禾委〔2019〕5号",
        "granted_on": dt.date(2019, 7, 1),
        "today": TODAY,
        "now": clock.now(),
    }
    by = of(district, "secretary", NOMINATES, district.east)
    honour = actions.enter(her, **old, by=by)
    with pytest.raises(Refused, match="登记过了"):
        actions.enter(her, **old, by=by)
    with pytest.raises(Refused, match="另一位同志登记"):
        actions.enter(district.people["secretary"], **old, by=by)
    clerk = of(district, "clerk", RUNS, district.east)
    with pytest.raises(Refused, match="原因"):
        actions.revoke(honour, on=TODAY, document="决定", reason="", today=TODAY, by=clerk)
    actions.revoke(
        honour, on=TODAY, document="禾委〔2026〕9号", reason="事迹不实", today=TODAY, by=clerk
    )
    [kept] = Honour.objects.all()
    assert (kept.revoked_on, kept.award) == (TODAY, "优秀党员")
    with pytest.raises(Stale):
        actions.revoke(kept, on=TODAY, document="又", reason="事迹不实", today=TODAY, by=clerk)


@given(st.lists(st.sampled_from([move.name for move in NOMINATIONS.moves]), max_size=12))
def test_nobody_is_awarded_without_a_notice_whatever_is_tried(moves: list[str]) -> None:
    """A13: no path of the table leads to an award past the notice; closed is closed."""
    state, noticed = str(State.NOMINATED), False
    for name in moves:
        if may_move(state, name):
            state = str(NOMINATIONS.move(name).to)
            noticed = (noticed or name == "put_on_notice") and name != "take_off"
        assert state != State.AWARDED or noticed
    if state in (State.AWARDED, State.REFUSED, State.WITHDRAWN):
        assert not any(may_move(state, move.name) for move in NOMINATIONS.moves)


def test_the_pages_lead_from_the_award_to_the_nomination(district: District) -> None:
    """A13: as a secretary and a clerk click through it, without script."""
    drive = announced(district)
    her = register(district.east, "秦书岚")
    secretary = district.sign_in(Client(), "secretary")
    assert "优秀共产党员" in secretary.get(reverse("awards")).content.decode()
    page = secretary.get(reverse("nominate", args=[drive.pk]))
    key = page.context["form_key"] if "form_key" in (page.context or {}) else ""
    assert "秦书岚" in page.content.decode() and key is not None
    nomination = nominated(district, drive, her)
    clerk = district.sign_in(Client(), "clerk")
    told = clerk.get(reverse("nomination", args=[nomination.pk])).content.decode()
    assert "通过复核" in told and "退回补充" in told
    gone = clerk.get(reverse("nomination_step", args=[nomination.pk, "grant"]))
    assert gone.status_code == 404
    assert begun(district, Kind.AWARD).kind == Kind.AWARD

"""A whole post goes from one to the other in one act signed by both (C3, X25)."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.desk.handing_over import WAYS
from dangjian.flow import actions as flow
from dangjian.flow.models import Absence, ToDo
from dangjian.flow.queries import inbox
from dangjian.flow.rules import Office
from dangjian.handover.actions import handovers as actions
from dangjian.handover.models import Handover, Line, Verdict
from dangjian.handover.rules import Part
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import accounts
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Account, Person, Post, RoleGrant
from tests.district import TODAY, District, register
from tests.handover.handed import (
    NOON,
    begun,
    checked,
    handed,
    me,
    post_of,
    received,
    roles_asked,
    second_agreed,
    sent,
    signed,
    who,
)
from tests.membership.errands import asked as errand_asked
from tests.voices.letters import petition

pytestmark = pytest.mark.django_db


def test_the_successor_is_secretary_in_the_moment_of_the_last_signature(
    district: District,
) -> None:
    """C3."""
    handover = checked(district)
    signed(district, handover, "secretary", Part.GIVER)
    assert who(district, "secretary").may(Purpose.MAINTAIN, district.east.path)
    assert not who(district, "member").may(Purpose.MAINTAIN, district.east.path)
    signed(district, handover, "member", Part.SUCCESSOR)
    assert not who(district, "secretary").may(Purpose.MAINTAIN, district.east.path)
    assert who(district, "member").may(Purpose.MAINTAIN, district.east.path)
    secretaries = Post.objects.on(TODAY).filter(organization=district.east, title="secretary")
    assert [post.person for post in secretaries] == [district.people["member"]]
    leaf = Leaf.objects.get(verb="hand_over")
    assert str(district.people["member"].uid) in leaf.body


def test_roles_go_over_as_the_giver_had_them_and_not_beyond(district: District) -> None:
    """X25: granted by the security officer who asked, ended for the giver on the same day."""
    handed(district, "organizer")
    held = [(g.role, g.organization) for g in _grants(district, "member")]
    assert held == [("organizer", district.street)]
    assert _grants(district, "organizer") == []
    [given] = _grants(district, "member")
    assert given.granted_by == district.people["security_officer"]


def test_to_dos_of_the_post_go_along_with_their_days_and_cases(district: District) -> None:
    due = TODAY + dt.timedelta(days=9)
    to_him = _todo(district, "整理会议室", district.people["secretary"], due)
    to_office = _todo(district, "上报名单", Office(district.east, Purpose.MAINTAIN), due)
    handed(district)
    assert _inbox(district, "secretary") == []
    assert sorted(_inbox(district, "member")) == [("上报名单", due), ("整理会议室", due)]
    assert ToDo.objects.get(pk=to_office.pk).closed_at is None
    assert ToDo.objects.get(pk=to_him.pk).outcome == "passed_on"


def test_a_case_the_successor_stands_back_from_goes_to_the_superior_and_never_to_him(
    district: District,
) -> None:
    letter = petition(district, at=district.street)
    todo = letter.case.todos.get()
    successor = district.people["member"]
    flow.bar(letter.case, successor, reason="信里说的就是他", now=NOON, by=SYSTEM)
    _only_organizer(district)
    handover = checked(district, "organizer")
    line = handover.lines.get(todo=todo)
    assert line.barred and line.verdict == Verdict.WAITING
    signed(district, handover, "organizer", Part.GIVER)
    signed(district, handover, "member", Part.SUCCESSOR)
    second_agreed(district, roles_asked(district, handover))
    now_at = letter.case.todos.get(closed_at__isnull=True)
    assert (now_at.for_organization, now_at.right) == (district.root, "LETTERS")
    assert "回避" in now_at.note
    assert _inbox(district, "member") == []
    assert letter.case.steps.order_by("-round")[0].move == "hand_on"


def test_errands_of_others_go_to_the_successor_his_own_stay(district: District) -> None:
    """M5 with C3: what the helper had to fill in, and what he himself had asked for."""
    west = register(district.west, "纪晓风")
    district.people["west"] = west
    district.accounts["west"] = _account(west)
    errand = errand_asked(district, "west", "organizer")
    handed(district, "organizer")
    errand.refresh_from_db()
    assert errand.helper == district.people["member"]
    assert [what for what, _ in _inbox(district, "member")] == ["替纪晓风更正信息"]
    assert _inbox(district, "organizer") == []


def test_absences_of_the_giver_end_with_the_post(district: District) -> None:
    absence = flow.go_away(
        district.people["clerk"],
        substitute=district.people["organizer"],
        from_on=TODAY,
        until_on=TODAY + dt.timedelta(days=20),
        today=TODAY,
        by=SYSTEM,
    )
    handed(district, "organizer")
    assert Absence.objects.get(pk=absence.pk).ended_on == TODAY


def test_nobody_hands_over_to_himself_or_to_somebody_who_cannot_take_it(
    district: District,
) -> None:
    holding = post_of(district, "secretary")
    newcomer = register(district.east, "江晓禾")
    district.people["newcomer"] = newcomer
    for successor, sentence in (
        ("secretary", "不能移交给自己"),
        ("newcomer", "还没有启用账号"),
    ):
        with pytest.raises(Refused, match=sentence):
            begun(district, successor=successor, holding=holding)
    Person.objects.filter(pk=district.people["member"].pk).update(standing="left")
    with pytest.raises(Refused, match="不是党员"):
        begun(district, holding=holding)
    assert not Handover.objects.exists()


def test_one_post_is_handed_over_once_at_a_time(district: District) -> None:
    begun(district)
    with pytest.raises(Stale, match="正在移交"):
        begun(district, successor="auditor")


def test_with_a_line_nobody_looked_at_there_is_no_signature(district: District) -> None:
    handover = begun(district)
    sent(district, handover)
    line = handover.lines.get(title="印章")
    received(district, handover, but=line)
    with pytest.raises(Refused, match="1 项没有核对清楚.*印章"):
        signed(district, handover, "member", Part.SUCCESSOR)


def test_what_was_not_received_needs_a_reason_and_a_word_of_the_giver(
    district: District,
) -> None:
    handover = begun(district)
    sent(district, handover)
    line = handover.lines.get(title="印章")
    received(district, handover, but=line)
    by, seen = me(district, "member"), Handover.objects.get(pk=handover.pk).round
    missing = {line.pk: (Verdict.MISSING, " ")}
    with pytest.raises(Refused, match="请写明原因"):
        actions.check(handover, missing, seen=seen, now=NOON, by=by)
    missing = {line.pk: (Verdict.MISSING, "柜子里没有")}
    actions.check(handover, missing, seen=seen, now=NOON, by=by)
    with pytest.raises(Refused, match="没有核对清楚"):
        signed(district, handover, "secretary", Part.GIVER)
    actions.edit_line(
        line, remark="", answer="在街道保管，明天送来", now=NOON, by=me(district, "secretary")
    )
    signed(district, handover, "secretary", Part.GIVER)
    assert Line.objects.get(pk=line.pk).unseal("answer") == "在街道保管，明天送来"


def test_nobody_signs_before_the_day_twice_or_after_it_was_done(district: District) -> None:
    later = TODAY + dt.timedelta(days=3)
    handover = checked(district, agreed_on=later)
    with pytest.raises(Refused, match="到那天再签字"):
        signed(district, handover, "secretary", Part.GIVER)
    signed(district, handover, "secretary", Part.GIVER, later)
    with pytest.raises(Stale, match="已经签过字"):
        signed(district, handover, "secretary", Part.GIVER, later)
    signed(district, handover, "member", Part.SUCCESSOR, later)
    with pytest.raises(Stale, match="移交完了"):
        signed(district, handover, "member", Part.SUCCESSOR, later)
    post = Post.objects.get(organization=district.east, person=district.people["member"])
    assert post.began_on == later


def test_nothing_is_signed_without_the_superior_who_may_appoint(district: District) -> None:
    """T7: nobody gives himself or others rights by handing them on."""
    handover = checked(district, assented=False)
    with pytest.raises(Refused, match="上级还没有同意移交职务"):
        signed(district, handover, "secretary", Part.GIVER)
    with pytest.raises(Refused, match="不能自己同意"):
        actions.agree(
            handover, superior=district.people["member"], now=NOON, by=me(district, "member")
        )


def test_a_superior_who_has_gone_meanwhile_carries_nothing(district: District) -> None:
    handover = checked(district)
    [grant] = _grants(district, "clerk")
    accounts.end_grant(grant, on=TODAY, by=SYSTEM)
    signed(district, handover, "secretary", Part.GIVER)
    with pytest.raises(Refused, match="已经不管这项工作"):
        signed(district, handover, "member", Part.SUCCESSOR)
    assert not who(district, "member").may(Purpose.MAINTAIN, district.east.path)


def test_something_that_came_after_the_list_is_looked_at_before_anybody_signs(
    district: District,
) -> None:
    handover = checked(district)
    _todo(district, "后来的事", district.people["secretary"])
    with pytest.raises(Refused, match="又有 1 件新的事"):
        signed(district, handover, "secretary", Part.GIVER)
    refreshed = actions.refresh(
        handover, ways=WAYS, today=TODAY, now=NOON, by=me(district, "secretary")
    )
    assert refreshed == (1, 0)
    received(district, handover)
    signed(district, handover, "secretary", Part.GIVER)
    signed(district, handover, "member", Part.SUCCESSOR)
    assert [what for what, _ in _inbox(district, "member")] == ["后来的事"]


def test_the_superior_signs_in_place_of_a_giver_who_is_gone_and_it_says_so(
    district: District,
) -> None:
    """The emergency form: said on the record, and still two people."""
    handover = begun(
        district,
        by=me(district, "clerk"),
        started_by=district.people["clerk"],
        assents=True,
        in_place_of="因病去世",
    )
    sent(district, handover, "clerk")
    received(district, handover)
    signed(district, handover, "clerk", Part.GIVER)
    done = signed(district, handover, "member", Part.SUCCESSOR)
    assert (done.giver_signed_by, done.unseal("in_place_of")) == (
        district.people["clerk"],
        "因病去世",
    )


def test_whose_turn_it_is_stands_in_his_inbox_and_nowhere_when_it_is_done(
    district: District,
) -> None:
    handover = begun(district)
    assert [what for what, _ in _inbox(district, "secretary")] == ["填写岗位移交清单"]
    sent(district, handover)
    assert [what for what, _ in _inbox(district, "member")] == ["核对岗位移交清单"]
    received(district, handover)
    assert [what for what, _ in _inbox(district, "member")] == ["在岗位移交清单上签字"]
    actions.withdraw(handover, words="人选变了", now=NOON, by=me(district, "secretary"))
    assert _inbox(district, "member") == _inbox(district, "secretary") == []


def _todo(
    district: District, what: str, to: Person | Office, due_on: dt.date | None = None
) -> ToDo:
    return flow.assign(
        what, to=to, asked_by=district.people["clerk"], now=NOON, by=SYSTEM, due_on=due_on
    )


def _inbox(district: District, role: str) -> list[tuple[str, dt.date | None]]:
    return [(item.what, item.due_on) for item in inbox(who(district, role), TODAY).rows]


def _grants(district: District, role: str) -> list[RoleGrant]:
    return list(RoleGrant.objects.on(TODAY).filter(holder=district.people[role]))


def _only_organizer(district: District) -> None:
    """Nobody else of the street has a right to letters."""
    for grant in _grants(district, "clerk"):
        accounts.end_grant(grant, on=TODAY, by=SYSTEM)


def _account(person: Person) -> Account:
    from tests.guards.objects import account_for

    return account_for(person)

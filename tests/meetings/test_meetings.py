"""A meeting from its call to its result; what nobody gets round."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from dangjian.desk import rooms
from dangjian.flow.models import ToDo
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.meetings.actions import counting, holding
from dangjian.meetings.models import Count, Ground, Item, Kind, Meeting, Presence
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.queries.meetings import meeting_for
from dangjian.meetings.queries.results import result_of
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.actions import people, standing
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import StandingKind
from tests.district import TODAY, District, register
from tests.meetings.meetings import (
    DAY,
    by,
    called,
    confirmed,
    counted,
    fixed,
    grown,
    handed_over,
    put,
    tellers,
    voted,
)

pytestmark = pytest.mark.django_db


def names(meeting: Meeting) -> set[str]:
    return {one.name for one in full_members(meeting.organization, meeting.held_on)}


def test_an_applicant_is_admitted_by_more_than_half_of_those_due(district: District) -> None:
    """X12: called, voted on paper, counted, compared by another one; the result says of whom it was
    reckoned, and by which clause."""
    grown(district.east, 21)
    meeting = called(district, Kind.ADMISSION)
    applicant = uuid.uuid4()
    item = put(district, meeting, subject=applicant, label="温良玉")
    assert b"\xe6\xb8\xa9" not in bytes(Item.objects.get(pk=item.pk).label)
    voted(district, item, 11, 15)
    result = result_of(item)
    assert (result.final, result.valid, result.passed) == (True, True, True)
    assert (result.due, result.present, result.votes_for) == (21, 15, 11)
    assert result.held_on == DAY
    assert result.why[1].text == "赞成11票，超过应到会人数（21人）的半数，通过。"
    assert "发展党员工作细则" in result.why[1].clause
    assert Item.objects.get(subject=applicant).name == "温良玉"


def test_a_result_is_none_before_somebody_else_compared_it_with_the_paper(
    district: District,
) -> None:
    """X12: whatever was typed, nothing passes before it was confirmed; whoever entered it does not
    confirm it, and the database refuses what the rule refuses."""
    meeting = called(district)
    item = put(district, meeting)
    assert str(result_of(item).why[0]) == "还没有登记计票。"
    fixed(district, meeting)
    counted(district, item, 9, 9)
    handed_over(district, meeting)
    early = result_of(item)
    assert (early.final, early.valid, early.passed) == (False, False, False)
    assert early.why[-1].text == "还没有核对确认，不能作为结果。"
    with pytest.raises(Refused, match="另一位同志核对"):
        counting.confirm(meeting, now=clock.now(), by=by(district))
    with (
        pytest.raises(IntegrityError, match="meeting_confirmed_by_other_eyes"),
        transaction.atomic(),
    ):
        Meeting.objects.filter(pk=meeting.pk).update(confirmed_by=district.people["secretary"])
    # The branch has nobody else: its street compares.
    [todo] = ToDo.objects.filter(case__meeting=meeting, closed_at__isnull=True)
    assert todo.for_organization == district.street
    assert rooms.pages([todo.pk]) == {todo.pk: f"/meetings/{meeting.pk}/"}
    counting.confirm(meeting, now=clock.now(), by=by(district, "organizer"))
    assert result_of(item).passed
    assert not ToDo.objects.filter(case__meeting=meeting, closed_at__isnull=True).exists()


def test_the_roll_is_computed_from_the_register_on_the_day_of_the_meeting(
    district: District,
) -> None:
    """X12: whoever is no full member that day is not due, whatever he is today; whoever left since
    was."""
    newcomer = register(district.east, "谷雨生", joined_on=dt.date(2026, 3, 1), full_on=None)
    gone = register(district.east, "冯若谷")
    moved = register(district.east, "苏晚照")
    suspended = register(district.east, "秦书岚")
    for one, kind, on, reason in (
        (gone, StandingKind.LEFT, TODAY, "退党除名"),
        (suspended, StandingKind.SUSPENDED, dt.date(2026, 10, 1), "失去联系六个月以上"),
    ):
        standing.change_standing(
            one, kind=kind, on=on, reason=reason, document="禾组〔2026〕9号", today=TODAY, by=SYSTEM
        )
    people.reassign(moved, organization=district.west, on=TODAY, today=TODAY, by=SYSTEM)
    before, after = called(district), called(district, held_on=TODAY)
    assert {"冯若谷", "苏晚照"} <= names(before) and not {"冯若谷", "苏晚照"} & names(after)
    assert not {newcomer.name, suspended.name} & names(before)
    put(district, before)
    held = fixed(district, before)
    assert (held.full, held.due, held.present) == (11, 11, 11)


def test_whoever_is_left_out_of_those_due_has_a_ground_of_the_list(district: District) -> None:
    """X12: agreement of the superior where one is due, more than six months by the day of the
    meeting; somebody ill who can say what he wants stays due."""
    meeting = called(district)
    put(district, meeting)
    away, watched = district.people["member"], district.people["leader"]

    def exempt(person, ground, **more):  # type: ignore[no-untyped-def]
        return holding.exempt(
            meeting, person, ground=ground, reason="随子女在国外居住", now=clock.now(),
            by=by(district), **more,
        )  # fmt: skip

    with pytest.raises(Refused, match="要经上级党组织同意"):
        exempt(away, Ground.BEDRIDDEN)
    with pytest.raises(Refused, match="没有超过6个月") as short:
        exempt(away, Ground.ABROAD, document="街组〔2026〕3号", since_on=dt.date(2026, 5, 20))
    assert "选举工作条例" in short.value.clause
    exempt(away, Ground.ABROAD, document="街组〔2026〕3号", since_on=dt.date(2026, 5, 19))
    taken_back = exempt(watched, Ground.WATCHED)
    with pytest.raises(Refused, match="已经登记过"):
        exempt(away, Ground.WATCHED)
    with pytest.raises(Refused, match="不是这里的正式党员"):
        exempt(district.people["foreigner"], Ground.WATCHED)
    holding.count_in(taken_back, now=clock.now(), by=by(district))
    with pytest.raises(Refused, match="不在应到会的名单"):
        fixed(district, meeting)
    due = [one.pk for one in full_members(district.east, DAY) if one.pk != away.pk]
    held = holding.fix_roll(
        meeting, present=due[:5], excused=due[5:6], now=clock.now(), by=by(district)
    )
    assert (held.full, held.due, held.present) == (9, 8, 5)
    said = dict(held.voters.values_list("person", "presence"))
    assert said[away.pk] == Presence.EXEMPT and said[due[5]] == Presence.EXCUSED
    assert said[due[6]] == Presence.ABSENT


def test_without_a_quorum_nothing_is_voted_on(district: District) -> None:
    """X12: four of nine present; refused with the clause, and the meeting is void with its
    reason. Everything stays."""
    meeting = called(district)
    item = put(district, meeting)
    fixed(district, meeting, 4)
    with pytest.raises(Refused, match="应到会9人，实到会4人，没有达到") as refusal:
        counted(district, item, 4, 4)
    assert "支部工作条例" in refusal.value.clause
    with pytest.raises(Refused, match="要写明理由"):
        counting.void(meeting, words=" ", now=clock.now(), by=by(district))
    counting.void(meeting, words="人数不够，改期。", now=clock.now(), by=by(district))
    assert not result_of(item).valid and meeting.voters.count() == 9
    with pytest.raises(Stale):
        fixed(district, meeting)


def test_two_secretaries_at_once_one_of_them_reads_who_was_quicker(district: District) -> None:
    """X12: the second roll, count and hand-over on the same page are refused."""
    meeting = called(district)
    item = put(district, meeting)
    seen = Meeting.objects.get(pk=meeting.pk).case.round
    fixed(district, meeting, seen=seen)
    with pytest.raises(Stale, match="林禾青刚刚已经办了下一步"):
        fixed(district, meeting, 5, seen=seen)
    meeting.refresh_from_db()
    assert meeting.present == 9
    seen = meeting.case.round
    counted(district, item, 9, 9, seen=seen)
    with pytest.raises(Stale, match="刚刚已经办了下一步"):
        counted(district, item, 1, 9, role="clerk", seen=seen)
    assert Count.objects.get(item=item).in_favour == 9


def test_the_tellers_are_two_others(district: District) -> None:
    """X12: different persons, members of the Party, nobody who is voted on."""
    probationer = register(district.east, "谷雨生", joined_on=dt.date(2025, 11, 19), full_on=None)
    meeting = called(district, Kind.CONVERSION)
    item = put(district, meeting, person=probationer)
    fixed(district, meeting)
    two = tellers(item)

    def record(**given):  # type: ignore[no-untyped-def]
        counting.record(
            item, sheet=Sheet(9, 9, 9), votes=Votes(9, 0, 0), now=clock.now(),
            by=by(district), **two | given,
        )  # fmt: skip

    with pytest.raises(Refused, match="两位同志"):
        record(teller=two["scrutineer"])
    with pytest.raises(Refused, match="表决的就是谷雨生"):
        record(teller=probationer)
    stranger = register(district.west, "秦书岚", joined_on=dt.date(2026, 11, 21), full_on=None)
    with pytest.raises(Refused, match="不是党员"):
        record(scrutineer=stranger)
    record()
    with pytest.raises(IntegrityError, match="count_two_tellers"), transaction.atomic():
        Count.objects.update(teller=two["scrutineer"])


def test_a_void_ballot_is_cast_again_and_the_second_one_counts(district: District) -> None:
    """X12: more came back than were handed out; the first sheet stays as it was."""
    meeting = called(district)
    item = put(district, meeting)
    fixed(district, meeting)
    counted(district, item, 8, 9, sheet=Sheet(8, 9, 9))
    with pytest.raises(Refused, match="第1项收回的票比发出的多"):
        handed_over(district, meeting)
    again = put(district, meeting, question=item.question, follows=item)
    with pytest.raises(IntegrityError, match="item_passed_only_if_valid"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(passed=True)
    counted(district, again, 7, 9)
    confirmed(district, meeting)
    item.refresh_from_db()
    assert (item.valid, item.passed, item.count.returned) == (False, False, 9)
    assert result_of(item).passed and result_of(item).votes_for == 7
    with pytest.raises(ProgrammingError, match="stays as it was"), transaction.atomic():
        Count.objects.filter(item=item).update(returned=8)


def test_what_was_compared_and_found_wrong_goes_back_and_may_be_corrected(
    district: District,
) -> None:
    """X12: the roll only before anything was counted, the count until it was confirmed."""
    meeting = called(district)
    item = put(district, meeting)
    fixed(district, meeting, 6)
    assert fixed(district, meeting, 7).present == 7
    counted(district, item, 6, 7)
    with pytest.raises(Stale, match="已经登记计票，不能再改签到"):
        fixed(district, meeting, 8)
    handed_over(district, meeting)
    with pytest.raises(Stale):
        counted(district, item, 7, 7)
    counting.send_back(meeting, words="赞成是5票。", now=clock.now(), by=by(district, "organizer"))
    counted(district, item, 5, 7)
    confirmed(district, meeting, "organizer")
    assert result_of(item).votes_for == 5 and result_of(item).passed


def test_the_record_is_drafted_from_what_was_entered_and_stays_as_it_was_confirmed(
    district: District,
) -> None:
    """X12: attendance, votes, result with clause; sealed, and not written anew later."""
    meeting = called(district)
    item = put(district, meeting)
    due = [one.pk for one in full_members(district.east, DAY)]
    chair = district.people["secretary"]
    fixed(district, meeting, 7, excused=due[7:8], chair=chair)
    holding.write(meeting, notes="林禾青介绍了计划的起草情况。", now=clock.now(), by=by(district))
    counted(district, item, 6, 7)
    confirmed(district, meeting)
    meeting.refresh_from_db()
    assert "林禾青".encode() not in bytes(meeting.minutes)
    told = meeting.unseal("minutes")
    for said in (
        "中共禾丰区东篱社区第一党支部党员大会记录",
        "时间：2026年11月20日",
        "主持人：林禾青",
        "正式党员9人，应到会有表决权的9人，实到会7人。",
        "林禾青介绍了计划的起草情况。",
        "第1项　通过支部年度工作计划",
        "赞成6票，不赞成1票，弃权0票。",
        "决议：应到会有表决权的正式党员9人，实到会7人。经无记名投票表决，赞成6人，不赞成1人，"
        "弃权0人，大会同意通过支部年度工作计划。",
        "赞成6票，超过应到会人数（9人）的半数，通过。（《中国共产党支部工作条例（试行）》",
    ):
        assert said in told, said
    people.correct_items(chair, {"name": "林青禾"}, today=TODAY, by=SYSTEM)
    meeting.refresh_from_db()
    assert "主持人：林禾青" in meeting.unseal("minutes")
    bodies = "".join(
        Leaf.objects.filter(verb__startswith="meeting.").values_list("body", flat=True)
    )
    assert "meeting.confirm" in set(Leaf.objects.values_list("verb", flat=True))
    assert "林禾青" not in bodies and "起草情况" not in bodies


@pytest.mark.parametrize(
    ("kind", "what", "sentence"),
    [
        (Kind.ADMISSION, {}, "请选择讨论的是哪位申请人"),
        (Kind.ADMISSION, {"person": "member"}, "已经是党员"),
        (Kind.ADMISSION, {"subject": uuid.UUID(int=1)}, "请填写申请人的姓名"),
        (Kind.CONVERSION, {"person": "member"}, "不是本支部的预备党员"),
        (Kind.DISPOSAL, {"person": "foreigner", "question": "给予限期改正"}, "不是本支部的党员"),
        (Kind.DISPOSAL, {"person": "member"}, "请写明表决什么"),
        (Kind.ORDINARY, {"person": "member"}, "不表决某一位同志"),
        (Kind.ORDINARY, {"question": "好"}, "请写明表决什么"),
        (Kind.ELECTION, {"post": "group_leader"}, "请选择选举什么"),
        (Kind.ELECTION, {"post": "secretary", "seats": 2}, "各选一名"),
    ],
)
def test_an_item_fits_its_meeting(
    kind: Kind, what: dict[str, object], sentence: str, district: District
) -> None:
    """X12: refused in a sentence; nothing half put down."""
    meeting = called(district, kind)
    given = dict(what)
    if "person" in given:
        given["person"] = district.people[str(given["person"])]
    with pytest.raises(Refused, match=sentence):
        holding.put(meeting, **given, now=clock.now(), by=by(district))  # type: ignore[arg-type]
    assert not meeting.items.exists()


def test_a_meeting_is_called_where_members_vote_on_that(district: District) -> None:
    """X12: a work committee is appointed and has no members of its own; a day before there were
    rules, or one that has not come, is told."""
    with pytest.raises(Refused, match="不由党员大会选举"):
        called(district, Kind.ELECTION, at=district.street, role="office")
    with pytest.raises(Refused, match="不直接编入党员"):
        called(district, Kind.ADMISSION, at=district.street, role="office")
    with pytest.raises(Refused, match="没有可以依据的规定"):
        called(district, Kind.ORDINARY, held_on=dt.date(2017, 5, 4))
    ahead = called(district, held_on=TODAY + dt.timedelta(days=3))
    with pytest.raises(Refused, match="还没有要表决|还没到开会那天"):
        fixed(district, ahead)


def test_a_foreign_meeting_is_not_there(district: District) -> None:
    """T3: of another branch nobody learns that it met."""
    meeting = called(district)
    secretary = viewer_of(district.accounts["secretary"], TODAY)
    assert meeting_for(secretary, meeting.pk, TODAY).is_open
    with pytest.raises(Missing):
        meeting_for(viewer_of(district.accounts["leader"], TODAY), meeting.pk, TODAY)
    foreign = called(district, at=district.foreign, role="office")
    with pytest.raises(Missing):
        meeting_for(secretary, foreign.pk, TODAY)

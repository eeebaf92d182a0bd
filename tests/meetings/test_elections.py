"""An election: candidates, seats, who is elected; reported, answered, entered in the register."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.flow.models import ToDo
from dangjian.kernel import clock, idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.meetings.actions import counting, electing, holding
from dangjian.meetings.models import DELEGATE, Candidate, Ground, Item, Kind, Meeting
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.queries.results import result_of
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.actions import standing
from dangjian.registry.authority import Purpose
from dangjian.registry.models import CommitteeTerm, Person, Post, PostTitle, StandingKind
from tests.district import TODAY, District, open_below, register
from tests.meetings.meetings import (
    DAY,
    by,
    called,
    confirmed,
    elected,
    election,
    fixed,
    grown,
    put,
    reported,
    tellers,
)

pytestmark = pytest.mark.django_db

TITLES = (PostTitle.SECRETARY, PostTitle.ORGANIZATION_MEMBER, PostTitle.PUBLICITY_MEMBER)


def approve(district: District, meeting, document: str = "街组〔2026〕12号"):  # type: ignore[no-untyped-def]
    return electing.approve(
        meeting,
        document=document,
        now=clock.now(),
        by=by(district, "clerk", Purpose.STRUCTURE),
    )


def test_a_committee_is_elected_on_paper_and_stands_in_the_register_once_it_is_approved(
    district: District,
) -> None:
    """A3, X12: four candidates for three seats, elected by those present; the superior's reply
    enters term and posts in one act, from the day of the election."""
    old = CommitteeTerm.objects.get(organization=district.east)
    people = [district.people[one] for one in ("member", "secretary", "clerk", "office")]
    item = election(district, people, 3)
    meeting = item.meeting
    fixed(district, meeting, 8)
    elected(district, item, [8, 7, 4, 5], 8)
    confirmed(district, meeting, "organizer")
    result = result_of(item)
    assert (result.final, result.valid, result.passed) == (True, True, True)
    assert result.why[1].text == "应选3名，赞成票超过实到会人数（8人）的半数的当选，选出3名。"
    chosen = Candidate.objects.filter(item=item, elected=True).order_by("pk")
    assert [one.person.name for one in chosen] == ["宋怀石", "林禾青", "方晴川"]
    reported(district, meeting, TITLES)
    assert not Post.objects.filter(valid__startswith=DAY).exists(), "not before the reply"
    [todo] = ToDo.objects.filter(case__meeting=meeting, closed_at__isnull=True)
    assert (todo.for_organization, todo.what) == (district.street, "批复一次换届选举的结果")
    with pytest.raises(Refused, match="请填写批复"):
        approve(district, meeting, " ")
    term = approve(district, meeting)
    assert (term.valid.lower, term.due_on, term.document) == (
        DAY, dt.date(2029, 11, 19), "街组〔2026〕12号",
    )  # fmt: skip
    posts = Post.objects.filter(term=term).order_by("pk")
    assert [(one.person.name, one.title) for one in posts] == [
        ("宋怀石", "secretary"),
        ("林禾青", "organization_member"),
        ("方晴川", "publicity_member"),
    ]
    old.refresh_from_db()
    assert old.valid.upper == DAY
    meeting.refresh_from_db()
    assert meeting.state == "approved"
    with pytest.raises(Stale):
        approve(district, meeting)


def test_what_the_register_refuses_leaves_nothing_half_done(district: District) -> None:
    """A3: somebody elected left the Party before the reply; nothing of it is entered."""
    people = [district.people[one] for one in ("member", "secretary", "organizer", "leader")]
    item = election(district, people, 3)
    fixed(district, item.meeting)
    elected(district, item, [9, 8, 7, 1], 9)
    meeting = confirmed(district, item.meeting, "clerk")
    reported(district, meeting, TITLES)
    standing.change_standing(
        district.people["member"], kind=StandingKind.LEFT, on=TODAY, reason="退党除名",
        document="禾组〔2026〕9号", today=TODAY, by=SYSTEM,
    )  # fmt: skip
    with pytest.raises(Refused, match="宋怀石自 2026-11-23 起是"):
        approve(district, meeting)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.document) == ("reported", "")
    assert CommitteeTerm.objects.filter(organization=district.east).count() == 1
    electing.hand_back(
        meeting, words="有人出党，请补选。", now=clock.now(),
        by=by(district, "office", Purpose.STRUCTURE),
    )  # fmt: skip
    electing.set_aside(meeting, words="另行选举。", now=clock.now(), by=by(district))
    assert not result_of(item).passed


def test_delegates_are_elected_on_paper_with_a_fifth_more_candidates_and_no_post_comes_of_it(
    district: District,
) -> None:
    """X12: quorum of those due, majority of those present, as any election; which congress they go
    to stands on the ballot and in the record; the register gets no post and no term by it."""
    people = grown(district.east, 30)
    congress = "中共禾丰区第六次代表大会"

    def asked(seats: int, candidates: list[Person], question: str = congress) -> Item:
        meeting = called(district, Kind.DELEGATES)
        return put(
            district, meeting, question=question, post=DELEGATE, seats=seats, candidates=candidates
        )

    for seats, few, question, said in (
        (5, people[:5], congress, "候选人至少6名"),
        (1, people[:1], congress, "候选人至少2名"),
        (2, people[:3], "", "出席什么会议"),
    ):
        with pytest.raises(Refused, match=said):
            asked(seats, few, question)
    with pytest.raises(Refused, match="选举什么"):
        put(district, called(district, Kind.DELEGATES), post=PostTitle.MEMBER, seats=1)
    before = Post.objects.count()
    item = asked(2, people[:3])
    fixed(district, item.meeting, 24)
    elected(district, item, [20, 13, 12], 24)
    confirmed(district, item.meeting)
    stand = dict(item.candidates.values_list("person", "elected"))
    assert [stand[one.pk] for one in people[:3]] == [True, True, False]
    assert Post.objects.count() == before
    meeting = Meeting.objects.get(pk=item.meeting_id)
    assert (meeting.state, meeting.case.closed_at is not None) == ("confirmed", True)
    minutes = meeting.unseal("minutes")
    assert f"选举出席{congress}的代表" in minutes and f"{people[1].name}：赞成13票" in minutes

    secretary = district.sign_in(Client(), "secretary")
    draft = called(district, Kind.DELEGATES)
    address = reverse("meeting_put", args=[draft.pk])
    page = secretary.get(address).content.decode()
    assert "出席什么会议" in page and "选举什么" not in page and "选5名至少6名" in page
    values = {"question": congress, "seats": 1, "candidates": [one.pk for one in people[:2]]}
    key = {"form_key": idempotency.issue(district.accounts["secretary"].pk)}
    assert secretary.post(address, values | key).status_code == 302
    ballot = secretary.get(reverse("meeting_paper", args=[draft.pk, "ballot"])).content.decode()
    assert f"选举出席{congress}的代表，应选 1 名" in ballot


def test_level_votes_are_told_and_voted_on_once_more(district: District) -> None:
    """X12: nobody is elected by chance; the second ballot fills the seat that is left."""
    people = [district.people[one] for one in ("member", "organizer", "clerk", "office")]
    item = election(district, people, 3)
    meeting = item.meeting
    fixed(district, meeting)
    elected(district, item, [9, 7, 5, 5], 9)
    assert "有2名候选人票数相同，名额只剩1个" in result_of(item).why[2].text
    again = put(district, meeting, post="member", seats=1, candidates=people[2:], follows=item)
    with pytest.raises(Stale, match="已经定了再投一次"):
        put(district, meeting, post="member", seats=1, candidates=people[2:], follows=item)
    elected(district, again, [6, 3], 9)
    confirmed(district, meeting, "clerk")
    won = Candidate.objects.filter(item__meeting=meeting, elected=True).order_by("pk")
    assert [one.person.name for one in won] == ["宋怀石", "何秋实", "周望禾"]
    with pytest.raises(Refused, match="书记应当是一位，现在填了2位"):
        reported(district, meeting, (PostTitle.SECRETARY, PostTitle.SECRETARY, PostTitle.MEMBER))
    assert reported(district, meeting, TITLES).state == "reported"


def test_somebody_written_in_can_be_elected(district: District) -> None:
    """X12: voters may name another full member; his votes count as anybody's."""
    people = [district.people[one] for one in ("member", "organizer", "clerk", "office")]
    item = election(district, people, 3)
    fixed(district, item.meeting)
    with pytest.raises(Refused, match="其余的票是废票"):
        elected(district, item, [9, 8, 2, 1], 9, written_in={district.people["foreigner"].pk: 6})
    with pytest.raises(Refused, match="不算另选他人"):
        elected(district, item, [9, 8, 2, 1], 9, written_in={people[0].pk: 1})
    elected(district, item, [9, 8, 2, 1], 9, written_in={district.people["leader"].pk: 6})
    confirmed(district, item.meeting, "clerk")
    won = Candidate.objects.filter(item=item, elected=True)
    assert {one.person.name for one in won} == {"宋怀石", "何秋实", "许长庚"}


def test_who_may_stand_is_decided_by_the_day_of_the_meeting(district: District) -> None:
    """A3 (选举工作条例 Art. 5): neither a probationary member nor somebody under 留党察看."""
    newcomer = register(district.east, "谷雨生", joined_on=dt.date(2026, 3, 1), full_on=None)
    others = [district.people[one] for one in ("member", "organizer", "clerk")]
    with pytest.raises(Refused, match="谷雨生在开会那天不是这里有被选举权的") as refusal:
        election(district, [*others, newcomer], 3)
    assert refusal.value.clause.endswith("第五条")
    meeting = called(district, Kind.ELECTION)
    holding.exempt(
        meeting, district.people["leader"], ground=Ground.WATCHED, reason="察看期到2027年3月",
        now=clock.now(), by=by(district),
    )  # fmt: skip
    with pytest.raises(Refused, match="许长庚在开会那天"):
        put(
            district, meeting, post="member", seats=3,
            candidates=[*others, district.people["leader"]],
        )  # fmt: skip
    with pytest.raises(Refused, match="候选人至少4名，现在是3名"):
        put(district, meeting, post="member", seats=3, candidates=others)


def test_a_small_branch_elects_its_secretary_and_no_committee(district: District) -> None:
    """A3 (DOMAIN §15 test 8) in the register: six full members, no committee; one candidate is
    enough, and the day of the first plenary is that of the election."""
    grown(district.west, 6)
    people = full_members(district.west, DAY)
    with pytest.raises(Refused, match="6名，不足7名"):
        election(district, people[:4], 3, at=district.west, role="clerk")
    meeting = called(district, Kind.ELECTION, at=district.west, role="clerk")
    item = holding.put(
        meeting, post="secretary", seats=1, candidates=people[:1], now=clock.now(),
        by=by(district, "clerk"),
    )  # fmt: skip
    fixed(district, meeting, 5)
    elected(district, item, [3], 5)
    confirmed(district, meeting, "clerk")
    reported(district, meeting, ("",))
    term = approve(district, meeting)
    assert [(one.person, one.title) for one in term.posts.all()] == [(people[0], "secretary")]


def test_a_large_branch_does_not_report_a_secretary_without_a_committee(
    district: District,
) -> None:
    """A3 (DOMAIN §15 test 8): nine full members must have a committee."""
    item = election(district, [district.people["member"]], 1, PostTitle.SECRETARY)
    fixed(district, item.meeting)
    elected(district, item, [9], 9)
    meeting = confirmed(district, item.meeting)
    with pytest.raises(Refused, match="9名，达到7名，应当选举支部委员会"):
        reported(district, meeting, ("",))


def test_a_committee_above_branches_is_elected_by_the_members_of_its_tree_of_that_day(
    district: District,
) -> None:
    """A3: a general branch's meeting is that of all members below it, as the tree was then."""
    general = open_below(district.street, "东篱小学党总支", "general_branch")
    below = open_below(general, "东篱小学第一党支部", "branch")
    people = [register(below, f"教师{n}") for n in range(8)]
    meeting = called(district, Kind.ELECTION, at=general, role="office")
    item = holding.put(
        meeting, post="member", seats=5, candidates=people[:6], now=clock.now(),
        by=by(district, "office"),
    )  # fmt: skip
    held = fixed(district, meeting)
    assert (held.due, held.present) == (8, 8)
    elected(district, item, [8, 8, 7, 6, 5, 4], 8, role="office")
    assert result_of(item).why[1].text.endswith("选出5名。")


def test_every_candidate_has_his_votes(district: District) -> None:
    """X12: a sheet without one of them, or with marks that are not the valid ballots."""
    people = [district.people[one] for one in ("member", "organizer", "clerk", "office")]
    item = election(district, people, 3)
    fixed(district, item.meeting)
    with pytest.raises(Refused, match="每一位候选人的票数都要填"):
        counting.record(
            item, sheet=Sheet(9, 9, 9), for_each={people[0].pk: Votes(9, 0, 0)},
            now=clock.now(), by=by(district), **tellers(item),
        )  # fmt: skip
    with pytest.raises(Refused, match="多选的票是废票"):
        elected(district, item, [9, 9, 9, 1], 9)

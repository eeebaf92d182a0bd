"""Opinions given in writing before a meeting on admission or conversion, by who could not come."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from docx import Document

from dangjian.kernel import clock
from dangjian.kernel.files import papers
from dangjian.kernel.refusal import Refused
from dangjian.meetings.actions import counting, holding
from dangjian.meetings.models import Count, Item, Kind, Meeting, Voter
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.queries.results import result_of
from dangjian.meetings.rules.sheets import Sheet, Votes
from tests.district import District, register
from tests.meetings.meetings import by, called, confirmed, grown, put, tellers
from tests.meetings.test_pages import send

pytestmark = pytest.mark.django_db
APPLICANT = "7d2f3a58-6f7e-4f0e-9a55-0d1c5c9d1a01"


@pytest.fixture
def item(district: District) -> Item:
    """An admission before a branch of twenty-one."""
    grown(district.east, 21)
    meeting = called(district, Kind.ADMISSION)
    return put(
        district, meeting, subject=APPLICANT, label="江亦舟", question="是否同意接收为预备党员"
    )


def rolled(district: District, item: Item, came: int, wrote: int) -> Meeting:
    due = [one.pk for one in full_members(district.east, item.meeting.held_on)]
    return holding.fix_roll(
        item.meeting,
        present=due[:came],
        written=due[came : came + wrote],
        now=clock.now(),
        by=by(district),
    )


def counted(district: District, item: Item, votes: Votes, written: Votes) -> Count:
    return counting.record(
        item,
        sheet=Sheet(votes.all, votes.all, votes.all),
        votes=votes,
        written=written,
        now=clock.now(),
        by=by(district),
        **tellers(item),
    )


def test_they_are_counted_among_the_votes(district: District, item: Item) -> None:
    """A7, X12: 21 due, 12 present, 9 votes in favour and 2 opinions: 11 of 21, carried; the record
    and the resolution say which were which, and nothing keeps who wrote what."""
    meeting = rolled(district, item, 12, 3)
    assert (meeting.due, meeting.present, meeting.written) == (21, 12, 3)
    counted(district, item, Votes(9, 3, 0), Votes(2, 1, 0))
    confirmed(district, meeting)
    result = result_of(item)
    assert (result.valid, result.passed) == (True, True)
    assert (result.votes_for, result.written_for) == (9, 2)
    assert "赞成9票，加上会前书面意见赞成2份，共11" in result.why[1].text
    assert "未核对" in result.why[1].clause
    told = Meeting.objects.get(pk=meeting.pk).unseal("minutes")
    assert "会前正式提出书面意见的3份，统计在票数内：赞成2，不赞成1，弃权0。" in told
    assert "经无记名投票表决（含会前书面意见3份），赞成11人，不赞成4人，弃权0人，大会同意" in told
    assert "请假，会前提了书面意见：" in told
    _the_minutes_can_be_taken_as_a_word_file(district, meeting, told)


def _the_minutes_can_be_taken_as_a_word_file(
    district: District, meeting: Meeting, told: str
) -> None:
    """X12: the same words as on the sheet, with lines to be signed; who took it stands below."""
    who = district.sign_in(Client(), "secretary")
    answer = who.get(reverse("meeting_minutes", args=[meeting.pk]))
    assert answer["Content-Type"] == papers.TYPE and answer["Cache-Control"].count("no-store")
    document = Document(io.BytesIO(answer.content))
    lines = [one.text for one in document.paragraphs]
    assert lines[: told.count("\n") + 1] == told.split("\n")
    assert [line[:5] for line in lines[-2:]] == ["主持人签字", "记录人签字"]
    assert district.people["secretary"].name in document.sections[0].footer.paragraphs[0].text
    sheet = who.get(reverse("meeting_paper", args=[meeting.pk, "minutes"])).content.decode()
    assert reverse("meeting_minutes", args=[meeting.pk]) in sheet
    assert district.sign_in(Client(), "member").get(
        reverse("meeting_minutes", args=[meeting.pk])
    ).status_code == 404  # fmt: skip


def test_they_make_no_quorum(district: District, item: Item) -> None:
    """X12: 10 of 21 came; eleven opinions do not make it a meeting."""
    rolled(district, item, 10, 11)
    with pytest.raises(Refused, match="没有达到"):
        counted(district, item, Votes(10, 0, 0), Votes(11, 0, 0))


def test_there_are_no_more_of_them_than_the_roll_says(district: District, item: Item) -> None:
    rolled(district, item, 18, 1)
    with pytest.raises(Refused, match="有1人，这里填了2份") as refused:
        counted(district, item, Votes(10, 8, 0), Votes(1, 1, 0))
    assert refused.value.field == "written_in_favour"
    with pytest.raises(Refused, match="不能是负数"):
        counted(district, item, Votes(10, 8, 0), Votes(2, -1, 0))
    again = rolled(district, item, 19, 1)  # one who wrote came after all: he has a ballot
    assert again.written == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=again.pk).update(written=3)


def test_whoever_came_votes_by_ballot_and_strangers_write_nothing(
    district: District, item: Item
) -> None:
    due = [one.pk for one in full_members(district.east, item.meeting.held_on)]
    meeting = holding.fix_roll(
        item.meeting, present=due, written=due[:2], now=clock.now(), by=by(district)
    )
    assert meeting.written == 0 and not Voter.objects.filter(presence="written").exists()
    with pytest.raises(Refused, match="不在应到会的名单上"):
        holding.fix_roll(
            item.meeting,
            present=due[:15],
            written=[register(district.west, "外支部成员").pk],
            now=clock.now(),
            by=by(district),
        )


@pytest.mark.parametrize("kind", [Kind.ORDINARY, Kind.ELECTION])
def test_other_meetings_count_none(district: District, kind: Kind) -> None:
    """X12: an election and any other resolution are voted on by those who are there."""
    people = grown(district.east, 9)
    meeting = called(district, kind)
    if kind == Kind.ELECTION:
        put(district, meeting, post="member", seats=3, candidates=people[:4])
    else:
        put(district, meeting)
    with pytest.raises(Refused, match="只在讨论接收、转正的会议上统计"):
        holding.fix_roll(
            meeting,
            present=[one.pk for one in people[:8]],
            written=[people[8].pk],
            now=clock.now(),
            by=by(district),
        )
    page = district.sign_in(Client(), "secretary").get(reverse("meeting_roll", args=[meeting.pk]))
    assert "书面意见" not in page.content.decode()


def test_the_secretary_enters_them_on_the_pages(district: District, item: Item) -> None:
    meeting = item.meeting
    who = district.sign_in(Client(), "secretary")
    due = [one.pk for one in full_members(district.east, meeting.held_on)]
    page = who.get(reverse("meeting_roll", args=[meeting.pk]))
    assert "统计在票数内" in page.content.decode()
    key = page.content.decode().split('name="form_key" value="')[1].split('"')[0]
    values = {f"why_{pk}": "written" for pk in due[15:17]}
    seen = page.context["meeting"].case.round
    values |= {"form_key": key, "seen": seen, "present": [str(pk) for pk in due[:15]]}
    assert who.post(reverse("meeting_roll", args=[meeting.pk]), values).status_code == 302
    form = who.get(reverse("meeting_count", args=[item.pk])).content.decode()
    assert "有 2 人没有到会、会前正式提了书面意见" in form
    marks = {"in_favour": 9, "against": 6, "abstained": 0}
    marks |= {"written_in_favour": 2, "written_against": 0, "written_abstained": 0}
    sheet = {"issued": 15, "returned": 15, "valid": 15}
    who_counted = {"scrutineer": due[0], "teller": due[1]}
    answer = send(who, "meeting_count", item.pk, **marks, **sheet, **who_counted)
    assert answer.status_code == 302
    count = Count.objects.get(item=item)
    assert (count.written_in_favour, count.written_all) == (2, 2)
    told = who.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "会前书面意见 2 份" in told and "共11，超过应到会人数（21人）" in told

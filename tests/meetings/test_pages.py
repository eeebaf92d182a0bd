"""The pages of meetings: what they show, what they send, what they cost."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.meetings.actions import holding
from dangjian.meetings.models import Count, Meeting
from dangjian.meetings.queries.electorate import full_members
from dangjian.meetings.rules.sheets import Sheet
from dangjian.registry.actions import people
from tests.district import TODAY, District, new_member
from tests.meetings.meetings import (
    DAY,
    by,
    called,
    confirmed,
    counted,
    election,
    fixed,
    put,
)

pytestmark = pytest.mark.django_db


def send(client: Client, name: str, *args: object, **fields: object) -> object:
    """Open a form and send it with these fields."""
    address = reverse(name, args=args)
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    hidden = re.findall(r'name="(form_key|seen)" value="([^"]*)"', page.content.decode())
    return client.post(address, dict(hidden) | fields)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_a_secretary_holds_a_meeting_on_the_pages(district: District) -> None:
    """X12: called, an item, the roll by boxes, the count, handed over; the street compares."""
    client = district.sign_in(Client(), "secretary")
    answer = send(
        client,
        "meeting_call",
        district.east.pk,
        kind="ordinary",
        held_on="2026-11-20",
        place="楼上",
    )
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == f"/meetings/{meeting.pk}/"  # type: ignore[attr-defined]
    send(client, "meeting_put", meeting.pk, question="通过年度工作计划")
    due = [one.pk for one in full_members(district.east, DAY)]
    send(
        client, "meeting_roll", meeting.pk,
        **{"present": due[:6], f"why_{due[6]}": "excused", f"why_{due[7]}": "absent"},
        chair=due[0],
    )  # fmt: skip
    meeting.refresh_from_db()
    assert (meeting.due, meeting.present, meeting.chair_id) == (9, 6, due[0])
    assert dict(meeting.voters.values_list("person", "presence"))[due[6]] == "excused"
    item = meeting.items.get()
    wrong = send(
        client, "meeting_count", item.pk, issued=6, returned=6, valid=6,
        in_favour=4, against=1, abstained=0, scrutineer=due[2], teller=due[3],
    )  # fmt: skip
    assert wrong.status_code == 422  # type: ignore[attr-defined]
    assert "合计5票，和有效票6张对不上" in wrong.content.decode()  # type: ignore[attr-defined]
    send(
        client, "meeting_count", item.pk, issued=6, returned=6, valid=6,
        in_favour=5, against=1, abstained=0, scrutineer=due[2], teller=due[3],
    )  # fmt: skip
    said = text(client, f"/meetings/{meeting.pk}/")
    assert "赞成5票，超过应到会人数（9人）的半数，通过。" in said
    send(client, "meeting_step", meeting.pk, "hand-over")
    assert client.get(reverse("meeting_confirm", args=[meeting.pk, "yes"])).status_code == 403
    street = district.sign_in(Client(), "organizer")
    assert "对着计票单核对一次会议的票数" in text(street, reverse("inbox"))
    send(street, "meeting_confirm", meeting.pk, "yes")
    meeting.refresh_from_db()
    assert meeting.state == "confirmed"
    assert "会议记录" in text(client, reverse("meeting_paper", args=[meeting.pk, "minutes"]))


def test_the_papers_name_whom_they_are_about_and_no_voter(district: District) -> None:
    """X12: the roll to be signed, the ballot, the count sheet; a ballot bears no voter's name, and
    the roll does not say why somebody is left out."""
    names = ("member", "organizer", "clerk", "office")
    item = election(district, [district.people[one] for one in names], 3)
    client = district.sign_in(Client(), "secretary")
    papers = {
        sheet: text(client, reverse("meeting_paper", args=[item.meeting_id, sheet]))
        for sheet in ("roll", "ballot", "count")
    }
    assert "应到会有表决权的 9 人" in papers["roll"] and "许长庚" in papers["roll"]
    assert "宋怀石" in papers["ballot"] and "许长庚" not in papers["ballot"]
    assert "赞成的人数不超过 3 名，超过的这张票作废" in papers["ballot"]
    assert "监票人签字" in papers["count"]
    minutes = reverse("meeting_paper", args=[item.meeting_id, "minutes"])
    assert client.get(minutes).status_code == 409


def test_there_is_no_ballot_online(district: District) -> None:
    """X12: a member finds neither the meeting nor a way to vote; nothing of this room is open to
    somebody who only belongs to the branch."""
    meeting = called(district)
    put(district, meeting)
    member = district.sign_in(Client(), "member")
    assert member.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert member.get("/meetings/").status_code == 404
    assert "会议表决" not in text(member, reverse("organization", args=[district.east.pk]))
    keeper = district.sign_in(Client(), "secretary")
    link = f'href="/meetings/?at={district.east.pk}"'
    for page in (reverse("organization", args=[district.east.pk]), reverse("workbench")):
        assert link in keeper.get(page).content.decode()


def test_bad_input_is_answered_with_a_sentence(district: District) -> None:
    """X12: nothing anybody sends is a fault of the server."""
    meeting = called(district)
    item = put(district, meeting)
    client = district.sign_in(Client(), "secretary")
    posts = [
        ("meeting_call", [district.east.pk], {"kind": "lottery", "held_on": "昨天"}, 422),
        ("meeting_put", [meeting.pk], {"question": ""}, 422),
        ("meeting_roll", [meeting.pk], {"present": ["x"]}, 400),
        ("meeting_roll", [meeting.pk], {"present": ["999999"], "seen": "-1"}, 422),
        ("meeting_exempt", [meeting.pk], {"person": "x", "ground": "tired"}, 422),
        ("meeting_notes", [meeting.pk], {"chair": "0", "notes": "a\x00b"}, 422),
    ]
    for name, args, fields, status in posts:
        answer = send(client, name, *args, **fields)
        assert answer.status_code == status, (name, answer.status_code)  # type: ignore[attr-defined]
    assert client.get(reverse("meeting_step", args=[meeting.pk, "dance"])).status_code == 404
    assert client.get(reverse("meeting_paper", args=[meeting.pk, "ode"])).status_code == 404
    assert client.get(reverse("meeting_count", args=[item.pk])).status_code == 409
    assert client.get("/meetings/?at=x").status_code == 404
    fixed(district, meeting)
    counts = [{"issued": "99999999999"}, {"issued": "-1"}, {"issued": "九"}, {}]
    for fields in counts:
        answer = send(client, "meeting_count", item.pk, **fields)
        assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not Count.objects.exists()


def test_the_list_and_the_roll_cost_the_same_queries_for_a_few_and_for_hundreds(
    district: District,
) -> None:
    """X12: 3 meetings and 60, 9 members and 309."""
    client = district.sign_in(Client(), "secretary")
    first = called(district)
    put(district, first)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    listed = f"/meetings/?at={district.east.pk}"
    roll, page = f"/meetings/{first.pk}/roll/", f"/meetings/{first.pk}/"
    few = [cost(listed), cost(roll), cost(page)]
    people.register_members(
        [new_member(district.east, f"成员{n}") for n in range(300)], today=TODAY, by=SYSTEM
    )
    for n in range(20):
        meeting = called(district, held_on=DAY - dt.timedelta(days=n))
        for _ in range(3):
            put(district, meeting)
    assert [cost(listed), cost(roll), cost(page)] == few
    assert max(few) <= 30
    due = [one.pk for one in full_members(district.east, DAY)]
    answer = send(client, "meeting_roll", first.pk, present=due)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    first.refresh_from_db()
    assert (first.due, first.present) == (309, 309)


def test_two_pages_at_once_the_second_is_told_who_was_quicker(district: District) -> None:
    """X12: what was ticked is still there."""
    meeting = called(district)
    put(district, meeting)
    client = district.sign_in(Client(), "secretary")
    address = reverse("meeting_roll", args=[meeting.pk])
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(form_key|seen)" value="([^"]*)"', page))
    due = [one.pk for one in full_members(district.east, DAY)]
    holding.fix_roll(meeting, present=due, now=clock.now(), by=by(district, "clerk"))
    answer = client.post(address, hidden | {"present": due[:5]})
    said = answer.content.decode()
    assert answer.status_code == 409 and "周望禾刚刚已经办了下一步" in said
    assert said.count(" checked") == 5


def test_a_second_ballot_is_offered_where_the_first_was_void(district: District) -> None:
    """X12: on the page of the meeting, and only there."""
    meeting = called(district)
    item = put(district, meeting)
    fixed(district, meeting)
    counted(district, item, 8, 9, sheet=Sheet(8, 9, 9))
    client = district.sign_in(Client(), "secretary")
    page = client.get(f"/meetings/{meeting.pk}/").content.decode()
    again = reverse("meeting_again", args=[item.pk])
    assert again in page and "收回的比发出的多，这次投票无效" in page
    send(client, "meeting_again", item.pk)
    second = meeting.items.get(follows=item)
    assert second.question == item.question
    counted(district, second, 9, 9)
    confirmed(district, meeting)
    assert "（重新投票）" in text(client, f"/meetings/{meeting.pk}/")

"""J7: a call for papers, reviews by others, a decision by a person, then discussion."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dangjian.flow import queries as flow
from dangjian.flow.models import ToDo
from dangjian.forum.actions import seminars as actions
from dangjian.forum.models import Advice, Paper, Review
from dangjian.forum.queries import seminars as queries
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Person
from tests.district import TODAY, District, register
from tests.forum.forum import (
    DUE,
    NOON,
    UNTIL,
    by,
    expert,
    of,
    paper,
    review_of,
    reviewed,
    seminar,
    who,
)
from tests.guards.objects import account_for
from tests.registry.forms_sent import offered, send, text


@pytest.fixture
def outsider(district: District) -> Person:
    """Somebody of another branch, with an account."""
    person = register(district.foreign, "冯若谷")
    account_for(person)
    return person


def inbox(district: District, role: str) -> list[str]:
    return [item.what for item in flow.inbox(who(district, role), TODAY).rows]


def advise(sent: Paper, person: Person, advice: Advice = Advice.ACCEPT) -> Review:
    return actions.review(
        review_of(sent, person),
        advice=advice,
        reasons="写得实在。",
        decide_by=DUE,
        now=NOON,
        by=of(person),
    )


def test_a_paper_from_the_call_to_the_discussion(district: District, outsider: Person) -> None:
    """J7, as each sees it; the reviewer does not see whose it is."""
    expert(district, outsider)
    expert(district, district.people["organizer"])
    office, member = (district.sign_in(Client(), role) for role in ("office", "member"))
    call = send(office, "/seminars/open/", title="征文", call="写身边事。", last_day="2026-12-20")[
        "Location"
    ]
    sent = send(
        member, f"{call}submit/", title="议事", byline="一名党员", abstract="摘要。", text="正文。"
    )["Location"]
    assert Client().get(sent).status_code == 404
    assert "为论文“议事”请人评审" in inbox(district, "office")
    form = office.get(f"{sent}reviewers/")
    [only] = offered(form, "experts")  # not the organizer: he is of the author's branch
    assert send(office, f"{sent}reviewers/", experts=[only]).status_code == 302
    reviewer = Client()
    reviewer.force_login(outsider.account)
    review = f"/reviews/{Review.objects.get().pk}/"
    seen = reviewer.get(review).content.decode()
    assert "正文。" in seen and "宋怀石" not in seen and "一名党员" not in seen
    assert office.get(f"{sent}decide/").status_code == 200
    early = send(office, f"{sent}decide/", decision="accept", reasons="好。")
    assert "还没有评审意见" in text(early)
    assert send(reviewer, review, advice="accept", reasons="写得实在。").status_code == 302
    assert inbox(district, "office") == ["决定论文“议事”是否录用"]
    assert "冯若谷" not in member.get(sent).content.decode()
    assert "写得实在。" in text(member.get(sent))
    assert send(office, f"{sent}decide/", decision="accept", reasons="好。").status_code == 302
    assert inbox(district, "office") == []
    public = text(Client().get(sent))
    assert "正文。" in public and "宋怀石" not in public and "写得实在。" not in public
    assert "议事" in text(Client().get(call))
    assert send(member, f"{sent}say/", text="我补一句。").status_code == 302
    assert office.get(f"{sent}decide/").status_code == 409


def test_neither_the_author_nor_his_branch_reviews_and_the_database_holds_it(
    district: District, outsider: Person
) -> None:
    author = district.people["member"]
    sent = paper(seminar(district), author)
    for person in (author, district.people["organizer"]):
        with pytest.raises(Refused, match="同一支部"):
            reviewed(district, sent, expert(district, person))
    reviewed(district, sent, expert(district, outsider))
    rows = Review.objects.filter(paper=sent)
    for broken in ({"reviewer": author}, {"reviewer_branch": author.organization}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**broken)
    with pytest.raises(Stale, match="已经请"):
        reviewed(district, sent, Review.objects.get().expert)


def test_who_recuses_himself_leaves_the_decision_open_for_another(
    district: District, outsider: Person
) -> None:
    sent = paper(seminar(district), district.people["member"])
    reviewed(district, sent, expert(district, outsider))
    advise(sent, outsider, Advice.RECUSE)
    with pytest.raises(Refused, match="还没有评审意见"):
        actions.decline(sent, reasons="不。", now=NOON, by=by(district, "office"))
    other = register(district.west, "邵闻笛")
    account_for(other)
    reviewed(district, sent, expert(district, other))
    advise(sent, other, Advice.DECLINE)
    actions.decline(sent, reasons="离题。", now=NOON, by=by(district, "office"))
    assert Paper.objects.get().state == "declined"
    assert not ToDo.objects.filter(closed_at__isnull=True).exists()


def test_withdrawn_papers_leave_nothing_to_do(district: District, outsider: Person) -> None:
    member = district.people["member"]
    sent = paper(seminar(district), member)
    reviewed(district, sent, expert(district, outsider))
    actions.withdraw(sent, now=NOON, by=of(member))
    assert not ToDo.objects.filter(closed_at__isnull=True).exists()
    with pytest.raises(Stale):
        advise(sent, outsider)
    with pytest.raises(Stale):
        actions.withdraw(sent, now=NOON, by=of(member))


def test_an_author_who_works_in_the_office_decides_nothing_about_his_own(
    district: District, outsider: Person
) -> None:
    office = district.people["office"]
    sent = paper(seminar(district), office)
    assert queries.paper_for(who(district, "office"), sent.pk)[1] is False
    with pytest.raises(Refused, match="不能办理自己的论文"):
        reviewed(district, sent, expert(district, outsider))


def test_past_the_last_day_no_paper_is_taken(district: District) -> None:
    called = seminar(district)
    called.last_day = TODAY - dt.timedelta(days=1)
    with pytest.raises(Stale, match="截稿日"):
        paper(called, district.people["member"])
    assert UNTIL > TODAY


def test_two_reviews_call_the_office_once_after_the_second(
    district: District, outsider: Person
) -> None:
    other = register(district.west, "邵闻笛")
    account_for(other)
    sent = paper(seminar(district), district.people["member"])
    reviewed(district, sent, expert(district, outsider), expert(district, other))
    advise(sent, outsider)
    assert inbox(district, "office") == []
    advise(sent, other)
    assert inbox(district, "office") == [f"决定论文“{sent.title}”是否录用"]

"""C4: a clerk asks an expert, and the answer is found again as a note."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.flow import queries as flow
from dangjian.forum.actions import panel as actions
from dangjian.forum.models import Consultation, Reach
from dangjian.forum.queries import panel as queries
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.forum.forum import DUE, NOON, ask, by, expert, of, who
from tests.registry.forms_sent import send, text


def inbox(district: District, role: str) -> list[str]:
    return [item.what for item in flow.inbox(who(district, role), TODAY).rows]


def noted(
    district: District, reach: Reach = Reach.PUBLIC, subject: str = "预备期从哪天算起"
) -> Consultation:
    member = district.people["member"]
    asked = ask(district, expert(district, member, f"领域{Consultation.objects.count()}"))
    Consultation.objects.filter(pk=asked.pk).update(subject=subject)
    actions.answer(asked, text="支部大会通过之日算起。", now=NOON, by=of(member))
    return actions.note(asked, reach=reach, now=NOON, by=by(district, "clerk", Purpose.CONSULT))


def test_a_question_goes_to_the_expert_and_comes_back_as_a_note(district: District) -> None:
    """C4, as each sees it."""
    office, clerk = (district.sign_in(Client(), role) for role in ("office", "clerk"))
    member = district.sign_in(Client(), "member")
    pk = district.people["member"].pk
    page = office.get("/experts/name/?q=宋怀")
    assert "宋怀石" in page.content.decode()
    named = send(office, "/experts/name/?q=宋怀", person=pk, field="发展党员")
    assert named.status_code == 302
    form = clerk.get("/consultations/ask/")
    assert "宋怀石" in form.content.decode()
    here = send(
        clerk,
        "/consultations/ask/",
        subject="预备期从哪天算起",
        question="通过那天还是批准那天？",
        expert=queries.experts_for(district.street)[0].pk,
    )["Location"]
    assert inbox(district, "member") == ["答复咨询：预备期从哪天算起"]
    assert send(member, f"{here}answer/", text="支部大会通过之日。").status_code == 302
    assert inbox(district, "member") == []
    assert inbox(district, "clerk") == ["看专家的答复，定公开还是内部：预备期从哪天算起"]
    assert "预备期从哪天算起" not in text(Client().get("/notes/"))
    note = send(clerk, f"{here}note/", reach="public")["Location"]
    found = Client().get("/notes/?q=预备期怎么算起")
    assert "预备期从哪天算起" in text(found)
    public = text(Client().get(note))
    assert "支部大会通过之日。" in public and "宋怀石" not in public and "周望禾" not in public
    assert inbox(district, "clerk") == []


def test_internal_notes_are_for_those_who_may_ask(district: District) -> None:
    note = noted(district, Reach.INTERNAL)
    assert queries.notes(None).count() == 0
    assert queries.notes(who(district, "member")).count() == 0
    assert list(queries.notes(who(district, "office"))) == [note]
    assert Client().get(f"/notes/{note.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("预备期", True),
        ("大会通过", True),
        ("预备期从哪里算起", True),
        ("期", True),
        ("组织关系转接", False),
        ("%_", False),
        ("预备期 大会", True),
    ],
)
def test_a_note_is_found_by_half_the_pairs_of_characters(
    district: District, text: str, finds: bool
) -> None:
    note = noted(district)
    assert list(queries.notes(None, text)) == ([note] if finds else [])


def test_an_expert_who_cannot_answer_says_why_and_another_is_asked(district: District) -> None:
    member, organizer = district.people["member"], district.people["organizer"]
    asked = ask(district, expert(district, member))
    clerk = by(district, "clerk", Purpose.CONSULT)
    actions.decline(asked, words="不是我的专长。", now=NOON, by=of(member))
    assert inbox(district, "clerk") == ["专家不便答复，请另请一位：预备期从哪天算起"]
    actions.hand_on(asked, expert=expert(district, organizer), due_on=DUE, now=NOON, by=clerk)
    assert inbox(district, "clerk") == []
    assert inbox(district, "organizer") == ["答复咨询：预备期从哪天算起"]
    with pytest.raises(Stale, match="这一步由何秋实办"):
        actions.answer(asked, text="我来答。", now=NOON, by=of(member))
    actions.withdraw(asked, now=NOON, by=clerk)
    assert inbox(district, "organizer") == []


def test_nobody_asks_or_answers_himself(district: District) -> None:
    clerk = district.people["clerk"]
    with pytest.raises(Refused, match="不能问自己"):
        ask(district, expert(district, clerk))
    note = noted(district)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=note.pk).update(answered_by=clerk)


def test_numbers_of_people_and_secrecy_marks_stay_out_of_questions(district: District) -> None:
    asked = expert(district, district.people["member"])
    with pytest.raises(Refused, match="手机号"):
        actions.ask(
            asked,
            organization=district.street,
            subject="问",
            question="他的电话 154 0000 8888 怎么登记？",
            due_on=DUE,
            now=NOON,
            by=by(district, "clerk", Purpose.CONSULT),
        )
    assert not Consultation.objects.exists()


def test_an_expert_is_named_once_for_a_field_and_ends_once(district: District) -> None:
    named = expert(district, district.people["member"])
    with pytest.raises(Refused, match="已经是这个领域的专家"):
        expert(district, district.people["member"])
    actions.end_expert(named, today=TODAY, by=by(district, "office"))
    with pytest.raises(Stale):
        actions.end_expert(named, today=TODAY, by=by(district, "office"))
    assert queries.experts_for(district.street) == []


def test_notes_cost_the_same_for_a_few_and_for_hundreds(district: District) -> None:
    first = noted(district)

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert Client().get("/notes/?q=预备期").status_code == 200
        return len(counted)

    few = cost()
    rows = []
    for n in range(300):
        row = Consultation.objects.get(pk=first.pk)
        row.pk, row.uid, row.todo = None, Consultation().uid, None
        row.noted_at = NOON - dt.timedelta(minutes=n)
        rows.append(row)
    Consultation.objects.bulk_create(rows)
    assert cost() == few

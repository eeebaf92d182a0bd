"""A12: the yearly appraisal, from the roll to what each reads of himself."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.appraisal.actions import appraising, confirming
from dangjian.appraisal.models import Appraisal, Grade, Line, State, Taking
from dangjian.appraisal.queries.appraisals import lines_of, missing, own_results
from dangjian.appraisal.rules import appraising as rules
from dangjian.courier.models import Message
from dangjian.flow.models import ToDo
from dangjian.kernel import clock, idempotency, rule_overrides
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.rules import book
from dangjian.registry.actions import people
from tests.appraisal.appraised import (
    DAYS,
    OPINION,
    actor,
    confirmed,
    counted,
    excused,
    finished,
    held,
    opened,
    reported,
    said,
    seen,
)
from tests.district import TODAY, District, new_member, register

pytestmark = pytest.mark.django_db


def test_from_the_roll_to_what_a_member_reads_of_himself(
    district: District, client: Client
) -> None:
    """A12: opened by the secretary, four steps, said by the committee, confirmed above, told to
    each; others see nothing of it."""
    probationer = register(district.east, "谷雨生", joined_on=dt.date(2026, 3, 1), full_on=None)
    ill = register(district.east, "秦书岚")
    excused(district, ill, dt.date(2026, 11, 1))
    appraisal = opened(district)
    takings = {one.person_id: (one.taking, one.ground) for one in lines_of(appraisal)}
    assert takings[district.people["member"].pk] == (Taking.DUE, "")
    assert takings[probationer.pk] == (Taking.PROBATIONARY, "")
    assert takings[ill.pk] == (Taking.EXCUSED, "illness")
    assert (
        ToDo.objects.get(case=appraisal.case, closed_at=None).for_person
        == (district.people["secretary"])
    )
    with pytest.raises(Refused, match="还没有登记个人自评的日期。.*还没有登记提出意见的日期"):
        reported(district, appraisal)
    finished(district, appraisal)
    up = reported(district, appraisal)
    assert ToDo.objects.get(case=up.case, closed_at=None).for_organization == district.street
    with pytest.raises(Refused, match="您报的") as refused:
        confirmed(district, up, role="secretary")
    assert refused.value.status == 403
    assert own_results(district.people["member"].pk) == []
    done = confirmed(district, up)
    assert (done.state, done.confirmed_by) == (State.CONFIRMED, district.people["clerk"])
    [own] = own_results(district.people["member"].pk)
    assert (own.result, own.opinion) == ("合格", OPINION)
    [of_probationer] = own_results(probationer.pk)
    assert (of_probationer.result, of_probationer.opinion) == ("预备党员，参加但不定等次", "")
    told = Message.objects.filter(person=district.people["member"], matter="result")
    assert [("评议" in one.sentence, "合格" in one.sentence) for one in told] == [(True, False)]
    page = district.sign_in(client, "member").get(reverse("my_appraisals")).content.decode()
    assert OPINION in page
    assert client.get(reverse("appraisal", args=[done.pk])).status_code == 404
    assert not Leaf.objects.filter(body__contains="认领服务岗位").exists()
    assert not Leaf.objects.filter(verb="say_of_one", body__contains="qualified").exists()
    contents = Leaf.objects.filter(verb__in=("report_appraisal", "confirm_appraisal"))
    assert len({one.body.split('"content":"')[1][:64] for one in contents}) == 1


def test_what_is_sent_back_comes_again(district: District) -> None:
    """A12: the committee sends it back with a reason; only then the branch writes again."""
    appraisal = reported(district, finished(district, opened(district)))
    line = lines_of(appraisal)[0]
    with pytest.raises(Stale, match="不能再改"):
        said(district, line, "excellent", role="clerk")
    kept = pytest.raises(IntegrityError, match="what was reported is what is confirmed")
    with kept, transaction.atomic():
        Line.objects.filter(pk=line.pk).update(grade="unqualified")
    confirming.send_back(
        appraisal, words="意见写得太笼统。", office=district.street, seen=seen(appraisal),
        now=clock.now(), by=actor(district, "office"),
    )  # fmt: skip
    said(district, line, "excellent", role="clerk")
    done = confirmed(district, reported(district, appraisal))
    assert [step.move for step in done.case.steps.order_by("round")] == [
        "open", "report", "send_back", "report", "confirm",
    ]  # fmt: skip


def test_a_confirmed_one_is_followed_by_a_version_and_never_changed(district: District) -> None:
    """A12: corrected by a new version, signed anew; the first one stays to the letter."""
    her = district.people["organizer"]
    first = confirmed(district, reported(district, finished(district, opened(district))))
    for change in ({"year": 2020}, {"document": "别的"}, {"state": "opened"}):
        kept = pytest.raises(IntegrityError, match="what was confirmed stays")
        with kept, transaction.atomic():
            Appraisal.objects.filter(pk=first.pk).update(**change)
    for call in (first.lines.all(), Appraisal.objects.filter(pk=first.pk)):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            call._raw_delete("default")
    with pytest.raises(Refused, match="哪里错了"):
        appraising.correct(first, reason="错", now=clock.now(), by=actor(district, "secretary"))
    second = appraising.correct(
        first, reason="何秋实的等次登记错了，照会议记录更正。", now=clock.now(),
        by=actor(district, "secretary"),
    )  # fmt: skip
    with pytest.raises(Stale):
        appraising.correct(
            first, reason="再更正一次试试", now=clock.now(), by=actor(district, "secretary")
        )
    assert [one.unseal("opinion") for one in lines_of(second)] == [OPINION] * 9
    confirming.drop(
        second, words="先和本人核实。", seen=seen(second), now=clock.now(),
        by=actor(district, "secretary"),
    )  # fmt: skip
    second = appraising.correct(
        first, reason="已经核实，照会议记录更正。", now=clock.now(), by=actor(district, "secretary")
    )
    said(district, second.lines.get(person=her), "excellent")
    assert [one.result for one in own_results(her.pk)] == ["合格"]
    confirmed(district, reported(district, second))
    assert [(one.result, one.line.appraisal.version) for one in own_results(her.pk)] == [
        ("优秀", 2)
    ]
    assert first.lines.get(person=her).grade == Grade.QUALIFIED


def test_the_numbers_of_the_poll_add_up_or_are_refused(district: District) -> None:
    """A12: never more votes than papers, never more papers than were handed out; the steps in their
    order; a grade never without words, and never by who it is about."""
    appraisal = opened(district)
    her = district.people["member"]
    with pytest.raises(Refused, match="先登记发出和收回"):
        counted(district, appraisal, {her.pk: [1, 0, 0, 0]})
    for bad, sentence in (
        ({"days": DAYS | {"mutual_on": dt.date(2026, 11, 1)}}, "党员互评应在个人自评以后"),
        ({"days": DAYS | {"mutual_on": None}}, "先做党员互评，再做民主测评"),
        ({"days": DAYS | {"opinion_on": TODAY + dt.timedelta(days=1)}}, "日期还没到"),
        ({"issued": 8, "returned": 9}, "收回的测评表比发出的多"),
        ({"issued": None}, "两个数都要填"),
    ):
        with pytest.raises(Refused, match=sentence):
            held(district, appraisal, **bad)
    held(district, appraisal)
    with pytest.raises(Refused, match="合计10，比收回的9张多"):
        counted(district, appraisal, {her.pk: [9, 1, 0, 0]})
    with pytest.raises(Refused, match="四个票数都要填"):
        counted(district, appraisal, {her.pk: [9, None, 0, 0]})
    counted(district, appraisal, {her.pk: [9, 0, 0, 0]})
    with pytest.raises(Refused, match="比收回的8张多"):
        held(district, appraisal, returned=8)
    line = appraisal.lines.select_related("appraisal").get(person=her)
    by, now_seen = actor(district, "secretary"), seen(appraisal)
    for grade, opinion, sentence in (
        ("excellent", "好", "不能只看票数"),
        ("", OPINION, "请选择等次"),
        ("excellent", "【机密】按时参加组织生活", "密级标志"),
        ("excellent", "表现很好，电话13800138000", "请删去"),
    ):
        with pytest.raises(Refused, match=sentence):
            appraising.say(line, grade=grade, opinion=opinion, seen=now_seen, by=by)
    own = appraisal.lines.get(person=district.people["secretary"])
    with pytest.raises(Refused, match="另一位同志登记") as refused:
        said(district, own)
    assert refused.value.status == 403
    kept = pytest.raises(IntegrityError, match="line_graded_with_an_opinion")
    with kept, transaction.atomic():
        Line.objects.filter(pk=line.pk).update(grade="excellent", opinion=None)


@settings(max_examples=25)
@given(
    votes=st.lists(
        st.tuples(*[st.integers(0, 2)] * 4),
        min_size=1,
        max_size=6,
    ),
    grades=st.lists(st.sampled_from(Grade.values), min_size=6, max_size=6),
)
def test_votes_decide_nothing(votes: list[tuple[int, ...]], grades: list[str]) -> None:
    """A12: whatever the sums, any grade may be said and none is made of them; and what is missing
    is the same however they fell."""
    appraisal = Appraisal(**DAYS, opinion_by="meeting", issued=9, returned=9)
    lines = [
        Line(person_id=n, taking=Taking.DUE, grade=grade, opinion=b"said",
             **dict(zip(Grade.values, four, strict=True)))
        for n, (four, grade) in enumerate(zip(votes, grades, strict=False))
    ]  # fmt: skip
    for line, four in zip(lines, votes, strict=True):
        rules.check_votes("某某", four, 9)
        line.grade = ""
    assert rules.missing(appraisal, lines) == [f"还有{len(lines)}名党员没有提出等次和意见。"]
    assert sum(rules.how_many(lines).values()) == 0
    for line, four in zip(lines, votes, strict=True):  # the broken twin: a grade made of votes
        line.grade = Grade.values[four.index(max(four))]
    assert rules.missing(appraisal, lines) == []


def test_a_local_cap_is_a_sentence_and_refuses_nothing(district: District) -> None:
    """A12: off until the locality sets it; then told on the page, with what it rounds to."""
    appraisal = finished(district, opened(district))
    for line in lines_of(appraisal)[:4]:
        own = line.person_id == district.people["office"].pk
        said(district, line, "excellent", role="clerk" if own else "office")
    lines = lines_of(appraisal)
    assert rules.cap(lines, book(on=TODAY, path=district.east.path)) is None
    rule_overrides.override(
        "appraisal.excellent.max_percent",
        organization_uid=district.street.uid,
        path=district.street.path,
        value=30,
        effective_from=dt.date(2026, 1, 1),
        reason="区委通知",
        by=SYSTEM,
        on=TODAY,
    )
    found = rules.cap(lines, book(on=TODAY, path=district.east.path))
    assert found is not None
    assert found[0] == "参加评议的正式党员9名，评为优秀的最多2名，现在4名，超过了，请再研究。"
    assert reported(district, appraisal).state == State.REPORTED


def test_for_the_unqualified_the_procedure_is_told_and_nothing_is_done(
    district: District, client: Client
) -> None:
    """A12: 限期改正, 劝其退党, 除名 as a sentence with its source; standing stays as it is."""
    appraisal = finished(district, opened(district))
    her = district.people["auditor"]
    said(district, appraisal.lines.get(person=her), "unqualified")
    done = confirmed(district, reported(district, appraisal))
    page = district.sign_in(client, "clerk").get(reverse("appraisal", args=[done.pk]))
    text = page.content.decode()
    assert "劝而不退的，予以除名" in text and "不合格党员组织处置办法》，据二手材料" in text
    her.refresh_from_db()
    assert her.standing == "full" and not her.sanctions.exists()


def test_nobody_waits_for_who_has_left(district: District) -> None:
    """A12: a member who moved away since the day of the roll needs no grade."""
    gone = register(district.east, "秦书岚")
    appraisal = held(district, opened(district))
    due = [one for one in lines_of(appraisal) if one.person_id != gone.pk]
    counted(district, appraisal, {one.person_id: [9, 0, 0, 0] for one in due})
    for line in due:
        said(district, line, role="office" if line.person_id != _office(district) else "clerk")
    assert missing(appraisal, lines_of(appraisal)) == [
        "还有1名党员没有登记测评票数。",
        "还有1名党员没有提出等次和意见。",
    ]
    people.reassign(gone, organization=district.west, on=TODAY, today=TODAY, by=SYSTEM)
    assert missing(appraisal, lines_of(appraisal)) == []


def _office(district: District) -> int:
    return district.people["office"].pk


def test_the_roll_stands_by_pinyin_whatever_the_votes_and_costs_the_same_for_many(
    district: District, client: Client
) -> None:
    """A12: no ranking: the order of the page is that of the names, also after the poll."""
    appraisal = opened(district)
    held(district, appraisal)
    names = [one.person.name for one in lines_of(appraisal)]
    few = _cost(district, client, appraisal)
    counted(district, appraisal, {
        one.person_id: [n, 9 - n, 0, 0] for n, one in enumerate(lines_of(appraisal))
    })  # fmt: skip
    assert [one.person.name for one in lines_of(appraisal)] == names
    added = people.register_members(
        [new_member(district.east, f"成员{n}") for n in range(60)], today=TODAY, by=SYSTEM
    )
    Line.objects.bulk_create(
        Line(appraisal=appraisal, person=one, taking=Taking.DUE) for one in added
    )
    assert _cost(district, client, appraisal) == few


def _cost(district: District, client: Client, appraisal: Appraisal) -> int:
    address = reverse("appraisal", args=[appraisal.pk])
    district.sign_in(client, "secretary").get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_papers_are_filled_from_the_record(district: District, client: Client) -> None:
    """A12: the form of a member and the summary of the branch, on paper and as a Word file."""
    appraisal = finished(district, opened(district))
    her = district.people["member"]
    line = appraisal.lines.get(person=her)
    district.sign_in(client, "secretary")
    file = client.get(reverse("appraisal_form_file", args=[line.pk]))
    table = Document(io.BytesIO(file.content)).tables[0]
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert cells["姓名"] == "宋怀石"
    assert cells["支部意见"] == f"{OPINION.rstrip('。')}。评为合格"
    assert "收回9张：优秀6票，合格3票，基本合格0票，不合格0票" in cells["民主测评"]
    assert cells["本人签名"] == "" and cells["上级党组织意见"] == ""
    summary = client.get(reverse("appraisal_summary_file", args=[appraisal.pk]))
    table = Document(io.BytesIO(summary.content)).tables[0]
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert (cells["正式党员"], cells["合格"], cells["优秀"]) == ("9名", "9名", "0名")
    assert not any("宋怀石" in one for one in cells.values())
    assert "登记表" in client.get(reverse("appraisal_form", args=[line.pk])).content.decode()


def test_bad_input_gets_a_sentence(district: District, client: Client) -> None:
    """A12: through the pages: words where a number belongs, another's member, a day to come."""
    appraisal = opened(district)
    held(district, appraisal)
    account = district.sign_in(client, "secretary") and district.accounts["secretary"].pk
    her = district.people["member"].pk
    for name, data, sentence in (
        ("appraisal_count", {f"excellent_{her}": "很多"}, "整数"),
        ("appraisal_days", {"self_on": "2026-12-31"}, "日期还没到"),
        ("appraisal_absent", {f"ground_{her}": "lazy"}, "选"),
        ("appraisal_absent", {}, "没有改动"),
    ):
        answer = client.post(
            reverse(name, args=[appraisal.pk]),
            data | {"seen": seen(appraisal), "form_key": idempotency.issue(account)},
        )
        assert answer.status_code == 422 and sentence in answer.content.decode(), (name, data)
    with pytest.raises(Refused, match="已经发起过"):
        opened(district)
    with pytest.raises(Refused, match="名单的日期还没到"):
        opened(district, year=2027, day=TODAY + dt.timedelta(days=400))

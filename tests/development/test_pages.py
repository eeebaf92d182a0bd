"""The pages of developments: what a secretary, a clerk and the department find on them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from dangjian.development.models import Development, StepTaken
from dangjian.kernel.files import papers
from tests.development.cases import BORN, applied, empowered, took, walked
from tests.district import District, invented_number

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def place(district: District) -> District:
    empowered(district)
    return district


def client(district: District, role: str) -> Client:
    return district.sign_in(Client(), role)


def read(who: Client, name: str, *args: Any, query: str = "") -> str:
    answer = who.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(who: Client, address: str, *args: Any, **values: Any) -> Any:
    """Post a form as its page gave it, with these values typed."""
    page = who.get(reverse(address, args=args))
    given = {f.name: f.value() for f in page.context["form"] if f.value() is not None}
    key = page.content.decode().split('name="form_key" value="')[1].split('"')[0]
    return who.post(reverse(address, args=args), given | values | {"form_key": key})


def test_a_secretary_enters_an_application_and_the_next_step(place: District) -> None:
    """A7: the case page says what is next, until when, and by which clause; numbers stay sealed."""
    who = client(place, "secretary")
    answer = send(
        who, "development_begin", place.east.pk, name="江亦舟", ethnic="01",
        id_number=invented_number(BORN, "1", 7), unit="禾丰区图书馆馆员",
        mobile="15400000077", applied_on="2026-11-10", signer="",
    )  # fmt: skip
    case = Development.objects.get()
    assert answer.headers["Location"] == reverse("development", args=[case.pk])
    told = read(who, "development", case.pk)
    assert "下一步：派人谈话" in told and "最迟2026年12月10日" in told
    assert "发展党员工作细则》第七条" in told
    assert "15400000077" not in told and invented_number(BORN, "1", 7) not in told
    assert b"154" not in bytes(case.applicant.mobile)
    early = send(who, "development_step", case.pk, "talk", on="2026-11-09", signer_0="林禾青")
    assert early.status_code == 422 and "不能早于“递交入党申请书”" in early.content.decode()
    lost = send(who, "development_step", case.pk, "talk", on="2026-11-12", signer_0="")
    assert lost.status_code == 422 and "签字人" in lost.content.decode()
    good = send(who, "development_step", case.pk, "talk", on="2026-11-12", signer_0="林禾青")
    assert good.status_code == 302
    assert "《谈话记录》林禾青" in read(who, "development", case.pk)


def test_bad_input_gets_a_sentence_and_never_an_error(place: District) -> None:
    who = client(place, "secretary")
    case = applied(place)
    young = send(
        who, "development_begin", place.east.pk, name="江小舟", ethnic="01",
        id_number=invented_number(D(2010, 1, 1), "1", 3), unit="学生", applied_on="2026-11-10",
    )  # fmt: skip
    assert young.status_code == 422 and "不满18周岁" in young.content.decode()
    for values in ({"on": "昨天"}, {"on": "2099-01-01"}, {"on": "2026-11-12", "seen": "-1"}):
        answer = send(who, "development_step", case.pk, "talk", signer_0="林禾青", **values)
        assert answer.status_code in (409, 422)
    for query in ("?at=x", "?state=nothing", "?due=1&page=999", "?person=99999999"):
        assert who.get(reverse("developments") + query).status_code == 200
    assert who.get(reverse("developments") + "?at=999999").status_code == 404
    office = client(place, "office")
    assert office.get(reverse("development_try") + "?rule=x&number=1").status_code == 422
    assert who.get(reverse("development_step", args=[case.pk, "nothing"])).status_code == 404
    assert who.get(reverse("development_form", args=[case.pk, "x"])).status_code == 404
    assert who.get(reverse("development_call", args=[case.pk, "talk"])).status_code == 404


def test_what_the_committee_decides_the_branch_cannot_enter(place: District) -> None:
    """A7: filing is entered where the committee's decisions are; the secretary reads who does."""
    case = walked(place, "name_activist")
    address = ("development_step", case.pk, "file_activist")
    secretary, clerk = client(place, "secretary"), client(place, "clerk")
    assert secretary.get(reverse(address[0], args=address[1:])).status_code == 404
    assert "由上级党委的同志登记，您不用管" in read(secretary, "development", case.pk)
    answer = send(clerk, *address, on="2026-07-10", signer_0="东篱街道党工委")
    assert answer.status_code == 302
    taken = StepTaken.objects.get(step="file_activist")
    assert (taken.office, taken.entered_by) == (place.street, place.people["clerk"])


def test_the_one_file_holds_every_paper_its_signer_and_the_gaps(place: District) -> None:
    """A8: what is there with signer, number and who entered it; what is missing with its clause."""
    case = walked(place, "list_candidate")
    who = client(place, "leader")
    told = read(who, "development_file", case.pk)
    for paper in ("入党申请书", "谈话记录", "备案报告", "上级党委批复", "公示结果报告"):
        assert paper in told
    assert "GS-2027-0001" in told and "林禾青" in told
    assert "还缺 3 份" in told and "政审报告" in told and "第十六条" in told
    form = read(who, "development_form", case.pk, "activist")
    assert "入党积极分子培养教育考察登记表" in form and "2027年1月1日" in form
    answer = who.get(reverse("development_paper", args=[case.pk, "activist"]))
    assert answer["Content-Type"] == papers.TYPE and "attachment" in answer["Content-Disposition"]
    paper = Document(io.BytesIO(answer.content))
    [table] = paper.tables
    told_there = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert told_there["半年考察"].startswith("2027年") and "党支部书记签字" in told_there
    [page] = paper.sections
    sides = (page.page_width, page.top_margin, page.left_margin)
    assert [round(one.mm) for one in sides] == [210, 37, 28]
    assert place.people["leader"].name in page.footer.paragraphs[0].text
    told = read(who, "development", case.pk)
    assert "五个阶段" in told and "为什么还不能办" in told


def test_the_department_tries_a_rule(place: District) -> None:
    """X11: which cases of the last year; a number laxer than the Party's says so."""
    applied(place, D(2026, 6, 30))
    case = Development.objects.get()
    took(place, case, "talk", D(2026, 7, 25))
    who = client(place, "office")
    query = "?rule=development.talk.max_months&number="
    assert "1 件里有 0 件不合" in read(who, "development_try", query=f"{query}1")
    told = read(who, "development_try", query=f"{query}2")
    assert "各地只能规定得更严" in told


def test_somebody_elsewhere_learns_nothing(place: District) -> None:
    case = applied(place, at=place.foreign)
    for role in ("secretary", "clerk", "organizer", "member"):
        answer = client(place, role).get(reverse("development", args=[case.pk]))
        assert answer.status_code == 404


def test_a_list_costs_the_same_for_three_and_for_three_hundred(place: District) -> None:
    """Lists read the columns the acts wrote; the page of a case asks a fixed number."""
    who = client(place, "office")
    case = applied(place)

    def cost(*address: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert who.get(reverse(address[0], args=address[1:])).status_code == 200
        return len(queries)

    cost("developments")
    few, one = cost("developments"), cost("development", case.pk)
    for at in range(40):
        copied(case, at)
    assert cost("developments") == few
    assert cost("development", case.pk) == one
    assert few <= 20 and one <= 40, (few, one)


def copied(case: Development, at: int) -> None:
    """Another case like it, by rows: only its number matters here."""
    from dangjian.development.models import Applicant
    from dangjian.flow.models import Case

    row = Applicant(name=f"申请人{at}", sex="1", born_on=BORN, unit="单位")
    row.seal("id_number", f"x{at}")
    row.save()
    old = case.case
    flow = Case.objects.create(
        edition=old.edition, organization=old.organization, opened_at=old.opened_at
    )
    Development.objects.create(
        case=flow, state="applicant", applicant=row, organization=case.organization,
        applied_on=case.applied_on, edition=case.edition, due_on=case.due_on,
    )  # fmt: skip

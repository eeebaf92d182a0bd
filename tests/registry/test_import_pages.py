"""The pages of an import: handed over, read, repaired, entered, taken back (K2)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.kernel.models import Leaf
from dangjian.registry.models import Import, ImportState, Person
from tests.district import District
from tests.jobs import run_waiting_jobs
from tests.registry.consented import undo_by_two
from tests.registry.forms_sent import opened, send, text
from tests.registry.tables import Row, member, upload

SignIn = Callable[[Client, str], Client]


def hand_over(client: Client, rows: list[Row], **typed: object) -> Import:
    """Bring a table in and have it read."""
    answer = client.post("/imports/", opened(client, "/imports/") | {"file": upload(rows)} | typed)
    assert answer.status_code == 302, text(answer)
    run_waiting_jobs()
    return Import.objects.latest("pk")


def three(district: District) -> list[Row]:
    """One row to be entered, one with a wrong check digit, one with a doubtful probation."""
    east = district.east
    wrong = member(east, "秦书岚", 2)
    number = wrong["公民身份号码"]
    wrong["公民身份号码"] = number[:-1] + ("1" if number[-1] != "1" else "2")
    return [
        member(east, "程远山", 1),
        wrong,
        member(east, "白仲谦", 3, 转为正式党员日期="2012-03-01"),
    ]


def page(client: Client, run: Import, asked: str = "") -> HttpResponse:
    answer = client.get(f"/imports/{run.pk}/{asked}")
    assert answer.status_code == 200, answer.status_code
    return answer


def press(client: Client, run: Import, what: str, **typed: object) -> HttpResponse:
    """Press a button of the page of the import."""
    body = page(client, run).content.decode()
    form = body.split(f'action="/imports/{run.pk}/{what}/"')[1]
    key = form.split('name="form_key" value="')[1].split('"')[0]
    return client.post(f"/imports/{run.pk}/{what}/", {"form_key": key, **typed})


def test_the_start_says_what_it_takes_and_that_nothing_was_brought_in_yet(
    client: Client, district: District, sign_in: SignIn
) -> None:
    words = text(sign_in(client, "secretary").get("/imports/"))
    assert "还没有导入过" in words and "党员花名册认这 19 列" in words
    assert "党组织表" not in words
    assert "后台程序没有运行" in words
    assert "党组织表" in text(sign_in(Client(), "clerk").get("/imports/"))


def test_a_table_is_read_by_the_worker_and_every_doubt_stands_in_its_place(
    client: Client, district: District, sign_in: SignIn
) -> None:
    sign_in(client, "secretary")
    form = opened(client, "/imports/") | {"file": upload(three(district))}
    answer = client.post("/imports/", form, follow=True)
    assert "正在读表" in text(answer)
    run = Import.objects.latest("pk")
    assert "data-finished" not in page(client, run, "progress/").content.decode()
    assert run_waiting_jobs() == ["registry.read_import"]
    assert "data-finished" in page(client, run, "progress/").content.decode()
    result = page(client, run)
    words = text(result)
    assert "把没有疑问的 1 行登记入册" in words
    assert "有疑问的 2 行" in words
    assert [one.title for one in result.context["rows"]] == ["秦书岚", "白仲谦"]
    for part in ("校验位不对", "相隔 20 个月", "第 3 行"):
        assert part in words
    one = page(client, run, "?code=R-ID-CHECKSUM")
    assert [row.title for row in one.context["rows"]] == ["秦书岚"]


def test_the_result_says_which_column_was_taken_for_which_item_and_which_was_not(
    client: Client, district: District, sign_in: SignIn
) -> None:
    row = member(district.east, "程远山", 1)
    columns = [*row, "星座"]
    names = [{"加入党组织日期": "入党时间"}.get(column, column) for column in columns]
    table = io.StringIO()
    csv.writer(table).writerows([names, [*row.values(), "狮子座"]])
    file = SimpleUploadedFile("花名册.csv", table.getvalue().encode("utf-8-sig"))
    sign_in(client, "secretary")
    assert client.post("/imports/", opened(client, "/imports/") | {"file": file}).status_code == 302
    run_waiting_jobs()
    words = text(page(client, Import.objects.latest("pk")))
    assert f"认出 {len(row)} 列；没有采用 1 列：星座" in words
    assert re.search("入党时间 ?认作 ?加入党组织日期", words)
    assert "列名本来就对：姓名、所在党支部" in words
    assert "表里没有：固定电话、家庭住址、失去联系日期、外出流向。" in words


def test_a_step_that_broke_off_is_said_and_done_again(
    client: Client, district: District, sign_in: SignIn
) -> None:
    run = hand_over(sign_in(client, "secretary"), three(district))
    Import.objects.filter(pk=run.pk).update(state=ImportState.ENTERING)
    assert "没有做完，也没有留下半截" in text(page(client, run))
    assert press(client, run, "resume").status_code == 302
    assert "正在登记入册" in text(page(client, run))
    assert run_waiting_jobs() == ["registry.enter_import"]
    run.refresh_from_db()
    assert (run.state, Person.objects.filter(name="程远山").count()) == (ImportState.ENTERED, 1)


def test_looking_at_doubtful_rows_is_on_record_and_leaves_no_number(
    client: Client, district: District, sign_in: SignIn
) -> None:
    rows = three(district)
    run = hand_over(sign_in(client, "secretary"), rows)
    before = Leaf.objects.count()
    assert rows[1]["公民身份号码"] in page(client, run).content.decode()
    (leaf,) = Leaf.objects.order_by("pk")[before:]
    assert (leaf.verb, leaf.subject_uid) == ("show_import_rows", run.uid)
    assert len(json.loads(leaf.body)["detail"]["rows"]) == 2
    assert not Leaf.objects.filter(body__contains=rows[1]["公民身份号码"]).exists()


def test_rows_are_opened_by_whoever_brought_them_or_may_open_numbers_there(
    client: Client, district: District, sign_in: SignIn
) -> None:
    rows = three(district)
    run = hand_over(sign_in(client, "secretary"), rows)
    assert rows[1]["公民身份号码"] in page(sign_in(Client(), "clerk"), run).content.decode()
    organizer = sign_in(Client(), "organizer")
    seen = page(organizer, run)
    assert rows[1]["公民身份号码"] not in seen.content.decode()
    assert "可以查看证件号的人" in text(seen)
    assert organizer.get(f"/imports/{run.pk}/rows/1/").status_code == 404
    for role in ("member", "leader", "system_officer", "auditor"):
        assert sign_in(Client(), role).get(f"/imports/{run.pk}/").status_code == 404
    own = hand_over(organizer, rows)
    assert rows[1]["公民身份号码"] in page(organizer, own).content.decode()


def test_a_secretary_brings_in_his_own_branch_only(
    client: Client, district: District, sign_in: SignIn
) -> None:
    run = hand_over(sign_in(client, "secretary"), [member(district.west, "程远山", 1)])
    assert page(client, run).context["standing"].ready == 0


def test_doubtless_rows_go_in_and_the_whole_can_be_taken_back_and_brought_again(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """K2: entered, undone with a reason, brought again."""
    run = hand_over(sign_in(client, "secretary"), three(district))
    assert press(client, run, "enter").status_code == 302
    assert "正在登记入册" in text(page(client, run))
    assert run_waiting_jobs() == ["registry.enter_import"]
    assert "1 行已经登记入册" in text(page(client, run))
    assert Person.objects.get(name="程远山").organization == district.east
    taken = undo_by_two(client, district, run)
    assert taken["Location"] == f"/imports/{run.pk}/"
    assert "正在撤回" in text(page(client, run))
    assert run_waiting_jobs() == ["registry.undo_import"]
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert "交错了表" in text(page(client, run))
    again = hand_over(client, three(district))
    press(client, again, "enter")
    run_waiting_jobs()
    assert "1 行已经登记入册" in text(page(client, again))


def test_a_row_is_repaired_in_place_and_leads_to_the_next(
    client: Client, district: District, sign_in: SignIn
) -> None:
    rows = three(district)
    run = hand_over(sign_in(client, "secretary"), rows)
    first, second = (one.row.position for one in page(client, run).context["rows"])
    address = f"/imports/{run.pk}/rows/{first}/"
    right = member(district.east, "秦书岚", 2)["公民身份号码"]
    answer = send(client, address, c2=right)
    assert (answer.status_code, answer["Location"]) == (302, f"/imports/{run.pk}/rows/{second}/")
    assert "还剩 1 行" in text(client.get(answer["Location"]))
    unreasoned = send(client, answer["Location"], confirmed=["转为正式党员日期"])
    assert (unreasoned.status_code, list(unreasoned.context["form"].errors)) == (422, ["reason"])
    done = send(
        client,
        answer["Location"],
        confirmed=["转为正式党员日期"],
        reason="档案记载延长预备期",
    )
    assert done["Location"] == f"/imports/{run.pk}/"
    assert page(client, run).context["standing"].ready == 3
    assert client.get(address).status_code == 404


def test_a_wrong_check_digit_may_stay_with_a_reason(
    client: Client, district: District, sign_in: SignIn
) -> None:
    run = hand_over(sign_in(client, "secretary"), three(district)[1:2])
    (one,) = page(client, run).context["rows"]
    send(
        client,
        f"/imports/{run.pk}/rows/{one.row.position}/",
        confirmed=["公民身份号码"],
        reason="证件号码有误，正在更正",
    )
    press(client, run, "enter")
    run_waiting_jobs()
    assert Person.objects.filter(name="秦书岚").exists()


def test_a_row_can_be_put_aside(client: Client, district: District, sign_in: SignIn) -> None:
    run = hand_over(sign_in(client, "secretary"), three(district)[1:2])
    (one,) = page(client, run).context["rows"]
    address = f"/imports/{run.pk}/rows/{one.row.position}/"
    key = opened(client, address)["form_key"]
    answer = client.post(f"{address}aside/", {"form_key": key, "why": "不导入", "note": "已转出"})
    assert answer["Location"] == f"/imports/{run.pk}/"
    assert page(client, run).context["standing"].set_aside == 1


def test_the_repair_workbook_goes_out_and_comes_back(
    client: Client, district: District, sign_in: SignIn
) -> None:
    run = hand_over(sign_in(client, "secretary"), three(district)[1:2])
    answer = press(client, run, "repair")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    sheet = book.active
    heads = [cell.value for cell in sheet[3]]
    sheet.cell(4, heads.index("公民身份号码") + 1).value = member(district.east, "秦书岚", 2)[
        "公民身份号码"
    ]
    changed = io.BytesIO()
    book.save(changed)
    changed.name = "待修表.xlsx"
    changed.seek(0)
    assert press(client, run, "again", file=changed).status_code == 302
    assert page(client, run).context["standing"].ready == 1


def test_a_file_that_is_no_table_is_a_sentence(
    client: Client, district: District, sign_in: SignIn
) -> None:
    sign_in(client, "secretary")
    for body, said in ((b"", "文件"), (b"%PDF-1.4 nothing", "PDF")):
        file = SimpleUploadedFile("名册.xlsx", body)
        answer = client.post("/imports/", opened(client, "/imports/") | {"file": file})
        if answer.status_code == 302:
            run_waiting_jobs()
            words = text(page(client, Import.objects.latest("pk")))
            assert "这份表没能读出来" in words and said in words
        else:
            assert answer.status_code == 422


@pytest.mark.parametrize("kind", ["roster", "organizations"])
def test_the_empty_table_has_lists_to_choose_from_and_nothing_in_it_is_taken(
    client: Client, district: District, sign_in: SignIn, kind: str
) -> None:
    """The example line says of itself that it is none."""
    answer = sign_in(client, "clerk").get(f"/imports/blank/{kind}/")
    body = answer.getvalue()
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert len(book.active.data_validations.dataValidation) >= 4
    file = SimpleUploadedFile("空表.xlsx", body)
    client.post("/imports/", opened(client, "/imports/") | {"file": file, "kind": kind})
    run_waiting_jobs()
    run = Import.objects.latest("pk")
    assert (run.state, run.error) == (ImportState.READ, "")
    assert {verdict for verdict, number in run.counts.items() if number} <= {"rows", "skip"}
    assert sign_in(Client(), "member").get(f"/imports/blank/{kind}/").status_code == 404


@pytest.mark.parametrize("place", ["foreign", "root"])
def test_nobody_brings_a_table_in_elsewhere(
    client: Client, district: District, sign_in: SignIn, place: str
) -> None:
    sign_in(client, "clerk")
    form = opened(client, "/imports/") | {
        "file": upload(three(district)),
        "place": getattr(district, place).pk,
    }
    client.post("/imports/", form)
    run_waiting_jobs()
    run = Import.objects.filter(organization=getattr(district, place)).first()
    assert run is None


def test_many_doubtful_rows_cost_no_more_queries_than_one(
    client: Client,
    district: District,
    sign_in: SignIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    sign_in(client, "secretary")
    few = hand_over(client, three(district)[1:])
    many = hand_over(
        client, [member(district.east, f"安{n}", 30 + n, 手机号="12345") for n in range(60)]
    )
    page(client, few)  # the first page of a session writes it
    counted = []
    for run in (few, many):
        with CaptureQueriesContext(connection) as queries:
            page(client, run)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    with django_assert_max_num_queries(30):
        page(client, many, "?page=3")

"""One answer for all rows with the same unknown word (K2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import imports
from dangjian.registry.models import Import, ImportRow, Person
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from tests.district import TODAY, District
from tests.registry.forms_sent import opened, text
from tests.registry.imports_brought import Row, bring, line, rows_of, said, table
from tests.registry.tables import member
from tests.registry.test_import_pages import hand_over, page

SignIn = Callable[[Client, str], Client]
BRANCH, EDUCATION = "所在党支部", "学历"
OLD = "东风大队支部"


def strangers(district: District, many: int = 4) -> list[Row]:
    """Rows under a name no branch has; the last of them has a wrong mobile number as well."""
    rows = [line(OLD, f"陌{chr(0x4E00 + n)}", n) for n in range(many)]
    rows[-1]["手机号"] = "12345"
    return [*rows, line(district.east, "在册", 90), line("西风大队支部", "旁人", 91)]


def brought(district: District, tmp_path: Path, *, enter: bool) -> tuple[Import, list[ImportRow]]:
    run = bring(table(tmp_path, strangers(district)), enter=enter)
    return run, rows_of(run)


def test_one_answer_repairs_every_row_and_leaves_other_doubts(
    district: District, tmp_path: Path
) -> None:
    run, rows = brought(district, tmp_path, enter=False)
    done = imports.repair_alike(
        rows[0], column=BRANCH, text=district.west.short_name, today=TODAY, by=SYSTEM
    )
    assert [row.position for row in done] == [row.position for row in rows[:4]]
    assert said(rows_of(run)) == [
        *[("normalise", "waiting", ("N-ORG-VARIANT",))] * 3,
        ("human", "waiting", ("N-ORG-VARIANT", "H-PHONE")),
        ("accept", "waiting", ()),
        ("reject", "waiting", ("R-ORG-UNKNOWN",)),
    ]
    assert Leaf.objects.filter(verb="repair_import_row").count() == 4
    assert Leaf.objects.filter(verb="repair_import_alike", subject_uid=run.uid).count() == 1
    assert not Leaf.objects.filter(body__contains="陌").exists()


def test_of_an_import_that_went_in_the_repaired_rows_follow_at_once(
    district: District, tmp_path: Path
) -> None:
    run, rows = brought(district, tmp_path, enter=True)
    imports.repair_alike(rows[1], column=BRANCH, text=district.west.name, today=TODAY, by=SYSTEM)
    assert Person.objects.filter(name__startswith="陌", organization=district.west).count() == 3
    with pytest.raises(Refused, match="已经登记入册"):
        imports.take_back_alike(rows_of(run)[3], column=BRANCH, today=TODAY, by=SYSTEM)


def test_a_word_as_unknown_as_before_changes_nothing(district: District, tmp_path: Path) -> None:
    run, rows = brought(district, tmp_path, enter=False)
    with pytest.raises(Refused, match="也认不出来"):
        imports.repair_alike(rows[0], column=BRANCH, text="北风大队", today=TODAY, by=SYSTEM)
    assert [row.values[BRANCH] for row in rows_of(run)][:4] == [OLD] * 4
    with pytest.raises(Refused, match="没有同样写法"):
        imports.repair_alike(rows[4], column=BRANCH, text=OLD, today=TODAY, by=SYSTEM)


def test_what_was_repaired_alike_is_taken_back_alike(district: District, tmp_path: Path) -> None:
    run, rows = brought(district, tmp_path, enter=False)
    before = said(rows)
    imports.repair_alike(rows[0], column=BRANCH, text=district.west.name, today=TODAY, by=SYSTEM)
    back = imports.take_back_alike(rows_of(run)[0], column=BRANCH, today=TODAY, by=SYSTEM)
    assert (back, said(rows_of(run))) == (4, before)
    with pytest.raises(Refused, match="没有改过"):
        imports.take_back_alike(rows_of(run)[0], column=BRANCH, today=TODAY, by=SYSTEM)


def test_any_word_from_a_list_can_be_answered_once(district: District, tmp_path: Path) -> None:
    rows = [line(district.east, f"陌{chr(0x4E00 + n)}", n, 学历="秀才") for n in range(3)]
    run = bring(table(tmp_path, rows), enter=False)
    imports.repair_alike(rows_of(run)[2], column=EDUCATION, text="大专", today=TODAY, by=SYSTEM)
    assert {row.verdict for row in rows_of(run)} == {"normalise"}


def test_superiors_of_organizations_are_answered_together(
    district: District, tmp_path: Path
) -> None:
    columns = ("组织名称", "组织简称", "上级党组织", "组织类别", "成立日期")
    lines = [",".join(columns)]
    lines += [f"中共禾丰区新{n}支部委员会,新{n}党支部,老街道,党支部,2020-01-01" for n in "甲乙"]
    path = tmp_path / "组织.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    run = bring(path, kind="organizations", enter=False)
    rows = rows_of(run)
    assert [row.verdict for row in rows] == ["reject", "reject"]
    imports.repair_alike(
        rows[0], column="上级党组织", text=district.street.name, today=TODAY, by=SYSTEM
    )
    assert [row.verdict for row in rows_of(run)] == ["accept", "accept"]


# --- the pages ------------------------------------------------------------------------------------


def test_the_page_offers_it_where_a_word_stands_more_than_once(
    client: Client, district: District, sign_in: SignIn
) -> None:
    rows = [member(district.east, f"陌{chr(0x4E00 + n)}", n, 所在党支部=OLD) for n in range(3)]
    rows.append(member(district.east, "旁人", 9, 所在党支部="西风大队支部"))
    run = hand_over(sign_in(client, "clerk"), rows)
    first, *_, last = (one.row.position for one in page(client, run).context["rows"])
    words = text(client.get(f"/imports/{run.pk}/rows/{first}/"))
    assert f"这 3 行都是“{OLD}”，一次改好" in words
    assert "一次改好" not in text(client.get(f"/imports/{run.pk}/rows/{last}/"))
    address = f"/imports/{run.pk}/rows/{first}/alike/{ROSTER_COLUMNS.index(BRANCH)}/"
    asked = client.get(f"{address}?q=第二")
    assert [one.pk for one in asked.context["found"]] == [district.west.pk]
    form = opened(client, address)
    wrong = client.post(address, form | {"text": "北风大队"})
    assert (wrong.status_code, "也认不出来" in text(wrong)) == (422, True)
    nothing = client.post(address, opened(client, address))
    assert (nothing.status_code, "请选一个" in text(nothing)) == (422, True)
    done = client.post(address, opened(client, address) | {"pick": district.west.name}, follow=True)
    assert "3 行都改好了" in text(done)
    assert page(client, run).context["standing"].ready == 3
    assert client.get(address).status_code == 404
    back = f"{address}back/"
    assert "共 3 行" in text(client.get(back))
    again = client.post(back, opened(client, back), follow=True)
    assert "3 行都退回" in text(again)
    assert page(client, run).context["standing"].ready == 0


def test_a_page_seen_before_somebody_else_answered_is_stale(
    client: Client, district: District, sign_in: SignIn
) -> None:
    rows = [member(district.east, f"陌{n}", n, 学历="秀才") for n in range(2)]
    run = hand_over(sign_in(client, "clerk"), rows)
    first = page(client, run).context["rows"][0].row
    address = f"/imports/{run.pk}/rows/{first.position}/alike/{ROSTER_COLUMNS.index(EDUCATION)}/"
    form = opened(client, address)
    imports.repair(first, cells={EDUCATION: "举人"}, today=TODAY, by=SYSTEM)
    assert client.post(address, form | {"pick": "大专"}).status_code == 409

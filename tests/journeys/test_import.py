"""A roster comes in: handed over, repaired, entered, taken back and brought again (K2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dangjian.registry.models import Import, Person
from tests.district import District
from tests.jobs import run_waiting_jobs
from tests.journeys.conftest import Site
from tests.registry.consented import undo_agreed
from tests.registry.tables import member, roster

PageFor = Callable[..., Any]


def file_of(district: District, folder: Path, serial: int) -> Path:
    """Two rows to be entered at once, three for the clerk to look at."""
    east = district.east
    wrong = member(east, "秦书岚", serial + 2)
    number = wrong["公民身份号码"]
    wrong["公民身份号码"] = number[:-1] + ("1" if number[-1] != "1" else "2")
    path = folder / "东篱街道花名册.csv"
    path.write_bytes(
        roster(
            [
                member(east, "程远山", serial),
                member(east, "安 宁", serial + 1, 性别="女性"),
                wrong,
                member(east, "沈行舟", serial + 3, 所在党支部="东篱社区党支部"),
                member(east, "白仲谦", serial + 4, 转为正式党员日期="2012-03-01"),
            ]
        )
    )
    return path


def hand_over(page: Any, path: Path) -> None:
    """组织 → 导入 → the file → read: three steps."""
    page.goto("/organizations/")
    page.get_by_role("link", name="导入名册").click()
    page.get_by_label("表格文件").set_input_files(str(path))
    page.get_by_role("button", name="读这份表").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    run_waiting_jobs()


def ready(page: Any) -> Any:
    return page.get_by_role("button", name=re.compile("登记入册"))


def listed(page: Any, district: District) -> str:
    page.goto(f"/members/?at={district.east.pk}")
    return str(page.locator("main").inner_text())


@pytest.mark.parametrize(("script", "width", "serial"), [(True, 1440, 100), (False, 390, 200)])
def test_a_clerk_brings_a_spreadsheet_in_repairs_three_cells_and_takes_it_back(
    site: Site, page_for: PageFor, tmp_path: Path, script: bool, width: int, serial: int
) -> None:
    """K2, UX 7: no more than three steps to the result; with and without script."""
    district = site.district
    path = file_of(district, tmp_path, serial)
    page = page_for("clerk", width=width, script=script)
    hand_over(page, path)
    if script:
        ready(page).wait_for()  # the page finds out by itself
    else:
        page.reload()
    result = page.url
    assert "把没有疑问的 2 行登记入册" in ready(page).inner_text()
    assert "有疑问的 3 行" in page.locator("main").inner_text()

    page.get_by_role("link", name="一行一行改").click()
    right = member(district.east, "", serial + 2)["公民身份号码"]
    page.get_by_role("textbox", name="公民身份号码").fill(right)
    page.get_by_role("button", name="存好，看下一行").click()
    assert page.get_by_role("heading", level=1).inner_text() == "沈行舟"
    page.get_by_role("button", name=re.compile(f"用“{district.east.name}”")).click()
    assert page.get_by_role("heading", level=1).inner_text() == "白仲谦"
    page.get_by_label(re.compile("照原样")).check()
    page.get_by_label("确实如此的原因").fill("档案记载延长预备期")
    page.get_by_role("button", name="存好，看下一行").click()
    assert page.url.split("#")[0] == result
    assert "没有疑问了" in page.locator("main").inner_text()

    ready(page).click()
    run_waiting_jobs()
    page.goto(result)
    assert "5 行已经登记入册" in page.locator("main").inner_text()
    names = ("程远山", "安宁", "秦书岚", "沈行舟", "白仲谦")
    assert all(name in listed(page, district) for name in names)

    take_back(page, district)
    assert "已经撤回" in page.locator("main").inner_text()
    assert not any(name in listed(page, district) for name in names)

    hand_over(page, path)
    page.goto(page.url)
    ready(page).click()
    run_waiting_jobs()
    page.goto(page.url)
    assert "2 行已经登记入册" in page.locator("main").inner_text()
    assert "程远山" in listed(page, district)
    assert Person.objects.filter(name="程远山", organization=district.east).count() == 1
    take_back(page, district)


def take_back(page: Any, district: District) -> None:
    """The clerk asked and the office agreed (`registry/test_consents.py`): one press of his."""
    run = Import.objects.latest("pk")
    consent = undo_agreed(run, district.people["clerk"], district.people["office"])
    page.goto(f"/consents/{consent.pk}/")
    page.get_by_role("button", name="整份撤回").click()
    run_waiting_jobs()
    page.goto(f"/imports/{run.pk}/")

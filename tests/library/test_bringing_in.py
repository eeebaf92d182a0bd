"""A folder of texts comes in: every file judged, the doubtless ones kept."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click
import pytest

from dangjian.config import library_command
from dangjian.kernel.models import Leaf
from dangjian.library.actions import File
from dangjian.library.models import Clearance, Document, Kind, Link
from dangjian.search.models import Entry
from tests.district import invented_number
from tests.search.shelves import DEMO, codes, put, shelved, text

pytestmark = pytest.mark.django_db


def test_the_demos_texts_come_in_whole_and_are_linked() -> None:
    """I3: by kind; I4: issues and chapters keep their order."""
    told = shelved()
    assert {one.verdict for one in told} == {"new"}
    assert Document.objects.count() == len(told) == Entry.objects.count()
    first = Document.objects.get(code="dangzhang-daodu-1")
    assert (first.kind, first.series, first.number) == (Kind.CLASSIC, "党章导读", 1)
    origins = Link.objects.filter(target=first).values_list("origin__code", flat=True)
    assert list(origins) == ["dangzhang-daodu-2"]
    assert Leaf.objects.filter(verb="bring_in", subject_kind="document").count() == len(told)


def test_the_same_folder_again_changes_nothing_and_a_corrected_text_replaces_the_old_one() -> None:
    put(text("dues", "党费按月交。", "党费"))
    assert [one.verdict for one in put(text("dues", "党费按月交。", "党费"))] == ["same"]
    assert [one.verdict for one in put(text("dues", "党费按季交。", "党费"))] == ["changed"]
    assert (codes("按季"), codes("按月交")) == (["dues"], ["dues"])
    assert Document.objects.get().body == "党费按季交。"
    assert Entry.objects.count() == 1


SECRET = "机密★5年"
NUMBER = invented_number(dt.date(1980, 5, 6), "1", 3)
REFUSED = {
    "没有 --- 隔开": ("x.md", "只有正文。"),
    "没有用 --- 结束": ("x.md", "---\nid: a\n正文"),
    "缺少标题（title）": ("x.md", text("a", "正文。", "").text),
    "缺少日期": ("x.md", text("a", "正文。", date="").text),
    "日期“2026-02-30”不对": ("x.md", text("a", "正文。", date="2026-02-30").text),
    "离今天太远": ("x.md", text("a", "正文。", date="2062-02-03").text),
    "没有“recipe”这个类别": ("x.md", text("a", "正文。", kind="recipe").text),
    "密级标志": ("x.md", text("a", f"{SECRET} 一份方案。").text),
    "网页程序": ("x.md", text("a", "请看<script>alert(1)</script>。").text),
    "请先隐去": ("x.md", text("a", f"他的身份证号是{NUMBER}。").text),
    "只能有字、数字": ("x.md", text("../a", "正文。").text),
    "没有正文": ("x.md", text("a", "").text),
    "谁可以看": ("x.md", text("a", "正文。", clearance="绝密").text),
    "写了两次": ("x.md", "---\nid: a\nid: b\n---\n正文"),
    "看不懂": ("x.md", "---\nid: a\n- 一项\n---\n正文"),
    "网址": ("x.md", text("a", "正文。", source="ftp://example.org/x").text),
}


@pytest.mark.parametrize("says", REFUSED)
def test_a_file_that_is_not_right_is_refused_with_a_sentence_and_the_others_go_in(
    says: str,
) -> None:
    bad, good = put(File(*REFUSED[says]), text("good", "一篇好文章。"))
    assert (bad.verdict, good.verdict) == ("refused", "new")
    assert says in bad.sentence
    assert list(Document.objects.values_list("code", flat=True)) == ["good"]


def test_an_id_that_stands_in_two_files_lets_neither_in() -> None:
    told = put(text("a", "甲。"), text("a", "乙。"), text("b", "丙。"))
    assert [one.verdict for one in told] == ["refused", "refused", "new"]
    assert "2 个文件" in told[0].sentence


def test_a_title_with_its_source_goes_in_without_a_text() -> None:
    """I4: what is not licensed stands there as title and link."""
    put(text("far", "", "别处的一部著作", source="https://example.org/book"))
    assert Document.objects.get().source == "https://example.org/book"


def test_an_internal_text_is_not_found_by_visitors() -> None:
    put(text("inner", "给党员看的讲稿。", "讲稿", clearance="内部"))
    assert Document.objects.get().clearance == Clearance.MEMBERS
    assert codes("讲稿") == []


def test_a_folder_is_read_with_what_cannot_be_read_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text("a", "正文。").text, "utf-8")
    (tmp_path / "gb.md").write_bytes("正文".encode("gb18030"))
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.MD").write_text(text("b", "正文。").text, "utf-8")
    (tmp_path / "out.md").symlink_to("/etc/hostname")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    files = library_command.read_folder(tmp_path)
    assert [one.name for one in files] == ["a.md", "below/b.MD", "gb.md", "out.md"]
    assert [bool(one.trouble) for one in files] == [False, False, True, True]


def test_the_commands_bring_a_folder_in_and_print_what_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """I5: `dangjian import library FOLDER`, `dangjian search QUERY --json`."""
    out = tmp_path / "verdicts.json"
    assert library_command.bring_in_library(DEMO, out) == 0
    assert {row["verdict"] for row in json.loads(out.read_text("utf-8"))} == {"new"}
    capsys.readouterr()
    assert library_command.search("怎么转党员关系", as_json=True, limit=3) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) <= 3
    assert rows[0]["id"] == "zuzhi-guanxi-zhuanjie"
    assert set(rows[0]) == {"id", "title", "score"}
    assert [row["score"] for row in rows] == sorted((r["score"] for r in rows), reverse=True)


def test_a_folder_that_is_not_there_or_holds_no_text_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="没有找到文件夹"):
        library_command.bring_in_library(tmp_path / "nowhere", None)
    with pytest.raises(click.UsageError, match=r"没有 \.md 文件"):
        library_command.bring_in_library(tmp_path, None)

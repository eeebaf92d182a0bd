"""H6: a paper is found by the words inside its file, and opened only by whom it is for."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.files.words import NoWords, read_words, sort_of
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.library import store
from dangjian.library.actions import attachments
from dangjian.library.models import Attachment, Document, State
from tests.jobs import run_waiting_jobs
from tests.kernel.files.makers import compound
from tests.library import files
from tests.search.shelves import codes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "data", "asked"),
    [
        ("plan.docx", files.word(), "芦花渡口"),
        ("plan.docx", files.word(), "竹篙"),
        ("plan.xlsx", files.table(), "芦花渡口"),
        ("plan.pdf", files.pdf(), "luhua ferry"),
        ("plan.ofd", files.ofd(), "芦花渡口"),
        ("plan.txt", files.WORDS.encode("gb18030"), "芦花渡口"),
    ],
)
def test_a_paper_is_found_by_words_of_its_file(name: str, data: bytes, asked: str) -> None:
    """H6: PDF, Word, tables, OFD, text; read by a job, in a process of its own."""
    document = files.with_a_file("plan", name, data)
    assert document.attachment.state == State.WAITING
    assert codes(asked) == []
    assert run_waiting_jobs() == ["library.read_file"]
    document.attachment.refresh_from_db()
    assert (document.attachment.state, document.attachment.done) == (State.READ, 100)
    assert codes(asked) == ["plan"]
    assert Leaf.objects.filter(verb="read_file", subject_uid=document.uid).count() == 1
    assert not attachments.read_words(document.attachment.pk, by=SYSTEM)  # done once


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("scan.pdf", files.pdf(""), "扫描件"),
        ("old.doc", compound({"WordDocument": b"\0" * 600}), "老格式"),
        ("secret.txt", "机密★5年\n方案".encode(), "密级标志"),
    ],
)
def test_a_file_whose_words_are_not_read_says_why(name: str, data: bytes, says: str) -> None:
    document = files.with_a_file("plan", name, data)
    run_waiting_jobs()
    document.attachment.refresh_from_db()
    assert document.attachment.state == State.SILENT
    assert says in document.attachment.note
    assert document.attachment.text == ""


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("broken.pdf", b"%PDF-1.7\nnothing of the kind", "打不开"),
        ("macro.doc", compound({"WordDocument": b"\0" * 600, "VBA": b"Sub"}), "会自动运行"),
        ("locked.docx", compound({"EncryptedPackage": b"\0" * 600}), "密码"),
        ("words.pdf", files.word(), "内容却是Word"),
    ],
)
def test_a_file_that_readers_should_not_get_does_not_come_in(
    name: str, data: bytes, says: str
) -> None:
    """Neither broken nor locked, neither acting by itself nor called what it is not."""
    told = files.brought_in("plan", name, data)
    assert told.verdict == "refused" and says in told.sentence
    assert not Document.objects.exists()


def packed(**entries: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_x", ".x"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.svg", b"<svg onload=alert(1)>", "只收"),
        ("a.html", b"<!doctype html><script>", "只收"),
        ("a.zip", packed(readme=b"x"), "压缩包"),
        ("a.exe", b"MZ\x90\0\3", "只收"),
        ("a.pdf", b"", "空的"),
        ("a.docx", b"PK\3\4broken", "损坏"),
    ],
)
def test_what_is_no_paper_is_not_taken(tmp_path: object, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name  # type: ignore[operator]
    path.write_bytes(data)
    with pytest.raises(Refused, match=says):
        sort_of(path)


def test_a_package_that_unpacks_without_end_stops_the_reader_and_not_us(tmp_path: object) -> None:
    path = tmp_path / "bomb.docx"  # type: ignore[operator]
    path.write_bytes(packed(word__document_xml=b"0" * (300 * 2**20)))
    with pytest.raises(NoWords) as stopped:
        list(read_words(path, "docx"))
    assert stopped.value.why == "large"


@pytest.mark.parametrize("file", ["../plan.txt", "/etc/hostname", "none.txt"])
def test_a_text_names_only_files_that_lie_beside_it(file: str) -> None:
    from tests.search.shelves import put, text

    [told] = put(text("a", "正文。", file=file))
    assert told.verdict == "refused"
    assert "附件" in told.sentence


def test_the_file_comes_down_as_a_file_and_never_as_a_page(client: Client) -> None:
    document = files.with_a_file("plan", "plan.txt", b"plain words")
    answer = client.get(f"/library/{document.pk}/file/")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"plain words"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    Document.objects.filter(pk=document.pk).update(clearance="members")
    assert client.get(f"/library/{document.pk}/file/").status_code == 404
    Document.objects.filter(pk=document.pk).update(clearance="public")
    store.path_of(Attachment.objects.get().digest).unlink()
    assert client.get(f"/library/{document.pk}/file/").status_code == 404


def test_no_name_of_a_file_breaks_out_of_the_head_of_an_answer(client: Client) -> None:
    document = files.with_a_file("plan", "plan.txt", b"plain words")
    hostile = 'a"; filename=evil.html\r\nSet-Cookie: x=1\u202e;梯田.txt'
    Attachment.objects.filter(document=document).update(name=hostile)
    told = client.get(f"/library/{document.pk}/file/")["Content-Disposition"]
    assert told.startswith("attachment; filename*=utf-8''a%22%3B%20filename")
    assert not set(told) & set('"\r\n\u202e<>')

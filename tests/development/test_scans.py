"""Files beside the papers of a case: sealed, cleaned, opened on record, taken out with a reason."""

from __future__ import annotations

import base64
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from PIL import Image

from dangjian.development.actions import applying, scanning, taking
from dangjian.development.models import Scan
from dangjian.development.rules import scans as rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import viewer_of
from tests.development.cases import LATER, applied, empowered, moment, round_of, took, walked
from tests.development.scans import picture, scanned
from tests.development.test_pages import read, send
from tests.district import TODAY, District

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(district: District) -> District:
    empowered(district)
    return district


def word(text: str) -> bytes:
    held, document = io.BytesIO(), Document()
    document.add_paragraph(text)
    document.save(held)
    return held.getvalue()


def scripted() -> bytes:
    """A PDF of one page that would run a script when it is opened."""
    held = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.alert('seen')"
    )
    document.save(held)
    return held.getvalue()


def test_a_scan_is_kept_sealed_and_counts_in_the_file(place: District) -> None:
    """A8: the secretary attaches the application; it lies sealed, the file and the catalogue list
    it, and what has none says so."""
    case = applied(place)
    took(place, case, "talk", case.applied_on)
    apply = case.taken.get(step="apply")
    who = place.sign_in(Client(), "secretary")
    told = read(who, "development_file", case.pk)
    assert "2 份还没有附扫描件" in told
    address = reverse("development_attach", args=[case.pk, apply.pk])
    assert f"{address}?paper=" in told
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "某型手机"
    Image.new("RGB", (40, 30), "#884422").save(held, "JPEG", exif=exif)
    answer = send(
        who, "development_attach", case.pk, apply.pk, paper="入党申请书",
        file=SimpleUploadedFile("申请书 第1页.jpg", held.getvalue()),
    )  # fmt: skip
    assert answer.status_code == 302
    scan = Scan.objects.get()
    assert (scan.paper, scan.sort, scan.name) == ("入党申请书", "image", "申请书 第1页.jpg")
    content = base64.b64decode(scan.unseal("content"))
    assert b"\xff\xd8\xff" in content and "某型手机".encode() not in content
    assert content not in bytes(scan.content) and base64.b64encode(content) not in bytes(
        scan.content
    )
    told = read(who, "development_file", case.pk)
    assert "申请书 第1页.jpg" in told and "1 份还没有附扫描件" in told
    assert "拍摄时间和地点这类附带信息" in told
    assert "电子文件1个" in read(who, "development_form", case.pk, "catalogue")
    paper = who.get(reverse("development_paper", args=[case.pk, "catalogue"]))
    rows = [row.cells[0].text for row in Document(io.BytesIO(paper.content)).tables[0].rows]
    assert "1　入党申请书" in rows and "缺　推荐表" in rows


def test_opening_a_file_is_on_record_where_the_case_and_the_member_see_it(place: District) -> None:
    """A8: whoever reads the case may open its files; each opening stands on the page, and on the
    member's own page of who looked at what is kept of him."""
    case = walked(place, "approve")
    scan = scanned(case.taken.get(step="political_review"), name="政审报告.png")
    who = place.sign_in(Client(), "leader")
    answer = who.get(reverse("development_scan", args=[case.pk, scan.pk]))
    assert answer.content == picture()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]
    told = read(place.sign_in(Client(), "secretary"), "development_file", case.pk)
    assert f"{place.people['leader'].name}（" in told and "打开了《政审报告》：政审报告.png" in told
    assert case.person is not None
    leaf = Leaf.objects.get(verb="open_scan", subject_uid=case.person.uid)
    assert "政审报告.png" not in leaf.body
    himself = Actor(1, "member", case.person.uid)
    for act in (
        lambda: scanning.open_scan(scan, by=himself),
        lambda: scanning.take_out(scan, words="不要了不要了", now=moment(LATER), by=himself),
        lambda: scanned(case.taken.get(step="talk"), by=himself),
    ):
        with pytest.raises(Refused, match="另一位同志") as own:
            act()
        assert own.value.status == 403


def test_a_file_is_taken_out_with_a_reason_and_not_silently(place: District) -> None:
    """A8: the content is gone; the line, the reason and who did it stay; what was filed stays."""
    case = applied(place)
    scan = scanned(case.taken.get())
    who = place.sign_in(Client(), "secretary")
    short = send(who, "development_take_out", case.pk, scan.pk, words="错")
    assert short.status_code == 422 and "请写明为什么取下" in short.content.decode()
    assert send(
        who, "development_take_out", case.pk, scan.pk, words="传错了，是另一位同志的"
    ).status_code == 302  # fmt: skip
    scan.refresh_from_db()
    assert scan.content is None and scan.taken_out_by == place.people["secretary"]
    told = read(who, "development_file", case.pk)
    assert "取下：传错了，是另一位同志的" in told and "1 份还没有附扫描件" in told
    assert who.get(reverse("development_scan", args=[case.pk, scan.pk])).status_code == 404
    with pytest.raises(Stale):
        scanning.take_out(scan, words="再取一次", now=moment(LATER), by=Actor(1, "clerk"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(taken_out_reason="")
    again = scanned(case.taken.get())  # the same file may come back
    applying.stop(
        case, words="本人撤回申请", on=LATER, seen=round_of(case), today=LATER,
        now=moment(LATER), by=Actor(1, "clerk"),
    )  # fmt: skip
    with pytest.raises(Refused, match="不能再取下"):
        scanning.take_out(again, words="再取一次", now=moment(LATER), by=Actor(1, "clerk"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "申请书.pdf", "空的"),
        (b"MZ\x90\x00" * 40, "申请书.pdf", "只收"),
        (b"%PDF-1.7 nothing", "申请书.pdf", "打不开"),
        (b"just a few words", "申请书.txt", "请用照片"),
        (picture(), "申请书.pdf", "内容却是图片"),
        (picture(), "机密★10年 申请书.png", "密级标志"),
        (word("机密★10年\n入党申请书"), "申请书.docx", "密级标志"),
    ],
)
def test_what_may_not_be_kept_is_refused_and_nothing_stays(
    place: District, content: bytes, name: str, said: str
) -> None:
    """Rule test 14: a file with a mark is not stored; neither is what is no scan at all."""
    case = applied(place)
    with pytest.raises(Refused, match=said) as refused:
        scanned(case.taken.get(), content, name)
    assert refused.value.field == "file"
    assert not Scan.objects.exists()


def test_what_acts_by_itself_is_taken_out_of_a_pdf(place: District) -> None:
    case = applied(place)
    scan = scanned(case.taken.get(), scripted(), "申请书.pdf", paper="思想汇报")
    content = base64.b64decode(scan.unseal("content"))
    assert b"JavaScript" not in content and b"%PDF" in content
    assert scan.removed and scan.paper == "思想汇报"
    told = read(place.sign_in(Client(), "secretary"), "development_file", case.pk)
    assert "思想汇报" in told


def test_too_large_twice_too_many_or_beside_nothing(
    place: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = applied(place)
    apply = case.taken.get()
    scanned(apply)
    with pytest.raises(Refused, match="已经附过"):
        scanned(apply)
    with pytest.raises(Refused, match="哪一份材料"):
        scanned(apply, picture("#111111"), paper="入党志愿书")
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    with pytest.raises(Refused, match="最多附 1 个"):
        scanned(apply, picture("#222222"))
    monkeypatch.undo()
    monkeypatch.setattr(scanning, "MOST_BYTES", 20)
    with pytest.raises(Refused, match="文件太大"):
        scanned(apply, picture("#333333"))
    monkeypatch.undo()
    took(place, case, "talk", case.applied_on)
    talk = case.taken.get(step="talk")
    scanned(talk)
    taking.take_back(
        case, words="日期登记错了", seen=round_of(case), today=LATER, now=moment(LATER),
        by=viewer_of(place.accounts["secretary"], TODAY).myself(),
    )  # fmt: skip
    with pytest.raises(Refused, match="已经撤回"):
        scanned(talk, picture("#444444"))
    told = read(place.sign_in(Client(), "secretary"), "development_file", case.pk)
    assert "撤回的步骤留下的文件" in told


def test_whoever_keeps_the_step_keeps_its_files(place: District) -> None:
    """A8: the committee's papers are attached by the committee, the branch's by the branch; the
    street's clerk reads what he does not keep."""
    case = walked(place, "file_activist")
    filed, talk = (case.taken.get(step=name) for name in ("file_activist", "talk"))
    scan = scanned(filed)
    secretary, clerk = (place.sign_in(Client(), role) for role in ("secretary", "clerk"))
    attach = reverse("development_attach", args=[case.pk, filed.pk])
    out = reverse("development_take_out", args=[case.pk, scan.pk])
    assert [secretary.get(at).status_code for at in (attach, out)] == [404, 404]
    assert [clerk.get(at).status_code for at in (attach, out)] == [200, 200]
    assert secretary.get(reverse("development_attach", args=[case.pk, talk.pk])).status_code == 200
    assert secretary.get(reverse("development_scan", args=[case.pk, scan.pk])).status_code == 200
    member = place.sign_in(Client(), "member")
    assert member.get(reverse("development_scan", args=[case.pk, scan.pk])).status_code == 404


def test_the_file_page_costs_the_same_for_many_scans(place: District) -> None:
    case = applied(place)
    apply = case.taken.get()
    who = place.sign_in(Client(), "secretary")
    counts = []
    for colours in (["#000001"], [f"#0000{n:02x}" for n in range(2, 8)]):
        for colour in colours:
            scan = scanned(apply, picture(colour), f"{colour[1:]}.png")
            who.get(reverse("development_scan", args=[case.pk, scan.pk]))
        with CaptureQueriesContext(connection) as asked:
            read(who, "development_file", case.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]

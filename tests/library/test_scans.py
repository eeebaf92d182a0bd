"""Scans: read page by page by a job, proof-read by people, found with the mark they carry."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import clock, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import scans
from dangjian.kernel.files.scans.child import lines
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.library import store
from dangjian.library.actions import uploads
from dangjian.library.jobs import read_upload
from dangjian.library.models import Attachment, PageState, Reach, ScanPage, Upload
from dangjian.library.queries.holdings import is_unproofed, text_of
from dangjian.library.rules.entering import digest_of_words
from dangjian.registry.authority import Purpose
from tests.district import District
from tests.jobs import run_waiting_jobs
from tests.library.keeping import (
    SIGNERS,
    admitted,
    entered,
    mixed_pdf,
    png,
    send,
    sign,
    viewer,
)
from tests.search.shelves import codes

pytestmark = pytest.mark.django_db

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def sent(district: District, data: bytes | None = None, name: str = "scan.pdf") -> Upload:
    """A scan of two pages with words in them and one that is only a picture, not read yet."""
    data = data or mixed_pdf("Luhua ferry plan", "Bamboo pole watch", "")
    upload = entered(district, body="", file=(name, data)).upload
    assert upload is not None
    return upload


def organizer(district: District) -> Actor:
    return viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)


def fresh(upload: Upload) -> Upload:
    upload.refresh_from_db()
    return upload


def by_machine(upload: Upload) -> None:
    """As if the last page had been recognised: the row as the job keeps it then."""
    upload.scan_pages.filter(number=3).update(
        state=PageState.READ, by_machine=True, read="渡口值班表", text="渡口值班表", note=""
    )


def test_a_scan_is_read_page_by_page_and_one_bad_page_does_not_spoil_the_others(
    district: District,
) -> None:
    """H6"""
    upload = sent(district)
    assert (upload.pages, upload.state) == (3, Reach.WAITING)
    assert run_waiting_jobs() == ["library.read_upload"]
    assert (fresh(upload).state, upload.done) == (Reach.READ, 3)
    first, second, _ = upload.scan_pages.all()
    assert (first.text, second.text) == ("Luhua ferry plan", "Bamboo pole watch")
    assert not first.by_machine
    assert not read_upload(upload.pk)  # done once
    leaf = Leaf.objects.get(verb="read_upload", subject_uid=upload.document.uid)
    assert '"pages":3' in leaf.body


@pytest.mark.skipif(scans.can_recognise(), reason="the extra is installed")
def test_where_the_extra_is_missing_the_page_says_so_and_the_document_goes_in_all_the_same(
    district: District,
) -> None:
    upload = sent(district, png(), "scan.png")
    run_waiting_jobs()
    assert fresh(upload).state == Reach.SILENT
    assert "没有装文字识别" in upload.note
    page = district.sign_in(Client(), "organizer").get(f"/shelving/{upload.document_id}/")
    assert "这里读不了扫描件" in page.content.decode()


def test_a_reading_that_was_cut_off_goes_on_with_the_pages_that_are_missing(
    district: District,
) -> None:
    upload = sent(district)
    ScanPage.objects.create(upload=upload, number=1, state=PageState.READ, read="a", text="a")
    read_upload(upload.pk)
    assert upload.scan_pages.get(number=1).text == "a"  # not read anew
    assert upload.scan_pages.get(number=2).text == "Bamboo pole watch"


def test_somebody_stops_the_reading_and_has_it_gone_on_with(district: District) -> None:
    upload, by = sent(district), organizer(district)
    uploads.stop(upload, by=by)
    assert not read_upload(upload.pk)  # the job that waited finds nothing to do
    assert {one.note for one in upload.scan_pages.all()} == {"这一页没有读。"}
    with pytest.raises(Stale, match="已经停下"):
        uploads.stop(upload, by=by)
    uploads.read_again(upload, by=by)
    run_waiting_jobs()
    assert fresh(upload).state == Reach.READ
    assert upload.scan_pages.count() == 3


def test_the_reading_stops_between_two_pages(district: District) -> None:
    """The page under way is the last: what comes after the stop is not kept."""
    upload = sent(district)
    for page in scans.read_pages(store.path_of(upload.digest), "pdf", [1, 2]):
        kept = uploads._keep(upload, page)
        assert kept == (page.number == 1)
        if kept:
            uploads.stop(upload, by=organizer(district))
    read = upload.scan_pages.filter(state=PageState.READ)
    assert list(read.values_list("number", flat=True)) == [1]


def test_a_reader_that_is_killed_at_a_page_loses_this_page_alone(tmp_path: Path) -> None:
    """The child is killed while it reads; the parent says which page, and begins the rest anew."""
    path = tmp_path / "a.pdf"
    path.write_bytes(mixed_pdf(*("Luhua ferry plan" for _ in range(300))))
    found: list[scans.PageRead] = []
    for page in scans.read_pages(path, "pdf", range(1, 301)):
        found.append(page)
        if page.number == 3:
            for child in children():
                os.kill(child, signal.SIGKILL)
    assert [one.number for one in found] == list(range(1, 301))
    assert sum(1 for one in found if one.trouble) <= 1
    assert {one.text for one in found if not one.trouble} == {"Luhua ferry plan"}


def children() -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [int(line.split()[0]) for line in told.splitlines() if "scans/child.py" in line]


def test_a_job_given_up_says_so_where_its_keepers_look(district: District) -> None:
    upload = sent(district)
    ScanPage.objects.create(upload=upload, number=1, state=PageState.READ, read="a", text="a")
    Upload.objects.filter(pk=upload.pk).update(done=1)
    jobs._GIVEN_UP["library.read_upload"](None, upload_id=upload.pk)
    assert fresh(upload).state == Reach.STOPPED
    assert "没有读完" in upload.note


def test_a_file_with_a_secrecy_mark_inside_stays_nowhere(district: District) -> None:
    document = entered(district, file=("a.txt", "机密★5年\n方案".encode())).document
    upload = document.uploads.get()
    assert store.path_of(upload.digest).is_file()
    read_upload(upload.pk)
    assert (fresh(upload).state, upload.text) == (Reach.BARRED, "")
    assert Leaf.objects.filter(verb="bar_upload", subject_uid=document.uid).count() == 1
    with pytest.raises(Refused, match="密级标志"):
        send(district, document)
    with pytest.raises(Refused, match="密级标志"):
        uploads.read_again(upload, by=organizer(district))


def test_recognised_words_carry_their_mark_until_somebody_confirmed_them(
    district: District, client: Client
) -> None:
    """H6: found by words in a scan, marked as recognised by a machine; corrected, confirmed, and
    admitted again they stand without the mark."""
    upload = sent(district)
    run_waiting_jobs()
    by_machine(upload)
    document = upload.document
    admitted(district, document)
    assert codes("渡口值班表") == [document.code]
    assert "由机器识别，未校对" in client.get("/search/?q=渡口值班表").content.decode()
    assert "由机器识别，未校对" in client.get(f"/library/{document.pk}/").content.decode()
    page = upload.scan_pages.get(number=3)
    seen = digest_of_words(page.text)
    with pytest.raises(Refused, match="密级标志"):
        uploads.proof(page, "机密★5年", seen=seen, now=clock.now(), by=organizer(district))
    uploads.proof(page, "渡口值班名单", seen=seen, now=clock.now(), by=organizer(district))
    with pytest.raises(Stale, match="已经改过这一页"):
        uploads.proof(page, "别的", seen=seen, now=clock.now(), by=organizer(district))
    page.refresh_from_db()
    assert (page.read, page.text) == ("渡口值班表", "渡口值班名单")  # what was read stays
    assert not is_unproofed(upload)
    assert Attachment.objects.get().unproofed  # readers see it when it is admitted
    admission = send(district, document)
    with pytest.raises(Refused, match="正在审"):
        uploads.proof(
            page, "偷换", seen=digest_of_words(page.text), now=clock.now(), by=organizer(district)
        )
    assert admission.words == digest_of_words(text_of(upload))
    for role in SIGNERS:
        admission = sign(district, admission, role)
    assert "由机器识别" not in client.get(f"/library/{document.pk}/").content.decode()
    assert codes("值班名单") == [document.code]


def test_a_page_is_corrected_beside_its_picture_and_leads_to_the_next(district: District) -> None:
    upload = sent(district)
    run_waiting_jobs()
    client = district.sign_in(Client(), "organizer")
    address = f"/shelving/files/{upload.pk}/pages/1/"
    shown = client.get(address).content.decode()
    assert "Luhua ferry plan" in shown
    picture = client.get(f"{address}picture/")
    assert (picture.status_code, picture.content[:3]) == (200, b"\xff\xd8\xff")
    assert picture["X-Content-Type-Options"] == "nosniff"
    values = dict(re.findall(r'name="(seen|form_key)" value="([^"]+)"', shown))
    answer = client.post(address, values | {"text": "芦花渡口预案"})
    assert answer["Location"].endswith("/pages/2/")
    assert upload.scan_pages.get(number=1).text == "芦花渡口预案"
    assert client.get(f"/shelving/files/{upload.pk}/pages/9/picture/").status_code == 404
    file = client.get(f"/shelving/files/{upload.pk}/")
    assert file["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file["Content-Security-Policy"]


def test_how_far_it_is_stands_on_the_page_without_script(district: District) -> None:
    upload = sent(district)
    client = district.sign_in(Client(), "organizer")
    shown = client.get(f"/shelving/{upload.document_id}/").content.decode()
    assert '<noscript><meta http-equiv="refresh"' in shown
    assert f'data-poll="/shelving/files/{upload.pk}/progress/"' in shown
    progress = client.get(f"/shelving/files/{upload.pk}/progress/").content.decode()
    assert "0 / 3 页" in progress
    assert "data-finished" not in progress
    run_waiting_jobs()
    assert "data-finished" in client.get(f"/shelving/files/{upload.pk}/progress/").content.decode()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 900)), max_size=12))
def test_no_recognised_piece_is_lost_or_told_twice(places: list[tuple[int, int]]) -> None:
    pieces = [(row * 40.0, float(left), 20.0, f"字{n}") for n, (row, left) in enumerate(places)]
    assert Counter(lines(pieces).split()) == Counter(piece[3] for piece in pieces)


@pytest.mark.guards
@pytest.mark.full
@pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or not FONT.is_file(),
    reason="reading scans is an extra (make ocr), and needs a CJK font to draw a page",
)
def test_a_skewed_page_is_read_nearly_whole(tmp_path: Path) -> None:
    """H6: 0.97 of the characters of a page that lay 1.7 degrees askew, and in their lines."""
    from PIL import Image, ImageDraw, ImageFont

    said = [
        "关于做好基层党组织换届工作的通知",
        "各街镇党工委、区直各单位党组织：",
        "任期届满的支部委员会，应当按期进行换届选举。",
        "从2026年3月开始，到2026年6月底以前完成。",
    ]
    sheet = Image.new("L", (1240, 800), 245)
    font = ImageFont.truetype(FONT, 36, index=2)
    for number, line in enumerate(said):
        ImageDraw.Draw(sheet).text((110, 120 + 100 * number), line, font=font, fill=25)
    held = io.BytesIO()
    sheet.rotate(1.7, fillcolor=245).save(held, "JPEG", quality=60)
    path = tmp_path / "skewed.jpg"
    path.write_bytes(held.getvalue())
    [page] = scans.read_pages(path, scans.IMAGES, [1])
    assert page.machine
    wanted = Counter("".join(said))
    met = wanted & Counter(page.text)
    assert sum(met.values()) / sum(wanted.values()) >= 0.97
    assert page.text.count("\n") == len(said) - 1

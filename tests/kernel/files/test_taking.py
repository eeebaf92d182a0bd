"""What is kept of a file that was sent: its pages, and nothing that acts or tells more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from dangjian.kernel.files import scans, taking, words
from dangjian.kernel.files.taking import child
from dangjian.kernel.refusal import Refused

PLACE = "北纬30度15分"


def pdf(path: Path, arm: Callable[[pikepdf.Pdf], None] = lambda document: None) -> Path:
    with pikepdf.new() as document:
        document.add_blank_page()
        arm(document)
        document.save(path)
    return path


def script(word: str) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(word))


def by_itself(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = script("opened_mark")
    document.Root.AA = Dictionary(WC=script("closed_mark"))
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script("named_mark")]))
    )
    document.Root.AcroForm = Dictionary(XFA=String("xfa_mark"), Fields=Array([]))


def in_a_mark(document: pikepdf.Pdf) -> None:
    def link(**action: object) -> Dictionary:
        return Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(**action)
        )

    marks = [
        link(S=Name.Launch, F=String("launch_mark")),
        link(S=Name.SubmitForm, F=String("submit_mark")),
        link(S=Name.URI, URI=String("javascript:uri_mark")),
        link(S=Name.URI, URI=String("https://example.org/harmless_link")),
        link(S=Name.GoTo, D=String("x"), Next=script("next_mark")),
    ]
    document.pages[0].Annots = Array(marks)


def carries(document: pikepdf.Pdf) -> None:
    document.attachments["payload_mark.exe"] = b"MZ payload_mark"
    stream = document.make_stream(b"inside_mark", Type=Name.EmbeddedFile)
    document.pages[0].Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.FileAttachment,
                Rect=[0, 0, 9, 9],
                FS=Dictionary(Type=Name.Filespec, F=String("inside_mark"), EF=Dictionary(F=stream)),
            )
        ]
    )


def tells(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = "author_mark"
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["author_mark"]


@pytest.mark.parametrize(
    ("arm", "said"),
    [
        (by_itself, "会自动运行的内容"),
        (in_a_mark, "来路不明的链接、会自动运行的内容"),
        (carries, "夹带的文件"),
        (tells, "作者、软件、拍摄时间和地点这类附带信息"),
    ],
)
def test_a_pdf_keeps_its_pages_and_loses_what_acts_or_tells(
    tmp_path: Path, arm: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    path = pdf(tmp_path / "armed.pdf", arm)
    assert "_mark" in unpacked(path)
    with taking.cleaned(path, "pdf") as clean:
        assert clean.removed == said
        found = unpacked(clean.path)
        assert "_mark" not in found
        assert ("harmless_link" in found) == (arm is in_a_mark)
        assert scans.look(clean.path, "pdf").pages == 1
        kept = clean.path
        with taking.cleaned(clean.path, "pdf") as again:
            assert again == (clean.path, ""), "clean is clean"
        with taking.cleaned(path, "pdf") as twice:
            assert twice.path.read_bytes() == kept.read_bytes(), "one file, one digest"
    assert not kept.exists() and path.exists()


def unpacked(path: Path) -> str:
    """Everything in a PDF as one can read it."""
    out = io.BytesIO()
    with pikepdf.open(path) as document:
        files = b"".join(
            bytes(one.get_file().read_bytes()) for one in document.attachments.values()
        )
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            qdf=True,
        )
    return (out.getvalue() + files).decode("latin-1")


def test_a_harmless_pdf_stays_as_it_is_byte_for_byte(tmp_path: Path) -> None:
    """Its electronic signature, if it has one, stays valid."""
    path = pdf(tmp_path / "plain.pdf")
    with taking.cleaned(path, "pdf") as clean:
        assert clean == (path, "")


def test_a_pdf_that_is_none_or_locked_is_refused_in_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\0" * 300)
    with pytest.raises(Refused, match="打不开"), taking.cleaned(broken, "pdf"):
        pass
    locked = tmp_path / "locked.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(Refused, match="去掉密码"), taking.cleaned(locked, "pdf"):
        pass


def test_without_the_walk_through_the_file_the_script_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken twin: only the first level looked at."""
    monkeypatch.setattr(child, "_walk", lambda one, removed, deep: None)
    removed, data = child.pdf(pdf(tmp_path / "armed.pdf", in_a_mark).read_bytes())
    assert not removed and b"launch_mark" in data


def picture(path: Path, form: str, **more: object) -> Path:
    image = Image.new("RGB", (40, 20), "#b3261e")
    image.putpixel((0, 0), (0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = PLACE.encode().hex()
    image.save(path, form, exif=exif, **more)
    return path


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_says_no_longer_where_it_was_taken_and_stands_upright(
    tmp_path: Path, form: str
) -> None:
    path = picture(tmp_path / "photo", form)
    assert PLACE.encode().hex().encode() in path.read_bytes()
    with taking.cleaned(path, "image") as clean:
        assert clean.removed and PLACE.encode().hex().encode() not in clean.path.read_bytes()
        with Image.open(clean.path) as image:
            assert (image.format, image.size) == (form, (20, 40))
            assert not dict(image.getexif()) or form == "TIFF"
        with taking.cleaned(clean.path, "image") as again:
            assert again.removed == ""


def test_a_picture_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", (10_000, 10_000)).save(path)
    with pytest.raises(Refused, match="太大"), taking.cleaned(path, "image"):
        pass


@pytest.mark.parametrize(
    ("name", "sort", "fits"),
    [
        ("工作总结.pdf", "pdf", True),
        ("扫描件", "pdf", True),
        ("照片.JPG", "image", True),
        ("花名册.et", "old", True),
        ("工作总结.docx", "pdf", False),
        ("通知.pdf.exe", "pdf", False),
        ("照片.png", "txt", False),
    ],
)
def test_a_file_is_what_its_name_says(name: str, sort: str, fits: bool) -> None:
    if fits:
        taking.check_name(name, sort)
    else:
        with pytest.raises(Refused, match="内容却是"):
            taking.check_name(name, sort)


def package(path: Path, entries: dict[str, str], dde: str = "") -> Path:
    """A real Word file with entries added to it."""
    document = Document()
    paragraph = document.add_paragraph("正文")
    if dde:
        code = paragraph.add_run()._r.makeelement(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText", {}
        )
        code.text = dde
        paragraph.runs[-1]._r.append(code)
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as packed:
        for name, text in entries.items():
            packed.writestr(name, text)
    return path


def outside(kind: str) -> str:
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationships><Relationship Id="a" Type="{link}/{kind}" Target="https://example.org/x"'
        ' TargetMode="External"/></Relationships>'
    )


@pytest.mark.parametrize(
    ("entries", "dde", "kept"),
    [
        ({}, "", True),
        ({"word/_rels/header9.xml.rels": outside("hyperlink")}, "", True),
        ({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": "PK"}, "", True),
        ({"word/vbaProject.bin": "x"}, "", False),
        ({"word/embeddings/oleObject1.bin": "x"}, "", False),
        ({"word/activeX/activeX1.xml": "x"}, "", False),
        ({"word/_rels/settings.xml.rels": outside("attachedTemplate")}, "", False),
        ({"xl/externalLinks/externalLink1.xml": "<ddeLink/>"}, "", False),
        ({}, 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', False),
    ],
)
def test_an_office_file_that_acts_by_itself_is_refused(
    tmp_path: Path, entries: dict[str, str], dde: str, kept: bool
) -> None:
    path = package(tmp_path / "a.docx", entries, dde)
    if kept:
        assert words.checked(path) == "docx"
    else:
        with pytest.raises(Refused, match="会自动运行"):
            words.checked(path)

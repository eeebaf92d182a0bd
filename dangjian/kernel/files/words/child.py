"""Reads the words of one file, in a confined process (`kernel.files.confined`)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

_UNPACKED, _ENTRIES, _PAGES = 256 * 2**20, 10_000, 3_000
_PART = 200_000
_FETCHED = (b"/attachedTemplate", b"/oleObject", b"/frame", b"/subDocument", b"/externalLinkPath")
_PROGRAMS = {"_vba_project", "vba", "macros", "_vba_project_cur", "\x01ole10native"}
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)


Told = Iterator[tuple[str, float]]


class Stop(Exception):
    """why: a word the parent knows."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def work(data: bytes, sort: str) -> Iterator[dict[str, Any]]:
    """The words of a file of this sort in pieces, and how far the reading is (0 to 1)."""
    for text, done in READERS[sort](data):
        for start in range(0, max(len(text), 1), _PART):
            yield {"text": text[start : start + _PART], "done": done}


def pdf(data: bytes) -> Told:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Stop("locked" if "assword" in str(error) else "damaged") from error
    count = len(document)
    if count > _PAGES:
        raise Stop("large")
    for number in range(count):
        page = document[number]
        words = page.get_textpage()
        yield (words.get_text_bounded() + "\n", (number + 1) / count)
        words.close()
        page.close()


def checked(data: bytes) -> io.BytesIO:
    """A package whose unpacked size is bearable, as declared."""
    import zipfile

    packed = zipfile.ZipFile(io.BytesIO(data))
    entries = packed.infolist()
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise Stop("large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Stop("locked")
    if any(_acts(packed, entry.filename.lower()) for entry in entries):
        raise Stop("active")
    return io.BytesIO(data)


def _acts(packed: Any, name: str) -> bool:
    """Whether an entry runs, or fetches from elsewhere, when somebody opens the package."""
    if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name:
        return True
    if "/embeddings/" in name:  # a table behind a chart is one; anything else is a file in the file
        return not name.endswith((".xlsx", ".docx"))
    if name == "[content_types].xml":
        return b"macroEnabled" in _read(packed, name)
    if name.endswith(".rels"):
        text = _read(packed, name)
        return b'"External"' in text and any(word in text for word in _FETCHED)
    return "/externallinks/" in name and b"ddeLink" in _read(packed, name)


def _read(packed: Any, name: str) -> bytes:
    entry = next(one for one in packed.infolist() if one.filename.lower() == name)
    found: bytes = packed.read(entry)
    return found


def docx(data: bytes) -> Told:
    import docx as library

    document = library.Document(checked(data))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    for paragraph in document.element.body.iter(tag + "p"):
        if _DDE.search("".join(code.text or "" for code in paragraph.iter(tag + "instrText"))):
            raise Stop("active")
        lines.append("".join(run.text or "" for run in paragraph.iter(tag + "t")))
    yield ("\n".join(lines), 1.0)


def xlsx(data: bytes) -> Told:
    import python_calamine

    book = python_calamine.load_workbook(checked(data))
    names = book.sheet_names
    for number, name in enumerate(names):
        rows = book.get_sheet_by_index(number).to_python()
        lines = [" ".join(str(cell) for cell in row if cell != "") for row in rows]
        yield (
            name + "\n" + "\n".join(line for line in lines if line) + "\n",
            (number + 1) / len(names),
        )


def ofd(data: bytes) -> Told:
    import ofdkit

    yield (ofdkit.extract_text(checked(data).getvalue()), 1.0)


def txt(data: bytes) -> Told:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        yield (text.replace("\0", " "), 1.0)
        return
    raise Stop("damaged")


def old(data: bytes) -> Told:
    """Nothing is read of an old file but whether it acts by itself, or is locked."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as file:
        for path in file.listdir():
            last = path[-1].lower()
            if last == "encryptedpackage":
                raise Stop("locked")
            if last in _PROGRAMS or path[0].lower() in _PROGRAMS:
                raise Stop("active")
    yield ("", 1.0)


READERS = {"old": old, "pdf": pdf, "docx": docx, "xlsx": xlsx, "ofd": ofd, "txt": txt}

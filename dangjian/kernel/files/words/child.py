"""Reads the words of one file, in a confined process (`kernel.files.confined`)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

_UNPACKED, _ENTRIES, _PAGES = 256 * 2**20, 10_000, 3_000
_PART = 200_000


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
    return io.BytesIO(data)


def docx(data: bytes) -> Told:
    import docx as library

    document = library.Document(checked(data))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    for paragraph in document.element.body.iter(tag + "p"):
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


READERS = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "ofd": ofd, "txt": txt}

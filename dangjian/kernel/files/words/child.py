"""The child: reads the words of one file under hard limits. Started as a script, without us.

Arguments: sort, bytes of memory, seconds, the parent's process id, folders of libraries. First the
limits, then the file. A message is eight hexadecimal digits (its length) and a JSON object.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sys
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_UNPACKED, _ENTRIES, _PAGES = 256 * 2**20, 10_000, 3_000
_PART = 200_000


class Stop(Exception):
    """why: a word the parent knows."""


def main() -> None:
    sort, memory, cpu, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    sys.path[:0] = sys.argv[5:]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    try:
        data = sys.stdin.buffer.read()
        READERS[sort](data)
        last: dict[str, Any] = {"end": True}
    except Stop as stop:
        last = {"stop": str(stop)}
    except MemoryError:
        last = {"stop": "large"}
    except BrokenPipeError:
        os._exit(1)
    except BaseException:  # noqa: BLE001 - whatever a parser does, the parent is told
        last = {"stop": "damaged"}
    send(last)
    os._exit(0)


def send(said: dict[str, Any]) -> None:
    data = json.dumps(said).encode()
    sys.stdout.buffer.write(b"%08x" % len(data) + data)
    sys.stdout.buffer.flush()


def tell(text: str, done: float) -> None:
    for start in range(0, max(len(text), 1), _PART):
        send({"text": text[start : start + _PART], "done": done})


def pdf(data: bytes) -> None:
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
        tell(words.get_text_bounded() + "\n", (number + 1) / count)
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


def docx(data: bytes) -> None:
    import docx as library

    document = library.Document(checked(data))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    for paragraph in document.element.body.iter(tag + "p"):
        lines.append("".join(run.text or "" for run in paragraph.iter(tag + "t")))
    tell("\n".join(lines), 1.0)


def xlsx(data: bytes) -> None:
    import python_calamine

    book = python_calamine.load_workbook(checked(data))
    names = book.sheet_names
    for number, name in enumerate(names):
        rows = book.get_sheet_by_index(number).to_python()
        lines = [" ".join(str(cell) for cell in row if cell != "") for row in rows]
        tell(
            name + "\n" + "\n".join(line for line in lines if line) + "\n",
            (number + 1) / len(names),
        )


def ofd(data: bytes) -> None:
    import ofdkit

    tell(ofdkit.extract_text(checked(data).getvalue()), 1.0)


def txt(data: bytes) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        tell(text.replace("\0", " "), 1.0)
        return
    raise Stop("damaged")


READERS = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "ofd": ofd, "txt": txt}

if __name__ == "__main__":
    main()

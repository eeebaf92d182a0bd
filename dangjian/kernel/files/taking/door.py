"""The parent: whether a file is what its name says, acts by itself, and what may be kept of it."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from dangjian.kernel.files.confined import Caps, Failed, said
from dangjian.kernel.files.uploads import folder
from dangjian.kernel.refusal import Refused

_PROGRAM = Path(__file__).with_name("child.py")
_CAPS = Caps(memory=2**30, cpu=60, patience=120, longest=8 * 2**20)
_LARGEST = 80 * 2**20  # bytes; cleaning may make a file somewhat larger, not many times so
_SORTS = ("pdf", "image")

ENDINGS = {
    "pdf": {".pdf"},
    "docx": {".docx", ".wps"},
    "xlsx": {".xlsx", ".et"},
    "ofd": {".ofd"},
    "txt": {".txt", ".md", ".csv", ".text"},
    "image": {".png", ".jpg", ".jpeg", ".tif", ".tiff"},
    "old": {".doc", ".xls", ".ppt", ".wps", ".et", ".dps"},
}
_CALLED = {
    "pdf": "PDF",
    "docx": "Word 文档",
    "xlsx": "表格",
    "ofd": "OFD",
    "txt": "文本",
    "image": "图片",
    "old": "老格式的 Office 文件",
}
_REMOVED = {
    "scripts": "会自动运行的内容",
    "files": "夹带的文件",
    "leads": "来路不明的链接",
    "about": "作者、软件、拍摄时间和地点这类附带信息",
}
_SAYS = {
    "locked": "文件加了密码，请去掉密码再传。",
    "damaged": "文件打不开，可能没有传完整，或者已经损坏。",
    "large": "文件太大或太复杂，处理不了，请压小一些或者分成几个。",
}


class Clean(NamedTuple):
    """What may be kept: where it lies, and in words what was taken out ("" for nothing)."""

    path: Path
    removed: str


def check_name(name: str, sort: str) -> None:
    """Refused where a file's name says it is something else than its content (TRUST.md §2.8).

    A name without an ending says nothing.
    """
    ending = Path(name.strip()).suffix.lower()
    if not ending or ending in ENDINGS[sort]:
        return
    raise Refused(
        f"文件名以“{ending[:12]}”结尾，内容却是{_CALLED[sort]}。"
        f"请改成“{min(ENDINGS[sort])}”，或者重新导出以后再传。",
        field="file",
    )


@contextmanager
def cleaned(path: Path, sort: str) -> Iterator[Clean]:
    """A PDF or picture without what acts or tells more than its pages; other files as they are.

    Refused: damaged, locked, too large to look through. What is made is gone afterwards.
    """
    if sort not in _SORTS:
        yield Clean(path, "")
        return
    with tempfile.NamedTemporaryFile(suffix=".clean", dir=folder()) as file:
        removed = _written(path, sort, file)
        yield Clean(Path(file.name) if removed else path, "、".join(removed))


def _written(path: Path, sort: str, file: IO[bytes]) -> list[str]:
    removed: list[str] = []
    try:
        with closing(said(_PROGRAM, sort, path=path, caps=_CAPS)) as messages:
            removed = [_REMOVED[str(one)] for one in next(messages)["removed"]]
            for message in messages:
                file.write(base64.b64decode(message["piece"]))
                if file.tell() > _LARGEST:
                    raise Failed("large")
    except Failed as failure:
        raise Refused(_SAYS.get(failure.why, _SAYS["damaged"]), field="file") from failure
    except (LookupError, TypeError, ValueError, StopIteration) as error:
        raise Refused(_SAYS["damaged"], field="file") from error
    file.flush()
    os.fsync(file.fileno())
    return removed

"""The head of a Markdown file: `key: value` lines between two lines of three dashes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dangjian.kernel.refusal import Refused
from dangjian.library.models import Clearance, Kind

LONGEST_HEAD = 8_000
_LINE = re.compile(r"([A-Za-z_\u4e00-\u9fff]{1,20})[ \t]*[:：][ \t]*(.*)")
_KEYS = {
    "编号": "id",
    "标题": "title",
    "类别": "kind",
    "日期": "date",
    "单位": "issuer",
    "发布单位": "issuer",
    "报刊": "series",
    "书名": "series",
    "期": "number",
    "章": "number",
    "位置": "place",
    "出处": "source",
    "谁可以看": "clearance",
    "文件": "file",
}
_NEEDED = {
    "id": "编号（id）",
    "title": "标题（title）",
    "kind": "类别（kind）",
    "date": "日期（date）",
    "issuer": "发布单位（issuer）",
}
_LONGEST = {"id": 80, "title": 200, "issuer": 100, "series": 100, "place": 60, "source": 500}
# How collections made elsewhere name their kinds.
_KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    **{kind.label: kind for kind in Kind},
    **dict.fromkeys(
        ("guide", "howto", "faq", "story", "指南", "问答", "办事", "故事"), Kind.GARDEN
    ),
    **dict.fromkeys(("notice", "digest", "document", "文件", "通知", "资料"), Kind.RECORD),
    **dict.fromkeys(("reading", "study", "article", "理论", "导读", "研究"), Kind.THEORY),
    **dict.fromkeys(("newspaper", "paper", "journal", "党报", "党刊"), Kind.PRESS),
    **dict.fromkeys(("book", "classics", "经典"), Kind.CLASSIC),
}
_CLEARANCES: Mapping[str, Clearance] = {
    **{one.value: one for one in Clearance},
    **{one.label: one for one in Clearance},
    "公开": Clearance.PUBLIC,
    "内部": Clearance.MEMBERS,
    "internal": Clearance.MEMBERS,
}
_CODE = re.compile(r"[\w\-.]+")
ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True)
class Front:
    """The head of a file, read. file: the name of the file that belongs to it, or ""."""

    code: str
    title: str
    kind: Kind
    issued_on: dt.date
    issuer: str
    series: str = ""
    number: int | None = None
    place: str = ""
    source: str = ""
    clearance: Clearance = Clearance.PUBLIC
    file: str = ""


def read(text: str, today: dt.date) -> tuple[Front, str]:
    """Head and body of a file. Refused: no head, something missing or not understood."""
    head, body = _parted(text)
    found = _pairs(head)
    missing = [words for key, words in _NEEDED.items() if not found.get(key)]
    if missing:
        raise Refused(f"开头缺少{'、'.join(missing)}。")
    for key, most in _LONGEST.items():
        if len(found.get(key, "")) > most:
            raise Refused(f"{_NEEDED.get(key, key)}超过 {most} 个字。")
    if not _CODE.fullmatch(found["id"]):
        raise Refused(f"编号“{found['id']}”里只能有字、数字、点和短横线。")
    return _front(found, today), body


def _front(found: Mapping[str, str], today: dt.date) -> Front:
    kind = _KINDS.get(found["kind"].lower())
    if kind is None:
        choices = "、".join(one.label for one in Kind)
        raise Refused(f"没有“{found['kind']}”这个类别，请从 {choices} 里选一个。")
    clearance = _CLEARANCES.get(found.get("clearance") or Clearance.PUBLIC)
    if clearance is None:
        raise Refused(f"“谁可以看”只能写 公开 或 内部，现在是“{found['clearance']}”。")
    number = found.get("number", "")
    if number and not re.fullmatch(r"[0-9]{1,6}", number):
        raise Refused(f"第几期、第几章要写成数字，现在是“{number}”。")
    source = found.get("source", "")
    if source and not ADDRESS.fullmatch(source):
        raise Refused(f"出处要写成 https:// 开头的网址，现在是“{source[:60]}”。")
    return Front(
        code=found["id"],
        title=found["title"],
        kind=kind,
        issued_on=_day(found["date"], today),
        issuer=found["issuer"],
        series=found.get("series", ""),
        number=int(number) if number else None,
        place=found.get("place", ""),
        source=source,
        clearance=clearance,
        file=found.get("file", ""),
    )


def _parted(text: str) -> tuple[str, str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.startswith("---\n"):
        raise Refused("开头没有 --- 隔开的说明（编号、标题、类别、日期、发布单位）。")
    head, line, body = text[4:].partition("\n---")
    if not line or body[:1] not in ("", "\n"):
        raise Refused("开头的说明没有用 --- 结束。")
    if len(head) > LONGEST_HEAD:
        raise Refused("开头的说明太长了。")
    return head, body.strip()


def _pairs(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise Refused(f"开头的说明里有一行看不懂：“{line.strip()[:40]}”。")
        key = _KEYS.get(match[1], match[1].lower())
        if key in found:
            raise Refused(f"开头的说明里 {match[1]} 写了两次。")
        value = match[2].strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1].replace('\\"', '"').strip()
        found[key] = value
    return found


def _day(written: str, today: dt.date) -> dt.date:
    match = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", written)
    try:
        if match is None:
            raise ValueError(written)
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Refused(f"日期“{written[:20]}”不对，请写成 2026-11-23 这样。") from None
    check_day(day, written, today)
    return day


def check_day(day: dt.date, written: str, today: dt.date) -> None:
    """Refused for a day that is too far from today to be one of a document."""
    if not dt.date(1840, 1, 1) <= day <= today + _AHEAD:
        raise Refused(f"日期“{written}”离今天太远，请核对年份。", field="issued_on")

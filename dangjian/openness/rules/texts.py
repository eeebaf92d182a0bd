"""The words of a notice as everybody may read, keep and check them: plain text, one way only.

What is stated in the evidence log is the digest of these words. With the persons while the period
runs; without anybody's name afterwards.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Sequence

from dangjian.openness.models import Kind, Notice, Result, State
from dangjian.openness.rules.persons import Subject

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_PREFIX = 60  # random bits of a uid that a code holds


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text as it was typed."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def said(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def line_of(one: Subject) -> str:
    """One person in a sentence."""
    born = f"{one.born}生" if one.born else ""
    parts = [one.name, one.sex, born, one.post, one.proposal]
    return "，".join(part for part in parts if part) + "。"


def period(notice: Notice) -> str:
    """When it runs, or for how long it will."""
    if notice.posted_on is None or notice.until_on is None:
        return f"公示时间：发布之日起{notice.days}个工作日。"
    span = f"{said(notice.posted_on)}至{said(notice.until_on)}"
    return f"公示时间：{span}（{notice.days}个工作日，发布当天不计）。"


def contact(notice: Notice) -> str:
    return (
        "公示期间有反映的，请通过来信、来电、来访或者本网“我要反映情况”提出。反映情况应当实事求是，"
        f"我们对反映人和反映的内容保密。受理：{notice.office}，电话：{notice.phone}，"
        f"地址：{notice.address}。"
    )


def _head(notice: Notice) -> list[str]:
    numbers = " ".join(part for part in (notice.document, notice.number) if part)
    return [
        notice.title,
        f"{notice.issuer} {numbers}".strip(),
        f"类别：{Kind(notice.kind).label}",
    ]


def full(notice: Notice, subjects: Sequence[Subject]) -> str:
    """The notice while it runs (and as it is signed, before it has a number and days)."""
    lines = [
        *_head(notice),
        "",
        *paragraphs(notice.text),
        "",
        f"公示对象（{notice.count}名）：",
        *map(line_of, subjects),
        "",
        period(notice),
        contact(notice),
        "",
        notice.issuer,
    ]
    if notice.posted_on is not None:
        lines.append(said(notice.posted_on))
    return "\n".join(lines)


def nameless(notice: Notice) -> str:
    """What the office says in a running notice, without the persons."""
    return "\n".join([*_head(notice), *paragraphs(notice.text), period(notice)])


def redacted(notice: Notice) -> str:
    """The notice after its period: kind, office, days, result; nobody's name."""
    lines = [
        *_head(notice),
        "",
        period(notice),
        f"公示对象{notice.count}名。公示期已过，姓名等个人信息已经隐去。",
        f"结果：{result(notice)}",
        "",
        notice.issuer,
    ]
    return "\n".join(lines)


def result(notice: Notice) -> str:
    """The result in a sentence; that it is awaited, where there is none yet."""
    if notice.state == State.WITHDRAWN or notice.reason:
        return f"公示已经撤回。原因：{notice.reason}"
    if not notice.result:
        return "公示期间收到的反映正在核查，结果将在这里公布。"
    return str(Result(notice.result).label) + notice.result_words


def code_of(uid: uuid.UUID) -> str:
    """The verification code of a notice: 60 bits of its uid in twelve letters and digits, in fours.

    It is found from the log alone, also where the notice itself has been deleted.
    """
    bits = uid.int >> 64
    number = (bits >> 16 << 12) | (bits & 0xFFF)
    letters = "".join(_DIGITS[number >> shift & 31] for shift in range(_PREFIX - 5, -1, -5))
    return "-".join(letters[i : i + 4] for i in range(0, 12, 4))


def uids_of(code: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The first and the last uid a typed code can mean; None for what is no code."""
    letters = re.sub(r"[\s\-–—－]", "", code.upper()).translate(_ALIKE)
    if len(letters) != 12 or any(letter not in _DIGITS for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | _DIGITS.index(letter)
    bits = (number >> 12) << 16 | 0x4000 | number & 0xFFF
    return uuid.UUID(int=bits << 64), uuid.UUID(int=bits << 64 | (1 << 64) - 1)

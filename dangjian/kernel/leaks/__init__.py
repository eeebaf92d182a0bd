"""Personal data and secrecy marks in a text, before anybody else sees it. Pure; a person decides.

Finds are offered with their place in the text as it was written, whatever widths, blanks or unseen
characters stand between. Opinions are never looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dangjian.kernel.leaks import handles, marks, numbers, places
from dangjian.kernel.leaks.numbers import Number
from dangjian.kernel.leaks.packaged import table
from dangjian.kernel.leaks.plain import Plain, plain

NAMES = {
    "id_number": "身份证号",
    "mobile": "手机号",
    "landline": "座机号",
    "bank_card": "银行卡号",
    "email": "邮箱",
    "wechat": "微信号",
    "qq": "QQ号",
    "passport": "护照、通行证号",
    "plate": "车牌号",
    "address": "门牌号",
    "name": "姓名",
    "secrecy": "密级标志",
}


class Finding(NamedTuple):
    """What stands at text[start:end]. certain: its form or the words before it leave no doubt."""

    kind: str
    start: int
    end: int
    text: str
    certain: bool

    @property
    def name(self) -> str:
        return NAMES[self.kind]


def find(text: str) -> tuple[Finding, ...]:
    """Personal data in reading order, apart from each other."""
    seen = plain(text)
    found: list[Number] = []
    for look in (handles.mailboxes, numbers.find, handles.find, places.find):
        fresh = _apart(look(seen))
        found += fresh
        seen = seen.without([(n.start, n.end) for n in fresh])
    return tuple(_findings(text, seen, sorted(found, key=lambda n: n.start)))


def mask(text: str, findings: Iterable[Finding] | None = None) -> str:
    """The text as it may be shown: what was found is replaced by words that say what stood there.

    findings: those a person wants hidden; None for all, and then nothing more can be found in it.
    """
    if findings is not None:
        return _replaced(text, findings)
    for _ in range(40):  # numbers that are glued together show one after the other
        found = find(text)
        if not found:
            break
        text = _replaced(text, found)
    return text


def secrecy_marks(text: str) -> tuple[Finding, ...]:
    """Marks of state secrets: with one of them the text must not be stored. Mostly ()."""
    seen = plain(text)
    spans = _apart(Number("secrecy", *span, certain=True) for span in marks.find(seen))
    return tuple(_findings(text, seen, spans))


def _findings(text: str, seen: Plain, found: Iterable[Number]) -> Iterator[Finding]:
    for number in found:
        start, end = seen.span(number.start, number.end)
        yield Finding(number.kind, start, end, text[start:end], number.certain)


def _apart(found: Iterable[Number]) -> list[Number]:
    """In order; where two overlap the one that begins first stays, then the longer one."""
    kept: list[Number] = []
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _replaced(text: str, findings: Iterable[Finding]) -> str:
    pieces, end = [], 0
    for finding in sorted(findings, key=lambda f: f.start):
        if finding.start < end:
            continue
        pieces += [text[end : finding.start], _in_place_of(finding)]
        end = finding.end
    return "".join([*pieces, text[end:]])


def _in_place_of(finding: Finding) -> str:
    if finding.kind == "name":
        return places.masked_name(plain(finding.text).text)
    return str(table("masks")[finding.kind])

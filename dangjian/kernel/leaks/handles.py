"""Where else a person is found: mailboxes, messenger names, plates, passports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangjian.kernel.leaks.numbers import Number
from dangjian.kernel.leaks.packaged import any_of, words
from dangjian.kernel.leaks.plain import Plain

_LINK = r"(?:号码|号|账号|ID|id)?(?:同号)?[是为:\s\-—、,(\[【]{0,4}"
_NOT_COUNTED = r"(?![0-9A-Za-z])(?!\s?[年月日元块万亿个人名条次天%])"


def _after(key: str, pattern: str) -> re.Pattern[str]:
    return re.compile(any_of(words("before", key)) + _LINK + f"({pattern})")


_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+\-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Z]"
    r"[\s·•.\-]?(?=[A-Z0-9]{0,5}[0-9])(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂港澳领])"
    r"(?![A-Za-z0-9])"
)
_MARKED = (
    ("wechat", _after("wechat", r"[A-Za-z][\w\-]{4,19}" + _NOT_COUNTED)),
    ("wechat", _after("wechat", r"[0-9]{5,12}" + _NOT_COUNTED)),
    ("qq", _after("qq", r"[1-9][0-9]{4,11}" + _NOT_COUNTED)),
    ("passport", _after("passport", r"[A-Za-z\u4e00-\u9fff]?[字]?第?[A-Za-z]{0,2}[0-9]{6,10}号?")),
)


def find(seen: Plain) -> Iterator[Number]:
    """In any order; they may overlap."""
    for match in _PLATE.finditer(seen.text):
        yield Number("plate", *match.span(), certain=True)
    for kind, pattern in _MARKED:
        for match in pattern.finditer(seen.text):
            yield Number(kind, *match.span(1), certain=kind != "passport")


def mailboxes(seen: Plain) -> Iterator[Number]:
    """Mailboxes, found from their @."""
    text = seen.text
    at = text.find("@")
    while at >= 0:
        local = _LOCAL_PART.search(text[max(0, at - 64) : at])
        domain = _DOMAIN.match(text, at + 1)
        if local and domain:
            yield Number("email", at - len(local[0]), domain.end(), certain=True)
        at = text.find("@", at + 1)

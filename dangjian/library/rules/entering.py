"""What a keeper enters: what must be there, what may never be kept, what needs a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from dangjian.kernel import leaks
from dangjian.kernel.evidence import canonical
from dangjian.kernel.refusal import Refused
from dangjian.library.models import Clearance, Kind, Licence
from dangjian.library.rules import texts
from dangjian.library.rules.fronts import ADDRESS, check_day

SECRECY_CLAUSE = "《中华人民共和国保守国家秘密法》"
MUST_BE_MASKED = frozenset(
    {"id_number", "mobile", "landline", "bank_card", "email", "wechat", "qq", "passport", "plate"}
)
"""Kinds that stand in a text of the library only with a reason."""


@dataclass(frozen=True)
class Content:
    """What a keeper typed; the words are those of Document."""

    title: str
    kind: Kind
    issued_on: dt.date
    issuer: str
    clearance: Clearance
    licence: Licence
    body: str = ""
    series: str = ""
    number: int | None = None
    place: str = ""
    source: str = ""
    permission: str = ""


def cleaned(content: Content) -> Content:
    """The same with one kind of line end and no blanks around."""
    lines: dict[str, Any] = {
        name: " ".join(str(getattr(content, name)).split())
        for name in ("title", "issuer", "series", "place", "source", "permission")
    }
    body = content.body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return replace(content, body=body, **lines)


def check(content: Content, *, filed: bool, today: dt.date) -> None:
    """Whether a draft may be kept. filed: a file comes with it.

    Refused: something missing; a text without the right to show it; a secrecy mark or a program in
    it, and then nothing of it is kept.
    """
    check_no_marks(words_of(content))
    if not content.title:
        raise Refused("请写标题。", field="title")
    if not content.issuer:
        raise Refused("请写发布单位。", field="issuer")
    check_day(content.issued_on, str(content.issued_on), today)
    texts.check_kept(content.body)
    if content.source and not ADDRESS.fullmatch(content.source):
        raise Refused("出处要写成 https:// 开头的网址。", field="source")
    if content.licence == Licence.LINK:
        _check_link(content, filed)
    elif not content.body and not filed:
        raise Refused(
            "要有正文，或者传一个文件；都不能放的，来源选“只列标题和链接”。", field="body"
        )
    if content.licence == Licence.LICENSED and len(content.permission) < 4:
        raise Refused("请写明谁、什么时候许可的，例如“作者本人 2026 年 3 月书面同意”。",
                      field="permission")  # fmt: skip


def _check_link(content: Content, filed: bool) -> None:
    if not content.source:
        raise Refused("只列标题和链接的，要写出处的网址。", field="source")
    if content.body:
        raise Refused("只列标题和链接的，不能放正文。得到许可的，来源选“已获授权”。", field="body")
    if filed:
        raise Refused("只列标题和链接的，不能放文件。得到许可的，来源选“已获授权”。", field="file")


def words_of(content: Content) -> Iterator[tuple[str, str]]:
    """(where, text) of everything a reader sees."""
    yield "标题", content.title
    yield "发布单位", content.issuer
    yield "报刊或书名", content.series
    yield "期、版或章", content.place
    yield "许可", content.permission
    yield "正文", content.body


def check_no_marks(said: Iterable[tuple[str, str]]) -> None:
    """Refused for a secrecy mark: the text may not be on this system, not even as a draft."""
    for where, text in said:
        if leaks.secrecy_marks(text):
            raise Refused(
                f"{where}里有密级标志，没有保存。涉密内容不能进本系统，也不要再粘贴；"
                "请打电话问本单位保密员。",
                clause=SECRECY_CLAUSE,
            )


def numbers_in(said: Iterable[tuple[str, str]]) -> list[str]:
    """What looks like somebody's number, in words that repeat nothing of it: “正文有手机号”."""
    found: dict[str, None] = {}
    for where, text in said:
        for one in leaks.find(text):
            if one.kind in MUST_BE_MASKED:
                found[f"{where}有{one.name}"] = None
    return list(found)


def check_numbers(numbers: list[str], reason: str) -> None:
    """Refused where a number stands in the text and nobody said why it may."""
    if numbers and len(reason.strip()) < 4:
        raise Refused(
            f"{'、'.join(numbers)}。请隐去再送审；确实要公开的（例如办公电话），写明理由。",
            field="reason",
        )


def masked(content: Content) -> Content:
    """The same with the numbers in it replaced by words that say what stood there."""

    def hidden(text: str) -> str:
        found = [one for one in leaks.find(text) if one.kind in MUST_BE_MASKED]
        return leaks.mask(text, found)

    names = ("title", "issuer", "series", "place", "permission", "body")
    said: dict[str, Any] = {name: hidden(getattr(content, name)) for name in names}
    return replace(content, **said)


def digest_of(content: Content, file: str) -> str:
    """SHA-256 over all of a draft. file: the digest of its file, "" without one."""
    told = {one.name: getattr(content, one.name) for one in fields(content)}
    told["issued_on"] = content.issued_on.isoformat()
    return hashlib.sha256(canonical(told | {"file": file}).encode()).hexdigest()


def digest_of_words(text: str) -> str:
    """SHA-256 of words of a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain_name(name: str) -> str:
    """A name that is a name and nothing else, for whoever keeps the file."""
    return re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]", "_", name)[-150:]


NAMES = tuple(one.name for one in fields(Content))
"""The words that content, draft and document have in common."""

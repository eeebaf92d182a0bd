"""What of an article is signed and shown: one canonical text, read back into blocks.

The blocks are plain data: {"kind": …, …}. None holds markup; templates escape every word.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dangjian.kernel import leaks
from dangjian.kernel.evidence import canonical
from dangjian.kernel.refusal import Refused

SECRECY_CLAUSE = "《中华人民共和国保守国家秘密法》"
MUST_BE_MASKED = frozenset(
    {"id_number", "mobile", "landline", "bank_card", "email", "wechat", "qq", "passport", "plate"}
)
"""Kinds that stand in a public text only with a reason. Names are left to the signers."""

Block = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A picture as a reader gets it."""

    pk: int
    alternative: str
    width: int
    height: int
    digest: str


@dataclass(frozen=True)
class Content:
    """Everything a reader will see of an article, as it is signed."""

    title: str
    summary: str
    source: str
    part: str
    issuer: str
    blocks: tuple[Block, ...]
    pictures: Mapping[int, Shown]


def written(content: Content) -> str:
    """The canonical text of a content: the same for the same content, to the bit."""
    return canonical(
        {
            "title": content.title,
            "summary": content.summary,
            "source": content.source,
            "part": content.part,
            "issuer": content.issuer,
            "blocks": [dict(block) for block in content.blocks],
            "pictures": [
                [one.pk, one.alternative, one.width, one.height, one.digest]
                for one in sorted(content.pictures.values(), key=lambda one: one.pk)
            ],
        }
    )


def read(text: str) -> Content:
    """The content of a canonical text."""
    told = json.loads(text)
    pictures = [Shown(*row) for row in told.pop("pictures")]
    blocks = tuple(told.pop("blocks"))
    return Content(**told, blocks=blocks, pictures={one.pk: one for one in pictures})


def digest(text: str) -> str:
    """SHA-256 of a canonical text, hexadecimal."""
    return digest_of(text.encode())


def digest_of(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def words_of(content: Content) -> Iterator[tuple[str, str]]:
    """(where, text) of everything a reader sees or hears, alternative texts included."""
    yield "标题", content.title
    yield "摘要", content.summary
    yield "来源", content.source
    for number, block in enumerate(content.blocks, 1):
        for text in texts_in(block):
            yield f"第{number}段", text
    for picture in content.pictures.values():
        yield "图片的替代文字", picture.alternative


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a block, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key != "kind":
                yield from texts_in(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from texts_in(inner)


def check_no_marks(texts: Iterable[tuple[str, str]]) -> None:
    """Refused for a secrecy mark: the text may not be on this system, not even as a draft."""
    for where, text in texts:
        if leaks.secrecy_marks(text):
            raise Refused(
                f"{where}里有密级标志，没有保存。涉密内容不能进本系统，也不要再粘贴；"
                "请打电话问本单位保密员。",
                clause=SECRECY_CLAUSE,
            )


def numbers_in(content: Content) -> list[str]:
    """What looks like somebody's number, in words that repeat nothing of it: “第2段有手机号”."""
    found: dict[str, None] = {}
    for where, text in words_of(content):
        for one in leaks.find(text):
            if one.kind in MUST_BE_MASKED:
                found[f"{where}有{one.name}"] = None
    return list(found)


def check_numbers(content: Content, reason: str) -> None:
    """Refused where a number stands in the text and nobody said why it may."""
    numbers = numbers_in(content)
    if numbers and len(reason.strip()) < 4:
        raise Refused(
            f"{'、'.join(numbers)}。请隐去再送审；确实要公开的（例如办公电话），写明理由。",
            field="reason",
        )


def is_safe_address(address: str) -> bool:
    """Whether a reader may be led there: a page of this site, or https/http, without a sign-in."""
    if any(ord(letter) < 33 for letter in address) or "\\" in address:
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc

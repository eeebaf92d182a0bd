"""Blocks of an article: between what an editor types, what Wagtail keeps and what is signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.blocks import StreamValue

from dangjian.kernel.refusal import Refused
from dangjian.portal.models import Article
from dangjian.portal.rules.content import Block, is_safe_address

NAMES: Mapping[str, str] = {
    "paragraph": "正文",
    "heading": "小标题",
    "list": "分条",
    "quotation": "引文",
    "table": "表格",
    "picture": "图片",
    "links": "链接",
}
"""What an article is made of, in the order an editor chooses from."""

MOST = 80
"""Blocks of one article."""
MOST_CELLS = 2000
_HEADING = re.compile(r"^[一二三四五六七八九十]{1,3}、.{1,40}$")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_MARKUP = re.compile(r"<!--.*?-->|<(style|script|xml)\b.*?</\1\s*>|</?[a-zA-Z][^<>]{0,2000}>", re.S)


def plain(text: str) -> str:
    """Typed or pasted text without what nobody sees: control letters, line ends of other systems,
    and the markup that Word leaves when its source is pasted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _MARKUP.sub("", text)).strip()


def block_of(kind: str, text: str, note: str, picture: int | None) -> Block:
    """One block from what was typed. Refused for what no reader could read or follow.

    text: rows by line (list, table: cells by tab or |; links: words, then the address). note: the
    source of a quotation, the caption of a picture or a table.
    """
    text, note = plain(text), plain(note).replace("\n", " ")
    if kind == "picture":
        if picture is None:
            raise Refused("请选一张图片。", field="picture")
        return {"kind": kind, "picture": picture, "caption": note}
    if not text:
        raise Refused(f"{NAMES[kind]}里还没有字。", field="text")
    if kind == "list":
        return {"kind": kind, "items": _lines(text)}
    if kind == "table":
        return {"kind": kind, "caption": _said(note), "rows": _rows(text)}
    if kind == "links":
        return {"kind": kind, "items": [_link(line) for line in _lines(text)]}
    if kind == "quotation":
        return {"kind": kind, "text": text, "source": note}
    return {"kind": kind, "text": text.replace("\n", "") if kind == "heading" else text}


def typed(block: Block) -> dict[str, Any]:
    """A block as an editor types it: the other way round."""
    kind = block["kind"]
    text = block.get("text", "")
    if kind == "list":
        text = "\n".join(block["items"])
    elif kind == "table":
        text = "\n".join(" | ".join(row) for row in block["rows"])
    elif kind == "links":
        text = "\n".join(f"{one['label']} {one['address']}" for one in block["items"])
    note = block.get("caption", "") or block.get("source", "")
    return {"kind": kind, "text": text, "note": note, "picture": block.get("picture")}


def split(text: str) -> list[Block]:
    """A whole text that was pasted, as blocks: 一、… is a heading, every line a paragraph."""
    found: list[Block] = []
    for line in _lines(plain(text)) if plain(text) else []:
        kind = "heading" if _HEADING.match(line) and not line.endswith("。") else "paragraph"
        found.append({"kind": kind, "text": line})
    if len(found) > MOST:
        raise Refused(f"一篇最多{MOST}段，这里有{len(found)}段，请分成几篇。", field="text")
    return found


def stream(blocks: Iterable[Block]) -> StreamValue:
    """Blocks as Wagtail keeps them."""
    raw = [{"type": one["kind"], "value": _value(one)} for one in blocks]
    return StreamValue(Article.body.field.stream_block, raw, is_lazy=True)


def shown(stream: Iterable[Any]) -> tuple[Block, ...]:
    """The blocks of a Wagtail stream."""
    return tuple(_block(one.block_type, one.value) for one in stream)


def pictures_in(blocks: Iterable[Block]) -> list[int]:
    return [one["picture"] for one in blocks if one["kind"] == "picture"]


def _value(block: Block) -> Any:
    rest = {key: value for key, value in block.items() if key != "kind"}
    if block["kind"] in ("paragraph", "heading"):
        return rest["text"]
    return rest["items"] if block["kind"] in ("list", "links") else rest


def _block(kind: str, value: Any) -> Block:
    if kind in ("paragraph", "heading"):
        return {"kind": kind, "text": str(value)}
    if kind == "list":
        return {"kind": kind, "items": [str(one) for one in value]}
    if kind == "links":
        return {"kind": kind, "items": [dict(one) for one in value]}
    if kind == "table":
        rows = [[str(cell or "") for cell in row] for row in value["rows"]]
        return {"kind": kind, "caption": value["caption"], "rows": rows}
    return {"kind": kind} | {
        key: inner if inner is not None else "" for key, inner in value.items()
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _said(note: str) -> str:
    if not note:
        raise Refused("请给表格写一个名称。", field="note")
    return note


def _rows(text: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in re.split(r"\t|\|", line)] for line in _lines(text)]
    width = max(map(len, rows))
    if len(rows) < 2 or width < 2:
        raise Refused(
            "表格至少两行两列，第一行是表头；一行写一行，格子之间用竖线隔开。", field="text"
        )
    if len(rows) * width > MOST_CELLS:
        raise Refused(f"表格太大，最多{MOST_CELLS}格。", field="text")
    return [row + [""] * (width - len(row)) for row in rows]


def _link(line: str) -> dict[str, str]:
    label, _, address = line.rpartition(" ")
    if not label or not is_safe_address(address):
        raise Refused("链接一行一个：先写名称，空一格，再写网址（https:// 开头）。", field="text")
    return {"label": label.strip(), "address": address}

"""What a member may ask to have corrected, and which proofs are taken."""

from __future__ import annotations

from dangjian.kernel.refusal import Refused
from dangjian.registry.actions.people import OPEN_ITEMS, SEALED

ITEMS = (*OPEN_ITEMS[:3], "id_number", *OPEN_ITEMS[3:], "mobile", "address")
"""The collected items, in the order of the record. Standing and branch are no items: they change
by decisions of organizations."""

MOST = 3 * 1024 * 1024
"""Bytes of a proof: a picture from a telephone, or a few scanned pages."""

TAKEN = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
"""Sorts of proof, and what they are served as."""


def sort_of_proof(head: bytes) -> str:
    """The sort of a proof by its first bytes. Refused for any other file."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    raise Refused("证明材料请用照片（JPG、PNG）或者 PDF。", field="file")


def check_items(items: object) -> None:
    """Refused for what is no item, or for nothing at all."""
    names = set(items)  # type: ignore[call-overload]
    if not names:
        raise Refused("请选择哪几项不对。", field="items")
    if names - set(ITEMS):
        raise Refused("有不能在这里改的项目。", status=400)


assert set(ITEMS) == {*OPEN_ITEMS, *SEALED}  # noqa: S101 - the two lists are one

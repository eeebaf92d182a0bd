"""Who may sign: somebody else, every time."""

from __future__ import annotations

from collections.abc import Collection

from dangjian.kernel.refusal import Refused


def check_other_eyes(
    person: int, *, author: int, writers: Collection[int], signers: Collection[int]
) -> None:
    """Refused (403) for whoever wrote the text, and for whoever signed it in another review."""
    if person == author or person in writers:
        raise Refused("稿件是您写的或者改过的，要由另一位同志审。", status=403)
    if person in signers:
        raise Refused("您已经审过这一稿，后面的审核要由另一位同志签。", status=403)

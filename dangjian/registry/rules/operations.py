"""What the operator does at the server's command line only when two officers agreed (X15)."""

from __future__ import annotations

from django.db import models

from dangjian.kernel.refusal import Refused


class Operation(models.TextChoices):
    """The closed list. What changes nothing (status, verify) and what only goes on (resume) is none
    of them."""

    ROTATE_KEYS = "rotate_keys", "更换数据密钥"
    DROP_KEYS = "drop_keys", "去掉旧的数据密钥"
    ADMIT_WITNESS = "admit_witness", "登记一位见证人"
    DISMISS_WITNESS = "dismiss_witness", "不再收一位见证人的见证"


PROFILES = {"": "算法不变", "intl": "换成国际算法", "gm": "换成国密算法"}


def detail_of(operation: str, detail: str) -> str:
    """What exactly, in one writing. Refused: an algorithm there is none of, a witness unnamed.

    detail: of keys the profile ("" to keep it); of a witness his public key, or his name.
    """
    detail = " ".join(detail.split())
    if operation == Operation.ROTATE_KEYS:
        if detail not in PROFILES:
            raise Refused(
                "换成国际算法写 intl，换成国密算法写 gm，不换算法就不填。", field="detail"
            )
    elif operation == Operation.DROP_KEYS:
        if detail:
            raise Refused("去掉旧密钥不用填内容。", field="detail")
    elif not detail:
        raise Refused("请写见证人：登记的写他的公钥，不再收的写他的名字。", field="detail")
    return detail


def told(operation: str, detail: str) -> list[tuple[str, str]]:
    """An operation as people read it."""
    what = PROFILES.get(detail, detail) if operation == Operation.ROTATE_KEYS else detail
    return [("在服务器上做什么", str(Operation(operation).label)), ("具体内容", what or "没有")]

"""The look for personal data and secrecy marks before anything is kept; for nothing else."""

from __future__ import annotations

from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused

SECRECY_CLAUSE = "《中华人民共和国保守国家秘密法》"

NOBODYS_BUSINESS = frozenset(
    {"id_number", "mobile", "bank_card", "email", "wechat", "qq", "passport"}
)
"""Kinds nobody has to put before others. The number of an office, a name, a street may be in place:
these are for a person to look at."""


def doubtful(text: str, field: str = "") -> bool:
    """Whether a person should look at a text before anybody else reads it.

    Refused, so that nothing is kept: a secrecy mark, or what certainly is personal data.
    """
    if leaks.secrecy_marks(text):
        raise Refused(
            "文字里有密级标志，没有保存。涉密内容不能进本系统，也不要再粘贴；请打电话问本单位保密员。",
            clause=SECRECY_CLAUSE,
            field=field,
        )
    findings = leaks.find(text)
    certain = [one for one in findings if one.certain and one.kind in NOBODYS_BUSINESS]
    if certain:
        told = "、".join(dict.fromkeys(f"{one.name}（{_hint(one.text)}）" for one in certain))
        raise Refused(f"文字里有{told}。这里别人看得到，请去掉再提交。", field=field)
    return bool(findings)


def check(*texts: tuple[str, str]) -> None:
    """(text, field) pairs that may not hold marks or certain personal data; doubts pass."""
    for text, field in texts:
        doubtful(text, field)


def masked(text: str) -> str:
    """The text as everybody may read it."""
    return leaks.mask(text)


def _hint(text: str) -> str:
    """Enough for the writer to find the place."""
    return f"{text[:3]}……" if len(text) > 3 else text

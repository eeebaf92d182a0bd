"""What a text must not hold before it is stored, and before everybody may read it.

Patterns of personal data and secrecy marks only, never opinions or topics.
"""

from __future__ import annotations

from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused


def check_secrecy(text: str, field: str) -> None:
    """A secrecy mark is a hard stop: such a text may not be on this system at all."""
    if leaks.secrecy_marks(text):
        raise Refused(
            "文中有密级标志。涉密内容不能写进本系统，请立即联系保密办；刚才填的内容没有保存。",
            field=field,
        )


def check_public(text: str, field: str) -> None:
    """Refused while anything that is certainly somebody's data stands in it unmasked."""
    check_secrecy(text, field)
    found = [one for one in leaks.find(text) if one.certain]
    if found:
        shown = "、".join(dict.fromkeys(one.name for one in found))
        raise Refused(f"公开的内容里还有{shown}，请先隐去。", field=field)

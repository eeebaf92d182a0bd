"""The words of a catalogue item and of a line of the list of appointments, one way only.

What signers sign, and what is stated in the evidence log, is the digest of these words.
"""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.openness.models import Circle, Duration, Item, Matter, PersonnelEntry, Proposal, Turn
from dangjian.openness.rules.texts import paragraphs, said


def circle(proposal: Proposal, audience: Sequence[str]) -> str:
    """To whom an item is open; audience: names of the organizations of a given circle."""
    label = str(Circle(proposal.circle).label)
    return f"{label}：{'、'.join(audience)}" if audience else label


def duration(proposal: Proposal) -> str:
    label = str(Duration(proposal.duration).label)
    return f"{label}，到{said(proposal.until_on)}" if proposal.until_on else label


def validity(proposal: Proposal) -> str:
    """From when to when the text itself is in force; "" where it says nothing of it."""
    since = f"{said(proposal.effective_on)}起施行" if proposal.effective_on else ""
    until = f"{said(proposal.expires_on)}失效" if proposal.expires_on else ""
    return "，".join(part for part in (since, until) if part)


def item(proposal: Proposal, row: Item, audience: Sequence[str] = ()) -> str:
    """An item as it is read. Before it has a number it is signed without one."""
    numbers = " ".join(part for part in (proposal.document, row.number) if part)
    lines = [
        proposal.title,
        f"{proposal.issuer} {numbers}".strip(),
        f"类别：{Matter(proposal.matter).label}",
        f"对谁公开：{circle(proposal, audience)}",
        f"公开方式：{proposal.form}",
        f"公开时限：{duration(proposal)}",
        f"责任部门：{proposal.unit}",
        *([f"效力：{validity(proposal)}"] if validity(proposal) else []),
        "",
        *paragraphs(proposal.text),
    ]
    return "\n".join(lines)


def deed(entry: PersonnelEntry) -> str:
    """What was decided, in a sentence without its day."""
    if entry.turn == Turn.VOID:
        return "这一条作废"
    verb = "任" if entry.turn == Turn.APPOINTED else "免去"
    tail = "" if entry.turn == Turn.APPOINTED else "职务"
    return f"{entry.name}：{verb}{entry.post}{tail}"


def line(entry: PersonnelEntry, correction: PersonnelEntry | None = None) -> str:
    """One line of the list as it is read. correction: the one that stands in its place."""
    lines = [
        "干部任免动态",
        f"{entry.issuer} {entry.number}".strip(),
        f"{deed(entry)}。",
        f"决定日期：{said(entry.decided_on)}",
    ]
    if entry.document:
        lines.append(f"文号：{entry.document}")
    if entry.notice is not None:
        lines.append(f"任前公示：{entry.notice.number}")
    if entry.corrects is not None:
        lines.append(f"更正{entry.corrects.number}。原因：{entry.reason}")
    if correction is not None:
        lines.append(replaced(correction))
    return "\n".join(lines)


def replaced(correction: PersonnelEntry) -> str:
    """What is said of a line that another one stands in place of."""
    how = "作废" if correction.turn == Turn.VOID else "更正"
    return f"已由{correction.number}{how}。原因：{correction.reason}"

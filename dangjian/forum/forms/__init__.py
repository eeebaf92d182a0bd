"""Forms of the forum. What is too long is told in a sentence; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.forum.models import Reason
from dangjian.forum.rules.moderation import GROUNDS


class Text(forms.CharField):
    """Several lines."""

    def __init__(self, label: str, limit: int, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=limit,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={"max_length": f"最多 {limit:,} 字，请删短一些"},
            **kwargs,
        )


class Line(forms.CharField):
    """One line."""

    def __init__(self, label: str, limit: int, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=limit,
            error_messages={"max_length": f"最多 {limit:,} 字，请删短一些"},
            **kwargs,
        )


def reasons() -> list[tuple[str, str]]:
    """The closed list, each with what it means."""
    return [(reason.value, f"{reason.label}：{GROUNDS[reason].meaning}") for reason in Reason]


class One(forms.Form):
    """One text to somebody."""

    text = Text("", 3000)

    def __init__(
        self, data: Any, *, label: str, help_text: str = "", limit: int = 3000, rows: int = 5
    ) -> None:
        super().__init__(data)
        self.fields["text"] = Text(label, limit, rows=rows, help_text=help_text)

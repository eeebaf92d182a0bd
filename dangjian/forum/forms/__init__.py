"""Forms of the forum. What is too long is told in a sentence; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.forum.models import Reason
from dangjian.forum.rules.moderation import GROUNDS
from dangjian.kit.forms import Text


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

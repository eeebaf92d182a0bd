"""What the forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dangjian.kit.forms import Seen, Text
from dangjian.registry.models import Organization


class Signing(Seen):
    """A yes to one text."""

    read = forms.BooleanField(label="我从头到尾看过这份公示")


class Returning(Seen):
    """Why it goes back."""

    words = Text("要改什么", 500, rows=4)


class TakingDown(Seen):
    """Why nobody else is to read it any more."""

    words = Text("为什么撤下", 200, rows=3)


class Placing(forms.Form):
    """For which organization."""

    organization = forms.TypedChoiceField(label="由哪里公开", coerce=int)

    def __init__(self, *args: Any, places: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.short_name) for one in places
        ]

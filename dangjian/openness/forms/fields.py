"""What the forms of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dangjian.registry.models import Organization


class Line(forms.CharField):
    """One line."""

    def __init__(self, label: str, limit: int, **kwargs: Any) -> None:
        told = {"max_length": f"最多{limit}字，请写短一些"}
        super().__init__(label=label, max_length=limit, error_messages=told, **kwargs)


class Text(forms.CharField):
    """Several lines."""

    def __init__(self, label: str, limit: int, *, rows: int = 5, **kwargs: Any) -> None:
        told = {"max_length": f"最多{limit}字，请写短一些"}
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            label=label, max_length=limit, widget=widget, error_messages=told, **kwargs
        )


class Nothing(forms.Form):
    """A button and its consequence."""


class Seen(forms.Form):
    """A step that needs nothing but the state it was read in."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Signing(Seen):
    """A yes to one text."""

    read = forms.BooleanField(label="我从头到尾看过这份公示")


class Returning(Seen):
    """Why it goes back."""

    words = Text("要改什么", 500, rows=4)


class Placing(forms.Form):
    """For which organization."""

    organization = forms.TypedChoiceField(label="由哪里公开", coerce=int)

    def __init__(self, *args: Any, places: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.short_name) for one in places
        ]

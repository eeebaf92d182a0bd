"""Django forms in our own look: `{{ form }}` and `{% field form.name %}` write the same HTML."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """FORM_RENDERER: a whole form as the fields of the kit."""

    form_template_name = "kit/components/_form.html"


class DateInput(forms.DateInput):
    """The browser's own calendar; where there is none, a line to type the day into."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, written as people write it: 2026-11-23, 2026年11月23日, 2026.11.23, 20261123."""

    widget = DateInput
    default_error_messages = {"invalid": "看不懂这个日期，请写成 2026-11-23 这样"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "input_formats", ["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"]
        )
        super().__init__(**kwargs)


def _told(limit: int) -> dict[str, str]:
    return {"max_length": f"最多 {limit:,} 字，请删短一些"}


class Line(forms.CharField):
    """One line of at most so many characters."""

    def __init__(self, label: str, limit: int, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=limit, error_messages=_told(limit), **kwargs)


class Text(forms.CharField):
    """Several lines, of at most so many characters together; rows: how high the box is."""

    def __init__(self, label: str, limit: int, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=limit,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages=_told(limit),
            **kwargs,
        )


class Nothing(forms.Form):
    """A button and its consequence."""


class Seen(forms.Form):
    """A step that needs nothing but the state it was read in."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

"""Fields of forms as the templates draw them: what kind each is, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString

_ASKS = {"choices": "请选择", "file": "请选一个文件：", "tick": "请勾选", "input": "请填写"}


def sentences(bound: forms.BoundField) -> list[str]:
    """The mistakes of a field; Django's own "required" becomes a request that names the field."""
    own = (
        bound.field.error_messages.get("required") != forms.Field.default_error_messages["required"]
    )
    if own or not any(error.code == "required" for error in bound.errors.as_data()):
        return [str(error) for error in bound.errors]
    choosing = isinstance(bound.field.widget, forms.Select)
    return [f"{_ASKS['choices' if choosing else kind_of(bound)]}{bound.label}"]


def told(bound: forms.BoundField) -> str:
    sentence = "；".join(sentences(bound))
    return sentence if str(bound.label) in sentence else f"{bound.label}：{sentence}"


def kind_of(bound: forms.BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "file" if isinstance(widget, forms.FileInput) else "input"


def widget(bound: forms.BoundField, kind: str, described: str) -> SafeString | str:
    if kind == "choices":
        return ""
    own = bound.field.widget.attrs.get("class", "")
    plain = kind in {"tick", "hidden"}
    attrs: dict[str, str | bool] = {} if plain else {"class": f"in {own}".strip()}
    if described:
        attrs["aria-describedby"] = described
    return bound.as_widget(attrs=attrs)


def options(bound: forms.BoundField) -> list[dict[str, Any]]:
    return [{"input": one.tag(), "label": one.choice_label} for one in bound.subwidgets]


def is_wide(bound: forms.BoundField) -> bool:
    labels = [str(one.choice_label) for one in bound.subwidgets]
    return any(len(label) > 8 for label in labels)


def target(bound: forms.BoundField) -> str:
    return f"{bound.auto_id}_0" if kind_of(bound) == "choices" else bound.auto_id


def of_set(group: Any) -> list[str]:
    return list(group.non_form_errors())

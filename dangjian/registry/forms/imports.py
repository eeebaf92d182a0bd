"""Forms about imports: bring a table in, repair a row of it, put a row aside, take it all back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from dangjian.kit.forms import DateField
from dangjian.registry.forms.people import offer, seen
from dangjian.registry.models import ImportKind


class FileField(forms.FileField):
    """A table from somebody's own computer; it may be dropped onto the field."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs |= {"class": "drop", "accept": ".xlsx,.xls,.et,.csv,.xlsm"}


class Beginning(forms.Form):
    """A table to be read: which kind, for which organization, as of which day."""

    file = FileField(label="表格文件", help_text="点一下选文件，或者把文件拖到框里。")
    kind = forms.ChoiceField(
        label="这是什么表", choices=ImportKind.choices, widget=forms.RadioSelect
    )
    place = forms.TypedChoiceField(
        label="导入到哪里", coerce=int, help_text="表里的支部都要在它下面。"
    )
    as_of = DateField(label="统计截止日期", help_text="表里的日期不应晚于这一天。")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        kinds: Sequence[str],
        places: Sequence[tuple[int, str]],
        today: dt.date,
    ) -> None:
        initial = {"kind": kinds[0], "place": places[0][0], "as_of": today}
        super().__init__(data, files, initial=initial)
        self.today = today
        offer(self, "kind", [(kind, ImportKind(kind).label) for kind in kinds])
        offer(self, "place", places)
        for name, given in (("kind", kinds), ("place", places)):
            if len(given) == 1:
                del self.fields[name]
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()

    def clean_as_of(self) -> dt.date:
        day: dt.date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError("这一天还没到，请写今天或以前的日期。")
        return day


class Again(forms.Form):
    """A workbook of repaired rows that comes back."""

    file = FileField(label="修好的核对表", help_text="从这里下载的那一份，改好以后交上来。")


class Reason(forms.Form):
    """Why an import is taken back."""

    reason = forms.CharField(label="为什么撤回", max_length=120)
    keep_changed = forms.BooleanField(
        label="后来有变动的人留在名册里，只撤回其余的",
        required=False,
        help_text="不勾的话，只要有人导入以后又有变动，就整份都不撤，并告诉您是谁。",
    )


class Aside(forms.Form):
    """Why a row is not brought in."""

    why = forms.ChoiceField(
        label="怎么处理",
        choices=[("退回原单位核实", "退回原单位核实"), ("不导入", "不导入")],
        widget=forms.RadioSelect,
        initial="退回原单位核实",
    )
    note = forms.CharField(
        label="说明", max_length=100, required=False, help_text="例如“已转出，不在本区”。"
    )

    def reason(self) -> str:
        why, note = self.cleaned_data["why"], self.cleaned_data["note"].strip()
        return f"{why}：{note}" if note else str(why)


class Alike(forms.Form):
    """What a word that nobody knows means, in every row where it stands: picked, or written."""

    seen = seen()
    pick = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    text = forms.CharField(label="都改成", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["to"] = (values.get("pick") or values.get("text") or "").strip()
        if not values["to"] and "text" not in self.errors:
            self.add_error("text", "请选一个，或者写上正确的内容。")
        return values


class Repair(forms.Form):
    """The cells of one row, the doubtful ones first, and what may stay as it is with a reason."""

    seen = seen()
    reason = forms.CharField(
        label="确实如此的原因",
        max_length=120,
        required=False,
        help_text="例如“档案记载延长预备期半年”“证件号码有误，正在更正”。",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        columns: Sequence[str],
        values: Mapping[str, str],
        choices: Mapping[str, Sequence[str]],
        confirmable: Sequence[tuple[str, str]],
        version: int,
    ) -> None:
        """columns: all of the table, in its order; choices: by column, what else it may be;
        confirmable: (column or "*", words) of doubts a person may leave as they are."""
        super().__init__(data, initial={"seen": version})
        self.columns, self.before = list(columns), values
        for number, column in enumerate(self.columns):
            self.fields[f"c{number}"] = forms.CharField(
                label=column, max_length=200, required=False, initial=values.get(column, "")
            )
            if choices.get(column):
                self.fields[f"p{number}"] = forms.ChoiceField(
                    label=column,
                    choices=[(text, text) for text in choices[column]],
                    required=False,
                    widget=forms.RadioSelect,
                )
        if confirmable:
            self.fields["confirmed"] = forms.MultipleChoiceField(
                label="哪一处确实如此",
                choices=confirmable,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        else:
            del self.fields["reason"]

    def cell(self, column: str) -> forms.BoundField:
        return self[f"c{self.columns.index(column)}"]

    def picks(self, column: str) -> forms.BoundField | None:
        name = f"p{self.columns.index(column)}"
        return self[name] if name in self.fields else None

    def cells(self) -> dict[str, str]:
        """Canonical column -> text, of the cells that were typed over. A picked one is not."""
        picked, values = self.picked(), self.cleaned_data
        typed = {column: values[f"c{number}"].strip() for number, column in enumerate(self.columns)}
        return {
            column: text
            for column, text in typed.items()
            if column not in picked and text != self.before.get(column, "").strip()
        }

    def picked(self) -> dict[str, str]:
        """Canonical column -> which of the offered texts was picked."""
        values = ((column, f"p{number}") for number, column in enumerate(self.columns))
        return {
            column: self.cleaned_data[name]
            for column, name in values
            if self.cleaned_data.get(name)
        }

    def stays(self) -> list[str]:
        """The columns ("*" for the whole row) whose doubtful cell stays as it is."""
        return list(self.cleaned_data.get("confirmed", ()))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("confirmed") and not values.get("reason", "").strip():
            self.add_error("reason", "请写明为什么确实如此。")
        return values

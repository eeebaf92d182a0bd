"""Forms about the list of members: what it is narrowed by, and whose number this is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from dangjian.kernel import codes, identity
from dangjian.kit.forms import DateField
from dangjian.registry.forms.people import NumberField, offer
from dangjian.registry.models import IN_THE_PARTY, StandingKind
from dangjian.registry.queries.people import EVERYBODY, MARKS
from dangjian.registry.rules.people import OUT


class Filter(forms.Form):
    """What a list of members is asked for. Without the right to read records it asks less."""

    q = forms.CharField(label="姓名或拼音", max_length=60, required=False)
    at = forms.TypedChoiceField(label="组织", coerce=int, empty_value=None, required=False)
    standing = forms.ChoiceField(label="身份", required=False)
    sex = forms.ChoiceField(label="性别", required=False)
    education = forms.ChoiceField(label="学历", required=False)
    mark = forms.ChoiceField(label="失联、流动", required=False)
    on = DateField(label="看哪一天的名单", required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        places: list[tuple[int, str]],
        reader: bool,
        past: bool,
        today: dt.date,
    ) -> None:
        """places: (id, label) to choose from; reader: whether the viewer may read any record;
        past: whether a past day is asked for."""
        super().__init__(data)
        self.today = today
        offer(self, "at", places)
        offer(self, "standing", self._standings(reader, past))
        offer(self, "sex", [("", "不限"), *codes.SEX.choices])
        offer(self, "education", [("", "不限"), *codes.EDUCATION.choices])
        offer(self, "mark", [("", "不限"), *MARKS.items()])
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        for name in () if reader else ("education", "mark"):
            del self.fields[name]
        if past:
            self.fields.pop("education", None)

    @staticmethod
    def _standings(reader: bool, past: bool) -> list[tuple[str, str]]:
        """A past day's list has nobody who had gone by then; others see members only."""
        offered = [
            kind
            for kind in StandingKind
            if kind in IN_THE_PARTY or (reader and not (past and kind in OUT))
        ]
        everybody = [(EVERYBODY, "全部")] if reader else []
        return [("", "全体党员"), *((kind.value, kind.label) for kind in offered), *everybody]

    def clean_on(self) -> dt.date:
        day: dt.date | None = self.cleaned_data["on"]
        if day is not None and day > self.today:
            raise forms.ValidationError("这一天还没到，只能看今天和以前。")
        return day or self.today


class LookUp(forms.Form):
    """Whose whole number this is, and why somebody asks."""

    number = NumberField(label="公民身份号码或手机号", help_text="要写完整的号码。")
    reason = forms.CharField(
        label="为什么要查",
        max_length=120,
        help_text="写清办什么事。查到的人能看到是谁、什么时候、为什么查的。",
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not identity.kind_of(number):
            raise forms.ValidationError(
                "号码不完整：身份证号 18 位（旧号码 15 位），手机号 11 位。"
            )
        return number


class Export(forms.Form):
    """Which columns of the list are to be taken away, and why."""

    columns = forms.MultipleChoiceField(
        label="要哪几列", required=False, widget=forms.CheckboxSelectMultiple
    )
    keys = forms.MultipleChoiceField(
        label="还要证件号和联系方式",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="办这件事非用不可才选。选了，表里的每个人都能看到您导出过他的这几项。",
    )
    reason = forms.CharField(
        label="为什么要导出",
        max_length=120,
        help_text="写清办什么事、给谁用。会写进记录，也印在表上。",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        columns: list[tuple[str, str]],
        keys: list[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial={"columns": [name for name, _ in columns]})
        offer(self, "columns", columns)
        offer(self, "keys", keys)
        if not keys:
            del self.fields["keys"]

    def chosen(self) -> list[str]:
        """The names of all columns chosen."""
        return [*self.cleaned_data["columns"], *self.cleaned_data.get("keys", ())]

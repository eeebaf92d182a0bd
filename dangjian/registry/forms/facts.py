"""Forms of the extended sets, and the table that names them all (A5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from dangjian.kernel import codes
from dangjian.kit.forms import DateField
from dangjian.registry.models import Education, Employment, Hardship, Relative, StayAbroad
from dangjian.registry.models.extended import OfPerson


class FactForm(forms.Form):
    """A row of one of the sets: its own fields, the first day, and the last if it is over."""

    began_on = DateField()
    ended_on = DateField(required=False, help_text="现在还是这样的，空着。")

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: dt.date, began: str, ended: str
    ) -> None:
        """began, ended: what the two days are called in this set."""
        super().__init__(data)
        for name, label in (("began_on", began), ("ended_on", ended)):
            self.fields[name].label = label
            self.fields[name].widget.attrs["max"] = today.isoformat()
        own = [name for name in self.fields if name not in ("began_on", "ended_on")]
        self.order_fields([*own, "began_on", "ended_on"])

    def values(self) -> dict[str, Any]:
        """The row's own values, without its days."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("began_on", "ended_on")
        }


class EducationForm(FactForm):
    level = forms.ChoiceField(label="学历", choices=[("", "请选择"), *codes.EDUCATION.choices])
    degree = forms.ChoiceField(
        label="学位", choices=[("", "无"), *codes.DEGREE.choices], required=False
    )
    school = forms.CharField(label="毕业院校", max_length=80)
    major = forms.CharField(label="专业", max_length=60, required=False)


class EmploymentForm(FactForm):
    unit = forms.CharField(label="工作单位", max_length=120)
    position = forms.CharField(label="职务或岗位", max_length=60)


class RelativeForm(FactForm):
    kinship = forms.CharField(label="称谓", max_length=20, help_text="例如妻子、儿子、父亲。")
    name = forms.CharField(label="姓名", max_length=60)
    political_status = forms.ChoiceField(
        label="政治面貌", choices=[("", "未填"), *codes.POLITICAL.choices], required=False
    )
    employer = forms.CharField(label="工作单位及职务", max_length=120, required=False)


class StayAbroadForm(FactForm):
    country = forms.CharField(label="国家或地区", max_length=60)
    purpose = forms.CharField(label="事由", max_length=60, help_text="例如留学、探亲、工作。")
    contact = forms.CharField(
        label="联系情况", max_length=120, required=False, help_text="谁联系、多久联系一次。"
    )


class HardshipForm(FactForm):
    kind = forms.CharField(label="困难类型", max_length=40, help_text="例如重病、失业、残疾。")
    care = forms.CharField(
        label="帮扶情况",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True)
class FactKind:
    """One extended set: its table, its form, and what it and its two days are called."""

    slug: str
    title: str
    model: type[OfPerson]
    form: type[FactForm]
    began: str
    ended: str
    columns: tuple[str, ...]

    def fields(self, fact: OfPerson) -> list[tuple[str, str]]:
        """(label, value) of a row's filled columns, as shown; the first names the row."""
        labels = {field.name: str(field.verbose_name) for field in self.model._meta.fields}
        shown = [(labels[name], _shown(fact, name)) for name in self.columns]
        return [(label, value) for label, value in shown if value]


def _shown(fact: OfPerson, name: str) -> str:
    display = getattr(fact, f"get_{name}_display", None)
    return str(display() if display else getattr(fact, name))


FACTS: Mapping[str, FactKind] = {
    kind.slug: kind
    for kind in (
        FactKind(
            "education",
            "教育经历",
            Education,
            EducationForm,
            "入学日期",
            "毕业日期",
            ("school", "level", "degree", "major"),
        ),
        FactKind(
            "employment",
            "工作经历",
            Employment,
            EmploymentForm,
            "到岗日期",
            "离岗日期",
            ("unit", "position"),
        ),
        FactKind(
            "relative",
            "家庭成员",
            Relative,
            RelativeForm,
            "从哪天起登记",
            "登记到哪天为止",
            ("kinship", "name", "political_status", "employer"),
        ),
        FactKind(
            "abroad",
            "出国（境）",
            StayAbroad,
            StayAbroadForm,
            "出境日期",
            "回国日期",
            ("country", "purpose", "contact"),
        ),
        FactKind(
            "hardship",
            "困难和帮扶",
            Hardship,
            HardshipForm,
            "从哪天起困难",
            "困难解除日期",
            ("kind", "care"),
        ),
    )
}
"""The sets of a record, in the order of the page. Another set is another line here."""


class Ending(forms.Form):
    """The last day of a row that held until now."""

    on = DateField()

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date, label: str) -> None:
        super().__init__(data)
        self.fields["on"].label = label
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Withdrawal(forms.Form):
    """Why a row was a mistake."""

    reason = forms.CharField(
        label="作废的原因", max_length=120, help_text="例如“录错了人”“学校写错，已重新登记”。"
    )

"""Forms about a case as a whole: an application, its rules, its notice, its meeting, its end."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from dangjian.development.forms.steps import Line, Seen
from dangjian.development.models import Edition
from dangjian.development.rules.tables import STEPS
from dangjian.kernel import codes, identity
from dangjian.kit.forms import DateField
from dangjian.registry.forms.people import NameField, NumberField


class Applying(forms.Form):
    """Somebody who asks to join, and his application."""

    name = NameField(label="姓名")
    id_number = NumberField(label="公民身份号码", help_text="性别和出生日期由号码得出。")
    ethnic = forms.ChoiceField(label="民族", choices=codes.ETHNIC.choices, initial="01")
    unit = Line("工作、学习单位和岗位", 60, help_text="公示时要写，不写住址和电话。")
    mobile = NumberField(label="手机号", required=False)
    applied_on = DateField(label="申请日期", help_text="党组织收到入党申请书的那一天。")
    signer = Line("入党申请书的签字人", 60, required=False, help_text="本人签的，空着。")
    again = Line(
        "以前出过党、重新申请的：上级党组织的意见（名称、文号）",
        120,
        required=False,
        help_text="没有出过党的，空着。",
    )

    def clean(self) -> dict[str, Any]:
        """Sex and birthday as the number has them."""
        values = super().clean() or self.cleaned_data
        number = values.get("id_number", "")
        if number and (wrong := identity.problem(number)):
            self.add_error("id_number", wrong)
        elif number:
            values["born_on"] = identity.birth_date(number)
            values["sex"] = identity.sex_of(number)
        return values


class Choosing(Seen):
    """By which rules a case goes on that began before those of 2026."""

    edition = forms.TypedChoiceField(
        label="以后按哪一部细则办",
        choices=[(one.value, one.label) for one in Edition],
        widget=forms.RadioSelect,
        coerce=Edition,
    )
    reason = Line("理由", 200)
    paper = Line("上级党组织的意见（名称、文号）", 120)


class Calling(Seen):
    """The day of a branch meeting."""

    held_on = DateField(label="哪天开支部大会")


class Publicizing(Seen):
    """Who takes in what people say about a notice."""

    office = Line("受理反映的部门", 60)
    phone = Line("受理电话", 40, help_text="办公电话，不写手机号。")
    address = Line("受理地址", 80)
    days = forms.IntegerField(label="公示多少个工作日", min_value=1, max_value=60)

    def __init__(self, data: Any, *, least: int, seen: int, office: str, phone: str) -> None:
        given = {"days": least, "seen": seen, "office": office, "phone": phone}
        super().__init__(data, initial=given)


class Stopping(Seen):
    """Why a development is broken off."""

    on = DateField(label="从哪天起终止")
    words = Line("为什么终止", 200, help_text="例如本人撤回申请、已调离、不再具备条件。")

    def __init__(self, data: Any, *, today: dt.date, seen: int) -> None:
        super().__init__(data, initial={"on": today, "seen": seen})


class Moving(Seen):
    """At which branch a case goes on, and why."""

    to = forms.TypedChoiceField(label="转到哪个支部", coerce=int, empty_value=None)
    words = Line("为什么转", 200, help_text="例如“工作调动到街道图书馆”。")

    def __init__(
        self, data: Any, *, places: list[tuple[str, list[tuple[int, str]]]], seen: int
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        field = self.fields["to"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "请选择"), *places]


class TakingBack(Seen):
    """Why a step is withdrawn."""

    words = Line("哪里登记错了", 200)


class Adding(forms.Form):
    """A step a locality adds."""

    says = Line("多办的一步", 40, help_text="例如“发展对象预审前征求综治部门意见”。")
    before = forms.ChoiceField(
        label="在哪一步以前办",
        choices=[("", "请选择"), *((step.name, step.says) for step in STEPS[1:])],
    )
    paper = Line("要留下的材料", 40)
    document = Line("依据（文件名称、文号）", 120)
    from_on = DateField(label="从哪天起")


class Trying(forms.Form):
    """A rule and another number for it, to be tried on last year's cases."""

    rule = forms.ChoiceField(label="哪一条规定")
    number = forms.IntegerField(label="改成多少", min_value=0, max_value=120)

    def __init__(self, data: Any, *, rules: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *rules]

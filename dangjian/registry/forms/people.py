"""Forms about people: a new member, corrected items, another branch."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from dangjian.kernel import codes, identity
from dangjian.kit.forms import DateField
from dangjian.registry.actions.people import DISAGREES, OPEN_ITEMS, SEALED
from dangjian.registry.models import Arrival, Person
from dangjian.registry.rules.people import may_keep_number

GONE = "无"
"""What somebody writes into a sealed field to have the stored value removed."""

_DOTS = re.compile(r"\s*[•．・‧∙⋅｡.·]\s*")
_LOST = re.compile("[?？□〓■\ufffd]")


def tidy_name(text: str) -> str:
    """A name as it is stored: one kind of dot, no spaces between Chinese characters."""
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc"))
    name = re.sub(r"\s+", " ", visible).strip()
    if name.isascii():
        return name
    return _DOTS.sub("·", name).replace(" ", "")


class NameField(forms.CharField):
    """A person's name: letters of any script, with the dot of transcribed names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60, "strip": True} | kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_name(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if _LOST.search(value):
            raise forms.ValidationError("有没能显示出来的字，请照身份证改正。")
        if any(
            unicodedata.category(c)[0] not in "LM" and c not in "·-' " and c.isprintable()
            for c in value
        ):
            raise forms.ValidationError("姓名里有数字或符号，请核对。")


class NumberField(forms.CharField):
    """An identity or mobile number; spaces, dashes and full-width digits are put right."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40} | kwargs)
        self.widget.attrs["autocomplete"] = "off"

    def to_python(self, value: Any) -> str:
        return identity.clean(super().to_python(value) or "")


def seen() -> forms.IntegerField:
    """The version of the record a form was opened with, for Stale."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False)


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Put the choices of this very page into a field."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is nothing to choose from")
    field.choices = list(choices)


# --- items ----------------------------------------------------------------------------------------


class Items(forms.Form):
    """The collected items, as far as they are typed."""

    name = NameField(label="姓名")
    id_number = NumberField(label="公民身份号码", help_text="性别和出生日期可以由号码得出。")
    sex = forms.ChoiceField(
        label="性别", choices=codes.SEX.choices, widget=forms.RadioSelect, required=False
    )
    born_on = DateField(label="出生日期", required=False)
    ethnic = forms.ChoiceField(label="民族", choices=codes.ETHNIC.choices, initial="01")
    native_place = forms.CharField(label="籍贯", max_length=60, required=False)
    education = forms.ChoiceField(
        label="学历", choices=[("", "未填"), *codes.EDUCATION.choices], required=False
    )
    occupation = forms.CharField(label="工作岗位", max_length=60, required=False)
    started_work_on = DateField(label="参加工作日期", required=False)
    mobile = NumberField(label="手机号", required=False)
    landline = forms.CharField(label="固定电话", max_length=30, required=False)
    address = forms.CharField(label="家庭住址", max_length=200, required=False)
    id_doubt_reason = forms.CharField(
        label="号码确实如此的原因",
        max_length=120,
        required=False,
        help_text="先照身份证核对号码、性别和出生日期。证件上确实如此的，写明原因，例如“证件号码有误，正在更正”。",
    )

    doubt = ""
    """What is wrong with the number, when it may be kept with a reason."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        number = self._number(values)
        if "id_number" in self.errors:
            return values
        if not self._doubted(number, identity.problem(number) if number else ""):
            self._fill_in(values, number)
        if number and not {"id_number", "sex", "born_on"} & set(self.errors):
            agrees = identity.problem(number, born_on=values["born_on"], sex=values["sex"])
            self._doubted(number, agrees)
        return values

    def _number(self, values: dict[str, Any]) -> str:
        """The number the other items must agree with."""
        return str(values.get("id_number", ""))

    def _doubted(self, number: str, problem: str) -> bool:
        """Whether a number that seems wrong stops the form; one with a reason may be kept."""
        if not problem:
            return False
        kept = may_keep_number(number)
        self.doubt = problem if kept else self.doubt
        if kept and self.cleaned_data.get("id_doubt_reason", "").strip():
            return False
        self.add_error("id_number", self._say(problem))
        return True

    def _say(self, problem: str) -> str:
        """What may be said of the number to whoever fills in the form."""
        return problem

    def _fill_in(self, values: dict[str, Any], number: str) -> None:
        """Sex and birthday from a number without fault, where they were left empty."""
        sound = bool(number) and not identity.problem(number)
        for name, read, ask in (
            ("born_on", identity.birth_date, "请填写出生日期。"),
            ("sex", identity.sex_of, "请选择性别。"),
        ):
            if values.get(name) or name in self.errors:
                continue
            if sound:
                values[name] = read(number)
            else:
                self.add_error(name, ask)


class NewMemberForm(Items):
    """A member who comes into the register of one branch."""

    joined_on = DateField(label="加入党组织日期", help_text="支部大会通过为预备党员的那一天。")
    full_on = DateField(
        label="转为正式党员日期", required=False, help_text="还是预备党员的，空着。"
    )
    since = DateField(
        label="编入本支部日期",
        required=False,
        help_text="不填就按入党日期（支部成立得更晚的，按成立日期）。",
    )
    arrival = forms.ChoiceField(
        label="怎样来的",
        choices=[
            (kind.value, kind.label)
            for kind in (Arrival.REGISTERED, Arrival.ADMITTED, Arrival.TRANSFERRED)
        ],
        initial=Arrival.REGISTERED.value,
        widget=forms.RadioSelect,
    )
    document = forms.CharField(
        label="依据",
        max_length=120,
        required=False,
        help_text="批复或介绍信的名称和文号。",
    )


class Correction(Items):
    """Corrected items. What is sealed stands empty and is left alone unless something is typed."""

    seen = seen()

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person) -> None:
        super().__init__(
            data,
            initial={name: getattr(person, name) for name in OPEN_ITEMS} | {"seen": person.version},
        )
        self.person = person
        for name in SEALED:
            stored = bool(getattr(person, name))
            field = self.fields[name]
            field.required = not stored and name == "id_number"
            field.help_text = "已登记，不改就留空。" if stored else "还没有登记。"
        for name in ("sex", "born_on"):
            self.fields[name].required = True
        for name in ("mobile", "address"):
            if getattr(person, name):
                self.fields[name].help_text += f"要删去，写“{GONE}”。"

    def _number(self, values: dict[str, Any]) -> str:
        """The typed number; the stored one where sex or birthday are changed beside it."""
        typed = super()._number(values)
        beside = any(
            name in values and values[name] != getattr(self.person, name)
            for name in ("born_on", "sex")
        )
        return typed or (self.person.unseal("id_number") if beside else "")

    def _say(self, problem: str) -> str:
        """Of a number nobody typed here, not a digit: it can be read only with a reason."""
        return problem if self.cleaned_data.get("id_number") else DISAGREES

    def items(self) -> dict[str, Any]:
        """The items to correct, by name."""
        values = self.cleaned_data
        typed = {name: values[name] for name in SEALED if values[name]}
        removed = {name: "" for name, value in typed.items() if value == GONE}
        return {name: values[name] for name in OPEN_ITEMS} | typed | removed


class Reveal(forms.Form):
    """Which sealed items are to be opened, and why."""

    items = forms.MultipleChoiceField(label="要看哪几项", widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label="为什么要看",
        max_length=120,
        help_text="写清办什么事，例如“通知支部大会”。谁、什么时候、为什么看过，本人都能看到。",
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, choices: Iterable[tuple[str, str]], own: bool
    ) -> None:
        super().__init__(data)
        offer(self, "items", choices)
        if own:
            del self.fields["reason"]


class Reassignment(forms.Form):
    """Another branch, or another group of it."""

    place = forms.TypedChoiceField(label="编入哪个支部或党小组", coerce=int)
    on = DateField(label="从哪天起")
    document = forms.CharField(
        label="依据", max_length=120, required=False, help_text="例如支委会决定、街道党工委批复。"
    )
    seen = seen()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        person: Person,
        places: list[tuple[str, list[tuple[int, str]]]],
        today: dt.date,
    ) -> None:
        super().__init__(data, initial={"on": today, "seen": person.version})
        offer(self, "place", [("", "请选择"), *places])
        self.fields["on"].widget.attrs["max"] = today.isoformat()

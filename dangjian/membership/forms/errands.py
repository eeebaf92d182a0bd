"""Forms of an errand: what is wanted and of whom, the items, a word, another helper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from dangjian.kit.forms import DateField
from dangjian.membership.models import Way
from dangjian.membership.queries import Helper
from dangjian.membership.rules import AWAY, AWAY_CONTACT, DESTINATION, LEFT_ON, RETURNED_ON
from dangjian.registry.actions.people import SEALED
from dangjian.registry.forms.people import Correction, offer
from dangjian.registry.models import Person

WISH = 300


class _ToSomebody(forms.Form):
    """A form that names a helper among those who can be asked."""

    helper = forms.TypedChoiceField(label="请谁代办", coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None, *, helpers: Sequence[Helper]) -> None:
        first = helpers[0].person.pk if helpers else None
        super().__init__(data, initial={"helper": first})
        self.helpers = {one.person.pk: one for one in helpers}
        offer(self, "helper", [(pk, _told(one)) for pk, one in self.helpers.items()])

    def chosen(self) -> Helper:
        return self.helpers[self.cleaned_data["helper"]]


def _told(helper: Helper) -> str:
    number = helper.office.phone
    phone = format_html('，电话 <span class="nowrap">{}</span>', number) if number else ""
    return format_html("{}<small>{}{}</small>", helper.person.name, helper.title, phone)


class Asking(_ToSomebody):
    """What somebody wants done, in his own words, and whom he asks."""

    wish = forms.CharField(
        label="想办什么",
        max_length=WISH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="用自己的话说，例如“我换手机号了，新号是……”“我要到外地去半年”。",
    )
    field_order = ("wish", "helper")


class Taking(forms.Form):
    """What somebody said on the telephone or at the desk, written down by the helper himself."""

    way = forms.ChoiceField(
        label="怎样来的",
        choices=[(Way.PHONE.value, "打电话来的"), (Way.VISIT.value, "当面来的")],
        widget=forms.RadioSelect,
    )
    wish = forms.CharField(
        label="要办什么",
        max_length=WISH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="照本人说的记，本人看得到。",
    )


class Filling(Correction):
    """The correction form of the register, and that a member left or is back; what was proposed
    before stands in it again."""

    left_on = DateField(label="外出日期", required=False)
    destination = forms.CharField(
        label="外出流向",
        max_length=120,
        required=False,
        help_text="到哪里、做什么，例如“广东东莞务工”。",
    )
    away_contact = forms.CharField(label="外出期间的联系人", max_length=60, required=False)
    returned_on = DateField(label="返回日期", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, person: Person, proposed: Mapping[str, Any]
    ) -> None:
        super().__init__(data, person=person)
        self.kept = {name: value for name, value in proposed.items() if name in SEALED}
        self.initial.update({n: value for n, value in proposed.items() if n not in SEALED})
        for name in self.kept:
            self.fields[name].required = False
            self.fields[name].help_text = "这次代办已经填过，不改就留空。"
        gone = (LEFT_ON, DESTINATION, AWAY_CONTACT)
        for name in gone if person.floating else (RETURNED_ON,):
            del self.fields[name]

    def _number(self, values: dict[str, Any]) -> str:
        proposed = values.get("id_number") or self.kept.get("id_number")
        return str(proposed) if proposed else super()._number(values)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get(AWAY_CONTACT) or values.get(LEFT_ON) or values.get(DESTINATION):
            for name in (LEFT_ON, DESTINATION):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}。")
        return values

    def items(self) -> dict[str, Any]:
        away = {name: value for name in AWAY if (value := self.cleaned_data.get(name))}
        return self.kept | super().items() | away


class Confirming(forms.Form):
    """What the confirmation was given on: the record and the proposal that stood on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    round = forms.IntegerField(widget=forms.HiddenInput)


class Witnessing(Confirming):
    """A signed slip was looked at."""

    signed = forms.BooleanField(
        label="我看过签了字的确认单，内容与上面一致，是本人签的",
        error_messages={"required": "看过签字的确认单才能办，请勾选"},
    )


class Word(forms.Form):
    """One sentence to the other side."""

    words = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Mapping[str, Any] | None, *, label: str, help_text: str) -> None:
        super().__init__(data)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class HandingOn(_ToSomebody):
    """Another helper, and a word to him."""

    words = forms.CharField(label="说明", max_length=200, required=False)
    field_order = ("helper", "words")

"""Forms of an officer who writes a letter down, finds one by its code, or sets a channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.models import Organization
from dangjian.registry.queries import public
from dangjian.voices.forms.writing import TextField
from dangjian.voices.models import Kind, Mailbox, Way, Wish


class ByHand(forms.Form):
    """A letter that came on paper, by telephone or in person: all of it on one page."""

    way = forms.ChoiceField(
        label="怎样来的",
        widget=forms.RadioSelect,
        choices=[(way.value, way.label) for way in (Way.PAPER, Way.PHONE, Way.VISIT)],
    )
    received_on = DateField(label="收到日期", help_text="邮寄的写收到那天，期限从这天算起。")
    kind = forms.ChoiceField(label="类别", widget=forms.RadioSelect, choices=Kind.choices)
    at = forms.TypedChoiceField(label="登记在", coerce=int)
    mailbox = forms.TypedChoiceField(
        label="写给哪个信箱", coerce=int, required=False, empty_value=None
    )
    text = TextField(
        label="内容", rows=10, help_text="照原文录入；来电来访照本人说的记，念给本人听过再登记。"
    )
    name = forms.CharField(label="来信人", required=False, max_length=40, help_text="匿名的不填。")
    phone = forms.CharField(label="电话", required=False, max_length=40)
    address = forms.CharField(label="通信地址", required=False, max_length=120)
    wish = forms.ChoiceField(label="怎样告知结果", choices=Wish.choices, initial=Wish.CODE.value)
    units = forms.CharField(
        label="反映的单位",
        required=False,
        max_length=300,
        help_text="写全称或简称，几个单位用顿号隔开。它们收不到也看不到这封信。",
    )
    about = TextField(label="反映的人员，或者名单里没有的单位", rows=2, most=500, required=False)
    may_publish = forms.BooleanField(label="来信人同意公开答复", required=False)
    other = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        today: dt.date,
        offices: Sequence[Organization],
        mailboxes: Sequence[Mailbox],
    ) -> None:
        super().__init__(data, initial={"received_on": today, "way": Way.PAPER.value})
        self.fields["at"].choices = [(one.pk, one.short_name) for one in offices]  # type: ignore[attr-defined]
        own = {one.pk for one in offices}
        boxes = [(one.pk, one.title) for one in mailboxes if one.organization_id in own]
        if boxes:
            self.fields["mailbox"].choices = [("", "不是领导信箱"), *boxes]  # type: ignore[attr-defined]
        else:
            del self.fields["mailbox"]
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                choice for choice in Kind.choices if choice[0] != Kind.MAILBOX
            ]

    def clean_units(self) -> list[Organization]:
        """The organizations named; an error says which is not known, and how it may be called."""
        found = []
        for name in self.cleaned_data["units"].replace("，", "、").replace("\n", "、").split("、"):
            if name.strip():
                found.append(_called(name.strip()))
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        wish = values.get("wish")
        if wish in (Wish.SMS.value, Wish.PHONE.value) and not values.get("phone"):
            self.add_error("phone", "要打电话或者发短信告知，请记下号码。")
        if wish == Wish.POST.value and not values.get("address"):
            self.add_error("address", "要邮寄答复，请记下地址。")
        if values.get("kind") == Kind.MAILBOX and not values.get("mailbox"):
            self.add_error("mailbox", "请选是写给哪个信箱的。")
        return values


def _called(name: str) -> Organization:
    exact = public.listed().filter(short_name=name) | public.listed().filter(name=name)
    rows = list(exact[:2])
    if len(rows) == 1:
        return rows[0]
    near = [one.short_name for one in public.known(public.found(name)[:5])]
    hint = f"，是不是：{'、'.join(near)}" if near else "；名单里没有的，写在下面一栏"
    raise forms.ValidationError(f"没有找到“{name[:30]}”{hint}")


class ChannelForm(forms.Form):
    """The discipline organ's own channel."""

    name = forms.CharField(label="机关名称", max_length=60)
    phone = forms.CharField(label="举报电话", required=False, max_length=40)
    page = forms.URLField(
        label="举报网页",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="纪检监察机关自己的网站，例如 https://……",
    )
    address = forms.CharField(label="来信来访地址", required=False, max_length=120)
    hours = forms.CharField(label="接待时间", required=False, max_length=60)

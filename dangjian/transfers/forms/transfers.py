"""What the steps of a transfer ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.forms.people import NameField, NewMemberForm, NumberField, offer

Places = list[tuple[str, list[tuple[int, str]]]]


class Seen(forms.Form):
    """The round of the case the form was drawn on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Starting(forms.Form):
    """Where to, and why: a branch of the district, or an organization beyond it."""

    place = forms.TypedChoiceField(label="转到哪个支部", coerce=int)
    to_words = forms.CharField(
        label="转到哪个党组织",
        max_length=120,
        help_text="写全称，例如“中共某市某区某街道工作委员会”。",
    )
    reason = forms.CharField(
        label="为什么转", max_length=120, help_text="例如“调到某单位工作”“搬到某小区居住”。"
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: Places, beyond: bool
    ) -> None:
        super().__init__(data)
        offer(self, "place", [("", "请选择"), *places])
        del self.fields["place" if beyond else "to_words"]


class Presenting(forms.Form):
    """A letter that somebody brought from elsewhere, as it says."""

    name = NameField(label="姓名")
    from_words = forms.CharField(
        label="开介绍信的党组织", max_length=120, help_text="照介绍信落款写全称。"
    )
    letter_number = forms.CharField(label="介绍信编号", max_length=60)
    letter_issued_on = DateField(label="介绍信上的日期")
    letter_valid_until = DateField(
        label="有效到哪天", help_text="信上写“有效期多少天”的，从信上的日期往后数。"
    )
    place = forms.TypedChoiceField(label="转到哪个支部", coerce=int)
    reason = forms.CharField(label="为什么转来", max_length=120)

    def __init__(self, data: Mapping[str, Any] | None, *, places: Places) -> None:
        super().__init__(data)
        offer(self, "place", [("", "请选择"), *places])


class Words(Seen):
    """Why, to be read by the member and by both sides."""

    words = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="本人和对方党组织都看得到。",
    )


class Approving(Seen):
    """What a letter says besides the register: dues and validity."""

    dues_until = forms.TypedChoiceField(
        label="党费交到", coerce=dt.date.fromisoformat, help_text="写在介绍信上。"
    )
    valid_until = DateField(label="介绍信有效到")

    field_order = ("dues_until", "valid_until")

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: dt.date, latest: dt.date, seen: int
    ) -> None:
        super().__init__(data, initial={"valid_until": latest, "seen": seen})
        first = today.replace(day=1)
        months = [first + relativedelta(months=n) for n in range(1, -24, -1)]
        offer(self, "dues_until", [(m.isoformat(), f"{m.year}年{m.month}月") for m in months])
        self.initial["dues_until"] = first.isoformat()
        self.fields["valid_until"].widget.attrs["max"] = latest.isoformat()
        self.fields["valid_until"].help_text = f"最晚到 {latest:%Y-%m-%d}。"


class Receiving(Seen):
    """Which branch of the committee."""

    place = forms.TypedChoiceField(label="编入哪个支部", coerce=int)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        places: Iterable[tuple[int, str]],
        chosen: int | None,
        seen: int,
    ) -> None:
        super().__init__(data, initial={"place": chosen, "seen": seen})
        offer(self, "place", places)


class Placing(Seen):
    """From which day he belongs to the branch, and to which group of it."""

    on = DateField(label="从哪天起接收", help_text="这一天以前算在原支部，这一天起算在本支部。")
    group = forms.TypedChoiceField(
        label="编入哪个党小组", coerce=int, required=False, empty_value=None
    )

    field_order = ("on", "group")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        today: dt.date,
        groups: Iterable[tuple[int, str]],
        seen: int,
    ) -> None:
        super().__init__(data, initial={"on": today, "seen": seen})
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        offered = list(groups)
        if offered:
            offer(self, "group", [("", "不编党小组"), *offered])
        else:
            del self.fields["group"]


class Receipt(Seen):
    """What the receipt says."""

    on = DateField(
        label="对方接收的日期", help_text="照回执写。这一天起不再是本支部的党员。"
    )
    receipt_from = forms.CharField(label="回执上的党组织", max_length=120)

    field_order = ("on", "receipt_from")

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: dt.date, to: str, seen: int
    ) -> None:
        super().__init__(data, initial={"on": today, "receipt_from": to, "seen": seen})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Entering(NewMemberForm):
    """Somebody with a letter comes into the register; the letter says how he came."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: dt.date, name: str, seen: int
    ) -> None:
        super().__init__(data, initial={"since": today, "name": name, "seen": seen})
        del self.fields["arrival"], self.fields["document"]
        self.fields["since"].required = True
        self.fields["since"].label = "从哪天起接收"
        self.fields["since"].help_text = ""
        self.fields["since"].widget.attrs["max"] = today.isoformat()


class Certifying(forms.Form):
    """A certificate for a short absence."""

    addressee = forms.CharField(
        label="写给哪个党组织", max_length=120, help_text="外出地的党组织，写全称。"
    )
    reason = forms.CharField(label="为什么外出", max_length=60, help_text="例如“探亲”“进修”。")
    from_on = DateField(label="从哪天")
    until_on = DateField(label="到哪天", help_text="六个月以上的要转组织关系，不开证明信。")

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date) -> None:
        super().__init__(data, initial={"from_on": today})


class Voiding(forms.Form):
    """Why a certificate is void."""

    reason = forms.CharField(
        label="为什么作废", max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class TakingIn(forms.Form):
    """A floating member who lives here now."""

    name = NameField(label="姓名")
    id_number = NumberField(
        label="公民身份号码",
        required=False,
        help_text="本区的党员填写，用来找到他的原支部，不在这里保存。区外来的不填。",
    )
    home = forms.CharField(
        label="原党组织", max_length=120, required=False, help_text="区外来的填写，写全称。"
    )
    contact = forms.CharField(
        label="联系方式", max_length=60, required=False, help_text="本人的电话。加密保存。"
    )
    on = DateField(label="从哪天起在这里")

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Contact(forms.Form):
    """When somebody was in touch, and what was said."""

    on = DateField(label="哪天联系的")
    words = forms.CharField(
        label="联系情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="在哪里、做什么、参加了什么活动、有什么困难。两边的党组织都看得到。",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Ending(forms.Form):
    """How a stay ended, and when."""

    ending = forms.ChoiceField(label="怎样结束", widget=forms.RadioSelect)
    on = DateField(label="从哪天起不在这里")

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: dt.date, endings: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data, initial={"on": today})
        offer(self, "ending", endings)
        self.fields["on"].widget.attrs["max"] = today.isoformat()

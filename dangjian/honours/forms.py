"""Forms of awards, nominations and honours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from dangjian.honours.actions import Announcement, Where
from dangjian.honours.models import Of
from dangjian.honours.rules import MOST_DEEDS
from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.registry.models import Organization


class _Placed(forms.Form):
    """For which of one's organizations; hidden where there is only one."""

    place = forms.TypedChoiceField(label="由哪里办", coerce=int)

    def __init__(self, *args: Any, places: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.pk: one for one in places}
        field = self.fields["place"]
        field.choices = [(one.pk, one.short_name) for one in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            field.initial, field.widget = places[0].pk, forms.HiddenInput()

    def chosen(self) -> Organization:
        return self.offered[self.cleaned_data["place"]]


class Announcing(_Placed):
    """An award."""

    of = forms.ChoiceField(label="评谁", choices=Of.choices, widget=forms.RadioSelect)
    award = Line("荣誉称号", 40, help_text="例如“优秀共产党员”“先进党支部”。")
    document = Line("依据文件", 120, help_text="文件名和文号。")
    criteria = Text("条件", 2000, help_text="什么样的可以推荐，支部看得到。")
    places = forms.IntegerField(label="名额", required=False, min_value=1, max_value=9999)
    closes_on = DateField(label="推荐到哪天")
    field_order = ("place", "of", "award", "document", "criteria", "places", "closes_on")

    def said(self) -> Announcement:
        given = self.cleaned_data
        return Announcement(
            Of(given["of"]),
            given["award"],
            given["document"],
            given["criteria"],
            given["closes_on"],
            given["places"],
        )


class Nominating(forms.Form):
    """Whom, and what for."""

    subject = forms.TypedChoiceField(label="推荐谁", coerce=int)
    deeds = Text("事迹", MOST_DEEDS, rows=8, help_text="写做了什么、结果怎样；不写证件号、电话。")

    def __init__(self, *args: Any, subjects: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", "请选择"), *subjects]  # type: ignore[attr-defined]


class SendingAgain(Seen):
    """The deeds, with what was asked for."""

    deeds = Text("事迹", MOST_DEEDS, rows=8)


class Saying(Seen):
    """A step with its reason."""

    words = Text("原因", 500, rows=4)


class Noticing(forms.Form):
    """Who of those shortlisted, and where people may speak."""

    chosen = forms.TypedMultipleChoiceField(
        label="公示哪些", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    document = Line("公示的文号", 40, required=False)
    office = Line("受理反映的部门", 60)
    phone = Line("受理电话", 40, help_text="部门的固定电话。")
    address = Line("受理地址", 80)
    days = forms.IntegerField(label="公示多少个工作日", min_value=1, max_value=60, initial=5)

    def __init__(self, *args: Any, waiting: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(waiting)  # type: ignore[attr-defined]

    def where(self) -> Where:
        given = self.cleaned_data
        return Where(
            given["office"], given["phone"], given["address"], given["days"], given["document"]
        )


class Granting(forms.Form):
    """The decision."""

    document = Line("表彰决定", 120, help_text="文件名和文号。")
    granted_on = DateField(label="授予日期")


class Entering(Granting):
    """An honour of earlier days."""

    award = Line("荣誉称号", 40)
    issuer = Line("授予单位", 80)
    field_order = ("award", "issuer", "document", "granted_on")


class Revoking(forms.Form):
    """By which paper, since when, and why."""

    document = Line("撤销的文件", 120)
    on = DateField(label="撤销日期")
    reason = Line("撤销的原因", 200)

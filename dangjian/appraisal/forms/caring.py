"""Forms of visits, and of taking part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dangjian.appraisal.actions.participating import MOST_WORDS
from dangjian.appraisal.actions.visiting import MOST_NEEDS, Seen
from dangjian.appraisal.models import Ground, Occasion, VisitState, What
from dangjian.kit.forms import DateField
from dangjian.openness.forms.fields import Line, Text
from dangjian.registry.models import Person


class _Having(forms.Form):
    """What was on a visit."""

    day = DateField(label="哪一天")
    visitors = Line("谁去", 120, help_text="写姓名和职务。")
    brought = Line("带去了什么", 120, required=False, help_text="例如“米、油各一份”。")
    amount = forms.DecimalField(
        label="慰问金（元）",
        required=False,
        max_digits=9,
        decimal_places=2,
        min_value=0,
        help_text="没有给钱的不填。",
    )
    needs = Text("有什么需要", MOST_NEEDS, rows=3, required=False, help_text="加密保存。")
    follow = Line("要跟进的事", 120, required=False, help_text="会成为那位同志的一件待办。")
    follow_by = forms.TypedChoiceField(label="由谁跟进", coerce=int, required=False)
    follow_until = DateField(label="什么时候以前", required=False)

    def __init__(self, *args: Any, helpers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["follow_by"]
        field.choices = [("", "没有要跟进的"), *helpers]  # type: ignore[attr-defined]

    def seen(self) -> Seen:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        chosen = given["follow_by"]
        return Seen(
            given["day"],
            given["visitors"],
            given["brought"],
            given["amount"] or None,
            given["needs"],
            given["follow"],
            Person.objects.get(pk=chosen) if chosen else None,
            given["follow_until"],
        )


class Visiting(_Having):
    """A visit that is planned, or that was."""

    state = forms.ChoiceField(
        label="登记什么",
        choices=[(VisitState.DONE, "已经去过了"), (VisitState.PLANNED, "打算去")],
        widget=forms.RadioSelect,
        initial=VisitState.DONE,
        help_text="打算去的，只填为什么事、哪一天、谁去。",
    )
    occasion = forms.ChoiceField(label="为什么事", choices=Occasion.choices)
    field_order = ("state", "occasion", "day", "visitors", "brought", "amount", "needs")


class Having(_Having):
    """What was on a visit that was planned."""


class Dropping(forms.Form):
    """Why nobody went."""

    words = Line("为什么没有去成", 120)


class Noting(forms.Form):
    """Since when he does what no more, and who talked to him."""

    what = forms.ChoiceField(label="哪一种情况", choices=What.choices, widget=forms.RadioSelect)
    on = DateField(label="从哪天起", help_text="最后一次参加、交纳或者完成工作以后。")
    efforts = Text("谈话提醒的情况", MOST_WORDS, rows=4, help_text="谁、哪天找他谈的，他怎么说。")


class Again(forms.Form):
    """Since when he takes part again, and how."""

    on = DateField(label="从哪天起恢复")
    words = Line("怎样恢复的", 200, help_text="例如“参加了11月的主题党日”。")


class Excusing(forms.Form):
    """Which proper reason, from when to when."""

    ground = forms.ChoiceField(label="什么理由", choices=Ground.choices)
    on = DateField(label="从哪天起")
    until_on = DateField(label="到哪天", required=False, help_text="还不知道的不填。")
    words = Text("说明", MOST_WORDS, rows=3, required=False, help_text="加密保存，可以不写。")


class Ending(forms.Form):
    """From which day the reason holds no more."""

    on = DateField(label="从哪天起不再有这个理由")

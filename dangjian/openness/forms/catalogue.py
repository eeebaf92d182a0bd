"""Forms of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.openness.models import Act, Circle, Duration, Matter, Proposal
from dangjian.openness.rules.catalogue import Content
from dangjian.registry.models import Organization


class ItemWriting(forms.Form):
    """The whole of what an item says. below: organizations a given circle may be chosen from."""

    matter = forms.ChoiceField(label="哪一类事项", choices=Matter.choices)
    title = Line("事项", 80, help_text="例如“党员组织关系转接办理程序”。")
    text = Text("内容", 20_000, rows=12, help_text="一行一段。")
    unit = Line("责任部门", 60, help_text="可以写上办公电话，不写个人手机。")
    document = Line("文号", 40, required=False)
    effective_on = DateField(label="生效日期", required=False)
    expires_on = DateField(label="失效日期", required=False)
    form = Line("公开方式", 60, initial="本网站", help_text="例如“本网站、公告栏、党员大会”。")
    circle = forms.ChoiceField(label="对谁公开", choices=Circle.choices, widget=forms.RadioSelect)
    audience = forms.TypedMultipleChoiceField(
        label="公开给哪些组织",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只有“特定范围”才选；选了一个组织，它的下级也看得到。",
    )
    duration = forms.ChoiceField(
        label="公开多久",
        choices=Duration.choices,
        widget=forms.RadioSelect,
        help_text="固定内容长期公开，临时工作即时公开。",
    )
    until_on = DateField(label="公开到哪天", required=False, help_text="只有“固定期限”才写。")
    reason = Line("为什么变更", 200, help_text="看得到这件事项的人都看得到。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, below: Sequence[Organization], act: Act = Act.ADD, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.below = {one.pk: one for one in below}
        choices = [(str(one.pk), one.short_name) for one in below]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        if not below:
            del self.fields["audience"]
        if act == Act.ADD:
            del self.fields["reason"]

    def content(self) -> Content:
        """What was typed."""
        typed = self.cleaned_data
        names = ("title", "text", "form", "unit", "document")
        days = ("until_on", "effective_on", "expires_on")
        return Content(
            matter=Matter(typed["matter"]),
            circle=Circle(typed["circle"]),
            duration=Duration(typed["duration"]),
            audience=[self.below[pk] for pk in typed.get("audience", [])],
            **{name: typed[name] for name in (*names, *days)},
        )


def written(proposal: Proposal) -> dict[str, Any]:
    """A stored proposal as the form shows it."""
    names = ("matter", "title", "text", "unit", "document", "effective_on", "expires_on", "form")
    more = ("circle", "duration", "until_on", "reason")
    found = {name: getattr(proposal, name) for name in (*names, *more)}
    audience = [str(pk) for pk in proposal.audiences.values_list("organization", flat=True)]
    return found | {"audience": audience, "seen": proposal.case.round}


class TakingOff(forms.Form):
    """Why an item is taken off."""

    reason = Line("为什么撤下", 200, help_text="看得到这件事项的人都看得到。")


class Reviewing(Seen):
    """The yes of the review: three things, each looked at."""

    needed = forms.BooleanField(label="应当公开，范围和时限合适")
    right = forms.BooleanField(label="内容准确，和原件核对过")
    harmless = forms.BooleanField(label="逐项做了保密审查，没有不能公开的")


class Approving(Seen):
    """The yes of the leader."""

    read = forms.BooleanField(label="我从头到尾看过这件事项")

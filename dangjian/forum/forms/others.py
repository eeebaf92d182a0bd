"""Forms of seminars, of the panel, and of opinions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from dangjian.forum.forms import reasons
from dangjian.forum.models import Advice, Expert, Reach
from dangjian.kit.forms import DateField, Line, Text
from dangjian.registry.models import Person

OFFERED = 60
"""So many experts are offered: a list to read."""

# --- seminars -------------------------------------------------------------------------------------


class Calling(forms.Form):
    """A call for papers."""

    title = Line("研讨主题", 60)
    call = Text("征文要求", 3000, rows=8, help_text="写哪些方面、多长、怎样评。")
    last_day = DateField(label="截稿日")


class Submitting(forms.Form):
    """A paper."""

    title = Line("题目", 60)
    byline = Line("署名", 40, help_text="录用后公开的名字，可以写单位。评审时不给评审看。")
    abstract = Text("摘要", 500, rows=4)
    text = Text("正文", 30000, rows=16, help_text="最多 3 万字。可以从写好的文件里粘贴过来。")


def _told(expert: Expert) -> str:
    return format_html("{}<small>{}，{}聘请</small>", expert.person.name, expert.field, _by(expert))


def _by(expert: Expert) -> str:
    return expert.organization.short_name


class Asking(forms.Form):
    """Which experts are asked for a review, until when."""

    experts = forms.TypedMultipleChoiceField(
        label="请谁评审", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    due_on = DateField(label="评审期限")

    def __init__(self, data: Any, *, experts: Sequence[Expert], due_on: object) -> None:
        super().__init__(data, initial={"due_on": due_on})
        self.offered = {one.pk: one for one in experts[:OFFERED]}
        choices = [(pk, _told(one)) for pk, one in self.offered.items()]
        self.fields["experts"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Expert]:
        return [self.offered[pk] for pk in self.cleaned_data["experts"]]


class Reviewing(forms.Form):
    """Advice with reasons."""

    advice = forms.ChoiceField(label="意见", choices=Advice.choices, widget=forms.RadioSelect)
    reasons = Text("理由", 2000, rows=6, help_text="主办单位看得到，作者看到时不写您的姓名。")


class Deciding(forms.Form):
    """The office's decision."""

    decision = forms.ChoiceField(
        label="决定",
        choices=[("accept", "录用，公开并开放讨论"), ("decline", "不录用")],
        widget=forms.RadioSelect,
    )
    reasons = Text("理由", 500, rows=4, help_text="作者看得到。")


# --- the panel ------------------------------------------------------------------------------------


class Naming(forms.Form):
    """Somebody found by name, and the field he is asked about."""

    person = forms.TypedChoiceField(label="请谁", coerce=int, widget=forms.RadioSelect)
    field = Line("领域", 30, help_text="例如“发展党员程序”“基层治理”。")

    def __init__(self, data: Any, *, people: Sequence[Person]) -> None:
        super().__init__(data)
        self.people = {one.pk: one for one in people}
        choices = [(pk, _person(one)) for pk, one in self.people.items()]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


def _person(person: Person) -> str:
    branch = person.organization.short_name if person.organization else ""
    return format_html("{}<small>{}</small>", person.name, branch)


class _ToExpert(forms.Form):
    expert = forms.TypedChoiceField(label="请教谁", coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, experts: Sequence[Expert]) -> None:
        super().__init__(data)
        self.experts = {one.pk: one for one in experts[:OFFERED]}
        choices = [(pk, _told(one)) for pk, one in self.experts.items()]
        self.fields["expert"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Expert:
        return self.experts[self.cleaned_data["expert"]]


class Consulting(_ToExpert):
    """A question to an expert."""

    subject = Line("一句话说明", 60, help_text="以后按这句话查找，例如“预备期从哪天算起”。")
    question = Text("问题", 3000, rows=6, help_text="不写具体人的姓名和号码，只说事情。")
    field_order = ("subject", "question", "expert")


class HandingOn(_ToExpert):
    """Another expert."""


class Noting(forms.Form):
    """Who finds the note."""

    reach = forms.ChoiceField(label="谁查得到", choices=Reach.choices, widget=forms.RadioSelect)


# --- opinions -------------------------------------------------------------------------------------


class Giving(forms.Form):
    """What is wrong with the system, and on which page."""

    text = Text(
        "哪里不好用，想怎么改",
        1000,
        help_text="答复以后，意见和答复一起公开。不用留姓名和电话。",
    )
    page = Line("说的是哪一页", 30, required=False, help_text="已经替您写好，可以改。")


class Replying(forms.Form):
    """The office's answer; a reason where the opinion's own words cannot be shown."""

    text = Text("答复", 2000, help_text="人人看得到。写改了什么、什么时候改好，或者为什么不改。")
    reason = forms.ChoiceField(
        label="意见原文不能公开的，选原因",
        choices=lambda: [("", "可以公开"), *reasons()],
        widget=forms.RadioSelect,
        required=False,
    )
    clause = Line("依据的条款", 120, required=False, help_text="只在选了“违反法律”时写。")

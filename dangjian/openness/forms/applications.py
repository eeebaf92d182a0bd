"""Forms of applications for disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.openness.actions.applying import LONGEST, Wish
from dangjian.openness.models import Ground, Outcome
from dangjian.openness.rules.applications import Answer
from dangjian.registry.models import Organization


class _Addressed(forms.Form):
    """places: among which one is chosen."""

    organization = forms.TypedChoiceField(label="向哪里申请", coerce=int)

    def __init__(self, *args: Any, places: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.pk: one for one in places}
        self.fields["organization"].choices = [  # type: ignore[attr-defined]
            (str(pk), one.short_name) for pk, one in self.places.items()
        ]

    def place(self) -> Organization:
        return self.places[self.cleaned_data["organization"]]


class Applying(_Addressed):
    """An application; who makes it is nobody's business unless he wants."""

    text = Text("想了解什么", LONGEST, rows=6, help_text="写清楚是哪件事、哪一年，答复起来快。")
    name = Line("您的姓名", 30, required=False)
    reach = Line(
        "怎么联系您",
        80,
        required=False,
        help_text="电话或者地址。留下的，有不清楚的可以找您问。",
    )

    def wish(self) -> Wish:
        typed = self.cleaned_data
        return Wish(typed["text"], typed["name"], typed["reach"])


class Entering(Applying):
    """An application on paper."""

    received_on = DateField(label="收到日期", help_text="期限从这天算起。")


class Supplementing(forms.Form):
    """What the applicant adds."""

    text = Text("补充的内容", LONGEST, rows=5)


class PassingOn(Seen, _Addressed):
    """To whom, and why."""

    words = Text("为什么转，申请人看得到", 300, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].label = "转给哪里"


class AskingMore(Seen):
    """What is missing."""

    words = Text("请申请人补充什么", 500, rows=4, help_text="一次说清楚，申请人看得到。")


class Answering(Seen):
    """The answer, and what of it everybody is to read."""

    outcome = forms.ChoiceField(label="答复", choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label="不公开的理由",
        choices=[("", "没有不公开的"), *Ground.choices],
        required=False,
        help_text="不予公开、部分公开才选。",
    )
    text = Text("答复的内容", 5000, rows=8, help_text="申请人凭受理码看得到。")
    question = Line(
        "登出来的问题",
        100,
        required=False,
        help_text="别人也想知道的，写在这里，审查以后登在网上；不写申请人是谁。不登就空着。",
    )
    reply = Text("登出来的答复", 2000, rows=4, required=False)

    def answer(self) -> Answer:
        typed = self.cleaned_data
        ground = Ground(typed["ground"]) if typed["ground"] else None
        outcome = Outcome(typed["outcome"])
        return Answer(outcome, typed["text"], ground, typed["question"], typed["reply"])


class Extending(forms.Form):
    """How many days more, and why."""

    days = forms.IntegerField(label="延长几个工作日", min_value=1, max_value=60)
    reason = Text("理由", 300, rows=3, help_text="申请人看得到。只能延长一次。")


class Deciding(forms.Form):
    """Yes or no."""

    granted = forms.TypedChoiceField(
        label="同意延长吗",
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
    )


class Passing(Seen):
    """The yes of the review of an answer."""

    harmless = forms.BooleanField(label="做了保密审查，可以这样答复")

"""Forms for decisions on a member's standing, for contact lost and members away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.forms.people import offer, seen
from dangjian.registry.models import Person, StandingKind
from dangjian.registry.rules.people import DECISIONS, OUT


class OnADay(forms.Form):
    """Something that happened on a day, to a person as he stood when the form was opened."""

    on = DateField(label="日期")
    seen = seen()

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person, today: dt.date) -> None:
        super().__init__(data, initial={"seen": person.version})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Decision(OnADay):
    """A decision on a member's standing: when, why, by which paper."""

    reason = forms.ChoiceField(label="原因", widget=forms.RadioSelect)
    document = forms.CharField(
        label="依据文件",
        max_length=120,
        help_text="决定或批复的名称和文号，例如“关于某同志转正的批复（东工委〔2026〕12号）”。",
    )
    organ = forms.CharField(
        label="作出决定的党组织", max_length=120, help_text="写全称，例如“中共某某街道工作委员会”。"
    )
    decided_on = DateField(label="作出决定的日期", help_text="文件上的日期。")
    place = forms.TypedChoiceField(label="编入哪个支部", coerce=int)

    field_order = ("on", "reason", "document", "organ", "decided_on", "place")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        person: Person,
        kind: StandingKind,
        today: dt.date,
        places: list[tuple[str, list[tuple[int, str]]]],
    ) -> None:
        """places: the branches somebody who comes back may be put into."""
        super().__init__(data, person=person, today=today)
        reasons = DECISIONS[person.standing, kind]
        offer(self, "reason", [(reason, reason) for reason in reasons])
        if len(reasons) == 1:
            self.initial["reason"] = reasons[0]
        self.fields["on"].label = _DAY[kind]
        self.fields["decided_on"].widget.attrs["max"] = today.isoformat()
        for name in ("document", "organ", "decided_on"):
            self.fields[name].required = kind != StandingKind.DIED
        if kind == StandingKind.DIED:
            del self.fields["organ"], self.fields["decided_on"]
        if person.standing in OUT and kind not in OUT:
            offer(self, "place", places)
            self.initial["place"] = person.organization_id
        else:
            del self.fields["place"]


class Changes(forms.Form):
    """Which changes of members' standing: of which days, and into what."""

    from_on = DateField(label="从哪天")
    until_on = DateField(label="到哪天")
    kind = forms.ChoiceField(
        label="变成", choices=[("", "全部"), *StandingKind.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and values["from_on"] > values["until_on"]:
            self.add_error("until_on", "不能早于开始的日期。")
        return values


_DAY: Mapping[StandingKind, str] = {
    StandingKind.PROBATIONARY: "从哪天起恢复",
    StandingKind.FULL: "从哪天起为正式党员",
    StandingKind.SUSPENDED: "从哪天起停止党籍",
    StandingKind.LEFT: "从哪天起出党",
    StandingKind.DIED: "去世日期",
}


class Lost(OnADay):
    """Contact with a member broke off."""

    efforts = forms.CharField(
        label="怎样找过",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：打过两次电话，去过原住址，问过家人。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "从哪天起失去联系"


class Found(OnADay):
    """A lost member was reached again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "哪天恢复联系"


class Away(OnADay):
    """A member is away for six months or more."""

    destination = forms.CharField(
        label="外出流向", max_length=120, help_text="到哪个省、市、县或单位。"
    )
    contact = forms.CharField(
        label="流入地联系人", max_length=60, required=False, help_text="姓名和办公电话。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "从哪天起外出"


class Back(OnADay):
    """A member who was away is back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "哪天返回"

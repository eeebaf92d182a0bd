"""Forms of an appraisal: opened, its days, who was absent, the sums of the poll, what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from dangjian.appraisal.models import VOTED, Appraisal, Decided, Grade, Ground, Line
from dangjian.appraisal.rules.appraising import MOST_OPINION, STEPS
from dangjian.kit.forms import DateField
from dangjian.openness.forms.fields import Line as OneLine
from dangjian.openness.forms.fields import Seen, Text
from dangjian.registry.models import Organization


class Opening(forms.Form):
    """Of which branch and year, and by the roll of which day."""

    place = forms.TypedChoiceField(label="哪个支部", coerce=int)
    year = forms.IntegerField(label="评议哪一年", min_value=2000, max_value=2100)
    day = DateField(label="按哪天的党员名单", help_text="名单按那一天的党籍和支部算出来。")
    joined = forms.BooleanField(label="和组织生活会一并开展", required=False)

    def __init__(self, *args: Any, places: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.pk: one for one in places}
        field = self.fields["place"]
        field.choices = [(one.pk, one.short_name) for one in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            field.initial, field.widget = places[0].pk, forms.HiddenInput()

    def chosen(self) -> Organization:
        return self.offered[self.cleaned_data["place"]]


class Days(Seen):
    """When each step was held, by whom the opinion was said, how many papers there were."""

    self_on = DateField(label="个人自评", required=False)
    mutual_on = DateField(label="党员互评", required=False)
    poll_on = DateField(label="民主测评", required=False)
    issued = forms.IntegerField(
        label="发出测评表（张）", required=False, min_value=1, max_value=9999
    )
    returned = forms.IntegerField(
        label="收回测评表（张）", required=False, min_value=0, max_value=9999
    )
    opinion_on = DateField(label="提出意见", required=False)
    opinion_by = forms.ChoiceField(
        label="由谁提出意见", choices=[("", "还没有"), *Decided.choices], required=False
    )
    joined = forms.BooleanField(label="和组织生活会一并开展", required=False)

    def __init__(self, data: Any, *, appraisal: Appraisal, today: dt.date) -> None:
        kept = (*STEPS, "issued", "returned", "opinion_by", "joined")
        initial = {name: getattr(appraisal, name) for name in kept}
        initial["seen"] = appraisal.case.round
        super().__init__(data, initial=initial)
        for name in STEPS:
            self.fields[name].widget.attrs["max"] = today.isoformat()

    def days(self) -> dict[str, dt.date | None]:
        return {name: self.cleaned_data[name] for name in STEPS}


class Excusing(Seen):
    """For every full member whether he came, or which proper reason he had."""

    def __init__(self, data: Any, *, lines: Iterable[Line], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.of = list(lines)
        for one in self.of:
            self.fields[f"ground_{one.person_id}"] = forms.ChoiceField(
                label=one.person.name,
                choices=[("", "参加"), *Ground.choices],
                required=False,
                initial=one.ground,
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[f"ground_{one.person_id}"] for one in self.of]

    def grounds(self) -> dict[int, str]:
        return {one.person_id: self.cleaned_data[f"ground_{one.person_id}"] for one in self.of}


class Counting(Seen):
    """Four sums for every member who is appraised."""

    def __init__(self, data: Any, *, lines: Iterable[Line], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.of = list(lines)
        for one in self.of:
            for name in VOTED:
                label = str(Grade(name).label)
                self.fields[f"{name}_{one.person_id}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=9999,
                    initial=getattr(one, name),
                    widget=forms.NumberInput(
                        attrs={
                            "aria-label": f"{one.person.name}：{label}票",
                            "inputmode": "numeric",
                        }
                    ),
                )

    @property
    def rows(self) -> list[tuple[Line, list[forms.BoundField]]]:
        return [(one, [self[f"{name}_{one.person_id}"] for name in VOTED]) for one in self.of]

    def votes(self) -> dict[int, list[int | None]]:
        given = self.cleaned_data
        return {
            one.person_id: [given[f"{name}_{one.person_id}"] for name in VOTED] for one in self.of
        }


class Saying(Seen):
    """A grade and its words."""

    grade = forms.ChoiceField(label="等次", choices=Grade.choices, widget=forms.RadioSelect)
    opinion = Text(
        "意见",
        MOST_OPINION,
        rows=5,
        help_text="写支部委员会或者党员大会的意见：好在哪里、还要改什么。不写证件号、电话。",
    )


class Reasoned(Seen):
    """A step with its reason."""

    words = Text("原因", 500, rows=4)


class Confirming(Seen):
    """The committee's paper."""

    document = OneLine("依据", 120, help_text="例如“党工委会议记录2026年第12号”。")


class Correcting(forms.Form):
    """What is wrong, and by what."""

    reason = OneLine("哪里错了，凭什么更正", 200)

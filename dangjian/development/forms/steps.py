"""The form of one step: its day, what was decided, and its papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.development.actions.guiding import PARTS
from dangjian.development.actions.papers import NUMBERED, PaperEntry
from dangjian.development.actions.taking import Entry
from dangjian.development.models import Outcome
from dangjian.development.queries.votes import KINDS
from dangjian.development.rules.tables import Step
from dangjian.kit.forms import DateField
from dangjian.registry.models import Person


class Line(forms.CharField):
    """One line."""

    def __init__(self, label: str, limit: int, **kwargs: Any) -> None:
        told = {"max_length": f"最多{limit}字，请写短一些"}
        super().__init__(label=label, max_length=limit, error_messages=told, **kwargs)


class Seen(forms.Form):
    """The round of the case a form was drawn on."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Papers(Seen):
    """Papers by name: for each its signer, its number, and its day where that is another."""

    def __init__(
        self,
        data: Any,
        *,
        papers: Sequence[str],
        seen: int,
        numbered: bool = False,
        needed: bool = True,
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self.papers = tuple(papers)
        for at, name in enumerate(self.papers):
            of = f"《{name}》的" if len(self.papers) > 1 else f"{name}的"
            self.fields[f"signer_{at}"] = Line(f"{of}签字人或盖章单位", 60, required=needed)
            self.fields[f"number_{at}"] = Line(
                f"{of}编号或文号", 60, required=numbered and needed
            )
            self.fields[f"dated_{at}"] = DateField(
                label=f"{of}落款日期", required=False, help_text="和办这一步同一天的，空着。"
            )

    def entered(self, on: dt.date) -> list[PaperEntry]:
        """The papers, of the day of the step where no other was typed."""
        values = self.cleaned_data
        return [
            PaperEntry(
                name,
                values[f"dated_{at}"] or on,
                values[f"signer_{at}"],
                values[f"number_{at}"],
            )
            for at, name in enumerate(self.papers)
        ]

    @property
    def paper_fields(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each paper with its fields, for the page."""
        parts = ("signer", "number", "dated")
        return [
            (name, [self[f"{part}_{at}"] for part in parts]) for at, name in enumerate(self.papers)
        ]


class StepForm(Papers):
    """What a step asks for, and nothing else. held_on: of a vote, the day of its meeting."""

    def __init__(
        self,
        data: Any,
        *,
        step: Step,
        papers: Sequence[str],
        people: Sequence[Person],
        chosen: Sequence[int],
        today: dt.date,
        seen: int,
        held_on: dt.date | None,
        then: bool = False,
    ) -> None:
        """then: whether it may be entered as done by the rules of before 2014."""
        numbered = step.name in NUMBERED
        super().__init__(data, papers=papers, seen=seen, numbered=numbered, needed=not then)
        self.step, self.people, self.held_on = step, {one.pk: one for one in people}, held_on
        own: dict[str, forms.Field] = {}
        if step.name not in KINDS or then:
            own["on"] = DateField(label="哪天办的", initial=today)
            own["on"].widget.attrs["max"] = today.isoformat()
        if len(step.outcomes) > 1 and (step.name != "meeting" or then):
            own["outcome"] = forms.TypedChoiceField(
                label="结果",
                choices=[(one.value, one.label) for one in step.outcomes],
                widget=forms.RadioSelect,
                coerce=Outcome,
            )
        own |= self._own(chosen)
        if then:
            own["then_words"] = Line(
                "按当时规定办的：当时是怎样办的", 200, required=False,
                help_text="2014年5月28日以前办的步骤填这里，期限和材料不按后来的细则查。",
            )  # fmt: skip
            own["then_paper"] = Line("上级的意见（名称、文号）", 120, required=False)
        self.fields = {**own, **self.fields}

    def _own(self, chosen: Sequence[int]) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        name = self.step.name
        if part := PARTS.get(name):
            found["people"] = forms.TypedMultipleChoiceField(
                label=part.label,
                choices=[(pk, one.name) for pk, one in self.people.items()],
                widget=forms.CheckboxSelectMultiple,
                coerce=int,
                initial=list(chosen),
                help_text="只列出本支部的正式党员。",
            )
        if name == "training":
            kept: dict[str, Any] = {"required": False, "min_value": 0, "decimal_places": 1}
            found["days"] = forms.DecimalField(label="培训几天", max_value=100, **kept)
            found["hours"] = forms.DecimalField(
                label="或者多少学时", max_value=999, help_text="天数和学时填一样就行。", **kept
            )
        if name == "approve":
            found["late"] = Line(
                "超过三个月才审批的原因", 200, required=False, help_text="三个月以内的，空着。"
            )
        if name == "approve_conversion":
            found["months"] = forms.IntegerField(
                label="延长几个月", min_value=1, max_value=24, required=False,
                help_text="只有延长预备期时才填，6 到 12 个月。",
            )  # fmt: skip
        return found

    def entry(self) -> Entry:
        """What was filled in."""
        values = self.cleaned_data
        on = self.held_on or values.get("on") or dt.date.min
        return Entry(
            on=on,
            papers=self.entered(on),
            outcome=values.get("outcome") or None,
            people=[self.people[pk] for pk in values.get("people", ())],
            days=values.get("days"),
            hours=values.get("hours"),
            months=values.get("months"),
            late=values.get("late", ""),
            then_words=values.get("then_words", ""),
            then_paper=values.get("then_paper", ""),
        )

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields above the papers."""
        part = ("signer_", "number_", "dated_", "seen")
        return [self[name] for name in self.fields if not name.startswith(part)]


class LocalForm(Papers):
    """A step of the locality: its day and its paper."""

    def __init__(self, data: Any, *, paper: str, today: dt.date, seen: int) -> None:
        super().__init__(data, papers=[paper], seen=seen)
        own = {"on": DateField(label="哪天办的", initial=today)}
        self.fields = {**own, **self.fields}

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields above the papers."""
        return [self["on"]]

    def entry(self) -> Entry:
        """What was filled in."""
        on = self.cleaned_data["on"]
        return Entry(on=on, papers=self.entered(on))

"""Split, merge, upgrade, dissolve: what is asked for before anything is carried (A4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.queries.life import Load
from dangjian.registry.rules.life import Part

MOST_PARTS = 6


class Act(forms.Form):
    """As of which day, by which paper, and why. confirmed: whether the preview was looked at."""

    on = DateField(label="从哪天起")
    document = forms.CharField(
        label="上级批准的文件", max_length=120, help_text="批复的文号，例如“东街工委〔2026〕12号”。"
    )
    reason = forms.CharField(
        label="理由",
        max_length=120,
        required=False,
        help_text="人数不在规定的一般范围内时要写；其他时候可以不写。",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        load: Load,
        today: dt.date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        first = {"on": today, "seen": organization.version, **(initial or {})}
        super().__init__(data, initial=first)
        self.load = load
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    @property
    def units(self) -> list[tuple[str, str]]:
        """(field name, words) of every group, and of every member who is in none."""
        found = [
            (f"g_{one.pk}", f"{one.short_name}（{len(self.load.of_group(one.pk))} 人）")
            for one in self.load.groups
        ]
        return found + [(f"p_{one.person_id}", one.person.name) for one in self.load.alone]

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields that are asked for once."""
        placed = {name for name, _ in self.units}
        return [one for one in self.visible_fields() if one.name not in placed]

    @property
    def placing(self) -> list[forms.BoundField]:
        """A field for every group and member, where the act asks for one."""
        return [self[name] for name, _ in self.units if name in self.fields]

    def chosen(self, prefix: str, wanted: object) -> Collection[int]:
        """Ids of the groups ("g_") or members ("p_") for whom this was chosen."""
        return [
            int(name[2:])
            for name, _ in self.units
            if name.startswith(prefix) and self.cleaned_data.get(name) == wanted
        ]


class Merging(Act):
    into = forms.TypedChoiceField(label="并入哪个组织", coerce=int)
    field_order = ("into", "on", "document", "reason")

    def __init__(self, data: Any, *, receivers: Sequence[Organization], **known: Any) -> None:
        super().__init__(data, **known)
        self.receivers = {one.pk: one for one in receivers}
        self.fields["into"].choices = [("", "请选择"), *_places(receivers)]  # type: ignore[attr-defined]


class Splitting(Act):
    """A new branch beside this one, and who goes there."""

    name = forms.CharField(label="新支部全称", max_length=120)
    short_name = forms.CharField(label="新支部简称", max_length=60)
    field_order = ("name", "short_name", "on", "document", "reason")

    def __init__(self, data: Any, **known: Any) -> None:
        super().__init__(data, **known)
        for name, words in self.units:
            self.fields[name] = forms.BooleanField(label=words, required=False)

    def part(self) -> Part:
        values = self.cleaned_data
        people, groups = self.chosen("p_", True), self.chosen("g_", True)
        return Part(values["name"].strip(), values["short_name"].strip(), people, groups)


class Upgrading(Act):
    """The new name; of a branch also the branches that its members go to."""

    name = forms.CharField(label="升格以后的全称", max_length=120)
    short_name = forms.CharField(label="升格以后的简称", max_length=60)

    def __init__(self, data: Any, *, parts: int, **known: Any) -> None:
        super().__init__(data, **known)
        self.parts = parts
        for n in range(1, parts + 1):
            self.fields[f"name_{n}"] = forms.CharField(label=f"第{n}个支部全称", max_length=120)
            self.fields[f"short_{n}"] = forms.CharField(label=f"第{n}个支部简称", max_length=60)
        offered = [(str(n), f"第{n}个支部") for n in range(1, parts + 1)]
        for name, words in self.units if parts else []:
            self.fields[name] = forms.ChoiceField(
                label=words, choices=offered, widget=forms.RadioSelect
            )
        start = ["name", "short_name"]
        named = [f"{kind}_{n}" for n in range(1, parts + 1) for kind in ("name", "short")]
        self.order_fields([*start, *named, "on", "document", "reason"])

    def made(self) -> list[Part]:
        values = self.cleaned_data
        return [
            Part(
                values[f"name_{n}"].strip(),
                values[f"short_{n}"].strip(),
                self.chosen("p_", str(n)),
                self.chosen("g_", str(n)),
            )
            for n in range(1, self.parts + 1)
        ]


class Dissolving(Act):
    """Where members go: all to one branch, or one or other elsewhere."""

    into = forms.TypedChoiceField(label="党员编入哪个支部", coerce=int)
    field_order = ("into", "on", "document", "reason")

    def __init__(self, data: Any, *, receivers: Sequence[Organization], **known: Any) -> None:
        super().__init__(data, **known)
        self.receivers = {one.pk: one for one in receivers}
        if not (self.load.members or self.load.groups):
            del self.fields["into"]
            return
        offered = _places(receivers)
        self.fields["into"].choices = [("", "请选择"), *offered]  # type: ignore[attr-defined]
        for name, words in self.units:
            self.fields[name] = forms.TypedChoiceField(
                label=words,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", "跟大家一起"), *offered],
            )

    def places(self, prefix: str) -> dict[int, Organization]:
        """By id of a member or group, where he or it goes."""
        common = self.cleaned_data.get("into")
        return {
            int(name[2:]): self.receivers[self.cleaned_data.get(name) or common]
            for name, _ in self.units
            if name.startswith(prefix)
        }


def _places(receivers: Sequence[Organization]) -> list[tuple[int, str]]:
    return [
        (one.pk, f"{one.short_name}（{OrganizationForm(one.form).label}"
         f"{'，属' + one.parent.short_name if one.parent else ''}）")
        for one in receivers
    ]  # fmt: skip

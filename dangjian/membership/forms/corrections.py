"""Forms of the check of one's own data (K3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms

from dangjian.membership.queries.corrections import Item, Wanted
from dangjian.registry.actions.people import SEALED
from dangjian.registry.forms.people import GONE, Items
from dangjian.registry.models import Person

REMOVABLE = ("mobile", "address")


class Asking(forms.Form):
    """How the chosen items should be, what shows it, and a file if there is one."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any = None,
        *,
        person: Person,
        items: Sequence[Item],
    ) -> None:
        super().__init__(data, files, initial={"seen": person.version})
        self.wanted = items
        for one in items:
            field = deepcopy(Items.base_fields[one.name])
            field.label = f"{one.label}应当是"
            field.help_text = f"现在登记的是：{one.value or '没有登记'}。"
            if one.name in SEALED:
                field.required = True
            if one.name in REMOVABLE and one.value:
                field.help_text += f"要删去，写“{GONE}”。"
            if one.name in ("name", "sex", "born_on"):
                field.required = True
            self.fields[one.name] = field
            self.initial[one.name] = "" if one.name in SEALED else getattr(person, one.name)
            self.fields[f"proof_{one.name}"] = forms.CharField(
                label=f"{one.label}的依据",
                max_length=200,
                help_text="例如“身份证上是这样写的”“有毕业证”。",
            )
        self.fields["file"] = forms.FileField(
            label="证明材料", required=False, help_text="照片或者 PDF，3 MB 以内。加密保存。"
        )
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each item's field with that of its proof."""
        return [(self[one.name], self[f"proof_{one.name}"]) for one in self.wanted]

    def items(self) -> dict[str, Any]:
        """What was asked for, by item; "" for one to be removed."""
        values = {one.name: self.cleaned_data[one.name] for one in self.wanted}
        return {
            name: "" if name in REMOVABLE and value == GONE else value
            for name, value in values.items()
        }

    def proofs(self) -> dict[str, str]:
        return {one.name: self.cleaned_data[f"proof_{one.name}"] for one in self.wanted}


class Deciding(forms.Form):
    """For each item: right, or not, and why."""

    RIGHT, WRONG = "right", "wrong"

    def __init__(
        self, data: Mapping[str, Any] | None, *, wanted: Sequence[Wanted], seen: int
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self.wanted = wanted
        for one in wanted:
            self.fields[f"is_{one.row.item}"] = forms.ChoiceField(
                label=f"{one.label}改不改",
                choices=[(self.RIGHT, "属实，更正"), (self.WRONG, "不改")],
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{one.row.item}"] = forms.CharField(
                label=f"{one.label}不改的理由",
                max_length=200,
                required=False,
                help_text="不改的要写，本人看得到。",
            )
        if any(one.row.item == "id_number" for one in wanted):
            self.fields["doubt"] = forms.CharField(
                label="号码确实如此的原因",
                max_length=120,
                required=False,
                help_text="号码与出生日期、性别对不上，而证件确实如此的才填。",
            )
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)

    def rows(self) -> list[tuple[Wanted, forms.BoundField, forms.BoundField]]:
        return [
            (one, self[f"is_{one.row.item}"], self[f"reason_{one.row.item}"])
            for one in self.wanted
        ]

    def reasons(self) -> dict[str, str]:
        """Why, for each item that is not accepted."""
        return {
            one.row.item: self.cleaned_data[f"reason_{one.row.item}"]
            for one in self.wanted
            if self.cleaned_data[f"is_{one.row.item}"] == self.WRONG
        }


class Seen(forms.Form):
    """The version of the record that stood on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

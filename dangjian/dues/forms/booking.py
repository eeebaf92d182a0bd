"""Booking: the month sheet of a branch, one member's receipt, what moves between organizations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from dangjian.dues.forms.fields import MoneyField, MonthField
from dangjian.dues.models import EntryKind, Way
from dangjian.dues.queries.sheet import Row, Sheet
from dangjian.dues.rules import months
from dangjian.dues.rules.standards import yuan
from dangjian.kernel.refusal import Refused
from dangjian.kit.forms import DateField
from dangjian.registry.models import Organization, Person

WAYS = [(one.value, one.label) for one in (Way.CASH, Way.TRANSFER)]


class _Moved(forms.Form):
    """When and how it moved, outside the system."""

    on = DateField(label="哪天收的", help_text="实际收到的日期，不是今天登记的日期。")
    way = forms.ChoiceField(
        label="现金还是转账", choices=WAYS, widget=forms.RadioSelect, initial=Way.CASH
    )
    document = forms.CharField(label="凭证号", max_length=60, required=False)
    note = forms.CharField(label="摘要", max_length=120, required=False)


class SheetBooking(forms.Form):
    """The month sheet as a form: a tick for exactly what is left, or another amount."""

    on = DateField(label="哪天收的")
    way = forms.ChoiceField(
        label="现金还是转账", choices=WAYS, widget=forms.RadioSelect, initial=Way.CASH
    )

    def __init__(self, data: Mapping[str, Any] | None, *, sheet: Sheet, today: dt.date) -> None:
        super().__init__(data, initial={"on": today})
        self.sheet = sheet
        for row in self._booked_rows():
            name = row.person.name
            full = forms.BooleanField(label=f"收{yuan(row.left)}元（{name}）", required=False)
            other = MoneyField(label=f"另填金额（{name}）", required=False)
            other.widget.attrs |= {
                "class": "in in-s",
                "size": 8,
                "placeholder": "另填",
                "aria-label": other.label,
            }
            self.fields[f"full_{row.person.pk}"] = full
            self.fields[f"other_{row.person.pk}"] = other

    def _booked_rows(self) -> list[Row]:
        return [row for row in self.sheet.rows if row.there]

    @property
    def lines(self) -> list[tuple[Row, Any, Any]]:
        """Each member with his tick (None where nothing is left) and the other amount."""
        found = []
        for row in self.sheet.rows:
            mine = row.there
            full = self[f"full_{row.person.pk}"] if mine and row.left else None
            found.append((row, full, self[f"other_{row.person.pk}"] if mine else None))
        return found

    def amounts(self) -> list[tuple[Person, Decimal]]:
        """Of whom how much was received. Refused where a tick and another amount are both there."""
        found: list[tuple[Person, Decimal]] = []
        for row in self._booked_rows():
            full = self.cleaned_data.get(f"full_{row.person.pk}")
            other = self.cleaned_data.get(f"other_{row.person.pk}")
            if full and other is not None and other != row.left:
                raise Refused(
                    f"{row.person.name}既勾了应交数额，又另填了金额，请只留一个。",
                    field=f"other_{row.person.pk}",
                )
            if other is not None:
                found.append((row.person, other))
            elif full and row.left:
                found.append((row.person, row.left))
        return found


class Receiving(_Moved):
    """What one member handed over for months, or gave beyond his dues."""

    what = forms.ChoiceField(
        label="收的是什么",
        choices=[
            (EntryKind.RECEIPT.value, "应交的党费"),
            (EntryKind.VOLUNTARY.value, "自愿多交的党费"),
        ],
        widget=forms.RadioSelect,
        initial=EntryKind.RECEIPT,
    )
    from_month = MonthField(label="从哪个月", required=False)
    to_month = MonthField(label="到哪个月", required=False)
    amount = MoneyField(label="金额（元）")
    field_order = ("what", "from_month", "to_month", "amount", "on", "way", "document", "note")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("what") == EntryKind.RECEIPT:
            for name in ("from_month", "to_month"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}")
        return values


class Moving(_Moved):
    """What moved between organizations, or was spent."""

    kind = forms.ChoiceField(label="记什么", widget=forms.RadioSelect)
    other = forms.TypedChoiceField(
        label="哪个下级组织", coerce=int, empty_value=None, required=False
    )
    amount = MoneyField(label="金额（元）")
    field_order = ("kind", "other", "amount", "on", "way", "document", "note")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kinds: Sequence[EntryKind],
        below: Sequence[Organization],
        today: dt.date,
    ) -> None:
        super().__init__(data, initial={"on": today, "kind": kinds[0]})
        self.fields["on"].label, self.fields["on"].help_text = "日期", "实际收付的日期。"
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]
        self.below = {one.pk: one for one in below}
        if EntryKind.FROM_BELOW in kinds and below:
            offered = [("", "（记下级的才选）"), *((o.pk, o.short_name) for o in below)]
            self.fields["other"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["other"]


class Reversing(forms.Form):
    reason = forms.CharField(
        label="为什么冲正",
        max_length=120,
        help_text="写清错在哪里。原来的一笔和冲正的一笔都留在账上。",
    )


class Taking(forms.Form):
    """Why a sheet is taken away."""

    reason = forms.CharField(
        label="为什么要导出",
        max_length=120,
        help_text="写清办什么事、给谁用。会写进记录，也印在表上。",
    )


def month_asked(text: str, today: dt.date) -> dt.date:
    """The month of the address, this month without one. Refused (400) for what is no month, or one
    further than a year ahead."""
    if not text.strip():
        return months.first_of(today)
    month = months.read(text)
    if month > months.first_of(today).replace(year=today.year + 1):
        raise Refused("最远只能看一年以后的月份。", status=400)
    return month

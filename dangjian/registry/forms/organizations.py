"""Forms about organizations: open, rename, move, close, the units behind one, its particulars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from dangjian.kernel import identity
from dangjian.kit.forms import DateField
from dangjian.registry import rules
from dangjian.registry.forms.people import offer, seen, tidy_name
from dangjian.registry.models import (
    Organization,
    OrganizationForm,
    Sector,
    Unit,
    UnitRelation,
)
from dangjian.registry.rules.tree import UnitEntry

UNITS_AT_MOST = 5
"""联合党支部 generally covers no more (支部工作条例 ch. 2); the rule stands in kernel.rules."""

_DOCUMENT = "文件名称或文号，例如“禾组〔2026〕12号”。"


class TitleField(forms.CharField):
    """The name of an organization or unit: no stray spaces or invisible characters."""

    def to_python(self, value: Any) -> str:
        return tidy_name(super().to_python(value) or "")


def document(label: str = "依据文件") -> forms.CharField:
    return forms.CharField(label=label, max_length=120, required=False, help_text=_DOCUMENT)


class Day(forms.Form):
    """Which day a page is asked for. Drawn, never judged: the address is read by the view."""

    on = DateField(label="看哪一天", required=False)

    def __init__(self, *, on: dt.date, today: dt.date, text: str = "") -> None:
        super().__init__(initial={"on": on, "q": text})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class TreeDay(Day):
    """Which day's tree, and whom to look for in it."""

    q = forms.CharField(label="名称或拼音", max_length=60, required=False)


class Change(forms.Form):
    """A change from a day on, today unless said otherwise."""

    on = DateField(label="日期")
    document = document()
    seen = seen()

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        today: dt.date,
        version: int | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"on": today, "seen": version, **(initial or {})})
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class Opening(Change):
    """A new organization below one that is given."""

    form = forms.ChoiceField(label="组织类别", widget=forms.RadioSelect)
    name = TitleField(
        label="全称",
        max_length=120,
        help_text="批复上的名称，例如“中共禾丰区东篱社区第一支部委员会”。",
    )
    short_name = TitleField(
        label="简称",
        max_length=60,
        help_text="名单和组织树里显示的名字，例如“东篱社区第一党支部”。",
    )
    may_approve = forms.BooleanField(
        label="有审批预备党员的权限",
        required=False,
        help_text="一般只有基层党委有；党总支要有上级授权。党支部、党小组和党组没有。",
    )

    field_order = ("form", "name", "short_name", "on", "document", "may_approve")

    def __init__(
        self, data: Mapping[str, Any] | None, *, parent: Organization, today: dt.date
    ) -> None:
        below = rules.forms_below(parent.form)
        first = {"form": below[0]} if len(below) == 1 else {}
        super().__init__(data, today=today, initial=first)
        del self.fields["seen"]
        offer(self, "form", [(form.value, form.label) for form in below])
        self.fields["on"].label = "成立日期"
        self.fields["document"].label = "批准成立的文件"
        if not any(rules.may_hold_approval(form) for form in below):
            del self.fields["may_approve"]


class Renaming(Change):
    """Another name or another form for an organization."""

    form = forms.ChoiceField(label="组织类别", widget=forms.RadioSelect)
    name = TitleField(label="全称", max_length=120)
    short_name = TitleField(label="简称", max_length=60, help_text="名单和组织树里显示的名字。")

    field_order = ("name", "short_name", "form", "on", "document")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        today: dt.date,
        proposed: Mapping[str, str],
    ) -> None:
        """proposed: values to begin with instead of the present ones (to change a name back)."""
        now = {name: getattr(organization, name) for name in ("name", "short_name", "form")}
        super().__init__(
            data, today=today, version=organization.version, initial={**now, **proposed}
        )
        offer(self, "form", _possible_forms(organization))
        self.fields["on"].label = "从哪天起"
        self.fields["on"].help_text = "这一天以前的名单和报表里仍用原来的名称。"


def _possible_forms(organization: Organization) -> list[tuple[str, str]]:
    """The present form, and those that may stand where it stands."""
    parent = organization.parent
    below = rules.forms_below(parent.form) if parent else []
    fitting = [form for form in OrganizationForm if form in below or form == organization.form]
    return [(form.value, form.label) for form in fitting]


class Move(Change):
    """Another superior for an organization."""

    parent = forms.ModelChoiceField(
        label="移到谁下面", queryset=Organization.objects.none(), widget=forms.RadioSelect
    )

    field_order = ("parent", "on", "document")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        today: dt.date,
        possible: Any,
        shown: Sequence[Organization],
        proposed: int = 0,
    ) -> None:
        """possible: all that could be chosen; shown: those the page offers."""
        super().__init__(
            data, today=today, version=organization.version, initial={"parent": proposed or None}
        )
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = possible
        parent.choices = [(one.pk, _placed(one)) for one in shown]
        parent.error_messages["required"] = "请选一个新的上级。"
        parent.error_messages["invalid_choice"] = "不能移到那里，请从列出的组织里选。"
        self.fields["on"].label = "从哪天起"
        self.fields["on"].help_text = "这一天以前的组织树不变。"


def _placed(organization: Organization) -> str:
    """An organization with its superior's name, since many are called alike."""
    above = organization.parent
    place = f"，属{above.short_name}" if above else ""
    return f"{organization.short_name}（{organization.get_form_display()}{place}）"


class Closing(Change):
    """The end of an organization."""

    reason = forms.CharField(
        label="撤销原因",
        max_length=120,
        help_text="例如“单位撤并，党员已编入东篱社区第二党支部”。",
    )

    field_order = ("on", "reason", "document")

    def __init__(
        self, data: Mapping[str, Any] | None, *, organization: Organization, today: dt.date
    ) -> None:
        super().__init__(data, today=today, version=organization.version)
        self.fields["on"].label = "撤销日期"
        self.fields["on"].help_text = "从这一天起不再存在；以前的日子仍然查得到。"
        self.fields["document"].label = "批准撤销的文件"


class Particulars(forms.Form):
    """What is corrected without history. above: by somebody set over its superior, who alone says
    whether it may approve."""

    contact = forms.CharField(label="联系人", max_length=40, required=False)
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    founding_document = document("批准成立的文件")
    may_approve = Opening.base_fields["may_approve"]
    position = forms.IntegerField(
        label="排列次序",
        min_value=0,
        max_value=32767,
        help_text="在上级下面排第几：数小的在前，一样的按登记先后。",
    )
    seen = seen()

    def __init__(
        self, data: Mapping[str, Any] | None, *, organization: Organization, above: bool
    ) -> None:
        names = ("contact", "phone", "founding_document", "may_approve", "position")
        now = {name: getattr(organization, name) for name in names}
        super().__init__(data, initial={**now, "seen": organization.version})
        if not (above and rules.may_hold_approval(organization.form)):
            del self.fields["may_approve"]


# --- units ---------------------------------------------------------------------------------------


class Units(Change):
    """The unit or units behind an organization: up to five lines, of which empty ones count not."""

    relation = forms.ChoiceField(
        label="所在单位情况", choices=UnitRelation.choices, widget=forms.RadioSelect
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        units: Sequence[Unit],
        today: dt.date,
    ) -> None:
        self.shown = min(_lines(data, len(units)), UNITS_AT_MOST)
        now: dict[str, Any] = {**dict(_written(units)), "relation": organization.unit_relation}
        if data is not None and "more" in data:
            # One line more was asked for: what was typed is shown again, not judged yet.
            now |= typed(data)
            data = None
        now["rows"] = self.shown
        super().__init__(data, today=today, version=organization.version, initial=now)
        del self.fields["document"]
        self.fields["on"].label = "从哪天起"
        for number in range(self.shown):
            self._add_line(number)

    def _add_line(self, number: int) -> None:
        self.fields[f"name_{number}"] = TitleField(label="单位名称", max_length=120, required=False)
        self.fields[f"code_{number}"] = forms.CharField(
            label="统一社会信用代码", max_length=40, required=False
        )
        self.fields[f"sector_{number}"] = forms.ChoiceField(
            label="单位类别", choices=[("", "请选择"), *Sector.choices], required=False
        )

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The three fields of every line."""
        return [
            [self[f"name_{number}"], self[f"code_{number}"], self[f"sector_{number}"]]
            for number in range(self.shown)
        ]

    @property
    def may_grow(self) -> bool:
        return self.shown < UNITS_AT_MOST

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["units"] = [entry for n in range(self.shown) if (entry := self._entry(n, cleaned))]
        return cleaned

    def _entry(self, number: int, cleaned: Mapping[str, Any]) -> UnitEntry | None:
        name, code, sector = (
            cleaned.get(f"{part}_{number}", "") for part in ("name", "code", "sector")
        )
        if not (name or code):
            return None
        if not name:
            self.add_error(f"name_{number}", "请写上单位名称。")
        if not sector:
            self.add_error(f"sector_{number}", "请选择单位类别。")
        return UnitEntry(name, sector, identity.clean(code))


def _lines(data: Mapping[str, Any] | None, recorded: int) -> int:
    """How many lines to show: as many as came, one more where asked for; at least one."""
    if data is None:
        return max(recorded, 1)
    came = str(data.get("rows", ""))
    count = int(came) if came.isascii() and came.isdigit() and len(came) < 3 else 1
    return max(count + ("more" in data), 1)


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to show it again in a form that is not judged yet."""
    return {name: data[name] for name in data}


def _written(units: Sequence[Unit]) -> Iterable[tuple[str, str]]:
    for number, unit in enumerate(units):
        yield f"name_{number}", unit.name
        yield f"code_{number}", unit.credit_code or ""
        yield f"sector_{number}", unit.sector

"""Forms of the list of appointments and removals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.openness.actions.listing import Line as Entry
from dangjian.openness.models import Notice, PersonnelEntry, Turn

_TURNS = [(one.value, one.label) for one in (Turn.APPOINTED, Turn.REMOVED)]


class Entering(forms.Form):
    """What was decided. notices: the closed ones it may rest on."""

    turn = forms.ChoiceField(label="任还是免", choices=_TURNS, widget=forms.RadioSelect)
    name = Line("姓名", 20, help_text="和任免文件上写的一样。")
    post = Line("职务", 80, help_text="例如“柳岸街道党工委书记”。")
    decided_on = DateField(label="决定日期")
    document = Line("任免文件的文号", 40, required=False)
    notice = forms.TypedChoiceField(
        label="任前公示",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="经过公示的选这里，平台会核对姓名；没有经过公示的写文号。",
    )

    def __init__(self, *args: Any, notices: Sequence[Notice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notices = {one.pk: one for one in notices}
        choices = [("", "没有，或者不需要")]
        choices += [(str(one.pk), f"{one.number}　{one.title}") for one in notices]
        self.fields["notice"].choices = choices  # type: ignore[attr-defined]
        if not notices:
            del self.fields["notice"]

    def line(self) -> Entry:
        """What was typed."""
        typed = self.cleaned_data
        notice = self.notices.get(typed.get("notice") or 0)
        names = ("name", "post", "decided_on", "document")
        return Entry(Turn(typed["turn"]), notice=notice, **{name: typed[name] for name in names})


class Correcting(Entering):
    """What stands in place of a listed line, or that there should be none."""

    reason = Line("为什么更正", 200, help_text="群众看得到。")
    void = forms.BooleanField(
        label="这一条不该登，作废",
        required=False,
        help_text="选了这个，只要写原因，下面的不用填。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["void", "reason"])
        if self.data.get("void"):
            for name in ("turn", "name", "post", "decided_on"):
                self.fields[name].required = False

    def line_or_void(self) -> Entry | None:
        return None if self.cleaned_data["void"] else self.line()


def written(entry: PersonnelEntry) -> dict[str, Any]:
    """A listed line as the form shows it."""
    names = ("turn", "name", "post", "decided_on", "document")
    return {name: getattr(entry, name) for name in names} | {"notice": entry.notice_id}


class Passing(Seen):
    """The yes of the review."""

    right = forms.BooleanField(label="和任免文件核对过，一字不差")
    harmless = forms.BooleanField(label="做了保密审查，可以对外公开")


class TurningDown(Seen):
    """Why a line is not listed."""

    words = Text("为什么不登", 500, rows=4)

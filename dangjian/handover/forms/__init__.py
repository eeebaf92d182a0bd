"""Forms of handing over and of leaving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.handover.models import Line, Verdict
from dangjian.kit.forms import DateField
from dangjian.registry.models import Person

WORDS = forms.Textarea(attrs={"rows": "2"})


def _named(person: Person) -> str:
    branch = person.organization.short_name if person.organization else "不在任何支部"
    return f"{person.name}（{branch}）"


class SearchForm(forms.Form):
    """Who takes over: a whole name."""

    who = forms.CharField(
        label="接手人姓名",
        max_length=60,
        required=False,
        help_text="写全姓名。接手人要是党员，并且已经启用账号。",
    )


class HolderForm(forms.Form):
    """Who leaves, or hands over his roles."""

    who = forms.CharField(
        label="谁要离岗或者换岗位", max_length=60, required=False, help_text="姓名，或者前几个字。"
    )


class StartForm(forms.Form):
    """Which post goes to whom, by which paper, on which day."""

    place = forms.TypedChoiceField(label="移交哪个岗位", coerce=int, widget=forms.RadioSelect)
    successor = forms.TypedChoiceField(label="接手人", coerce=int, widget=forms.RadioSelect)
    document = forms.CharField(
        label="依据", max_length=120, help_text="任职通知的文号，或者选举的日期和批复。"
    )
    agreed_on = DateField(label="哪天移交", help_text="从这一天起双方可以签字，签完当场生效。")
    in_place_of = forms.CharField(
        label="移交人不能到场的原因",
        max_length=120,
        required=False,
        help_text="只在移交人去世、失联等情况下填：清单由您填，您代移交人签字，写进记录。",
    )

    def __init__(
        self,
        data: Any,
        *,
        places: Sequence[tuple[int, str]],
        people: Sequence[Person],
        above: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        for name, offered in (
            ("place", list(places)),
            ("successor", [(one.pk, _named(one)) for one in people]),
        ):
            field = self.fields[name]
            field.choices = offered  # type: ignore[attr-defined]
            if len(offered) == 1:
                field.initial = offered[0][0]
        if not above:
            del self.fields["in_place_of"]


class LineForm(forms.Form):
    """Something outside the platform."""

    title = forms.CharField(label="交什么", max_length=200, help_text="例如“支部公章 1 枚”。")
    remark = forms.CharField(label="备注", max_length=300, required=False, widget=WORDS)


class EditLineForm(forms.Form):
    """The giver's words on a line."""

    remark = forms.CharField(
        label="备注",
        max_length=300,
        required=False,
        widget=WORDS,
        help_text="放在哪里、有几件、要注意什么。",
    )
    answer = forms.CharField(
        label="为什么没有交",
        max_length=300,
        widget=WORDS,
        help_text="写明去向或者以后怎样补；和接手人写的原因一起留在清单上。",
    )
    drop = forms.BooleanField(label="没有这一项，从清单里去掉", required=False)

    def __init__(self, data: Any, *, line: Line, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"].initial = line.unseal("remark")
        self.fields["answer"].initial = line.unseal("answer")
        if line.verdict != Verdict.MISSING:
            del self.fields["answer"]
        if not line.by_hand:
            del self.fields["drop"]


class CheckForm(forms.Form):
    """For every line whether it was received; `verdict_<id>`, `reason_<id>`."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, lines: Sequence[Line], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.lines = lines
        for line in lines:
            self.fields[f"verdict_{line.pk}"] = forms.ChoiceField(
                label=line.title,
                required=False,
                choices=[(Verdict.RECEIVED, "收到了"), (Verdict.MISSING, "没有收到")],
                widget=forms.RadioSelect,
                initial=line.verdict if line.verdict != Verdict.WAITING else None,
            )
            self.fields[f"reason_{line.pk}"] = forms.CharField(
                label="没有收到的原因",
                max_length=200,
                required=False,
                initial=line.unseal("reason"),
            )

    def rows(self) -> list[tuple[Line, str, Any, Any]]:
        """(line, the giver's remark, its verdict's field, its reason's field)."""
        return [
            (line, line.unseal("remark"), self[f"verdict_{line.pk}"], self[f"reason_{line.pk}"])
            for line in self.lines
        ]

    def verdicts(self) -> dict[int, tuple[Verdict, str]]:
        """What was said; lines nothing was said of are left out."""
        said = self.cleaned_data
        return {
            line.pk: (Verdict(said[f"verdict_{line.pk}"]), said[f"reason_{line.pk}"])
            for line in self.lines
            if said[f"verdict_{line.pk}"]
        }


class SeenForm(forms.Form):
    """The round the signer had before him."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """Why it does not take place."""

    words = forms.CharField(label="为什么撤回", max_length=200, widget=WORDS)


class NoticeForm(forms.Form):
    """Why somebody goes, who takes over, and how long he cools off."""

    successor = forms.TypedChoiceField(label="接手人", coerce=int, widget=forms.RadioSelect)
    reason = forms.CharField(label="为什么离岗", max_length=60, help_text="例如“调到别的单位”。")
    document = forms.CharField(label="依据", max_length=120, help_text="调令、任免通知的文号。")
    months = forms.IntegerField(label="脱密期（月）")

    def __init__(self, data: Any, *, people: Sequence[Person], least: int, **kwargs: Any) -> None:
        super().__init__(data, initial={"months": least}, **kwargs)
        field = self.fields["successor"]
        field.choices = [(one.pk, _named(one)) for one in people]  # type: ignore[attr-defined]
        if len(people) == 1:
            field.initial = people[0].pk
        self.fields["months"].help_text = f"按规定至少 {least} 个月，可以定得更长。"


class ReviewForm(forms.Form):
    """What was found."""

    finding = forms.CharField(
        label="复核结果",
        max_length=300,
        widget=WORDS,
        help_text="角色、账号、密钥、材料是不是都收回了。不问他去了哪里、和谁来往。",
    )


class ReopenForm(forms.Form):
    """Why a leaver may sign in again, or a notice is voided."""

    reason = forms.CharField(label="为什么", max_length=200, widget=WORDS)

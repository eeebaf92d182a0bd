"""Forms of flow: one for each thing an office may set, and being away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from dangjian.flow.queries.absences import Peer
from dangjian.flow.rules.editions import WARN_AT_MOST
from dangjian.kit.forms import DateField

Data = Mapping[str, Any] | None


class TermForm(forms.Form):
    """How many days a term has here, and when it is warned of."""

    days = forms.IntegerField(label="期限", required=False, min_value=1, max_value=3650)
    warn_days = forms.IntegerField(
        label="提前几日提醒", min_value=0, max_value=WARN_AT_MOST, help_text="到期当天总会提醒。"
    )

    def __init__(self, data: Data, *, demand: str, unit: str, now: tuple[int | None, int]) -> None:
        super().__init__(data, initial={"days": now[0], "warn_days": now[1]})
        self.fields["days"].label = f"期限（{unit}）"
        self.fields["days"].help_text = f"{demand}。只能更严；留空就按规定。"


class WordForm(forms.Form):
    """What a state or a move is called here."""

    says = forms.CharField(label="叫作", max_length=20, required=False)

    def __init__(self, data: Data, *, programs: str, now: str) -> None:
        super().__init__(data, initial={"says": now})
        self.fields["says"].help_text = f"系统里叫“{programs}”，留空就这样叫。"


class RecipientForm(forms.Form):
    """Which organization a part falls to."""

    organization = forms.TypedChoiceField(
        label="由哪里办", required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Data, *, places: Sequence[tuple[int, str]], now: int | None) -> None:
        super().__init__(data, initial={"organization": now})
        field = self.fields["organization"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "收到的组织"), *places]


class PaperForm(forms.Form):
    """A paper that is wanted before a move."""

    title = forms.CharField(label="材料名称", max_length=60, help_text="例如“调查笔录”。")


class TitleForm(forms.Form):
    """A paper that is not wanted any more."""

    title = forms.CharField(max_length=60, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """What the new edition is for."""

    note = forms.CharField(
        label="为什么改", max_length=200, help_text="一句话，以后看历次版本的人看得到。"
    )


class CrossingForm(forms.Form):
    """Which running cases go over."""

    cases = forms.TypedMultipleChoiceField(
        label="改按新版办理的事", coerce=int, error_messages={"required": "请至少选一件"}
    )

    def __init__(self, data: Data, *, cases: Sequence[int]) -> None:
        super().__init__(data)
        field = self.fields["cases"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(pk, str(pk)) for pk in cases]


class AwayForm(forms.Form):
    """From when until when somebody is away, and who stands in."""

    from_on = DateField(label="从哪天")
    until_on = DateField(label="到哪天（含）")
    substitute = forms.TypedChoiceField(label="请谁代办", coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Data, *, peers: Sequence[Peer]) -> None:
        super().__init__(data, initial={"substitute": peers[0].person.pk if peers else None})
        self.peers = {peer.person.pk: peer.person for peer in peers}
        field = self.fields["substitute"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(p.person.pk, f"{p.person.name}（{p.place}）") for p in peers]

"""Forms of calling a meeting: what for, its items, who is left out, what was said."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.meetings.models import DELEGATE, Ground, Kind
from dangjian.meetings.rules.electing import DIRECT
from dangjian.registry.models import Person, PostTitle

_NOBODY = [("", "请选择")]


def people_choices(people: Sequence[Person]) -> list[tuple[str, str]]:
    """Each by name, with the year of birth where names are equal."""
    names = [one.name for one in people]
    return [
        (
            str(one.pk),
            one.name + (f"（{one.born_on.year}年生）" if names.count(one.name) > 1 else ""),
        )
        for one in people
    ]


class Seen(forms.Form):
    """A step that needs nothing but the round it was read in."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Reasoned(Seen):
    """A step with its reason."""

    words = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不写身份证号、电话。",
    )


class Calling(forms.Form):
    """What for, when and where."""

    kind = forms.ChoiceField(label="开什么会", widget=forms.RadioSelect)
    held_on = DateField(label="哪天开", help_text="开过的会补登，写开会那天。")
    place = forms.CharField(label="地点", max_length=60, required=False)

    def __init__(self, data: Any, *, kinds: Sequence[Kind], today: dt.date, kind: str = "") -> None:
        super().__init__(data, initial={"held_on": today, "kind": kind})
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]


class _Putting(Seen):
    """What is asked. choices are ids of the people of the day."""

    def __init__(self, data: Any, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self.offered = people_choices(people)

    def put(self) -> dict[str, Any]:
        """The arguments of `holding.put`, once the form is valid."""
        raise NotImplementedError


class Applicant(_Putting):
    """An applicant whom the register does not know."""

    label = forms.CharField(label="申请人姓名", max_length=30, help_text="姓名加密保存。")

    def put(self) -> dict[str, Any]:
        return {"label": self.cleaned_data["label"], "subject": uuid.uuid4()}


class About(_Putting):
    """Somebody of the branch, and of a disposal what is proposed."""

    person = forms.ChoiceField(label="哪位同志")
    question = forms.CharField(
        label="表决什么", max_length=100, help_text="例如“给予限期改正”，不写姓名。"
    )

    def __init__(self, data: Any, *, people: Sequence[Person], asks: bool, **kwargs: Any) -> None:
        super().__init__(data, people=people, **kwargs)
        self.fields["person"].choices = [*_NOBODY, *self.offered]  # type: ignore[attr-defined]
        if not asks:
            del self.fields["question"]

    def put(self) -> dict[str, Any]:
        chosen = {"person": self._people[self.cleaned_data["person"]]}
        return chosen | {"question": self.cleaned_data.get("question", "")}


class Resolution(_Putting):
    """Anything else."""

    question = forms.CharField(
        label="表决什么", max_length=100, help_text="例如“通过支部2027年工作计划”，不写姓名。"
    )

    def put(self) -> dict[str, Any]:
        return {"question": self.cleaned_data["question"]}


class Electing(_Putting):
    """A post, how many, and the candidates."""

    post = forms.ChoiceField(label="选举什么", widget=forms.RadioSelect)
    seats = forms.IntegerField(label="应选名额", min_value=1, max_value=60, initial=1)
    candidates = forms.MultipleChoiceField(
        label="候选人", widget=forms.CheckboxSelectMultiple, help_text="勾选上级批准的候选人。"
    )

    def __init__(
        self,
        data: Any,
        *,
        people: Sequence[Person],
        committee: str,
        fixed: tuple[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        """committee: what it is called; fixed: post and seats where it is voted on once more."""
        super().__init__(data, people=people, **kwargs)
        posts = [(PostTitle.MEMBER.value, f"{committee}委员")]
        posts += [(one.value, str(one.label)) for one in DIRECT]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["candidates"].choices = self.offered  # type: ignore[attr-defined]
        self._fixed = fixed
        if fixed is not None:
            del self.fields["post"], self.fields["seats"]

    def put(self) -> dict[str, Any]:
        typed = self.cleaned_data
        post, seats = self._fixed or (typed["post"], typed["seats"])
        people = [self._people[pk] for pk in typed["candidates"]]
        return {"post": post, "seats": seats, "candidates": people}


class Delegating(Electing):
    """Delegates to a congress: which one, how many, and the candidates."""

    question = forms.CharField(
        label="出席什么会议", max_length=100, help_text="例如“中共禾丰区第六次代表大会”。"
    )
    field_order = ("question", "seats", "candidates")

    def __init__(self, data: Any, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(data, people=people, committee="", **kwargs)
        del self.fields["post"]

    def put(self) -> dict[str, Any]:
        people = [self._people[pk] for pk in self.cleaned_data["candidates"]]
        asked = {name: self.cleaned_data[name] for name in ("question", "seats")}
        return asked | {"post": DELEGATE, "candidates": people}


class Exempting(Seen):
    """Who is left out of those due, and why."""

    person = forms.ChoiceField(label="哪位同志")
    ground = forms.ChoiceField(label="哪一种情形", widget=forms.RadioSelect, choices=Ground.choices)
    since_on = DateField(
        label="从哪天起", required=False, help_text="出国（境）、组织关系没有转的要填。"
    )
    document = forms.CharField(
        label="上级同意的文件",
        max_length=120,
        required=False,
        help_text="名称和文号。受留党察看、被留置、被逮捕的不用填。",
    )
    reason = forms.CharField(
        label="具体情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="加密保存，签到册上不印。",
    )

    def __init__(self, data: Any, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [*_NOBODY, *people_choices(people)]  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        return self._people[self.cleaned_data["person"]]


class Writing(Seen):
    """What was said, who presided, where."""

    chair = forms.ChoiceField(label="主持人", required=False)
    place = forms.CharField(label="地点", max_length=60, required=False)
    notes = forms.CharField(
        label="会议情况",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="谁说了什么、介绍了什么情况，一行一段。到会人数和票数不用写，自动写进记录。",
    )

    def __init__(self, data: Any, *, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self.fields["chair"].choices = [*_NOBODY, *people_choices(people)]  # type: ignore[attr-defined]

    def clean_chair(self) -> Person | None:
        return self._people.get(self.cleaned_data["chair"])

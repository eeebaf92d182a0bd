"""Forms about committees: an election with its posts, an appointment, the end of a post."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.registry.forms.organizations import document, typed
from dangjian.registry.forms.people import offer
from dangjian.registry.models import Organization, OrganizationForm, Person, Post, PostTitle

_BRANCH = (
    PostTitle.SECRETARY,
    PostTitle.DEPUTY,
    PostTitle.ORGANIZATION_MEMBER,
    PostTitle.PUBLICITY_MEMBER,
    PostTitle.DISCIPLINE_MEMBER,
    PostTitle.MEMBER,
    PostTitle.MEMBER,
)
_SEATS = {
    OrganizationForm.BRANCH: _BRANCH,
    OrganizationForm.JOINT_BRANCH: _BRANCH,
    OrganizationForm.GENERAL_BRANCH: (*_BRANCH, PostTitle.MEMBER, PostTitle.MEMBER),
}
_COMMITTEE = (_BRANCH[0], PostTitle.DEPUTY, PostTitle.DEPUTY, *_BRANCH[1:], PostTitle.MEMBER)
"""The lines an election form begins with; more members can be added."""

ADDED_AT_ONCE = 3
ADDED_AT_MOST = 30


def _choices(people: Sequence[Person], here: Organization | None) -> list[tuple[str, str]]:
    """Each by name; with the year of birth where names are equal, the branch if it is another."""
    bearers = Counter(person.name for person in people)
    choices = []
    for person in people:
        born = f"（{person.born_on.year}年生）" if bearers[person.name] > 1 else ""
        branch = person.organization
        place = f"，{branch.short_name}" if branch is not None and branch != here else ""
        choices.append((str(person.pk), f"{person.name}{born}{place}"))
    return choices


class Election(forms.Form):
    """Who was elected to what on a day."""

    elected_on = DateField(label="选举日期", help_text="任期从这一天算起。")
    document = document("批复文件")
    years = forms.IntegerField(
        label="任期（年）",
        min_value=1,
        max_value=5,
        required=False,
        help_text="不填就按规定计算；批复另有写明的照批复填。",
    )
    extra = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        people: Sequence[Person],
        today: dt.date,
    ) -> None:
        extra = _extra(data)
        now: dict[str, Any] = {"elected_on": today}
        if data is not None and "more" in data:
            # More lines were asked for: what was typed is shown again, not judged yet.
            now |= typed(data)
            data = None
        super().__init__(data, initial={**now, "extra": extra})
        self.fields["elected_on"].widget.attrs["max"] = today.isoformat()
        self.may_grow = extra < ADDED_AT_MOST
        self._people = {str(person.pk): person for person in people}
        first = _SEATS.get(OrganizationForm(organization.form), _COMMITTEE)
        self._titles = (*first, *[PostTitle.MEMBER] * extra)
        offered = _choices(people, organization)
        for number, title in enumerate(self._titles):
            self.fields[f"post_{number}"] = forms.ChoiceField(
                label=_numbered(self._titles, number),
                choices=[("", "请选择" if title == PostTitle.SECRETARY else "不设"), *offered],
                required=title == PostTitle.SECRETARY,
            )

    @property
    def seats(self) -> list[forms.BoundField]:
        return [self[f"post_{number}"] for number in range(len(self._titles))]

    def holders(self) -> list[tuple[Person, str]]:
        """(person, title) of every line that was filled in, once the form is valid."""
        filled = (
            (self.cleaned_data[f"post_{number}"], title)
            for number, title in enumerate(self._titles)
        )
        return [(self._people[pk], title.value) for pk, title in filled if pk]


def _numbered(titles: Sequence[PostTitle], number: int) -> str:
    """The title, numbered where there are several of it: 委员、委员 2."""
    before = titles[:number].count(titles[number])
    return titles[number].label + (f" {before + 1}" if before else "")


def _extra(data: Mapping[str, Any] | None) -> int:
    came = str(data.get("extra", "")) if data is not None else ""
    count = int(came) if came.isascii() and came.isdigit() and len(came) < 3 else 0
    added = ADDED_AT_ONCE if data is not None and "more" in data else 0
    return min(count + added, ADDED_AT_MOST)


class Appointment(forms.Form):
    """One person for one post from a day on."""

    person = forms.ChoiceField(label="哪位同志")
    title = forms.ChoiceField(label="职务", widget=forms.RadioSelect)
    on = DateField(label="任职日期")
    document = document("任职文件")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organization: Organization,
        people: Sequence[Person],
        today: dt.date,
    ) -> None:
        super().__init__(data, initial={"on": today})
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self._people = {str(person.pk): person for person in people}
        in_group = organization.form == OrganizationForm.GROUP
        here = organization.parent if in_group else organization
        offer(self, "person", [("", "请选择"), *_choices(people, here)])
        fitting = [title for title in PostTitle if (title == PostTitle.GROUP_LEADER) == in_group]
        offer(self, "title", [(title.value, title.label) for title in fitting])
        if in_group:
            self.initial["title"] = PostTitle.GROUP_LEADER.value

    def clean_person(self) -> Person:
        return self._people[self.cleaned_data["person"]]


class Relief(forms.Form):
    """The day a post ended."""

    on = DateField(
        label="离任日期",
        help_text="从这一天起职务空缺。写成任职那一天，就是登记错了、等于没有任过。",
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, post: Post, today: dt.date, on: dt.date
    ) -> None:
        """on: the day to begin with."""
        super().__init__(data, initial={"on": on})
        self.fields["on"].widget.attrs["max"] = today.isoformat()
        self.fields["on"].widget.attrs["min"] = post.valid.lower.isoformat()

"""The count sheet as a form: of a question, or with a line for each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kit.forms import DateField
from dangjian.meetings.forms.meetings import Seen, people_choices
from dangjian.meetings.models import Candidate
from dangjian.meetings.rules.electing import TITLES
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.registry.models import Person, PostTitle

WRITTEN_IN = 3
_MARKS = (("in_favour", "赞成"), ("against", "不赞成"), ("abstained", "弃权"))


def _number(label: str, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, **kwargs)


class Counting(Seen):
    """Ballots, tellers, and votes: three numbers of a question, three for each candidate."""

    issued = _number("发出票数")
    returned = _number("收回票数")
    valid = _number("有效票数")
    scrutineer = forms.ChoiceField(label="监票人")
    teller = forms.ChoiceField(label="计票人")

    def __init__(
        self,
        data: Any,
        *,
        tellers: Sequence[Person],
        candidates: Sequence[Candidate],
        others: Sequence[Person] = (),
        written: int = 0,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """candidates: those on the ballot, none for a question; others: who may be written in;
        written: how many gave their opinion in writing before the meeting."""
        super().__init__(data, initial=initial)
        self._tellers = {str(one.pk): one for one in tellers}
        offered = [("", "请选择"), *people_choices(tellers)]
        for name in ("scrutineer", "teller"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self._candidates = tuple(candidates)
        self.lines: list[list[forms.BoundField]] = []
        for one in self._candidates:
            for mark, label in _MARKS:
                self.fields[f"{mark}_{one.person_id}"] = _number(f"{one.person.name}：{label}")
            self.lines.append([self[f"{mark}_{one.person_id}"] for mark, _ in _MARKS])
        self.others: list[tuple[forms.BoundField, forms.BoundField]] = []
        if self._candidates:
            self._offer_others(others)
        else:
            for mark, label in _MARKS:
                self.fields[mark] = _number(label)
        self._written = not self._candidates and written > 0
        for mark, label in _MARKS if self._written else ():
            self.fields[f"written_{mark}"] = _number(f"书面意见：{label}", initial=0)

    def _offer_others(self, others: Sequence[Person]) -> None:
        offered = [("", "没有"), *people_choices(others)]
        for number in range(1, WRITTEN_IN + 1):
            self.fields[f"other_{number}"] = forms.ChoiceField(
                label=f"另选他人 {number}", choices=offered, required=False
            )
            self.fields[f"other_votes_{number}"] = _number(
                f"另选他人 {number}：得票", required=False
            )
            self.others.append((self[f"other_{number}"], self[f"other_votes_{number}"]))

    @property
    def sheet_fields(self) -> list[forms.BoundField]:
        return [self["issued"], self["returned"], self["valid"]]

    @property
    def votes_fields(self) -> list[forms.BoundField]:
        return [] if self._candidates else [self[mark] for mark, _ in _MARKS]

    @property
    def written_fields(self) -> list[forms.BoundField]:
        return [self[f"written_{mark}"] for mark, _ in _MARKS] if self._written else []

    def counted(self) -> dict[str, Any]:
        """The arguments of `counting.record`, once the form is valid."""
        typed = self.cleaned_data
        found: dict[str, Any] = {
            "sheet": Sheet(typed["issued"], typed["returned"], typed["valid"]),
            "scrutineer": self._tellers[typed["scrutineer"]],
            "teller": self._tellers[typed["teller"]],
            "seen": typed["seen"],
        }
        if self._written:
            found["written"] = Votes(*(typed[f"written_{mark}"] for mark, _ in _MARKS))
        if not self._candidates:
            return found | {"votes": Votes(*(typed[mark] for mark, _ in _MARKS))}
        each = {
            one.person_id: Votes(*(typed[f"{mark}_{one.person_id}"] for mark, _ in _MARKS))
            for one in self._candidates
        }
        written = {
            int(typed[f"other_{number}"]): typed[f"other_votes_{number}"] or 0
            for number in range(1, WRITTEN_IN + 1)
            if typed[f"other_{number}"]
        }
        return found | {"for_each": each, "written_in": written}


class Reporting(Seen):
    """Who takes which post, and when the committee first met."""

    plenary_on = DateField(label="第一次全体会议日期", help_text="直接选举书记的，写选举那天。")

    def __init__(self, data: Any, *, elected: Sequence[Candidate], **kwargs: Any) -> None:
        """elected: those who take a post by the division of work."""
        super().__init__(data, **kwargs)
        offered = [("", "请选择"), *((one.value, str(one.label)) for one in TITLES)]
        self._elected = tuple(elected)
        for one in self._elected:
            self.fields[f"title_{one.pk}"] = forms.ChoiceField(
                label=one.person.name,
                choices=offered,
                initial=one.title or PostTitle.MEMBER.value,
            )

    def titles(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"title_{one.pk}"] for one in self._elected}


class Answering(Seen):
    """The superior's reply."""

    document = forms.CharField(
        label="批复文件",
        max_length=120,
        help_text="名称和文号，例如“关于东篱社区第一党支部选举结果的批复”。",
    )

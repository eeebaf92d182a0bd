"""What everybody may read of notices: never a draft, never a name after the period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.kernel.calendar import Calendar
from dangjian.kernel.proofs import statements
from dangjian.kernel.refusal import Missing
from dangjian.openness.models import PUBLIC, Kind, Notice, State
from dangjian.openness.recording import full_text, subjects_of
from dangjian.openness.rules import periods, texts
from dangjian.openness.rules.periods import Progress
from dangjian.openness.rules.persons import Subject


@dataclass(frozen=True)
class Row:
    """A notice in a list."""

    notice: Notice
    progress: Progress | None

    @property
    def running(self) -> bool:
        return self.progress is not None

    @property
    def result(self) -> str:
        return texts.result(self.notice)


@dataclass(frozen=True)
class Reading:
    """A notice as it is read today. subjects: None where nobody's name is public any more.

    text: the very words whose digest was stated; progress: None unless it runs.
    """

    notice: Notice
    subjects: Sequence[Subject] | None
    text: str
    progress: Progress | None

    @property
    def paragraphs(self) -> list[str]:
        return texts.paragraphs(self.notice.text)

    @property
    def code(self) -> str:
        return texts.code_of(self.notice.uid)

    @property
    def digest(self) -> str:
        return statements.text_digest(self.text)

    @property
    def result(self) -> str:
        return texts.result(self.notice)

    @property
    def awaits_result(self) -> bool:
        """Whether the period is over and nothing was written yet."""
        return self.progress is None and self.notice.state in (State.RUNNING, State.CHECKING)


def runs(notice: Notice, today: dt.date) -> bool:
    """Whether the period still runs on the day: only then are names public. The day decides, not
    the job that closes it afterwards."""
    until = notice.until_on
    return notice.state == State.RUNNING and until is not None and today <= until


def listed(kind: str = "") -> QuerySet[Notice]:
    """Public notices, the newest first; of one kind, or of all."""
    found = Notice.objects.filter(state__in=PUBLIC, posted_at__isnull=False)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    return found.select_related("organization").order_by("-posted_at", "-pk")


def running(today: dt.date, count: int) -> list[Notice]:
    """Those whose period runs, the one that ends first first. One query."""
    found = listed().filter(state=State.RUNNING, until_on__gte=today)
    return list(found.order_by("until_on", "pk")[:count])


def rows(notices: Sequence[Notice], today: dt.date, calendar: Calendar) -> list[Row]:
    """The notices of a page with where their period stands."""
    return [Row(one, _progress(one, today, calendar)) for one in notices]


def reading(pk: int, today: dt.date, calendar: Calendar) -> Reading:
    """One notice by its number. Missing for a draft and for none."""
    found = listed().filter(pk=pk).first()
    if found is None:
        raise Missing("没有这份公示。")
    progress = _progress(found, today, calendar)
    if progress is None:
        return Reading(found, None, texts.redacted(found), None)
    return Reading(found, subjects_of(found), full_text(found), progress)


def _progress(notice: Notice, today: dt.date, calendar: Calendar) -> Progress | None:
    if not runs(notice, today) or notice.posted_on is None or notice.until_on is None:
        return None
    return periods.progress(notice.posted_on, notice.until_on, today, calendar)


def due_to_end(today: dt.date) -> list[int]:
    """Running notices whose last day is over, as ids."""
    found = Notice.objects.filter(state=State.RUNNING, until_on__lt=today)
    return list(found.order_by("pk").values_list("pk", flat=True))

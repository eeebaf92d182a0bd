"""One inbox: what others asked for (rows of flow), and what the register calls for (questions)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from dangjian.desk import rooms
from dangjian.desk.reminders import KINDS
from dangjian.desk.reminding import LATER, TODAY, WEEK, Eyes, Item, grouped, part_of
from dangjian.flow import queries as flow
from dangjian.flow.models import Outcome
from dangjian.kernel import calendar
from dangjian.kit.words import Due, cn_date, due
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Import
from dangjian.registry.queries import doubts, imports
from dangjian.registry.queries.tree import root_path

FEW = 3
"""More than so many of one kind are told as one line with a list behind it."""

SHOWN = 20
"""How many to-dos the page shows before it leads to the whole list."""


@dataclass(frozen=True)
class Told:
    """A to-do that others have, or that has ended: one line with a tag."""

    what: str
    tag: str
    state: str
    url: str


@dataclass
class Inbox:
    """What is to be done now, this week and later; what others do meanwhile; what was done."""

    today: list[Item] = field(default_factory=list)
    week: list[Item] = field(default_factory=list)
    later: list[Item] = field(default_factory=list)
    waiting: Sequence[Told] = ()
    done: Sequence[Told] = ()
    waiting_total: int = 0
    done_total: int = 0

    @property
    def empty(self) -> bool:
        return not (self.today or self.week or self.later)


def gather(eyes: Eyes, *own: Item) -> Inbox:
    """Everything the viewer should see today; `own`: what concerns the viewer alone.

    The same number of queries whatever there is to tell.
    """
    asked = flow.inbox(eyes.viewer, eyes.today, limit=SHOWN)
    waiting = flow.waiting_on_others(eyes.viewer, eyes.today, limit=SHOWN)
    done = flow.done_lately(eyes.viewer, eyes.today, limit=SHOWN)
    pages = rooms.pages([row.id for row in (*asked.rows, *waiting.rows, *done.rows)])
    todos = [_item(row, pages, eyes.today) for row in asked.rows]
    items = [*todos, *_rest(asked), *own, *_imports(eyes), *_calendar(eyes), *_reminders(eyes)]
    # Stable: of one day, what somebody asked for comes before what the register calls for.
    items.sort(key=lambda item: item.day or dt.date.max)
    return Inbox(
        today=[item for item in items if item.part == TODAY],
        week=[item for item in items if item.part == WEEK],
        later=[item for item in items if item.part == LATER],
        waiting=[_waiting(item, pages) for item in waiting.rows],
        done=[_done(item, pages, eyes.today) for item in done.rows],
        waiting_total=waiting.total,
        done_total=done.total,
    )


# --- rows of flow ---------------------------------------------------------------------------------


def _rest(asked: flow.Slice) -> list[Item]:
    """The way to all to-dos where the page does not hold them."""
    if asked.total <= len(asked.rows):
        return []
    return [
        Item(
            TODAY,
            Due("soon", f"共 {asked.total} 件", "共", f"{asked.total:,}", "件"),
            "还有别的事要您办",
            f"上面是最急的 {SHOWN} 件。",
            f"{reverse('inbox')}?kind=todo",
            "看全部",
            day=dt.date.max,
        )
    ]


def as_items(rows: Sequence[flow.Item], today: dt.date, show: flow.Show) -> list[Item]:
    """To-dos as lines of a list, each with the page of the room it belongs to."""
    pages = rooms.pages([row.id for row in rows])
    if show == flow.Show.MINE:
        return [_looked_at(row, _waiting(row, pages), due(row.due_on, today)) for row in rows]
    if show == flow.Show.DONE:
        return [_looked_at(row, _done(row, pages, today), _ended(row)) for row in rows]
    return [_item(row, pages, today) for row in rows]


def _ended(row: flow.Item) -> Due:
    on = timezone.localdate(row.todo.closed_at)
    return Due("ok", f"办完于{cn_date(on)}", "办完", f"{on.month}/{on.day}", "")


def _looked_at(row: flow.Item, told: Told, block: Due | None) -> Item:
    """A to-do that the viewer has not to do himself: only to be looked at."""
    return Item(LATER, block, told.what, told.tag, told.url, "看一看", day=row.due_on)


def _item(row: flow.Item, pages: Mapping[int, str], today: dt.date) -> Item:
    return Item(
        part_of(row.due_on or today, today),
        due(row.due_on, today),
        row.what,
        _said(row, today),
        pages.get(row.id, ""),
        "去办",
        day=row.due_on,
    )


def _said(row: flow.Item, today: dt.date) -> str:
    """For whom it is done, the note, and who asked for it where the note does not say so."""
    behalf = f"代{row.behalf}办理。" if row.behalf else ""
    return behalf + _noted(row, today)


def _noted(row: flow.Item, today: dt.date) -> str:
    if row.asked_by and row.asked_by in row.note:
        return row.note
    day = cn_date(timezone.localdate(row.todo.opened_at), today)
    asked = f"{row.asked_by} {day}提出" if row.asked_by else f"{day}起"
    return f"{row.note.rstrip('。')}。{asked}" if row.note else asked


def _waiting(item: flow.Item, pages: Mapping[int, str]) -> Told:
    state = "late" if item.late else "wait"
    return Told(item.what, f"等{item.who_has_it}办", state, pages.get(item.id, ""))


def _done(item: flow.Item, pages: Mapping[int, str], today: dt.date) -> Told:
    when = cn_date(timezone.localdate(item.todo.closed_at), today)
    state = "done" if item.todo.outcome == Outcome.DONE else ""
    told = f"{when} {item.todo.get_outcome_display()}"
    return Told(item.what, told, state, pages.get(item.id, ""))


# --- what the register calls for ------------------------------------------------------------------


def _reminders(eyes: Eyes) -> list[Item]:
    items = []
    for kind in KINDS:
        if not eyes.viewer.may_anywhere(kind.purpose):
            continue
        matters = eyes.ask(kind, FEW)
        if matters.total > FEW:
            items.append(grouped(kind, matters, eyes))
        else:
            items += [kind.tell(matter, eyes) for matter in matters.rows]
    return items


def _imports(eyes: Eyes) -> list[Item]:
    """Tables that were brought in and wait for somebody: whoever brought them first of all."""
    if not any(map(eyes.viewer.may_anywhere, imports.PURPOSE.values())):
        return []
    found = doubts.waiting(eyes.viewer, FEW + 1)
    told = [_import(one, eyes) for one in found[:FEW]]
    if len(found) > FEW:
        more = Due("soon", "还有更多", "还有", "更多", "")
        said = "上面是最近的几次。"
        told.append(Item(LATER, more, "还有别的导入没有办完", said, reverse("imports"), "看全部"))
    return told


def _import(waiting: doubts.Waiting, eyes: Eyes) -> Item:
    run, rows = waiting.run, waiting.doubtful or waiting.ready
    if run.broke_off:
        return _broke_off(run, eyes)
    parts = (
        f"{waiting.doubtful:,} 行要您看一看" if waiting.doubtful else "",
        f"{waiting.ready:,} 行没有疑问，还没有入册" if waiting.ready else "",
    )
    return Item(
        TODAY if run.started_by_id == eyes.viewer.person_id else LATER,
        Due("soon", f"等着 {rows} 行", "等着", f"{rows:,}", "行"),
        f"导入的{run.file_name}还没有办完",
        f"{'，'.join(filter(None, parts))}。{cn_date(timezone.localdate(run.started_at))}导入",
        reverse("import", args=[run.pk]),
        "接着办",
        day=timezone.localdate(run.started_at),
    )


def _broke_off(run: Import, eyes: Eyes) -> Item:
    return Item(
        TODAY if run.started_by_id == eyes.viewer.person_id else LATER,
        Due("late", "中断了", "导入", "中断", ""),
        f"导入的{run.file_name}没有做完",
        f"{run.error}{cn_date(timezone.localdate(run.started_at))}导入",
        reverse("import", args=[run.pk]),
        "再来一次",
        day=timezone.localdate(run.started_at),
    )


def _calendar(eyes: Eyes) -> list[Item]:
    """A year whose working days are only counted Monday to Friday, for whoever may enter it."""
    if not eyes.viewer.may_anywhere(Purpose.CALENDAR):
        return []
    if not eyes.viewer.may(Purpose.CALENDAR, root_path()):
        return []
    return [_notice(year, eyes.today) for year in calendar.load().wanted(eyes.today)]


def _notice(year: int, today: dt.date) -> Item:
    """Of the year that runs it is missing already, of the next one before it begins."""
    last_day = dt.date(year - 1, 12, 31)
    begun = last_day < today
    return Item(
        TODAY if begun else part_of(last_day, today),
        Due("late", "还没有", "还没有", f"{year}", "年") if begun else due(last_day, today),
        f"录入 {year} 年的放假通知",
        "国务院办公厅发布以后录入一次。没有录入，跨到这一年的期限只能暂算。",
        reverse("calendar_import"),
        "去录入",
        day=last_day,
    )

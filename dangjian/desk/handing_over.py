"""What the rooms know of a post that is handed over: lists, what stays, what moves by its own act.

An explicit list, as in `rooms`: the room of handing over is told by it, and knows none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.development.models import Development
from dangjian.development.rules import tables as development
from dangjian.dues import rules as dues_rules
from dangjian.dues.queries.ledger import balance
from dangjian.dues.rules.ledger import KEEPS_ACCOUNT
from dangjian.flow.models import ToDo
from dangjian.forum.models import Consultation, Review
from dangjian.handover.actions import leaving, roles
from dangjian.handover.models import Kind
from dangjian.handover.rules import Entry, Passing, Ways
from dangjian.honours import rules as awarding
from dangjian.kernel import calendar, terms
from dangjian.library.rules import tables as shelving
from dangjian.meetings import rules as voting
from dangjian.meetings.models import Meeting
from dangjian.membership import actions as errands
from dangjian.membership import rules as helping
from dangjian.membership.models import OPEN, Errand
from dangjian.membership.queries.errands import Helper, helpers_of
from dangjian.openness import rules as publicity
from dangjian.portal import rules as publishing
from dangjian.registry.actions.consents import Doing
from dangjian.registry.authority import PURPOSES, Purpose, held_by
from dangjian.registry.models import Act, Import, ImportState, Organization, Person
from dangjian.transfers import rules as moving
from dangjian.voices import rules as voices

_ROOMS_RIGHTS: tuple[tuple[Mapping[tuple[str, int], object], Purpose], ...] = (
    (voices.TABLES, Purpose.LETTERS),
    (publishing.TABLES, Purpose.REVIEW),
    (publicity.TABLES, Purpose.REVIEW),
    (voting.TABLES, Purpose.MEETINGS),
    (awarding.TABLES, Purpose.REVIEW),
    (shelving.TABLES, Purpose.REVIEW),
    (development.TABLES, Purpose.MAINTAIN),
    (moving.TABLES, Purpose.STANDING),
    (dues_rules.TABLES, Purpose.DUES_REVIEW),
)
RIGHTS: Mapping[str, Purpose] = {
    key: purpose for tables, purpose in _ROOMS_RIGHTS for key, _ in tables
}
"""The right at which a superior takes over what was put to a person of a table's cases."""


def right(todo: ToDo) -> Purpose:
    """By the table of its case; of what belongs to no case, that of whoever keeps people."""
    if todo.case is None:
        return Purpose.MAINTAIN
    return RIGHTS[todo.case.edition.procedure.key]


# --- what is under way ----------------------------------------------------------------------------


def _meetings(giver: Person, place: Organization, today: dt.date) -> Iterable[Entry]:
    rows = Meeting.objects.filter(organization=place, case__closed_at__isnull=True)
    for meeting in rows.order_by("held_on", "pk"):
        title = f"{meeting.held_on:%Y-%m-%d} 的会议（{meeting.get_kind_display()}）"
        yield Entry(Kind.BUSINESS, title, meeting.state_label)


def _developments(giver: Person, place: Organization, today: dt.date) -> Iterable[Entry]:
    rows = Development.objects.filter(organization=place, ended_on__isnull=True)
    for case in rows.select_related("applicant").order_by("pk"):
        yield Entry(Kind.BUSINESS, f"{case.applicant.name}的发展党员档案", "在册，材料一并移交")


def _imports(giver: Person, place: Organization, today: dt.date) -> Iterable[Entry]:
    waiting = (ImportState.READING, ImportState.READ)
    rows = Import.objects.filter(started_by=giver, state__in=waiting)
    for run in rows.order_by("pk"):
        yield Entry(Kind.BUSINESS, f"导入的{run.file_name}还没有办完", "")


def _money(giver: Person, place: Organization, today: dt.date) -> Iterable[Entry]:
    if place.form in KEEPS_ACCOUNT:
        yield Entry(Kind.MONEY, f"党费账目结余 {balance(place, today):,.2f} 元", "与存折、现金核对")


# --- to-dos of persons ----------------------------------------------------------------------------


def _own(todos: Collection[int]) -> set[int]:
    """What was put to somebody for himself: an errand of his own to confirm, a paper he was asked
    to judge, a question to him as an expert. A post has nothing to do with it."""
    ids = list(todos)
    own = set(Review.objects.filter(todo__in=ids).values_list("todo", flat=True))
    own |= set(Consultation.objects.filter(todo__in=ids).values_list("todo", flat=True))
    asked = ToDo.objects.filter(pk__in=ids, errand_step__errand__isnull=False)
    own |= {
        todo.pk
        for todo in asked.select_related("errand_step__errand")
        if todo.for_person_id == todo.errand_step.errand.asker_id
    }
    return own


def _errands_of(passing: Passing) -> Iterable[Errand]:
    rows = Errand.objects.filter(helper=passing.giver, state__in=OPEN)
    if not passing.everything:
        rows = rows.filter(office=passing.organization)
    return list(rows.select_related("person", "asker").order_by("pk"))


def _pass_errands(passing: Passing) -> None:
    """Errands of the office go to the successor; where he may not, or has asked himself, to another
    helper, and where there is none they end with a sentence to whoever asked."""
    due_on = terms.last_day(passing.today, helping.HELP_WITHIN, "working", calendar.load()).day
    held = held_by(passing.successor, passing.today)
    for errand in _errands_of(passing):
        path = errand.person.path
        able = any(Purpose.MAINTAIN in PURPOSES[h.role] and path.startswith(h.path) for h in held)
        kin = passing.successor.pk in (errand.asker_id, errand.person_id)
        but = (passing.giver.pk, passing.successor.pk, errand.asker_id)
        others = helpers_of(errand.person, passing.today, but=but)
        if able and not kin:
            helper = Helper(passing.successor, passing.organization, "")
        elif others:
            helper = others[0]
        else:
            errands.withdraw(errand, now=passing.now, by=passing.by)
            tell(
                [errand.asker],
                "替您代办的同志换了岗位，没有人接着办，请另请一位。",
                matter=Matter.RESULT,
                urgency=Urgency.CAN_WAIT,
                now=passing.now,
                by=passing.by,
            )
            continue
        errands.hand_on(
            errand,
            helper=helper,
            words="代办人的岗位移交了",
            due_on=due_on,
            now=passing.now,
            by=passing.by,
        )


def _errand_todos(todos: Collection[int]) -> set[int]:
    found = ToDo.objects.filter(pk__in=list(todos), errand_step__isnull=False)
    return set(found.values_list("pk", flat=True))


WAYS = Ways(
    lists=(_money, _meetings, _developments, _imports),
    own=_own,
    movers=(_pass_errands,),
    to_move=_errand_todos,
    right=right,
)

DOINGS: Mapping[Act, Doing] = {
    Act.HAND_OVER: roles.pass_on(WAYS),
    Act.REOPEN: leaving.reopen,
    Act.VOID_NOTICE: leaving.void,
}
"""What happens when a second person has agreed to what this room asked for."""

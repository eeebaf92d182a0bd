"""A letter before one of those who wrote it: how far it is, what was said, who has looked.

No officer is named, offices are; of the other writers nothing is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from dangjian.flow.models import CaseTerm, Task, ToDo
from dangjian.flow.queries import history, running_terms, words_of_all
from dangjian.kernel import receipts
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import RowScope, seeing, widening
from dangjian.registry.models import Account, Organization
from dangjian.voices.models import (
    Answer,
    Instance,
    Letter,
    Message,
    Notice,
    Rating,
    Writer,
)
from dangjian.voices.queries.matters import case_of, may_be_joined, others_stand_behind
from dangjian.voices.queries.offices import superior_of
from dangjian.voices.rules import TABLES, Part, table_of
from dangjian.voices.rules.citizen import (
    ASK_CLOCKS,
    ASKS,
    BEYOND,
    NOW,
    THEIRS,
    TOLD,
    UNTIL,
    ask_in,
)

UNKNOWN = "没有这个受理码。请对照回执，从第一组起再对一遍；记错了，可以打电话问受理的单位。"
LOOKS = ("look_at", "open_in_full", "look_up")
"""Verbs of the log by which an officer has seen a letter."""


@dataclass(frozen=True)
class Whereabouts:
    """In one line: who has it now, why, until which day. writer_until: his own last day, if any."""

    line: str
    office: str
    due_on: dt.date | None
    until: str
    writer_until: str
    paused: bool


@dataclass(frozen=True)
class Told:
    """One step in words a citizen understands."""

    at: dt.datetime
    says: str
    office: str


@dataclass(frozen=True)
class Said:
    """A message between writer and office. mine: his own."""

    at: dt.datetime
    text: str
    mine: bool


@dataclass(frozen=True)
class Look:
    """Who has looked, as an office, and when."""

    at: dt.datetime
    office: str


@dataclass(frozen=True)
class Replied:
    """A signed answer, opened."""

    answer: Answer
    title: str
    office: str
    text: str
    rated: str


@dataclass(frozen=True)
class Followed:
    """Everything one writer is shown. letter: his own; case_letter: where it is dealt with, which
    is another one where letters on one matter were joined. beyond: the sentence that says where to
    go on, when whoever would review is not on the platform. alone: nobody else stands behind it."""

    writer: Writer
    letter: Letter
    case_letter: Letter
    text: str
    about: str
    now: Whereabouts
    steps: Sequence[Told]
    messages: Sequence[Said]
    notices: Sequence[tuple[Notice, str]]
    answers: Sequence[Replied]
    looks: Sequence[Look]
    moves: frozenset[str]
    ask: str
    ask_until: dt.date | None
    beyond: str
    alone: bool
    may_join: bool
    asked: bool = field(default=False)

    @property
    def may_rate(self) -> bool:
        return "rate" in self.moves and bool(self.answers) and not self.answers[-1].rated


@widening("whoever holds the code of a receipt")
def writer_by_code(code: str) -> Writer:
    """Whose code it is. Refused where it is none; Missing for one that nobody has. One query."""
    index = receipts.index_of(receipts.read(code))
    writer = Writer.objects.filter(receipt_index=index).select_related("letter").first()
    if writer is None:
        raise Missing(UNKNOWN)
    return writer


def writer_for(pk: int) -> Writer | None:
    """The writer a session has been opened for."""
    with seeing(RowScope(written_as=pk)):
        return Writer.objects.filter(pk=pk).select_related("letter").first()


@widening("whoever holds the code of a receipt")
def just_sent(pk: int) -> Letter:
    """The letter whose codes are being shown to whoever wrote it."""
    found = Letter.objects.select_related("case__edition__procedure", "organization", "mailbox")
    return found.get(pk=pk)


def own_writer(account: Account, letter: int) -> Writer:
    """The account's own part in a letter. Missing for anybody else's."""
    found = Writer.objects.filter(account=account, letter=letter).select_related("letter").first()
    if found is None:
        raise Missing("没有这封来信，或者不是您写的。")
    return found


def followed(writer: Writer, today: dt.date) -> Followed:
    """A letter as one of its writers sees it. A few queries, however long its story.

    writer: for whom the code of his receipt, or his account, has opened it; the database shows what
    is his of it, whatever else whoever is at the page may see.
    """
    with seeing(RowScope(written_as=writer.pk)):
        return _followed(writer, today)


def _followed(writer: Writer, today: dt.date) -> Followed:
    letter = writer.letter
    here = case_of(letter)
    moves = frozenset(m.name for m in table_of(here).open_to(here.state, [Part.CITIZEN]))
    if writer.left_at is not None:
        moves = frozenset()
    ask = ask_in(here) if ask_in(here) in moves else ""
    until = _ask_until(here, ask) if ask else None
    if ask and (until is None or until < today):
        ask = ""
    beyond = ""
    if ask in ("ask_review", "ask_recheck") and superior_of(here, today) is None:
        ask, beyond = "", beyond_the_platform(here, ask, until)
    alone = "withdraw" in moves and not others_stand_behind(here, writer)
    answers = _answers(here, writer)
    return Followed(
        writer=writer,
        letter=letter,
        case_letter=here,
        text=letter.unseal("text"),
        about=letter.unseal("about"),
        now=whereabouts(here, today),
        steps=_steps(letter, here),
        messages=_messages(writer),
        notices=[(notice, notice.unseal("body")) for notice in _notices(letter)],
        answers=answers,
        looks=_looks(letter),
        moves=moves,
        ask=ask,
        ask_until=until,
        beyond=beyond,
        alone=alone,
        may_join=writer.left_at is None and here.pk == letter.pk and may_be_joined(letter),
        asked=_waits_for_writer(letter),
    )


def beyond_the_platform(letter: Letter, ask: str, until: dt.date | None) -> str:
    """Where somebody goes on who is not content with what the topmost office wrote."""
    day = f"{until.year}年{until.month}月{until.day}日" if until else "规定的期限"
    return BEYOND.format(office=_office(letter), until=day, asks=ASKS[ask][0])


def whereabouts(letter: Letter, today: dt.date) -> Whereabouts:
    """Who has it now, why, and until which day. At most three queries."""
    terms = running_terms(letter.case)
    office = _office(letter)
    ours = [term for term in terms if not term.theirs]
    theirs = next((term for term in terms if term.theirs and term.clock in THEIRS), None)
    until, due_on, paused = _until(ours, today)
    line = NOW[letter.state].format(office=office)
    own = ""
    if theirs is not None and theirs.due_on is not None and theirs.due_on >= today:
        own = THEIRS[theirs.clock].format(day=_day(theirs.due_on, today))
    return Whereabouts(
        line=f"{line}{until}。" if until else f"{line}{own}。" if own else line,
        office=office,
        due_on=due_on,
        until=until,
        writer_until=own,
        paused=paused,
    )


def letters_of(account: Account) -> list[tuple[Letter, Letter]]:
    """The letters written with an account, the latest first, each with where it is dealt with."""
    writers = Writer.objects.filter(account=account).select_related(
        "letter__case__edition__procedure",
        "letter__organization",
        "letter__mailbox",
        "letter__leading__case__edition__procedure",
    )
    letters = [writer.letter for writer in writers.order_by("-letter__received_on", "-letter")]
    return [(letter, letter.leading or letter) for letter in letters]


def states_said(letters: Sequence[Letter]) -> list[str]:
    """The state of each letter, in the words of the edition it goes by. One query."""
    words = words_of_all({letter.case.edition_id for letter in letters})
    return [
        words.get(letter.case.edition_id, {}).get(letter.state)
        or table_of(letter).state(letter.state).says
        for letter in letters
    ]


def told_by_telephone(letter: Letter, today: dt.date) -> dict[str, object]:
    """One screen for a call: the line to read out, the story, the kind of answer; nobody's data."""
    return {
        "where": whereabouts(letter, today),
        "steps": _story(letter),
        "state": states_said([letter])[0],
        "answered": letter.answers.filter(signed_at__isnull=False).count(),
        "asked": _waits_for_writer(letter),
    }


# --- parts ----------------------------------------------------------------------------------------


def _until(ours: Sequence[CaseTerm], today: dt.date) -> tuple[str, dt.date | None, bool]:
    if not ours:
        return "", None, False
    term = ours[0]
    if term.due_on is None:
        return "现在暂停计算期限，恢复后接着算", None, True
    if term.due_on < today:
        days = (today - term.due_on).days
        return f"本该{_day(term.due_on, today)}以前办好，已经晚了{days}天", term.due_on, False
    said = UNTIL.get(term.clock, "最晚{day}办好")
    return said.format(day=_day(term.due_on, today)), term.due_on, False


def _office(letter: Letter) -> str:
    turn = (
        ToDo.objects.filter(
            case=letter.case_id,
            task=Task.LEAD,
            closed_at__isnull=True,
            for_organization__isnull=False,
        )
        .select_related("for_organization")
        .order_by("pk")
        .first()
    )
    office = turn.for_organization if turn and turn.for_organization else letter.organization
    return office.short_name


def _steps(letter: Letter, here: Letter) -> list[Told]:
    """The story of the letter; from the day it was joined to another that of the other."""
    own = _story(letter)
    if here.pk == letter.pk:
        return own
    joined_at = own[-1].at if own else dt.datetime.min.replace(tzinfo=dt.UTC)
    return own + [told for told in _story(here) if told.at > joined_at]


def _story(letter: Letter) -> list[Told]:
    """The steps a writer is told, each with the office that did it or was given it."""
    events = [event for event in history(letter.case, TABLES) if event.step.move in TOLD]
    cases = {event.step.case_id for event in events}
    given = {
        (todo.case_id, todo.opened_at): todo.for_organization.short_name
        for todo in ToDo.objects.filter(
            case__in=cases, task=Task.LEAD, for_organization__isnull=False
        ).select_related("for_organization")
        if todo.for_organization is not None
    }
    return [
        Told(
            event.at,
            TOLD[event.step.move],
            given.get((event.step.case_id, event.at), "")
            if event.step.move in ("submit", "pass_on", "pass_further")
            else event.office.short_name
            if event.office
            else "",
        )
        for event in events
    ]


def _messages(writer: Writer) -> list[Said]:
    """What the office asked about his letter, and what he added himself: never what others did.

    What is added to a letter that was joined to another is kept with that other one.
    """
    asked = Q(letter=writer.letter_id, by__isnull=False) & (Q(writer=None) | Q(writer=writer))
    found = Message.objects.filter(asked | Q(writer=writer, by__isnull=True)).order_by("at", "pk")
    return [Said(message.at, message.unseal("text"), message.by_id is None) for message in found]


def _notices(letter: Letter) -> list[Notice]:
    """Notices of his own letter: those of another name its number, day and matter."""
    return list(letter.notices.select_related("office").order_by("given_on", "pk"))


def _answers(letter: Letter, writer: Writer) -> list[Replied]:
    signed = letter.answers.filter(signed_at__isnull=False).select_related("office")
    rated = {
        rating.answer_id: rating.get_verdict_display()
        for rating in Rating.objects.filter(writer=writer)
    }
    return [
        Replied(
            answer,
            str(Instance(answer.instance).label),
            answer.office.short_name,
            answer.unseal("text"),
            rated.get(answer.pk, ""),
        )
        for answer in signed.order_by("signed_at", "pk")
    ]


def _looks(letter: Letter) -> list[Look]:
    leaves = Leaf.objects.filter(
        subject_uid=letter.uid, verb__in=LOOKS, actor_person__isnull=False
    ).order_by("-pk")[:50]
    rows = list(leaves)
    names = dict(
        Organization.objects.filter(path__in={leaf.path for leaf in rows}).values_list(
            "path", "short_name"
        )
    )
    return [Look(leaf.at, names.get(leaf.path, "")) for leaf in rows]


def _ask_until(letter: Letter, ask: str) -> dt.date | None:
    clock, _ = ASK_CLOCKS[ask]
    running = letter.case.terms.filter(clock=clock, ended_on__isnull=True).first()
    return running.due_on if running else None


@widening("whether an office waits for those who wrote")
def _waits_for_writer(letter: Letter) -> bool:
    """Whether the office has asked for something and nothing was added since."""
    last = Message.objects.filter(letter=letter).order_by("-pk").first()
    return last is not None and last.by_id is not None


def _day(on: dt.date, today: dt.date) -> str:
    year = "" if on.year == today.year else f"{on.year}年"
    return f"{year}{on.month}月{on.day}日"

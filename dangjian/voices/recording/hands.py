"""Who acts on a letter, and how a move of its table is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.flow import actions as flow
from dangjian.flow.models import Step
from dangjian.flow.rules import Addressee
from dangjian.kernel.evidence import Actor
from dangjian.registry.models import Person
from dangjian.voices.models import Kind, Letter, Notice, NoticeKind
from dangjian.voices.rules import table_of


@dataclass(frozen=True)
class Hand:
    """Somebody of an office at work on a letter: in which part, when, having seen which round."""

    by: Actor
    part: str
    now: dt.datetime
    seen: int | None = None

    @property
    def person(self) -> Person:
        """RuntimeError where no person acts: officers are persons."""
        if self.by.person_uid is None:
            raise RuntimeError("a letter is dealt with by a person")
        return Person.objects.get(uid=self.by.person_uid)


def go(
    letter: Letter,
    move: str,
    hand: Hand,
    *,
    to: Sequence[Addressee] = (),
    words: str = "",
    back_to: str = "",
) -> Step:
    """Make a move of the letter's own table, for the office that has it."""
    return flow.advance(
        letter,
        table_of(letter),
        move,
        part=hand.part,
        now=hand.now,
        by=hand.by,
        to=to,
        words=words,
        office=letter.organization,
        seen=hand.seen,
        back_to=back_to,
        note=" ".join(filter(None, (letter.number, letter.matter))),
    )


def give_notice(letter: Letter, kind: NoticeKind, paragraphs: Sequence[str], hand: Hand) -> None:
    """Keep the written notice as it is given. Only petitions call for one."""
    if letter.kind != Kind.PETITION:
        return
    count = letter.notices.count() + 1
    notice = Notice(
        letter=letter,
        kind=kind,
        number=f"信告〔{letter.number.split('-')[0]}〕{letter.number.split('-')[1]}-{count}号",
        office=letter.organization,
        given_on=hand.now.date(),
        by=hand.person,
    )
    notice.seal("body", "\n".join(paragraphs))
    notice.save()

"""A letter comes in: by the form, by hand, from an old system; always by this one path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from dangjian.flow import actions as flow
from dangjian.kernel import evidence, receipts, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Account, Organization, Person
from dangjian.voices.models import Kind, Letter, Mailbox, Way, Wish, Writer
from dangjian.voices.reading.likeness import signature
from dangjian.voices.rules import TABLES, Part
from dangjian.voices.rules.parts import LONGEST, REPRESENTATIVES_RULE, registrar_of


@dataclass(frozen=True)
class NewWriter:
    """Who writes, as far as the answer needs it. account: of whoever is signed in."""

    name: str = ""
    phone: str = ""
    address: str = ""
    wish: Wish = Wish.CODE
    account: Account | None = None


@dataclass(frozen=True)
class Received:
    """The letter, and the receipt codes of its writers in their order: told once, kept nowhere."""

    letter: Letter
    codes: tuple[str, ...]


@evidence.action
def receive(
    text: str,
    *,
    kind: Kind,
    at: Organization,
    writers: Sequence[NewWriter],
    now: dt.datetime,
    by: Actor,
    way: Way = Way.ONLINE,
    mailbox: Mailbox | None = None,
    received_on: dt.date | None = None,
    entered_by: Person | None = None,
    origin: str | None = None,
    about: str = "",
    barred: Sequence[tuple[Organization | Person, str]] = (),
    may_publish: bool = False,
) -> Received:
    """Store a letter, open its case at the office `at`, call whoever registers it, draw the codes.

    The text was checked before (a letter that accuses somebody in a matter of discipline is not
    brought here). barred: the unit or person complained of, with the reason. received_on: of a
    letter on paper. origin: its number in an old system, from which it comes without writers.
    Refused: no text, too long, nobody who writes, too many representatives, an
    office that is itself complained of, a day to come.
    """
    text = text.strip()
    if not text:
        raise Refused("请写明您要反映或者咨询的事。", field="text")
    if len(text) > LONGEST:
        raise Refused(
            f"一封信最多{LONGEST:,}字，您写了{len(text):,}字。请写主要情况，其余可以作为补充再寄。",
            field="text",
        )
    day = received_on or now.date()
    if day > now.date():
        raise Refused("收到日期还没有到，请核对。", field="received_on")
    if origin is None:
        _check_writers(writers, day)
    letter = Letter(
        number=_number(day),
        kind=kind,
        way=way,
        mailbox=mailbox,
        organization=at,
        received_on=day,
        entered_by=entered_by,
        origin=origin,
        may_publish=may_publish,
        shingles=signature(text),
    )
    letter.seal("text", text)
    letter.seal("about", about.strip())
    table = max((t for t in TABLES.values() if t.key == kind), key=lambda t: t.revision)
    flow.open_case(
        letter,
        table,
        at=at,
        part=_part(entered_by, origin),
        to=[registrar_of(at)],
        now=now,
        by=by,
        since=day,
        note=letter.number,
        barred=barred,
    )
    codes = tuple(_writer(letter, one, now) for one in writers)
    return Received(letter, codes)


def _part(entered_by: Person | None, origin: str | None) -> Part:
    if origin is not None:
        return Part.PLATFORM
    return Part.REGISTRAR if entered_by else Part.CITIZEN


def _check_writers(writers: Sequence[NewWriter], day: dt.date) -> None:
    if not writers:
        raise Refused("请至少留一位来信人，不愿留姓名的可以匿名。", field="writers")
    most = rules.value(REPRESENTATIVES_RULE, on=day)
    if not most.holds(len(writers)):
        raise Refused(
            f"多人共同反映的，请推选代表，最多{most.number}人。",
            clause=most.citation,
            field="writers",
        )


def _writer(letter: Letter, given: NewWriter, now: dt.datetime) -> str:
    code = receipts.draw()
    writer = Writer(
        letter=letter,
        receipt_index=receipts.index_of(code),
        account=given.account,
        wish=given.wish,
        joined_at=now,
    )
    for name in ("name", "phone", "address"):
        writer.seal(name, getattr(given, name).strip())
    writer.save()
    return code


def _number(day: dt.date) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('voices_letter_number')")
        return f"{day.year}-{cursor.fetchone()[0]:06d}"

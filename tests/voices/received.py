"""Letters for tests: brought in by the action, answered and published as a signed answer is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Account, Organization
from dangjian.voices.actions.receiving import NewWriter, Received, receive
from dangjian.voices.models import Answer, Instance, Kind, Letter
from dangjian.voices.rules import Part, table_of
from tests.district import District

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TEXT = "东篱社区三期楼道的灯坏了快半年，老人晚上下楼很危险，请帮忙催一下。"


def brought(
    district: District, text: str = TEXT, *, at: Organization | None = None, **given: Any
) -> Received:
    """A letter to the street, of one writer without a name."""
    wanted: dict[str, Any] = {
        "kind": Kind.PETITION,
        "writers": [NewWriter()],
        "now": NOON,
        "by": SYSTEM,
    }
    return receive(text, at=at or district.street, **(wanted | given))


def answered(
    district: District,
    letter: Letter,
    text: str = "灯已经换好，请您看看。",
    now: dt.datetime = NOON,
) -> Answer:
    """Taken up, answered by the clerk and signed by the leader: through the table of the letter."""
    from dangjian.flow import actions as flow
    from dangjian.flow.rules import Office
    from dangjian.registry.authority import Purpose

    clerk, leader = district.people["clerk"], district.people["leader"]
    here = Office(letter.organization, Purpose.LETTERS)
    table = table_of(letter)
    steps = (("accept", Part.REGISTRAR, [here]), ("draft", Part.HANDLER, [leader]),
             ("sign", Part.LEADER, []))  # fmt: skip
    for move, part, to in steps:
        if letter.state == "handling" and move == "accept":
            continue
        flow.advance(letter, table, move, part=part, now=now, by=SYSTEM, to=to,
                     office=letter.organization)  # fmt: skip
    answer = Answer(
        letter=letter,
        instance=Instance.FIRST,
        round=letter.answers.count() + 1,
        office=letter.organization,
        drafted_by=clerk,
        drafted_at=now,
        signed_by=leader,
        signed_at=now,
        public=True,
    )
    answer.seal("text", text)
    answer.save()
    return answer


def published(
    district: District,
    text: str,
    answer: str,
    *,
    at: Organization | None = None,
    account: Account | None = None,
    now: dt.datetime = NOON,
) -> Letter:
    """A letter everybody may read with its answer."""
    got = brought(
        district,
        text,
        at=at,
        kind=Kind.CONSULTATION,
        writers=[NewWriter(account=account)],
        may_publish=True,
    )
    letter = got.letter
    letter.public_text, letter.public_answer = text, answer
    letter.public_office = letter.organization.name
    letter.published_at, letter.published_by = now, district.people["leader"]
    letter.save()
    return letter

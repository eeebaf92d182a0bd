"""A letter comes in: once, with its case, its to-do, its terms and a code for each writer."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.flow import queries as flow
from dangjian.kernel import receipts
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import viewer_of
from dangjian.voices.actions.receiving import NewWriter, receive
from dangjian.voices.models import Kind, Letter, Writer
from dangjian.voices.queries.sight import letter_for, letters_seen
from tests.district import TODAY, District

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TEXT = "东篱社区三期楼道的灯坏了快半年，老人晚上下楼很危险，请帮忙催一下。"


def test_a_petition_is_registered_by_the_office_within_fifteen_days(district: District) -> None:
    """J3: the office finds it in its inbox, with the last day of the rule."""
    got = receive(TEXT, kind=Kind.PETITION, at=district.root, writers=[NewWriter()],
                  now=NOON, by=SYSTEM)  # fmt: skip
    office = viewer_of(district.accounts["office"], TODAY)
    [item] = flow.inbox(office, TODAY).rows
    assert (item.what, item.due_on) == ("登记一封来信", dt.date(2026, 12, 8))
    sight = letter_for(office, got.letter.pk, TODAY)
    assert sight.may("accept") and sight.may("refuse") and not sight.may("sign")
    assert got.letter.unseal("text") == TEXT


def test_a_code_finds_its_writer_and_is_kept_nowhere(district: District) -> None:
    """J1: 24 digits in six groups, found by an index alone."""
    got = receive(TEXT, kind=Kind.MAILBOX, at=district.root,
                  writers=[NewWriter(name="方禾"), NewWriter()], now=NOON, by=SYSTEM)  # fmt: skip
    first, second = got.codes
    assert first != second and len(receipts.said(first)) == 29
    found = Writer.objects.get(receipt_index=receipts.index_of(receipts.read(receipts.said(first))))
    assert found.unseal("name") == "方禾"
    for wrong in (first[:-1], first[::-1], f"{first[:4]}{(int(first[4]) + 1) % 10}{first[5:]}"):
        if wrong != first:
            with pytest.raises(Refused):
                receipts.read(wrong)


def test_a_unit_complained_of_never_gets_the_letter(district: District) -> None:
    """J3: refused at the door, and seen by nobody who works there."""
    with pytest.raises(Refused, match="不能交给它办"):
        receive(TEXT, kind=Kind.PETITION, at=district.street, writers=[NewWriter()], now=NOON,
                by=SYSTEM, barred=[(district.street, "来信反映的就是它")])  # fmt: skip
    assert not Letter.objects.exists()
    got = receive(TEXT, kind=Kind.PETITION, at=district.root, writers=[NewWriter()], now=NOON,
                  by=SYSTEM, barred=[(district.street, "来信反映的就是它")])  # fmt: skip
    clerk = viewer_of(district.accounts["clerk"], TODAY)
    assert not letters_seen(clerk, TODAY).exists()
    with pytest.raises(Missing):
        letter_for(clerk, got.letter.pk, TODAY)

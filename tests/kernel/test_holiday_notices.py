"""Importing the State Council's notice: who did it stands in evidence, old versions stay (G4)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dangjian.kernel import calendar, terms
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import HolidayNotice, Leaf
from dangjian.kernel.notices import to_mapping
from dangjian.kernel.refusal import Refused
from dangjian.kernel.secrecy import undeclared

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
CLERK = Actor(7, "clerk")

NOTICE_2027 = """年份 2027
文号 国办发明电〔2026〕9号
元旦 2026-12-31 至 2027-01-02
春节 2027-02-05 至 2027-02-11
清明节 2027-04-03 至 2027-04-05
劳动节 2027-05-01 至 2027-05-05
端午节 2027-06-09
中秋节 2027-09-15
国庆节 2027-10-01 至 2027-10-07
调休上班 2026-12-27 2027-02-14 2027-10-09
"""


def load_2027() -> HolidayNotice:
    return calendar.import_notice(NOTICE_2027, by=CLERK, on=TODAY)


def test_the_installation_already_knows_three_years() -> None:
    assert calendar.load().years == {2024, 2025, 2026}


def test_loading_the_calendar_costs_one_query() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        calendar.load()
    assert len(queries) == 1


def test_a_provisional_day_becomes_certain_and_may_move_once_the_notice_is_there() -> None:
    start = dt.date(2026, 12, 21)
    before = terms.last_day(start, 10, "working", calendar.load())
    load_2027()
    after = terms.last_day(start, 10, "working", calendar.load())
    assert (before.day, before.missing_years) == (dt.date(2027, 1, 4), (2027,))
    assert (after.day, after.provisional) == (dt.date(2027, 1, 5), False)


def test_a_new_year_notice_reaches_back_into_the_december_before() -> None:
    load_2027()
    december = calendar.load()
    assert [december.works(dt.date(2026, 12, day)) for day in (27, 30, 31)] == [True, True, False]


def test_the_import_stands_in_evidence_with_all_its_days() -> None:
    row = load_2027()
    leaf = Leaf.objects.latest("id")
    assert (leaf.verb, leaf.subject_uid, leaf.actor_account) == (
        "calendar.import_notice",
        row.uid,
        7,
    )
    assert json.loads(leaf.body)["detail"]["notice"] == to_mapping(row.notice)


def test_a_year_that_is_there_is_refused_unless_it_is_to_be_replaced() -> None:
    load_2027()
    with pytest.raises(Refused, match="已经录入"):
        load_2027()
    with pytest.raises(Refused, match="完全相同"):
        calendar.import_notice(NOTICE_2027, by=CLERK, on=TODAY, replace=True)
    assert HolidayNotice.objects.filter(year=2027).count() == 1


def test_a_replaced_notice_stays_and_names_its_successor() -> None:
    old = load_2027()
    corrected = NOTICE_2027.replace("2027-10-09", "2027-10-10")
    new = calendar.import_notice(corrected, by=CLERK, on=TODAY, replace=True)
    old.refresh_from_db()
    assert (old.superseded_on, old.superseded_by) == (TODAY, new)
    assert new.replaces == old
    assert calendar.load().works(dt.date(2027, 10, 10))
    assert not calendar.load().works(dt.date(2027, 10, 9))


def test_the_database_holds_one_notice_in_force_for_each_year() -> None:
    row = load_2027()
    row.pk, row.uid = None, HolidayNotice().uid
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_notice_that_cannot_be_true_changes_nothing() -> None:
    before = (HolidayNotice.objects.count(), Leaf.objects.count())
    with pytest.raises(Refused):
        calendar.import_notice(NOTICE_2027.replace("2027-10-09", "2027-10-11"), by=CLERK, on=TODAY)
    assert (HolidayNotice.objects.count(), Leaf.objects.count()) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_whatever_editor_wrote_it(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "2027.txt"
    file.write_text(NOTICE_2027, encoding=encoding)
    assert calendar.import_notice_file(file, on=TODAY).year == 2027


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "2027.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xff\xff\x81")
    with pytest.raises(Refused, match="不是文本"):
        calendar.import_notice_file(file, on=TODAY)
    with pytest.raises(Refused, match="打不开文件"):
        calendar.import_notice_file(tmp_path / "nothing.txt", on=TODAY)


# --- what comes with a release ----------------------------------------------------------------


def seeds_with(monkeypatch: pytest.MonkeyPatch, year: int, **parts: Any) -> None:
    """A release whose packaged notice of that year says something else."""
    packaged = [
        calendar.notice_text.read(to_mapping(n) | (parts if n.year == year else {}))
        for n in calendar.seeds()
    ]
    monkeypatch.setattr(calendar, "seeds", lambda: packaged)


def test_a_second_installation_changes_nothing() -> None:
    before = (HolidayNotice.objects.count(), Leaf.objects.count())
    assert calendar.install_seeds(on=TODAY) == []
    assert (HolidayNotice.objects.count(), Leaf.objects.count()) == before


def test_a_corrected_packaged_notice_supersedes_the_older_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seeds_with(monkeypatch, 2026, number="国办发明电〔2025〕8号")
    (row,) = calendar.install_seeds(on=TODAY)
    assert (row.year, row.number, row.replaces.superseded_on) == (
        2026,
        "国办发明电〔2025〕8号",
        TODAY,
    )


def test_a_release_never_overrides_what_a_clerk_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    own = to_mapping(calendar.seeds()[-1]) | {"source": "区委办收文", "number_confirmation": "C"}
    calendar.import_notice(own, by=CLERK, on=TODAY, replace=True)
    seeds_with(monkeypatch, 2026, number="国办发明电〔2025〕8号")
    assert calendar.install_seeds(on=TODAY) == []


def test_every_field_of_a_notice_has_its_class() -> None:
    assert undeclared(HolidayNotice) == set()

"""What an import brought into the register is taken back by two people only (K2, X15)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import imports
from dangjian.registry.models import Act, Consent, Import, ImportKind, ImportState, Person
from tests.district import TODAY, District
from tests.registry.consented import NOON, agreed, asked, proved, undo_agreed
from tests.registry.forms_sent import send, text
from tests.registry.imports_brought import bring, line, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(district: District, tmp_path: Path) -> Import:
    """Two members of the branch, entered from a table of the secretary's."""
    rows = [line(district.east, "程远山", 1), line(district.east, "秦书岚", 2)]
    run = bring(table(tmp_path, rows), organization=district.east)
    Import.objects.filter(pk=run.pk).update(started_by=district.people["secretary"])
    run.refresh_from_db()
    assert run.entered == 2
    return run


def test_what_is_in_the_register_is_taken_back_only_as_two_agreed(
    district: District, run: Import
) -> None:
    with pytest.raises(Refused, match="要由另一位同志同意"), transaction.atomic():
        imports.ask_to_undo(run, reason="交错了表", by=SYSTEM)
    secretary = proved(district, "secretary")
    page = text(secretary.get(f"/imports/{run.pk}/undo/"))
    assert "申请撤回" in page and "另一位同志同意" in page
    send(secretary, f"/imports/{run.pk}/undo/", reason="交错了表")
    consent = Consent.objects.get(act=Act.UNDO_IMPORT)
    assert Person.objects.filter(name="程远山").exists(), "asking alone takes nothing back"
    agreed(consent, district.people["office"], consent.asked_at)
    shown = text(secretary.get(f"/consents/{consent.pk}/"))
    assert "整份撤回" in shown and run.digest in shown and "2 行" in shown


def test_what_went_in_after_it_was_asked_for_was_not_agreed_to(
    district: District, run: Import
) -> None:
    consent = undo_agreed(run, district.people["secretary"], district.people["office"])
    Import.objects.filter(pk=run.pk).update(entered=3)
    run.refresh_from_db()
    with pytest.raises(Stale, match="和申请时不一样"), transaction.atomic():
        imports.ask_to_undo(run, reason="交错了表", by=SYSTEM, agreed=consent.wanted)


def test_organizations_are_taken_back_by_two_who_keep_the_tree(district: District) -> None:
    run = Import.objects.create(
        kind=ImportKind.ORGANIZATIONS,
        file_name="党组织表.xlsx",
        digest="0" * 64,
        size=1,
        as_of=TODAY,
        organization=district.street,
        started_at=NOON,
        state=ImportState.ENTERED,
        entered=1,
    )
    wanted = imports.payload_of(run, keep_changed=False)
    with pytest.raises(Refused, match="权限"), transaction.atomic():
        asked(Act.UNDO_TREE, wanted, district.people["organizer"])
    consent = asked(Act.UNDO_TREE, wanted, district.people["clerk"])
    with pytest.raises(Refused, match="权限"), transaction.atomic():
        agreed(consent, district.people["organizer"])
    agreed(consent, district.people["office"])


def test_while_nothing_is_in_the_register_one_is_enough(district: District, tmp_path: Path) -> None:
    """The twin: nothing but what went in asks for a second person."""
    run = bring(table(tmp_path, [line(district.east, "程远山", 1)]), enter=False)
    assert imports.ask_to_undo(run, reason="交错了表", by=SYSTEM).ended_reason == "交错了表"

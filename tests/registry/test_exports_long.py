"""A list too long to wait for: written by the worker, fetched by its maker, gone in a day (L9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from dangjian.kernel import clock
from dangjian.registry import finished
from dangjian.registry.models import Export, ExportState, Organization, Role, RoleGrant
from dangjian.registry.rules import consents as rules
from tests.district import TODAY, District, build, give
from tests.jobs import run_the_worker, run_waiting_jobs
from tests.registry.browser import any_key
from tests.registry.consented import agreed, proved
from tests.registry.forms_sent import text
from tests.registry.test_exports import ADDRESS, asked_for, book, cells, leaves


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Nobody waits for more than five people; the tables lie in a folder of this test alone."""
    monkeypatch.setattr(rules, "WAITED_FOR", 5)
    settings.EXPORTS_DIR = tmp_path / "exports"


def ordered(client: Client, district: District) -> Export:
    """A list of the branch with numbers, agreed to and asked for."""
    consent = asked_for(client, f"{ADDRESS}?at={district.east.pk}", keys=["id_number"])
    agreed(consent, district.people["office"], clock.now())
    answer = client.post(f"/consents/{consent.pk}/take/", {"form_key": any_key(client)})
    made = Export.objects.get(consent=consent)
    assert (answer.status_code, answer["Location"]) == (302, f"/members/exports/{made.pk}/")
    return made


def page(client: Client, made: Export, part: str = "") -> str:
    answer = client.get(f"/members/exports/{made.pk}/{part}")
    return text(answer) if answer.status_code == 200 else str(answer.status_code)


def fetch(client: Client, made: Export, part: str = "fetch") -> object:
    return client.post(f"/members/exports/{made.pk}/{part}/", {"form_key": any_key(client)})


def test_a_long_list_is_written_by_the_worker_and_fetched_by_its_maker_for_a_day(
    district: District, short_patience: None
) -> None:
    """L9, T5: nothing leaves before it is written; two leaves and the file stay with its maker."""
    clerk, office = proved(district, "clerk"), proved(district, "office")
    made = ordered(clerk, district)
    assert "正在写表格" in page(clerk, made) and "0 / 9 人" in page(clerk, made, "progress/")
    assert fetch(clerk, made).status_code == 422
    assert leaves("export_members") == [] and not finished.place(made.uid).exists()
    assert run_waiting_jobs() == ["registry.write_export"]
    path = finished.place(made.uid)
    assert path.stat().st_mode & 0o777 == 0o600
    assert "只有您能取" in page(clerk, made)
    assert "去取这份表格" in text(clerk.get(f"/consents/{made.consent_id}/"))
    _, mark, heads, *rows = cells(book(fetch(clerk, made)))
    assert "方晴川同意" in mark[0] and (len(rows), "公民身份号码" in heads) == (9, True)
    verbs = ("order_export", "export_members", "export", "fetch_export")
    assert [len(leaves(verb)) for verb in verbs] == [1, 1, 9, 1]
    assert fetch(clerk, made, "again").status_code == 422
    assert (page(office, made), fetch(office, made).status_code) == ("404", 404)
    with transaction.atomic():
        RoleGrant.objects.filter(holder=district.people["clerk"]).current().end(TODAY)
        assert fetch(clerk, made).status_code == 403
        transaction.set_rollback(True)
    assert finished.sweep(clock.now()) == 0
    over = clock.now() - dt.timedelta(seconds=1)
    Export.objects.update(ready_at=over - dt.timedelta(days=1), until=over)
    assert fetch(clerk, made).status_code == 409 and "已经删除" in page(clerk, made)
    assert (finished.sweep(clock.now()), path.exists()) == (1, False)


@pytest.fixture
def live(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    yield build()


def test_a_table_that_was_not_written_says_why_leaves_nothing_and_is_tried_again(
    live: District, short_patience: None
) -> None:
    clerk = proved(live, "clerk")
    made = ordered(clerk, live)
    grant = RoleGrant.objects.filter(holder=live.people["clerk"], role=Role.CLERK).get()
    street = Organization.objects.get(pk=grant.organization_id)
    grant.end(TODAY)
    run_the_worker()
    made.refresh_from_db()
    assert (made.state, leaves("export_members")) == (ExportState.BROKEN, [])
    assert not finished.place(made.uid).exists() and len(leaves("break_off_export")) == 1
    assert "已经没有这个权限，没有写" in page(clerk, made)
    give(live.people["clerk"], Role.CLERK, street)
    assert fetch(clerk, made).status_code == 422
    assert fetch(clerk, made, "again").status_code == 302
    run_the_worker()
    made.refresh_from_db()
    assert (made.state, made.error, made.done) == (ExportState.READY, "", 9)
    assert len(cells(book(fetch(clerk, made)))) == 3 + 9

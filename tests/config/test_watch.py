"""L7: the operator sees attacks, failed sign-ins, bad uploads and unsafe settings on one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from dangjian.config.backup import keys, standing
from dangjian.config.watch import alarm, findings
from dangjian.config.watch.counting import PROOFS
from dangjian.config.watch.findings import GOOD, LATE, SOON
from dangjian.config.watch.turned import rows
from dangjian.kernel import clock, idempotency, tallies
from dangjian.kernel.models import Leaf, Tally, Turned
from dangjian.registry.models import Role, RoleGrant
from tests.district import District

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    return dict(Tally.objects.values_list("kind", "count"))


def test_what_was_turned_away_is_counted_by_its_kind(district: District, client: Client) -> None:
    """L7"""
    client.post("/sign-in/", {"login": "nobody", "password": "wrong-password"})
    client.get("/no-such-page/")
    district.sign_in(client, "member")
    client.get(reverse("organization", args=[district.foreign.pk]))
    client.get("/", headers={"host": "elsewhere.example.org"})
    assert counted() == {"sign_in": 1, "astray": 1, "denied": 1, "odd": 1}


def test_every_place_where_somebody_proves_who_he_is_counts_what_failed(
    district: District, client: Client
) -> None:
    """A name that is no address would count nothing, and nobody would see it."""
    assert {reverse(name) for name in PROOFS}
    district.sign_in(client, "clerk")
    key = idempotency.issue(district.accounts["clerk"].pk)
    wrong = {"form_key": key, "password": "wrong-password", "code": "000000"}
    assert client.post(reverse("account_reauthenticate"), wrong).status_code == 422
    assert counted() == {"sign_in": 1}


def test_a_file_that_is_not_taken_is_counted_and_a_form_filled_in_wrongly_is_not(
    district: District, client: Client
) -> None:
    district.sign_in(client, "clerk")
    account = district.accounts["clerk"].pk
    for file in (None, SimpleUploadedFile("名册.xlsx", b"MZ no table")):
        form: dict[str, Any] = {"form_key": idempotency.issue(account)}
        client.post(reverse("imports"), form | ({"file": file} if file else {}))
    assert counted().get("file") == 1


def test_a_form_that_comes_from_elsewhere_is_counted(district: District) -> None:
    client = Client(enforce_csrf_checks=True)
    district.sign_in(client, "clerk")
    assert client.post(reverse("imports"), {}).status_code == 403
    assert counted() == {"forged": 1}


def test_only_sums_are_kept(district: District, client: Client) -> None:
    """TRUST.md §5: neither who nor from where nor which page."""
    columns = {field.name for field in Tally._meta.fields}
    assert columns == {"id", "kind", "hour", "count"}
    client.get("/secret-words-in-an-address/")
    assert "secret-words" not in str(list(Tally.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_a_count_outside_of_a_transaction_is_one_exchange_and_stays() -> None:
    now = clock.now()
    assert not connection.in_atomic_block
    for _ in range(3):
        tallies.count(Turned.FAST, now)
    assert counted() == {"fast": 3}
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",), "only the sums may be lost"
    later = now + tallies.KEPT + dt.timedelta(days=1)
    assert tallies.forget_old(later) == 1


def test_many_more_than_on_a_usual_day_stand_out(district: District, client: Client) -> None:
    now = clock.now()
    for day in range(1, 8):
        put(Turned.SIGN_IN, now - dt.timedelta(days=day, hours=1), 10)
        put(Turned.ASTRAY, now - dt.timedelta(days=day, hours=1), 100)
    put(Turned.SIGN_IN, now, 31)
    put(Turned.ASTRAY, now, 250)
    put(Turned.FAILED, now, 1)
    put(Turned.BRAKED, now, 20)
    found = {row.label: (row.day, row.usual, row.many) for row in rows(now)}
    assert found[Turned.SIGN_IN.label] == (31, 10, True)
    assert found[Turned.ASTRAY.label] == (250, 100, False)
    assert found[Turned.FAILED.label] == (1, 0, True)
    assert found[Turned.BRAKED.label] == (20, 0, False), "a few are nothing"
    page = district.sign_in(client, "system_officer").get(reverse("watch")).content.decode()
    assert page.count("比平常多") == 2


def test_whoever_watches_is_told_once_a_day_what_stands_out(district: District) -> None:
    """L7: and nobody else, and nothing while all is as usual. No message names anybody."""
    now = clock.now()
    for day in range(1, 8):
        put(Turned.SIGN_IN, now - dt.timedelta(days=day, hours=1), 10)
    assert alarm.look(now) == [], "the twin: as usual"
    put(Turned.SIGN_IN, now, 31)
    told = alarm.look(now)
    assert {message.person for message in told} == {
        district.people["system_officer"],
        district.people["security_officer"],
    }
    assert {message.sentence for message in told} == {
        f"一天里“{Turned.SIGN_IN.label}”有 31 次，比平常多，请看“运行”一页。"
    }
    Tally.objects.filter(count=31).update(count=40)
    assert alarm.look(now + dt.timedelta(minutes=30)) == [], "told already"
    put(Turned.FAILED, now, 1)
    assert len(alarm.look(now)) == 2


def put(kind: Turned, at: dt.datetime, count: int) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0)
    Tally.objects.create(kind=kind, hour=hour, count=count)


def standing_of(title: str) -> str:
    return next(one.state for one in findings.all_of_them(clock.now()) if one.title == title)


def test_unsafe_settings_are_named(district: District, settings: Any) -> None:
    """L7: each with what to do."""
    settings.HTTPS, settings.CLAMD, settings.ALLOWED_HOSTS = True, "/run/clamd", ["a.example.org"]
    found = {one.title: one for one in findings.all_of_them(clock.now())}
    assert found["加密连接"].state == found["病毒检查"].state == GOOD
    assert not {"网址", "调试开关", "数据库"} & set(found)
    settings.HTTPS, settings.CLAMD, settings.ALLOWED_HOSTS = False, "", ["*"]
    settings.DEBUG = True
    assert {standing_of(title) for title in ("加密连接", "网址", "调试开关")} == {LATE}
    assert standing_of("病毒检查") == SOON
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert standing_of("数据库") == LATE
    assert all(one.way for one in findings.all_of_them(clock.now()) if one.state != GOOD)


def test_a_backup_that_is_old_or_was_never_rehearsed_is_named(
    district: District, settings: Any, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    assert standing_of("备份") == LATE
    keys.make(tmp_path, tmp_path / "key")
    folder = standing.folder(tmp_path)
    folder.mkdir()
    assert (standing_of("备份"), standing_of("恢复演练")) == (LATE, SOON)
    (folder / "nightly-1.age").write_bytes(b"sealed")
    standing.note(folder, "演练通过。", passed=True, at=clock.now())
    now = dt.datetime.now(dt.UTC)
    standing.note(folder, "演练通过。", passed=True, at=now)
    found = {one.title: one.state for one in findings.all_of_them(now)}
    assert (found["备份"], found["恢复演练"]) == (GOOD, GOOD)
    standing.note(folder, "没有通过。", passed=False, at=now)
    late = {one.title: one.state for one in findings.all_of_them(now + dt.timedelta(days=2))}
    assert (late["备份"], late["恢复演练"]) == (LATE, SOON)


def test_evidence_that_is_not_placed_is_named(district: District) -> None:
    assert Leaf.objects.exists()
    old = Leaf.objects.order_by("id").first()
    assert old is not None
    soon, late = old.at + dt.timedelta(minutes=1), old.at + dt.timedelta(minutes=20)
    states = [
        next(one.state for one in findings.all_of_them(now) if one.title == "存证")
        for now in (soon, late)
    ]
    assert states == [GOOD, LATE]


def test_an_office_of_the_three_that_nobody_holds_is_named(district: District) -> None:
    assert standing_of("三员") == GOOD
    tomorrow = clock.now() + dt.timedelta(days=1)
    for grant in RoleGrant.objects.filter(role=Role.AUDITOR):
        RoleGrant.objects.filter(pk=grant.pk).update(valid=(grant.valid.lower, tomorrow.date()))
    states = {one.title: one.state for one in findings.all_of_them(tomorrow)}
    assert states["三员"] == SOON


def test_the_operator_has_a_backup_made_and_rehearsed(
    district: District, client: Client, settings: Any, tmp_path: Path
) -> None:
    """L7: on one page, and act. Refused where there is no key, or one is under way."""
    settings.HOME = tmp_path
    district.sign_in(client, "system_officer")
    account = district.accounts["system_officer"].pk

    def press(name: str) -> int:
        return client.post(reverse(name), {"form_key": idempotency.issue(account)}).status_code

    assert press("watch_backup") == 422
    keys.make(tmp_path, tmp_path / "key")
    assert [press(name) for name in ("watch_backup", "watch_rehearse")] == [302, 302]
    assert press("watch_backup") == 409
    leaf = Leaf.objects.get(verb="ask_backup")
    assert leaf.actor_role == "system_officer"


def test_the_page_costs_the_same_whatever_was_counted(district: District, client: Client) -> None:
    from django.test.utils import CaptureQueriesContext

    district.sign_in(client, "system_officer")
    costs = []
    client.get(reverse("watch"))
    for many in (1, 150):
        for hour in range(many):
            put(Turned.ODD, clock.now() - dt.timedelta(hours=hour + 200 * (many > 1)), 1)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("watch")).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]

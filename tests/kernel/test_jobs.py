"""Jobs are asked for in the transaction of an act, and know nothing but ids."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangjian.config.jobs import tidy
from dangjian.kernel import jobs, row_scope
from tests.jobs import run_waiting_jobs

pytestmark = pytest.mark.django_db


def test_a_job_is_asked_for_in_the_transaction_of_the_act_or_not_at_all() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        tidy.defer(timestamp=0)
        raise RuntimeError
    assert run_waiting_jobs() == []
    with transaction.atomic():
        tidy.defer(timestamp=0)
    assert run_waiting_jobs() == ["config.tidy"]
    assert not ProcrastinateJob.objects.exists()


def test_the_daily_tidying_waits_once_however_often_it_is_asked_for() -> None:
    tidy.defer(timestamp=0)
    with pytest.raises(Exception, match="queueing"), transaction.atomic():
        tidy.defer(timestamp=1)
    assert run_waiting_jobs() == ["config.tidy"]


def test_the_site_can_tell_whether_a_worker_runs() -> None:
    assert not jobs.worker_runs()
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_id FROM procrastinate_register_worker_v1()")
        assert jobs.worker_runs()
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 min'")
    assert not jobs.worker_runs()


def test_every_job_has_a_name_of_its_room_that_does_not_move_with_the_code() -> None:
    ours = {name for name, task in app.tasks.items() if task.func.__module__[:9] == "dangjian."}
    assert "config.tidy" in ours
    for name in ours:
        room, verb = name.split(".")
        assert app.tasks[name].func.__module__.startswith(f"dangjian.{room}."), name
        assert verb.isidentifier()


@jobs.job("kernel.asked_by_a_test")
def looked() -> None:
    """What holds on the connection while a job runs."""
    _seen.append(row_scope.now())


_seen: list[row_scope.RowScope] = []


def test_a_job_sees_what_it_serves_whatever_holds_in_the_worker() -> None:
    """TRUST 2.4: a worker that has looked at nothing, or at one street, does not decide it."""
    for before in (row_scope.NOTHING, row_scope.RowScope(("/1/",))):
        with row_scope.seeing(before):
            looked()
            assert row_scope.now() == before
    assert _seen == [row_scope.WHOLE, row_scope.WHOLE]

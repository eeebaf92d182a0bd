"""Jobs: what a request asks for and the worker does afterwards (procrastinate, same database).

A room's `jobs.py` holds its jobs: ids in, one action. Arguments stand readable in the database, so
there is never anything about a person among them.

    @jobs.job("registry.read_import")
    def read_import(run_id: int) -> None: ...

    read_import.defer(run_id=run.pk)     in the transaction of the act: both happen or neither

A job happens at least once: one whose worker was killed is taken up again from its beginning. So a
job finds out what is already done, and does the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.jobs import Job
from procrastinate.tasks import Task

from dangjian.kernel.row_scope import widening

logger = logging.getLogger("dangjian")
P = ParamSpec("P")
R = TypeVar("R")

SILENCE = 15.0
"""Seconds without a sign of life after which a worker counts as dead."""

# A database that is away for a moment is worth another try; any other failure is a defect, which
# would only fail again: the job stays behind as failed, for somebody to look at.
_AGAIN = RetryStrategy(
    max_attempts=5, exponential_wait=3, retry_exceptions=(OperationalError, InterfaceError)
)


_GIVEN_UP: dict[str, Callable[..., object]] = {}


def job(
    name: str, *, given_up: Callable[..., object] | None = None
) -> Callable[[Callable[P, R]], Task[P, R, P]]:
    """Decorator of a job. `name` (room.verb) is stored with each that waits: it never changes.

    given_up(failure, **arguments): says so where people look, once the job will not be tried again
    without having been done. failure: None where its worker was cut off too often.
    """
    if given_up is not None:
        _GIVEN_UP[name] = given_up
    def wrapper(act: Callable[P, R]) -> Task[P, R, P]:
        # A job serves the register, not somebody at a page: what it may touch its action decides.
        return app.task(name=name, retry=_AGAIN)(widening(name)(act))

    return wrapper


def has_failed(job: Job, failure: Exception | None = None) -> None:
    """Have it said that a job is given up, unless it will be tried again. Never raises: whoever
    calls this has a failure to deal with already."""
    say = _GIVEN_UP.get(job.task_name)
    if say is None or (failure and _AGAIN.get_retry_exception(exception=failure, job=job)):
        return
    try:
        widening(job.task_name)(say)(failure, **job.task_kwargs)
    except Exception:
        logger.exception("nobody was told that job %s is given up", job.id)


def every(cron: str, name: str) -> Callable[[Callable[..., Any]], Any]:
    """Decorator of a job that comes by itself. cron: in UTC. The job is given its `timestamp`."""

    def wrapper(act: Callable[..., Any]) -> Any:
        task = app.task(name=name, queueing_lock=name)(widening(name)(act))
        return app.periodic(cron=cron)(task)

    return wrapper


def worker_runs() -> bool:
    """Whether a worker has shown itself lately: one look at an index."""
    lately = Now() - timedelta(seconds=2 * SILENCE)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=lately).exists()


def waits(name: str, **arguments: int) -> bool:
    """Whether a job of that name and with these arguments waits or is being done."""
    unfinished = ProcrastinateJob.objects.filter(task_name=name, status__in=("todo", "doing"))
    return unfinished.filter(args__contains=arguments).exists()


def ask_for(name: str, *, alone: str = "", **arguments: int) -> None:
    """Ask for a job by its name, in the running transaction: for actions, which know no jobs.

    alone: of the jobs asked for with the same word only one is done at a time.
    """
    app.configure_task(name=name, allow_unknown=True, lock=alone or None).defer(**arguments)

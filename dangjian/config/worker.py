"""The worker: does the jobs that wait in the database, and keeps the public log of the evidence, in
one process without any web server.

Run as `python -m dangjian.config.worker [PARENT]`: beside the web server, which starts it again
when it falls, or alone (`dangjian worker`) under whatever watches over services.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

from dangjian.config import lifeline
from dangjian.config.loading import loading

logger = logging.getLogger("dangjian")

AT_ONCE = 2  # jobs done at the same time
_SIGN_OF_LIFE = 4.0  # seconds between two
_LOOK_ROUND = 3.0  # seconds between two looks for what killed workers left behind
_GRACE = 5.0  # seconds that jobs under way may still take when the worker is told to stop
_ATTEMPTS = 5  # a job that was cut off so often may be what kills the worker


def main(parent: int | None = None) -> int:
    """Work until told to stop (0), or until the database is away for too long (1)."""
    if parent is not None:
        lifeline.end_with(parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangjian.config.settings")
    with loading():
        django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    app.perform_import_paths()
    try:
        asyncio.run(_work())
    except ConnectorException as failure:
        reason = str(failure.__cause__ or failure).partition("\n")[0]
        logger.error("the worker cannot reach its jobs: %s", reason)  # noqa: TRY400
        return 1
    return 0


async def _work() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.worker import Worker

    from dangjian.config.log_keeping import log_kept

    with app.replace_connector(_connector()), log_kept():
        async with app.open_async():
            from dangjian.kernel.jobs import SILENCE

            worker = Worker(
                app,
                concurrency=AT_ONCE,
                delete_jobs="successful",
                update_heartbeat_interval=_SIGN_OF_LIFE,
                stalled_worker_timeout=SILENCE,
                install_signal_handlers=False,
                task_middleware=[_one_job],
            )
            await _until_told(worker)


async def _until_told(worker: Any) -> None:
    """Work until a signal comes or something fails; jobs under way get a little time to end."""
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    working = asyncio.create_task(worker.run())
    others = [asyncio.create_task(told.wait()), asyncio.create_task(_take_up(worker))]
    ended, _ = await asyncio.wait([working, *others], return_when=asyncio.FIRST_COMPLETED)
    working.cancel()
    _, left = await asyncio.wait([working], timeout=_GRACE)
    if left:
        # A thread cannot be stopped. Without a worker its job counts as cut off at once.
        await worker.app.job_manager.unregister_worker(worker.worker_id)
        os._exit(0)
    for task in [*ended, working]:
        if not task.cancelled():
            task.result()
    for task in others:
        task.cancel()


async def _take_up(worker: Any) -> None:
    """Have jobs whose worker was killed done again; returns when this worker is struck off itself.

    (So it is when the practice copy was made anew, and after the machine had slept.)
    """
    from procrastinate import jobs

    from dangjian.kernel.jobs import SILENCE

    manager = worker.app.job_manager
    while True:
        if worker.worker_id is not None:
            if not await _known(worker):
                return
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
                if job.worker_id == worker.worker_id:
                    continue
                if job.attempts < _ATTEMPTS:
                    await manager.retry_job(job=job, retry_at=dt.datetime.now(dt.UTC))
                else:
                    logger.error("job %s was cut off %s times", job.id, job.attempts)
                    await manager.finish_job(job, jobs.Status.FAILED, delete_job=False)
                    await asyncio.to_thread(_failed, job)
        await asyncio.sleep(_LOOK_ROUND if worker.worker_id else 0.1)


async def _known(worker: Any) -> bool:
    row = await worker.app.connector.execute_query_one_async(
        "SELECT EXISTS (SELECT 1 FROM procrastinate_workers WHERE id = %(id)s) AS known",
        id=worker.worker_id,
    )
    return bool(row["known"])


def _connector() -> Any:
    """The worker's own questions go through a small pool of its own."""
    from procrastinate.contrib.django import connector_params
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.psycopg_connector import PsycopgConnector

    class Connector(PsycopgConnector):
        def get_sync_connector(self) -> Any:
            """A job that asks for a further one does so in its own transaction."""
            return DjangoConnector()

    return Connector(kwargs=connector_params(), min_size=1, max_size=3, timeout=20)


def _one_job(call_next: Callable[[], Any], context: Any, worker: Any) -> Any:
    """One try at a job. Its thread keeps no connection to the database."""
    from django.db import connections

    try:
        return call_next()
    except Exception as failure:
        _failed(context.job, failure)
        raise
    finally:
        connections.close_all()


def _failed(job: Any, failure: Exception | None = None) -> None:
    """Say where people look that a job is given up, on a connection that nothing has broken."""
    from django.db import connections

    from dangjian.kernel.jobs import has_failed

    connections.close_all()
    try:
        has_failed(job, failure)
    finally:
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))

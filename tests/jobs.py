"""Doing waiting jobs within a test: what the worker does, in the test's own transaction."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from typing import Any

from django.db import connections
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangjian.config import worker


def run_waiting_jobs() -> list[str]:
    """Do every job that waits, and those they ask for; the names in order. A failure is raised."""
    done = []
    worker = _ask("register_worker")["worker_id"]
    while (waiting := _ask("fetch_job", queues=None, worker_id=worker))["id"] is not None:
        arguments = waiting["args"]
        app.tasks[waiting["task_name"]](
            **(json.loads(arguments) if isinstance(arguments, str) else arguments)
        )
        _ask("finish_job", job_id=waiting["id"], status="succeeded", delete_job=True)
        done.append(waiting["task_name"])
    _ask("unregister_worker", worker_id=worker)
    return done


def _ask(name: str, **arguments: Any) -> dict[str, Any]:
    return app.connector.get_sync_connector().execute_query_one(sql.queries[name], **arguments)


def run_the_worker(patience: float = 60) -> None:
    """Do the waiting jobs as the worker does, failures, retries and all. Needs real commits."""
    before = asyncio._get_running_loop()  # a browser of this process may keep one running
    asyncio._set_running_loop(None)
    try:
        asyncio.run(_work_until_nothing_waits(patience))
    finally:
        asyncio._set_running_loop(before)


async def _work_until_nothing_waits(patience: float) -> None:
    app.perform_import_paths()
    working = asyncio.create_task(worker._work())
    until = asyncio.get_running_loop().time() + patience
    while not working.done() and await asyncio.to_thread(_unfinished):
        assert asyncio.get_running_loop().time() < until, "jobs still wait"
        await asyncio.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)
    await working


def _unfinished() -> bool:
    try:
        return ProcrastinateJob.objects.filter(status__in=("todo", "doing")).exists()
    finally:
        connections.close_all()

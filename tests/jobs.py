"""Doing waiting jobs within a test: what the worker does, in the test's own transaction."""

from __future__ import annotations

import json
from typing import Any

from procrastinate import sql
from procrastinate.contrib.django import app


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

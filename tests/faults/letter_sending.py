"""Run as a command: a browser sends a letter in a process of its own, which may kill itself.

python -m tests.faults.letter_sending DATABASE COOKIE FORM [careless] [KIND N]

KIND statement: it dies by SIGKILL before its Nth one; answer: when all is stored and the answer has
not left; nothing: takes everything back at the end. Where it lives it prints the status, where the
answer leads, and how many statements there were.
careless: the broken twin, without form keys, and without the codes kept for a line that breaks.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

import tests.environment  # noqa: F401 - the environment comes first


def main(database: str, cookie: str, form: str, *rest: str) -> None:
    """Send it, or die on the way."""
    import django
    from django.conf import settings

    careless = "careless" in rest
    kind, number = (rest[-2], int(rest[-1])) if len(rest) > 1 else ("", 0)
    if careless:
        settings.MIDDLEWARE = [
            "tests.faults.careless.Careless" if name.endswith(".FormKeyMiddleware") else name
            for name in settings.MIDDLEWARE
        ]
    django.setup()
    from django.db import connection, transaction
    from django.test import Client

    from dangjian.voices import drafts
    from tests.conftest import use_database

    use_database(database)
    if careless:
        drafts.keep_codes = lambda *_: None
    statements = 0

    def statement(execute: Any, *given: Any) -> Any:
        nonlocal statements
        statements += 1
        if kind == "statement" and statements == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    browser = Client(SERVER_NAME="localhost")
    browser.cookies[settings.LETTER_COOKIE_NAME] = cookie
    with connection.execute_wrapper(statement):
        if kind == "nothing":
            with transaction.atomic():
                answer = browser.post("/write/check/", json.loads(form))
                transaction.set_rollback(True)
        else:
            answer = browser.post("/write/check/", json.loads(form))
    if kind == "answer" and answer.status_code == 302:
        os.kill(os.getpid(), signal.SIGKILL)
    where = answer.headers.get("Location", "")
    print(json.dumps({"status": answer.status_code, "where": where, "statements": statements}))


if __name__ == "__main__":
    main(*sys.argv[1:])

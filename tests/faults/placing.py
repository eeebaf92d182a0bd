"""Run as a command: leaves are placed in the public log, in a process that may die.

python -m tests.faults.placing DATABASE place|place_apart [NUMBER]

It dies by SIGKILL before its NUMBERth statement; otherwise it prints how many there were. The
broken twin `place_apart` commits the places of leaves before the head that covers them.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import tests.environment  # noqa: F401 - the environment comes first

BATCH = 6


def main(database: str, what: str, number: str = "0") -> None:
    """Place every leaf, or die on the way."""
    import django
    from django.db import connection

    django.setup()
    from tests.conftest import use_database

    use_database(database)
    from dangjian.kernel.proofs import sequencing

    asked = 0

    def statement(execute: Any, *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == int(number):
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*rest)

    store = sequencing._store

    def store_apart(*rest: Any) -> None:
        store(*rest)
        connection.connection.commit()

    if what == "place_apart":
        sequencing._store = store_apart
    with connection.execute_wrapper(statement):
        sequencing.Sequencer(batch=BATCH).step(wait=True)
    print(asked)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Run as a command: one act on an import in a process of its own, which may kill itself on the way.

python -m tests.faults.importing DATABASE read|enter|in_chunks IMPORT [statement|row NUMBER]

It dies by SIGKILL before its NUMBERth statement or its NUMBERth copied row, whichever was named,
and otherwise prints how many of each there were. `in_chunks` is the broken twin: it commits on the
way.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from typing import Any

import tests.environment  # noqa: F401 - the environment comes first

CHUNK = 50


def main(database: str, act: str, pk: str, kind: str = "", number: str = "0") -> None:
    """Do the act, or die on the way."""
    import django
    import psycopg
    from django.db import connection

    django.setup()
    from tests.conftest import use_database

    use_database(database)
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.actions import imports
    from dangjian.registry.models import Import
    from tests.district import TODAY

    happened: Counter[str] = Counter()

    def happens(what: str) -> None:
        happened[what] += 1
        if what == kind and happened[what] == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, *rest: Any) -> Any:
        happens("statement")
        return execute(*rest)

    write_row = psycopg.Copy.write_row

    def row(copy: psycopg.Copy, values: Any) -> None:
        happens("row")
        write_row(copy, values)

    psycopg.Copy.write_row = row  # type: ignore[method-assign]
    run = Import.objects.get(pk=int(pk))
    with connection.execute_wrapper(statement):
        if act == "read":
            imports.read(run, by=SYSTEM)
        elif act == "enter":
            imports.enter(run, today=TODAY, by=SYSTEM)
        else:
            in_chunks(run)
    print(json.dumps(happened))


def in_chunks(run: Any) -> None:
    """The broken twin of entering: each part is committed by itself; it says so only at the end."""
    from django.db import transaction

    from dangjian.kernel.copying import new_ids
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.actions.imports import entering
    from dangjian.registry.importing import waiting
    from dangjian.registry.importing.guests import Guests
    from dangjian.registry.models import ImportState, Organization, Person
    from dangjian.registry.newcomers import Reception
    from tests.district import TODAY

    branches = {organization.pk: organization for organization in Organization.objects.all()}
    guests = Guests(run, Reception(branches, today=TODAY, least=18), SYSTEM)
    rows, people = waiting.after(run, -1), []
    for start in range(0, len(rows), CHUNK):
        with transaction.atomic():
            part = rows[start : start + CHUNK]
            ready = guests.receive(part, new_ids(Person._meta.db_table, len(part)))
            ready.newcomers.write()
            people += ready.newcomers.ids
    entering._link([row.pk for row in rows], people, "person_id")
    run.state = ImportState.ENTERED
    run.save()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Run as a command: one act that tells, or the sending of what is due, in a process that may die.

python -m tests.faults.telling DATABASE FOLDER act|act_first|send|send_keyless PERSON
    [statement|handed NUMBER]

It dies by SIGKILL before its NUMBERth statement, or right after the gateway took the NUMBERth
notice, whichever was named; otherwise it prints how many of each there were. Broken twins:
`act_first` commits the act before it tells; `send_keyless` gives every try a key of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import uuid
from collections import Counter
from typing import Any

import tests.environment  # noqa: F401 - the environment comes first


def main(database: str, folder: str, what: str, pk: str, kind: str = "", number: str = "0") -> None:
    """Do it, or die on the way."""
    for gateway in ("MAIL", "SMS", "CHAT"):
        os.environ[f"DANGJIAN_{gateway}"] = f"folder:{folder}"
    import django
    from django.db import connection

    django.setup()
    from tests.conftest import use_database

    use_database(database)
    from dangjian.courier import transports
    from dangjian.registry.models import Person

    happened: Counter[str] = Counter()

    def happens(what: str) -> None:
        happened[what] += 1
        if what == kind and happened[what] == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, *rest: Any) -> Any:
        happens("statement")
        return execute(*rest)

    hand = transports.send

    def handed(kind: Any, address: str, title: str, body: str, key: str) -> None:
        hand(kind, address, title, body, uuid.uuid4().hex if what == "send_keyless" else key)
        happens("handed")

    transports.send = handed
    person = Person.objects.get(pk=int(pk))
    with connection.execute_wrapper(statement):
        _do(what, person)
    print(json.dumps(happened))


def _do(what: str, person: Any) -> None:
    from django.db import transaction

    from dangjian.courier import sending
    from tests.courier.told import DAY, NOON

    if what == "act":
        with transaction.atomic():
            _rename(person)
            _tell(person, NOON)
    elif what == "act_first":
        _rename(person)
        _tell(person, NOON)
    else:
        sending.send_due(lambda: NOON + DAY)


def _rename(person: Any) -> None:
    """Any act will do."""
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.actions import organizations

    day = dt.date(2026, 11, 23)
    branch, name = person.organization, "中共更名以后支部委员会"
    organizations.rename(branch, name=name, short_name="更名以后", on=day, today=day, by=SYSTEM)


def _tell(person: Any, now: dt.datetime) -> None:
    from dangjian.courier import actions
    from dangjian.courier.models import Matter, Urgency
    from dangjian.kernel.evidence import SYSTEM

    actions.tell(
        person, "支部更名了", matter=Matter.RESULT, urgency=Urgency.NOW, now=now, by=SYSTEM
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

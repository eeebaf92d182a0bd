"""The words of evidence about a person are erased at his request; what proves the log stays.

个人信息保护法 Art. 47 gives a person the right to have erased what is not needed any more. Where a
leaf stood stays its place with its hash: nobody learns what it said, and every proof holds
(kernel/proofs/erased.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.proofs import erased
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Consent, Person
from dangjian.registry.queries.consents import called
from dangjian.registry.queries.erasing import digest_of, leaves_about
from dangjian.registry.rules import erasing as rules


def wanted_of(person: Person, until: dt.date, document: str) -> dict[str, Any]:
    """The request, as it stands now. document: the person's own, with its date or number."""
    found = list(leaves_about(person, until)[: rules.MOST + 1])
    return {
        "person": person.pk,
        "until": until.isoformat(),
        "document": document.strip(),
        "count": len(found),
        "digest": digest_of(found),
    }


def check(wanted: Mapping[str, Any], now: dt.datetime) -> None:
    """Refused: no paper, nothing or too much to erase, too young. Stale: not what was asked for."""
    if not wanted["document"]:
        raise Refused("请写明本人的申请，例如“本人 2026-11-20 书面申请”。", field="document")
    until = dt.date.fromisoformat(wanted["until"])
    rules.check_day(until, now.date())
    if not wanted["count"]:
        raise Refused("到这一天为止，没有关于这位同志、还有内容的证据。", field="until")
    if int(wanted["count"]) > rules.MOST:
        raise Refused(
            f"一次最多抹去 {rules.MOST:,} 条，请把日子写早一些，分几次办。", field="until"
        )
    if wanted_of(person_of(wanted), until, wanted["document"]) != dict(wanted):
        raise Stale("证据和申请的时候不一样了，没有办成。请重新提出。")


def person_of(wanted: Mapping[str, Any]) -> Person:
    return Person.objects.select_related("organization").get(pk=int(wanted["person"]))


def told(wanted: Mapping[str, Any], today: dt.date) -> list[tuple[str, str]]:
    return [
        ("关于谁的证据", called(person_of(wanted))),
        ("抹到哪一天", str(wanted["until"])),
        ("本人的申请", str(wanted["document"])),
        ("多少条", f"{int(wanted['count']):,} 条"),
        ("是哪些（摘要）", str(wanted["digest"])),
        ("以后", "这些证据的内容不能恢复；谁在什么时候办过一件什么事、它在公开记录里的位置还在"),
    ]


@evidence.action
def erase(consent: Consent, wanted: Mapping[str, Any], by: Actor) -> int:
    """Take salt and words of the leaves that two persons agreed on; how many.

    The database does it for exactly such leaves and only while the agreed request is carried out.
    Refused and Stale as `check`.
    """
    if consent.checker is None or consent.decided_at is None:
        raise ValueError("evidence is erased when two agreed to it")
    check(wanted, consent.decided_at)
    person = person_of(wanted)
    gone = [
        erased.of(leaf) for leaf in leaves_about(person, dt.date.fromisoformat(wanted["until"]))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "SELECT registry_erase_evidence(%s, %s, %s)",
            [(consent.pk, one.leaf, erased.tombstone(one)) for one in gone],
        )
    agreed = {"document": wanted["document"], "consent": str(consent.uid)}
    return evidence.record_many(
        by,
        erased.VERB,
        [Trace("person", person.uid, person.path, {"erased": vars(one)} | agreed) for one in gone],
    )

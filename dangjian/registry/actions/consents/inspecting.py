"""材料已当面核验: somebody who has to do with a request saw the papers themselves."""

from __future__ import annotations

import datetime as dt
import re

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions.consents.asking import leaf, locked
from dangjian.registry.actions.consents.deciding import may_decide
from dangjian.registry.models import Consent, ConsentState, Inspection, Person

_OVER = (ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.DONE)


@evidence.action
def inspect(
    consent: Consent, *, by_whom: Person, papers: str, scan: str, now: dt.datetime, by: Actor
) -> Inspection:
    """Put on record that the papers were seen. scan: "" or 64 hexadecimal digits.

    Refused (403): somebody who neither asked nor may decide, or whom it concerns. Refused: no
    papers named, or a digest that is none. Stale: the request is over, or he said so already.
    """
    stored = locked(consent)
    papers, scan = papers.strip(), re.sub(r"\s", "", scan).lower()
    if stored.state in _OVER or stored.ran_out(now):
        raise Stale("这件申请已经了结，不用再核验。")
    if stored.maker_id != by_whom.pk and not may_decide(stored, by_whom, now):
        raise Refused("当面核验由提出的同志或者复核的同志办。", status=403)
    if not papers:
        raise Refused("请写看了哪些材料。", field="papers")
    if scan and not re.fullmatch(r"[0-9a-f]{64}", scan):
        raise Refused("摘要是 64 位的数字和字母 a 到 f，没有就不填。", field="scan")
    if stored.inspections.filter(by=by_whom).exists():
        raise Stale("您已经核验过了。")
    seen = Inspection.objects.create(
        consent=stored, person=stored.concerns, by=by_whom, papers=papers[:120], scan=scan, at=now
    )
    leaf(by, "inspect_papers", stored, papers=seen.papers, scan=scan)
    return seen

"""Files beside the papers of a case: put there, opened on record, taken out with a reason (A8)."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

from dangjian.development.models import Development, Scan, StepTaken
from dangjian.development.recording import leaf, stored
from dangjian.development.rules.scans import MOST_BYTES, check_paper, may_take_out
from dangjian.flow.recording.steps import actor
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files import enclosures, scanner
from dangjian.kernel.refusal import Refused, Stale


@evidence.action
def attach(
    taken: StepTaken, paper: str, path: Path, name: str, *, now: dt.datetime, by: Actor
) -> Scan:
    """Put a file beside a paper of a step. It is sealed; what acts by itself is taken out of it.

    Refused: a paper the step does not have; a step that was withdrawn; a file that
    `enclosures.enclosed` does not take; one that lies there already; one's own case (403).
    """
    case = stored(taken.development)
    _check_eyes(case, by)
    if StepTaken.objects.get(pk=taken.pk).withdrawn_at is not None:
        raise Refused("这一步已经撤回了，请附到重新登记的那一步。")
    there = Scan.objects.filter(taken=taken, taken_out_at__isnull=True)
    check_paper(taken, paper, there.count())
    found = enclosures.enclosed(path, name, most=MOST_BYTES)
    if there.filter(digest=found.digest).exists():
        raise Refused("这个文件已经附过了，不用再附。", field="file")
    scan = Scan(
        taken=taken,
        paper=paper,
        name=found.name or "未命名",
        sort=found.sort,
        size=len(found.content),
        digest=found.digest,
        removed=found.removed,
        at=now,
        by=actor(by),
    )
    scan.seal("content", base64.b64encode(found.content).decode())
    scan.save()
    _leaf(by, "attach_scan", case, scan)
    return scan


@evidence.action
def open_scan(scan: Scan, *, by: Actor) -> bytes:
    """The file; that it was opened is on record, of the case and of the member he has become.

    Refused: it was taken out; the virus scanner does not let it through; one's own case (403).
    """
    case = scan.taken.development
    _check_eyes(case, by)
    content = scan.unseal("content")
    if not content:
        raise Refused("这个文件已经取下，打不开了。", status=404)
    data = base64.b64decode(content)
    scanner.check(data)
    _leaf(by, "open_scan", case, scan)
    if case.person is not None:
        evidence.record(
            by, "open_scan", "person", case.person.uid, case.person.path, paper=scan.paper
        )
    return data


@evidence.action
def take_out(scan: Scan, *, words: str, now: dt.datetime, by: Actor) -> Scan:
    """Take a file out that does not belong there: its content is gone, the line and the reason
    stay.

    Refused: no reason; a case that is over (what was filed stays); one's own case (403). Stale: it
    was taken out meanwhile.
    """
    case = stored(scan.taken.development)
    _check_eyes(case, by)
    held = Scan.objects.select_for_update().defer("content").get(pk=scan.pk)
    if held.taken_out_at is not None:
        raise Stale("这个文件刚刚已经取下了。")
    held.taken.development = case
    if not may_take_out(held.taken):
        raise Refused("这件已经办结，归档的材料不能再取下。")
    if len(words.strip()) < 4:
        raise Refused("请写明为什么取下。", field="words")
    held.content, held.taken_out_at, held.taken_out_by = None, now, actor(by)
    held.taken_out_reason = words.strip()
    held.save(update_fields=["content", "taken_out_at", "taken_out_by", "taken_out_reason"])
    _leaf(by, "take_out_scan", case, held)
    return held


def _leaf(by: Actor, verb: str, case: Development, scan: Scan) -> None:
    leaf(by, verb, case, step=scan.taken.step, scan=str(scan.uid), digest=scan.digest)


def _check_eyes(case: Development, by: Actor) -> None:
    if case.person is not None and by.person_uid == case.person.uid:
        raise Refused("自己的材料由另一位同志附、看和取下。", status=403)

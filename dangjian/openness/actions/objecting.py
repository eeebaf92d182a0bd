"""Somebody objects to a notice; the organization department looks into it."""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import evidence, leaks, receipts
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Finding, Notice, Objection, Standing
from dangjian.openness.queries.offices import checking_office, concerned, kept_out
from dangjian.openness.queries.public import runs
from dangjian.openness.recording import subjects_of
from dangjian.openness.rules import OBJECTIONS, Who
from dangjian.portal.recording import person_of
from dangjian.registry.models import Organization, Person


@evidence.action
def object_to(
    notice: Notice, *, text: str, name: str = "", reach: str = "", now: dt.datetime, by: Actor
) -> tuple[Objection, str]:
    """Take an objection in; it and its receipt code, which is kept nowhere.

    Who must not see it gets no hold of it from the beginning: the publishing organization's own
    people, as long as somebody of the department is left, and whoever bears the name of one of
    those noticed.
    Stale: the period is over. Refused: nothing said; a secrecy mark, of which nothing is kept.
    """
    stored = Notice.objects.select_related("organization").get(pk=notice.pk)
    if not runs(stored, now.date()):
        raise Stale("公示期已经过了。要反映问题，请写信或者打电话。")
    if not text.strip():
        raise Refused("请写一写是什么情况。", field="text")
    if any(leaks.secrecy_marks(part) for part in (text, name, reach)):
        raise Refused("内容里有密级标志，不能在网上提交，没有保存。请当面或者书面反映。")
    office = checking_office(stored, now.date())
    barred: list[tuple[Organization | Person, str]] = [
        (person, "是公示对象") for person in concerned(subjects_of(stored), office, now.date())
    ]
    if kept_out(stored, office, now.date()):
        barred.append((stored.organization, "是发布公示的单位"))
    code = receipts.draw()
    objection = Objection(notice=stored, receipt=receipts.index_of(code), made_at=now)
    objection.seal("text", text.strip())
    objection.seal("name", name.strip())
    objection.seal("reach", reach.strip())
    flow.open_case(
        objection,
        OBJECTIONS,
        at=office.organization,
        part=Who.CITIZEN,
        to=[office],
        now=now,
        by=by,
        barred=barred,
        note=stored.title,
    )
    _leaf(by, "object", objection, office.organization)
    return objection, code


@evidence.action
def settle(
    objection: Objection,
    finding: Finding,
    *,
    answer: str,
    office: Organization,
    seen: int,
    now: dt.datetime,
    by: Actor,
) -> Objection:
    """Write what looking into it showed, and the answer for whoever has the code.

    Refused: no answer; (403) by one of those noticed. Stale: it was settled before.
    """
    stored = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("notice", "case__organization")
        .get(pk=objection.pk)
    )
    if stored.state != Standing.OPEN:
        raise Stale("这件反映已经核查完了。")
    if len(answer.strip()) < 4:
        raise Refused("请写一写怎么核查的、结果是什么，反映人凭受理码看得到。", field="answer")
    if leaks.secrecy_marks(answer):
        raise Refused("答复里有密级标志，没有保存。", field="answer")
    if person_of(by).name in {one.name for one in subjects_of(stored.notice)}:
        raise Refused("公示对象里有您的名字，请由另一位同志办。", status=403)
    stored.finding, stored.settled_at = finding, now
    stored.seal("answer", answer.strip())
    stored.save(update_fields=["finding", "settled_at", "answer"])
    flow.advance(
        stored,
        OBJECTIONS,
        "settle",
        part=Who.CONCLUDER,
        now=now,
        by=by,
        office=office,
        seen=seen,
    )
    _leaf(by, "settle", stored, stored.case.organization, finding=str(finding))
    return stored


def _leaf(by: Actor, verb: str, objection: Objection, at: Organization, **detail: object) -> None:
    evidence.record(by, verb, "objection", objection.uid, at.path, **detail)

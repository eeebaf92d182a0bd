"""A case goes on at another branch: the applicant went there, or the branch was merged."""

from __future__ import annotations

import datetime as dt

from django.db import models

from dangjian.development.models import OPEN, CaseMove, Development
from dangjian.development.recording import check_seen, leaf, restate, stored
from dangjian.flow.recording.steps import actor
from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.models import Organization
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.people import check_branch


@evidence.action
def move_case(
    development: Development,
    to: Organization,
    *,
    words: str,
    seen: int,
    today: dt.date,
    by: Actor,
) -> Development:
    """Let a running case go on at another branch; everything entered so far stays as it is.

    Refused: no reason; the same branch, or one without members or closed; a case of a probationary
    member who does not belong there: he is transferred first. Stale: it is over.
    """
    case = stored(development)
    check_seen(case, seen)
    if case.state not in OPEN:
        raise Stale("这件已经办结，不用再转。")
    if len(words.strip()) < 4:
        raise Refused("请写明为什么转到别的支部。", field="words")
    if to.pk == case.organization_id:
        raise Refused("现在就在这个支部，请另选一个。", field="to")
    check_branch(to, today)
    if case.person is not None and case.person.organization_id != to.pk:
        raise Refused(
            "这位同志已经是预备党员，先办组织关系转接，转到以后他的发展党员材料跟着过去。",
            field="to",
        )
    return _moved(case, to, words.strip(), today, by)


def carry_over(
    organization: Organization, to: Organization, *, words: str, today: dt.date, by: Actor
) -> int:
    """The running cases of an organization that ends go on at its heir; how many.

    Within the act that ends it. Refused where the heir has no members of its own: for each case a
    branch has to be named first.
    """
    running = Development.objects.filter(organization=organization, ended_on__isnull=True)
    cases = [stored(one) for one in running.order_by("pk")]
    if cases and to.form not in HAS_MEMBERS:
        raise Refused(
            f"{organization.short_name}还有 {len(cases)} 件发展党员没有办完，"
            "请先在发展党员里一件一件转到别的支部。"
        )
    for case in cases:
        _moved(case, to, words, today, by)
    return len(cases)


def follow_members(today: dt.date) -> int:
    """Cases of probationary members who belong to another branch by now go on there; how many.

    Their transfer was decided by people; the case only follows. By the platform itself, every
    night; each in a transaction of its own.
    """
    strayed = Development.objects.filter(ended_on__isnull=True, person__organization__isnull=False)
    strayed = strayed.exclude(organization=models.F("person__organization"))
    count = 0
    for one in strayed.select_related("person__organization").order_by("pk"):
        assert one.person is not None and one.person.organization is not None
        follow(one, one.person.organization, today=today, by=SYSTEM)
        count += 1
    return count


@evidence.action
def follow(development: Development, to: Organization, *, today: dt.date, by: Actor) -> Development:
    """The case of a member goes on where he belongs."""
    return _moved(stored(development), to, "组织关系转到了这个支部", today, by)


def _moved(
    case: Development, to: Organization, words: str, today: dt.date, by: Actor
) -> Development:
    CaseMove.objects.create(
        development=case, before=case.organization, after=to, on=today, words=words, by=actor(by)
    )
    case.organization = to
    case.save(update_fields=["organization"])
    restate(case, today)
    leaf(by, "move_case", case, after=to.pk)
    return case

"""For the authorization matrix: of a branch notices in every state, an objection, proposals,
an item and a line of the list."""

from __future__ import annotations

from typing import Any

from dangjian.kernel import clock
from dangjian.openness.actions import proposing
from dangjian.openness.models import Notice
from dangjian.openness.rules import texts
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization
from tests.district import District
from tests.openness.applications import answered, applied
from tests.openness.disclosed import content, entered, listed, proposed, through
from tests.openness.notices import (
    begun,
    expired,
    objected,
    placed,
    sent,
    settled,
    step,
    viewer,
)

OF_DRAFT = ("notice_desk", "notice_edit", "notice_send", "notice_drop")
OF_REVIEW = ("notice_sign", "notice_back")
OF_RUNNING = ("notice", "notice_object", "notice_extend", "notice_withdraw")
OF_OBJECTION = ("objection", "objection_settle")
OPENNESS = {*OF_DRAFT, *OF_REVIEW, *OF_RUNNING, *OF_OBJECTION}
OPENNESS |= {"notice_post", "notice_conclude", "verify_bundle"}
OF_PROPOSAL = ("proposal_edit",)
OF_PROPOSED = ("proposal", "proposal_step")
OF_ITEM = ("item", "item_change", "item_withdraw")
OF_ENTERED = ("personnel_case", "personnel_step")
OF_LISTED = ("personnel_entry", "personnel_correct")
OF_APPLICATION = ("disclosure_read", "disclosure_do", "application", "application_step")
OPENNESS |= {*OF_APPLICATION, "disclosed"}
OPENNESS |= {*OF_PROPOSAL, *OF_PROPOSED, *OF_ITEM, *OF_ENTERED, *OF_LISTED}


def approvable(district: District, branch: Organization) -> Notice:
    notice = sent(district, begun(district, at=branch))
    own = branch.pk == district.east.pk
    notice = step(district, notice, "secretary" if own else "office")
    return step(district, notice, "security_officer")


def public(district: District, branch: Organization) -> Notice:
    return step(district, approvable(district, branch), "leader")


def objects(district: District, branch: Organization, name: str = "") -> dict[str, list[Any]]:
    """Address name -> arguments; only what is asked for is built."""
    found: dict[str, list[Any]] = {}
    if not name or name in OF_DRAFT:
        found |= dict.fromkeys(OF_DRAFT, [begun(district, at=branch).pk])
    if not name or name in OF_REVIEW:
        found |= dict.fromkeys(OF_REVIEW, [sent(district, begun(district, at=branch)).pk])
    if not name or name == "notice_post":
        found["notice_post"] = [approvable(district, branch).pk]
    if not name or name in (*OF_RUNNING, *OF_OBJECTION, "verify_bundle"):
        notice = public(district, branch)
        found |= dict.fromkeys(OF_RUNNING, [notice.pk])
        found |= dict.fromkeys(OF_OBJECTION, [objected(notice).pk])
        found["verify_bundle"] = [texts.code_of(notice.uid)]
        placed()
    if not name or name == "notice_conclude":
        notice = public(district, branch)
        objection = objected(notice)
        expired(notice)
        settled(district, objection)
        found["notice_conclude"] = [notice.pk]
    return found | _disclosed(district, branch, name)


def _disclosed(district: District, branch: Organization, name: str) -> dict[str, list[Any]]:
    """A draft, a proposal before its review, an item; a line before its review, a listed one."""
    found: dict[str, list[Any]] = {}
    if not name or name in OF_PROPOSAL:
        by = viewer(district, "organizer").actor(Purpose.WRITE, branch.path)
        made = proposing.add(branch, content(title="草稿"), now=clock.now(), by=by)
        found |= dict.fromkeys(OF_PROPOSAL, [made.pk])
    if not name or name in OF_PROPOSED:
        pk = proposed(district, at=branch, title="等审查的").pk
        found |= {"proposal": [pk], "proposal_step": [pk, "review"]}
    if not name or name in OF_ITEM:
        made = through(district, proposed(district, at=branch))
        found |= dict.fromkeys(OF_ITEM, [made.item_id])
    if not name or name in OF_APPLICATION:
        own = branch.pk == district.east.pk
        pk = applied(district, at=branch, account="member" if own else "")[0].pk
        found |= dict.fromkeys(("disclosure_read", "application"), [pk])
        found |= {"disclosure_do": [pk, "withdraw"], "application_step": [pk, "answer"]}
    if not name or name == "disclosed":
        shown = {"question": "经费怎样用？", "reply": "用在主题党日。"}
        found["disclosed"] = [answered(district, applied(district)[0], **shown).pk]
    if not name or name in OF_ENTERED:
        pk = entered(district, at=branch).pk
        found |= {"personnel_case": [pk], "personnel_step": [pk, "pass"]}
    if not name or name in OF_LISTED:
        pk = listed(district, at=branch, name="许怀谷").pk
        found |= dict.fromkeys(OF_LISTED, [pk])
    return found

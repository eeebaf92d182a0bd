"""For the authorization matrix: notices of a branch in every state, and an objection."""

from __future__ import annotations

from typing import Any

from dangjian.openness.models import Notice
from dangjian.openness.rules import texts
from dangjian.registry.models import Organization
from tests.district import District
from tests.openness.notices import begun, expired, objected, placed, sent, settled, step

OF_DRAFT = ("notice_desk", "notice_edit", "notice_send", "notice_drop")
OF_REVIEW = ("notice_sign", "notice_back")
OF_RUNNING = ("notice", "notice_object", "notice_extend", "notice_withdraw")
OF_OBJECTION = ("objection", "objection_settle")
OPENNESS = {*OF_DRAFT, *OF_REVIEW, *OF_RUNNING, *OF_OBJECTION}
OPENNESS |= {"notice_post", "notice_conclude", "verify_bundle"}


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
    return found

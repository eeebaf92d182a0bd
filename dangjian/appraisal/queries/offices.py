"""Where one appraises, and who confirms it."""

from __future__ import annotations

import datetime as dt

from dangjian.flow.queries.offices import holders
from dangjian.flow.rules import Office
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, OrganizationForm
from dangjian.registry.rules import HAS_MEMBERS

APPRAISES, REVIEWS, KEEPS = Purpose.APPRAISAL, Purpose.APPRAISAL_REVIEW, Purpose.MAINTAIN
NOTHING = "没有这一页，或者不在您的权限范围内。"
_FORM = OrganizationForm
COMMITTEES = (_FORM.COMMITTEE, _FORM.WORK_COMMITTEE, _FORM.DISTRICT)
"""Whoever confirms what a branch said of its members."""


def branches_of(viewer: Viewer) -> list[Organization]:
    """The branches the viewer may appraise, in the order of the tree. One query."""
    rows = Organization.objects.open().filter(viewer.scope(APPRAISES).q(), form__in=HAS_MEMBERS)
    return list(rows.order_by("path"))


def superior_committee(branch: Organization, but: set[int], on: dt.date) -> Office:
    """The nearest committee above the branch where somebody other than these may confirm.

    Refused where there is none up to the district.
    """
    parts = branch.path.strip("/").split("/")[:-1]
    paths = ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]
    line = Organization.objects.open().filter(path__in=paths, form__in=COMMITTEES)
    for place in line.order_by("-path"):
        office = Office(place, REVIEWS)
        if holders(office, on).exclude(pk__in=but).exists():
            return office
    raise Refused("上级党委现在没有可以确认的同志，没有送出。请安全管理员先授权。")

"""What the addresses of this room are about, for the guards: one case at a branch, just begun."""

from __future__ import annotations

from typing import Any

from dangjian.development.actions import localities
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Organization
from tests.development.cases import BORN, applied, empowered
from tests.development.scans import scanned
from tests.district import TODAY, District, invented_number

_OF_CASE = ("development", "development_file", "development_notice", "development_rules")
_OF_CASE += ("development_stop", "development_take_back", "development_move")
OF_DEVELOPMENT = (
    *_OF_CASE,
    "development_step",
    "development_local_step",
    "development_call",
    "development_form",
    "development_paper",
    "development_local_end",
    "development_attach",
    "development_scan",
    "development_take_out",
)


def objects(district: District, branch: Organization) -> dict[str, list[Any]]:
    """Address name -> arguments."""
    number = invented_number(BORN, "1", branch.pk * 4)
    assert branch.parent is not None
    empowered(district, branch.parent)  # who lets a case go on elsewhere
    case = applied(district, at=branch, id_number=number)
    local = localities.add_step(
        branch,
        says="征求综治部门意见",
        before="prereview",
        paper="征求意见函",
        document="东街党发〔2026〕9号",
        from_on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    apply = case.taken.get(step="apply")
    scan = scanned(apply)
    return dict.fromkeys(_OF_CASE, [case.pk]) | {
        "development_step": [case.pk, "talk"],
        "development_local_step": [case.pk, local.pk],
        "development_call": [case.pk, "meeting"],
        "development_form": [case.pk, "activist"],
        "development_paper": [case.pk, "activist"],
        "development_local_end": [local.pk],
        "development_attach": [case.pk, apply.pk],
        "development_scan": [case.pk, scan.pk],
        "development_take_out": [case.pk, scan.pk],
    }

"""For the authorization matrix: of a branch an appraisal at work and one reported, and of a member
a visit, a note, a reason and a decision."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.appraisal.models import Appraisal
from dangjian.appraisal.urls import urlpatterns
from dangjian.registry.models import Organization, Person
from tests.appraisal.appraised import (
    excused,
    finished,
    inactive,
    opened,
    planned,
    reported,
    sanctioned,
    visited,
)
from tests.district import TODAY, District, register

_OF_SANCTION = ("member_sanctions", "sanction_impose", "sanction_end", "sanction_withdraw")
APPRAISALS = (
    *sorted(str(one.name) for one in urlpatterns if "<" in str(one.pattern)),
    *_OF_SANCTION,
)
_LAST_MONTH = dt.date(2026, 10, 12)


def objects(district: District, branch: Organization, person: Person) -> dict[str, list[Any]]:
    """Address name -> arguments. Opened and reported by somebody of the branch who confirms
    nothing above it."""
    role = "secretary" if branch.pk == district.east.pk else "foreigner"
    at_work = opened(district, branch, role=role)
    up = reported(district, _done(district, branch, role), role=role)
    line = at_work.lines.get(person=person)
    visit = planned(district, person, role=role)
    helper = district.people[role]
    followed = visited(district, person, role=role, follow="修灯", follow_by=helper)
    excuse = excused(district, person, dt.date(2026, 1, 5), dt.date(2026, 1, 9), role=role)
    note = inactive(district, person, _LAST_MONTH, role=role)
    reason = excused(district, register(branch, "荀望舒"), TODAY, role=role)
    sanction = sanctioned(district, person, role="office")
    assert excuse.ended_on is not None
    return (
        dict.fromkeys(APPRAISALS, [person.pk])
        | dict.fromkeys(
            ("appraisal", "appraisal_days", "appraisal_absent", "appraisal_count")
            + ("appraisal_summary", "appraisal_summary_file"),
            [at_work.pk],
        )
        | dict.fromkeys(("appraisal_say", "appraisal_form", "appraisal_form_file"), [line.pk])
        | {
            "appraisal_step": [up.pk, "confirm"],
            "visit": [followed.pk],
            "visit_followed": [followed.pk],
            "visit_done": [visit.pk],
            "visit_drop": [visit.pk],
            "inactivity_over": [note.pk],
            "excuse_end": [reason.pk],
            "sanction_end": [sanction.pk],
            "sanction_withdraw": [sanction.pk],
        }
    )


def _done(district: District, branch: Organization, role: str) -> Appraisal:
    appraisal = opened(district, branch, role=role, year=2025)
    return finished(district, appraisal, role=role, other="office")

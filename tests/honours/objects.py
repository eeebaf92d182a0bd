"""For the authorization matrix: of a street an award, a nomination, one on notice, an honour."""

from __future__ import annotations

from typing import Any

from dangjian.honours import actions
from dangjian.honours.models import Nomination
from dangjian.honours.queries import NOMINATES
from dangjian.kernel import clock
from dangjian.registry.models import Organization, Person
from tests.district import TODAY, District, register
from tests.honours.awarded import announced, moved, nominated, of, on_notice

HONOURS = {"award", "nominate", "award_notice", "award_grant", "award_put_back"}
HONOURS |= {"nomination", "nomination_step", "honour_revoke", "honour_enter"}


def objects(district: District, branch: Organization, person: Person) -> dict[str, list[Any]]:
    """Address name -> arguments."""
    street = branch.parent
    assert street is not None
    drive = announced(district, street)
    first = nominated(district, drive, person, place=branch, role="office")
    other = nominated(district, drive, register(branch, "荀望舒"), place=branch, role="office")
    # Whoever nominated does not look it through: of a foreign street nobody else could.
    Nomination.objects.filter(pk=other.pk).update(author=person)
    notice = on_notice(district, drive, moved(district, other, "shortlist", role="office"))
    honour = actions.enter(
        person,
        award="优秀党务工作者",
        issuer="禾丰区委",
        document="禾委〔2025〕3号",
        granted_on=TODAY,
        today=TODAY,
        now=clock.now(),
        by=of(district, "office", NOMINATES, branch),
    )
    return {
        "award": [drive.pk],
        "nominate": [drive.pk],
        "award_notice": [drive.pk],
        "award_grant": [drive.pk, notice.pk],
        "award_put_back": [drive.pk, notice.pk],
        "nomination": [first.pk],
        "nomination_step": [first.pk, "shortlist"],
        "honour_revoke": [honour.pk],
        "honour_enter": [person.pk],
    }

"""Who must not have a case, asked before anybody is given it."""

from __future__ import annotations

from collections.abc import Iterable

from dangjian.flow.models import Bar, Case
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Organization


def check_not_barred(case: Case, to: Addressee) -> None:
    """Refused where the person, or the organization or one above it, is barred from the case."""
    for bar in standing_bars(case):
        if isinstance(to, Office):
            if bar.organization and to.organization.path.startswith(bar.organization.path):
                raise Refused(
                    f"{to.organization.short_name}与这件事有关，不能交给它办，请另选一处。",
                    field="to",
                )
        elif bar.person_id == to.pk:
            raise Refused(f"{to.name}应当回避，请另选一位。", field="to")


def standing_bars(case: Case) -> list[Bar]:
    """The bars of a case that were not lifted. One query."""
    return list(case.bars.filter(lifted_at__isnull=True).select_related("organization", "person"))


def fit(case: Case, organizations: Iterable[Organization]) -> list[Organization]:
    """Those of the organizations that may be given the case. One query."""
    paths = [bar.organization.path for bar in standing_bars(case) if bar.organization]
    return [one for one in organizations if not any(one.path.startswith(path) for path in paths)]

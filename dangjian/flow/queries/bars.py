"""Who must not have a case, asked before anybody is given it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangjian.flow.models import Bar, Case
from dangjian.flow.rules import Addressee, Office
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import held_by
from dangjian.registry.models import Organization


def check_not_barred(case: Case, to: Addressee, on: dt.date) -> None:
    """Refused where the person, the organization or one above it is barred from the case on a day.

    A person is barred with the organization he works in as well: he would not find the case.
    """
    for bar in standing_bars(case):
        if not keeps_away(bar, to, on):
            continue
        if isinstance(to, Office):
            raise Refused(
                f"{to.organization.short_name}与这件事有关，不能交给它办，请另选一处。", field="to"
            )
        raise Refused(f"{to.name}应当回避，请另选一位。", field="to")


def keeps_away(bar: Bar, to: Addressee, on: dt.date) -> bool:
    """Whether a bar stands between the case and whoever it would be given to."""
    within = bar.organization.path if bar.organization else None
    if isinstance(to, Office):
        return within is not None and to.organization.path.startswith(within)
    if within is None:
        return bar.person_id == to.pk
    return any(held.path.startswith(within) for held in held_by(to, on))


def standing_bars(case: Case) -> list[Bar]:
    """The bars of a case that were not lifted. One query."""
    return list(case.bars.filter(lifted_at__isnull=True).select_related("organization", "person"))


def fit(case: Case, organizations: Iterable[Organization]) -> list[Organization]:
    """Those of the organizations that may be given the case. One query."""
    paths = [bar.organization.path for bar in standing_bars(case) if bar.organization]
    return [one for one in organizations if not any(one.path.startswith(path) for path in paths)]

"""Whatever is open at the giver's is afterwards at exactly one other person's (C3)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.flow.queries import inbox
from dangjian.flow.rules import Office
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.authority import PURPOSES, Purpose
from dangjian.registry.models import Person, Role
from tests.district import TODAY, District
from tests.handover.handed import NOON, handed, who
from tests.voices.letters import petition

pytestmark = pytest.mark.django_db

RIGHTS = sorted(PURPOSES[Role.ORGANIZER], key=lambda one: one.name)
THINGS = st.lists(
    st.one_of(
        st.just("person"),
        st.sampled_from(RIGHTS),
        st.sampled_from(["letter", "barred letter"]),
    ),
    min_size=3,
    max_size=6,
)
PEOPLE = ("member", "organizer", "clerk", "office", "secretary", "leader", "auditor")


# Every example builds a whole handing over; one that fails is small enough as it is.
@settings(
    max_examples=2,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(things=THINGS, due=st.one_of(st.none(), st.integers(0, 40)))
def test_nothing_is_lost_doubled_or_given_to_whom_must_not_have_it(
    district: District, things: list[str | Purpose], due: int | None
) -> None:
    with transaction.atomic():
        due_on = TODAY + dt.timedelta(days=due) if due is not None else None
        for number, thing in enumerate(things):
            _open(district, thing, f"{number}", due_on)
        before = _holders(district)
        his = {what for what, people in before.items() if "organizer" in people}
        handed(district, "organizer")
        after = _holders(district)
        assert set(after) == set(before)
        for what in his:
            others = before[what] - {"organizer"}
            if what.startswith("回避"):
                assert after[what] == others
            else:
                assert after[what] == others | {"member"}
        for what in set(before) - his:
            assert after[what] == before[what]
        transaction.set_rollback(True)


def _open(district: District, thing: str | Purpose, name: str, due_on: dt.date | None) -> None:
    to: Person | Office = district.people["organizer"]
    case = None
    if isinstance(thing, Purpose):
        to = Office(district.street, thing)
    elif thing.endswith("letter"):
        to, case = (
            Office(district.street, Purpose.LETTERS),
            petition(district, at=district.root).case,
        )
        if thing.startswith("barred"):
            whom = district.people["member"]
            flow.bar(case, whom, reason="与他有关", now=NOON, by=SYSTEM)
            name = f"回避{name}"
    flow.assign(name, to=to, asked_by=None, now=NOON, by=SYSTEM, due_on=due_on, case=case)


def _holders(district: District) -> dict[str, set[str]]:
    """Each open to-do by its name, and who finds it in his inbox. Each name is there once."""
    names = list(
        ToDo.objects.filter(closed_at__isnull=True, handover_call=None).values_list(
            "what", flat=True
        )
    )
    ours = [name for name in names if name.strip("回避").isdigit()]
    assert len(ours) == len(set(ours))
    held: dict[str, set[str]] = {name: set() for name in ours}
    for role in PEOPLE:
        for one in inbox(who(district, role), TODAY, limit=100).rows:
            if one.what in held:
                held[one.what].add(role)
    return held

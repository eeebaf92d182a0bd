"""T7, T8: whatever is asked, agreed to, taken back and attacked, nobody's rights exceed what two
people with the right gave him, and no request happens twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts
from dangjian.registry.authority import PURPOSES, Purpose, held_by
from dangjian.registry.models import Act, Consent, Organization, Person, Role, RoleGrant
from dangjian.registry.models.validity import since
from tests.district import TODAY, District, give, register
from tests.registry.consented import agreed, asked, to_grant

pytestmark = pytest.mark.django_db

ROLES = [role.value for role in Role]
Right = tuple[int, str, str]
"""Whose, which role, over which path."""


class Grants(RuleBasedStateMachine):
    """Nine people of the district and two officers of a street, who try everything at each other.

    `given` is the model: what two people with the right at that moment gave, and nothing else.
    """

    district: District

    def __init__(self) -> None:
        super().__init__()
        self.began = transaction.atomic()
        self.began.__enter__()
        self.people = [*self.district.people.values()]
        for name in ("秦守仓", "秦守渠"):
            officer = register(self.district.west, name)
            give(officer, Role.SECURITY_OFFICER, self.district.street)
            self.people.append(officer)
        self.places = list(Organization.objects.order_by("pk"))
        self.given: set[Right] = self._held()
        self.agreed: set[int] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.began.__exit__(None, None, None)

    requests = Bundle("requests")
    person = st.integers(min_value=0, max_value=11)
    place = st.integers(min_value=0, max_value=6)

    @rule(
        target=requests,
        maker=person,
        holder=person,
        role=st.sampled_from(ROLES),
        place=place,
    )
    def ask(self, maker: int, holder: int, role: str, place: int) -> int:
        wanted = to_grant(self._person(holder), role, self.places[place])
        with _perhaps():
            return asked(Act.GRANT, wanted, self._person(maker)).pk
        return 0

    @rule(request=requests, checker=person)
    def agree(self, request: int, checker: int) -> None:
        consent = Consent.objects.filter(pk=request).first()
        if consent is None:
            return
        maker, by = consent.maker, self._person(checker)
        path = consent.organization.path
        may = self._may(maker, Purpose.GRANT, path) and self._may(by, Purpose.AGREE_GRANT, path)
        with _perhaps():
            agreed(consent, by)
            assert may and len({maker.pk, by.pk, consent.concerns_id}) == 3
            assert request not in self.agreed, "twice"
            self.agreed.add(request)
            wanted = consent.wanted
            self.given.add((int(wanted["holder"]), wanted["role"], path))

    @rule(request=requests, role=st.sampled_from(ROLES), place=place, holder=person)
    def go_around_the_actions(self, request: int, role: str, place: int, holder: int) -> None:
        consent = Consent.objects.filter(pk=request).first()
        with _perhaps():
            RoleGrant.objects.create(
                holder=self._person(holder),
                role=role,
                organization=self.places[place],
                granted_by=self.district.people["security_officer"],
                valid=since(TODAY),
                consent=consent,
            )

    @rule(holder=person)
    def take_back(self, holder: int) -> None:
        person = self._person(holder)
        grant = RoleGrant.objects.current().filter(holder=person).order_by("-pk").first()
        if grant is not None:
            accounts.end_grant(grant, on=TODAY, by=SYSTEM)
            self.given.discard((person.pk, grant.role, grant.organization.path))

    @invariant()
    def nobody_holds_more_than_was_given(self) -> None:
        assert self._held() <= self.given

    def _person(self, number: int) -> Person:
        return self.people[number % len(self.people)]

    def _may(self, person: Person, purpose: Purpose, path: str) -> bool:
        held = held_by(person, TODAY)
        return any(purpose in PURPOSES[one.role] and path.startswith(one.path) for one in held)

    def _held(self) -> set[Right]:
        rows = RoleGrant.objects.on(TODAY)
        return set(rows.values_list("holder_id", "role", "organization__path"))


@contextmanager
def _perhaps() -> Iterator[None]:
    """What is refused, by a rule or by the database, leaves nothing."""
    try:
        with transaction.atomic():
            yield
    except (Refused, IntegrityError):
        return


def _run(district: District, examples: int, steps: int) -> None:
    Grants.district = district
    run_state_machine_as_test(
        Grants,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_nobodys_rights_ever_exceed_what_two_people_gave_him(district: District) -> None:
    """T7, stateful: grants, agreements, endings and statements past the actions, in any order."""
    _run(district, examples=4, steps=12)


@pytest.mark.full
@pytest.mark.guards
def test_nor_in_many_long_histories(district: District) -> None:
    _run(district, examples=60, steps=40)


def test_the_machine_sees_a_right_that_nobody_gave(district: District) -> None:
    """The broken twin: a right is held that is not in the book of what was given."""
    Grants.district = district
    machine = Grants()
    try:
        machine.nobody_holds_more_than_was_given()
        machine.given.pop()
        with pytest.raises(AssertionError):
            machine.nobody_holds_more_than_was_given()
    finally:
        machine.teardown()

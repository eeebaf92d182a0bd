"""The record of one person: what the register keeps of him."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dangjian.kernel import identity
from dangjian.registry.models import (
    IN_THE_PARTY,
    Account,
    Floating,
    LostContact,
    Membership,
    Naming,
    Organization,
    Person,
    Post,
    RoleGrant,
    Standing,
    StandingKind,
)
from dangjian.registry.models.extended import OfPerson
from dangjian.registry.queries.people import post_name, within


@dataclass(frozen=True)
class Stay:
    """A membership with the branch's name on its last day (or today's)."""

    membership: Membership
    branch: str
    group: str


@dataclass(frozen=True)
class Tenure:
    """A post, and how it is called together with its organization (today's name)."""

    post: Post
    name: str


@dataclass(frozen=True)
class Record:
    """Everything the register keeps of a person, oldest first; rows made void are left out.

    age, party_age: completed years today; None where there is nothing to count (died; not a full
    member). party_age counts from the day of becoming full (发展党员工作细则 2026, Art. 33).
    """

    person: Person
    standings: Sequence[Standing]
    stays: Sequence[Stay]
    posts: Sequence[Tenure]
    losses: Sequence[LostContact]
    floatings: Sequence[Floating]
    age: int | None
    party_age: int | None

    @property
    def titles(self) -> list[str]:
        """Posts held now, as they stand beside the name: 书记 in the own branch or group."""
        stay = self.present_stay
        home = {stay.membership.organization_id, stay.membership.group_id} if stay else set()
        return [
            tenure.post.get_title_display() if tenure.post.organization_id in home else tenure.name
            for tenure in self.posts
            if tenure.post.ended_on is None
        ]

    @property
    def present_loss(self) -> LostContact | None:
        return next((loss for loss in self.losses if loss.ended_on is None), None)

    @property
    def present_floating(self) -> Floating | None:
        return next((spell for spell in self.floatings if spell.ended_on is None), None)

    @property
    def present_stay(self) -> Stay | None:
        return next((stay for stay in self.stays if stay.membership.ended_on is None), None)

    @property
    def status_label(self) -> str:
        """What he is to the Party now, or last was."""
        return str(StandingKind(self.person.standing).label) if self.person.standing else ""

    @property
    def category(self) -> str:
        """人员类别 of the collection form: what he is, or last was, as a member."""
        kinds = [s.kind for s in self.standings if s.kind in IN_THE_PARTY]
        return str(StandingKind(kinds[-1]).label) if kinds else ""

    @property
    def status(self) -> str:
        """党籍状态 of the collection form: 正常, or what stands in its way."""
        if self.person.standing in IN_THE_PARTY:
            return "正常"
        return self.status_label


def record_of(person: Person, today: dt.date) -> Record:
    """The record of a person as of today. Six queries, whatever its length."""
    standings = list(_rows(Standing.objects.filter(person=person)))
    memberships = Membership.objects.filter(person=person)
    posts = Post.objects.filter(person=person)
    return Record(
        person=person,
        standings=standings,
        stays=_stays(list(_rows(memberships.select_related("organization", "group")))),
        posts=_tenures(_rows(posts.select_related("organization"))),
        losses=list(_rows(LostContact.objects.filter(person=person))),
        floatings=list(_rows(Floating.objects.filter(person=person))),
        age=_age(person, today),
        party_age=party_age_of(person, today),
    )


def facts_of(
    person: Person, models: Iterable[type[OfPerson]]
) -> Mapping[type[OfPerson], list[OfPerson]]:
    """The rows of each extended set, the latest first, withdrawn ones last. One query for each."""
    return {
        model: list(model.objects.filter(person=person).order_by("withdrawn", "-valid", "-pk"))
        for model in models
    }


def _rows(facts: QuerySet) -> QuerySet:
    """Facts that held on some day, oldest first; those made empty by an earlier end are history."""
    return facts.filter(valid__isempty=False).order_by("valid", "pk")


def _tenures(posts: Iterable[Post]) -> list[Tenure]:
    return [Tenure(post, post_name(post, post.organization.short_name)) for post in posts]


def _stays(memberships: Sequence[Membership]) -> list[Stay]:
    """With the names of their last day: a branch renamed since is called as it was called then."""
    places = {m.organization_id for m in memberships} | {m.group_id for m in memberships}
    namings: dict[int, list[Naming]] = {}
    for naming in Naming.objects.filter(organization__in=places - {None}):
        namings.setdefault(naming.organization_id, []).append(naming)

    def called(place: Organization, day: dt.date | None) -> str:
        of_day = (n for n in namings.get(place.pk, ()) if day is not None and day in n.valid)
        return next((naming.short_name for naming in of_day), place.short_name)

    def stay(of: Membership) -> Stay:
        branch = called(of.organization, of.last_day)
        group = within(called(of.group, of.last_day), branch) if of.group else ""
        return Stay(of, branch, group)

    return [stay(one) for one in memberships]


def _age(person: Person, today: dt.date) -> int | None:
    if person.standing == StandingKind.DIED:
        return None
    return identity.age_on(person.born_on, today)


def party_age_of(person: Person, today: dt.date) -> int | None:
    """Completed years as a full member today; None for whoever is none."""
    if person.standing != StandingKind.FULL or person.full_on is None:
        return None
    return identity.age_on(person.full_on, today)


# --- what ends with a decision --------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """What a person holds that a decision on his standing may end."""

    membership: Membership | None
    posts: Sequence[Tenure]
    grants: Sequence[RoleGrant]
    account: Account | None


def held_by(person: Person) -> Held:
    """What the person holds now: the branch, posts, roles, and an account in use. Four queries."""
    memberships = Membership.objects.filter(person=person, valid__upper_inf=True)
    posts = Post.objects.filter(person=person, valid__upper_inf=True)
    grants = RoleGrant.objects.filter(holder=person, valid__upper_inf=True)
    return Held(
        memberships.select_related("organization").first(),
        _tenures(posts.select_related("organization").order_by("pk")),
        list(grants.select_related("organization").order_by("pk")),
        Account.objects.filter(person=person, is_active=True).first(),
    )


COLLECTED = {
    "id_number": "公民身份号码",
    "mobile": "手机号",
    "address": "家庭住址",
    "education": "学历",
    "native_place": "籍贯",
    "occupation": "工作岗位",
    "joined_on": "入党日期",
}
"""Items the collection form asks of every member, by column, that may still be empty (A5)."""


def gaps_of(person: Person) -> list[str]:
    """Which items of the collection form the register does not have of this person yet."""
    return [label for column, label in COLLECTED.items() if not getattr(person, column)]


ITEMS = {"id_number": "公民身份号码", "mobile": "手机号", "address": "家庭住址"}
"""The sealed items by the names the log has them under."""

"""Record many secretaries at once, each of whom a person has confirmed (A3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts
from dangjian.registry.actions.posts import _check_standing, _lock_people
from dangjian.registry.models import (
    CommitteeTerm,
    Organization,
    Person,
    Post,
    PostTitle,
    Standing,
)
from dangjian.registry.models.validity import since


@dataclass(frozen=True)
class Appointment:
    """That somebody is the secretary of an organization since a day."""

    organization: Organization
    person: Person
    on: dt.date


@dataclass
class Recorded:
    """The posts that were recorded, and what was refused: organization and sentence."""

    posts: list[Post] = field(default_factory=list)
    refused: list[tuple[Organization, str]] = field(default_factory=list)


@evidence.action
def record_secretaries(
    wanted: Sequence[Appointment], *, document: str, today: dt.date, by: Actor
) -> Recorded:
    """Record secretaries in one transaction, one leaf for each; the same queries for one and for
    a thousand.

    Each is refused by itself, as `posts.appoint` would, and the others happen: somebody's own post,
    a second secretary, a closed organization, somebody who was no full member on the day. Refused
    as a whole: where nobody is left.
    """
    done = Recorded()
    ids = sorted({one.organization.pk for one in wanted})
    stored = Organization.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    organizations = {organization.pk: organization for organization in stored}
    _lock_people(one.person for one in wanted)
    histories = _histories({one.person.pk for one in wanted})
    held, terms = _held(ids), _terms(ids)
    for one in wanted:
        here = organizations[one.organization.pk]
        try:
            _check(here, one, held.get(here.pk, ()), histories.get(one.person.pk, ()), today, by)
        except Refused as refusal:
            done.refused.append((here, refusal.sentence))
            continue
        term = next((term for term in terms.get(here.pk, ()) if one.on in term.valid), None)
        post = Post(
            organization=here,
            person=one.person,
            title=PostTitle.SECRETARY,
            term=term,
            document=document,
            valid=since(one.on),
        )
        held.setdefault(here.pk, []).append(post)
        done.posts.append(post)
    if not done.posts:
        raise Refused(done.refused[0][1] if done.refused else "没有可以登记的书记了。")
    Post.objects.bulk_create(done.posts, batch_size=1000)
    # A slip written for a plain member must not open the office that he holds now.
    accounts.cancel_codes([post.person for post in done.posts], Now())
    evidence.record_many(by, "appoint", (_trace(post) for post in done.posts))
    return done


def _check(
    organization: Organization,
    wanted: Appointment,
    held: Sequence[Post],
    history: Sequence[Standing],
    today: dt.date,
    by: Actor,
) -> None:
    if organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销。")
    if not organization.opened_on <= wanted.on <= today:
        raise Refused("任职日期不对，请核对。")
    if any(post.valid.upper is None or post.valid.upper > wanted.on for post in held):
        raise Refused("已经有一位书记，请先办理离任。")
    if by.person_uid == wanted.person.uid:
        # A post that leads brings rights with it, and nobody gives himself rights.
        raise Refused("不能登记自己任职，请由上级组织的党务干事办理。")
    _check_standing(wanted.person, PostTitle.SECRETARY, history, wanted.on)


def _histories(people: set[int]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = {}
    for standing in Standing.objects.filter(person__in=people).order_by("valid"):
        found.setdefault(standing.person_id, []).append(standing)
    return found


def _held(organizations: Sequence[int]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    posts = Post.objects.filter(organization__in=organizations, title=PostTitle.SECRETARY)
    for post in posts.filter(valid__isempty=False):
        found.setdefault(post.organization_id, []).append(post)
    return found


def _terms(organizations: Sequence[int]) -> dict[int, list[CommitteeTerm]]:
    found: dict[int, list[CommitteeTerm]] = {}
    for term in CommitteeTerm.objects.filter(organization__in=organizations, valid__isempty=False):
        found.setdefault(term.organization_id, []).append(term)
    return found


def _trace(post: Post) -> Trace:
    here = post.organization
    told = {"on": post.valid.lower.isoformat(), "people": [str(post.person.uid)]}
    return Trace("organization", here.uid, here.path, told)

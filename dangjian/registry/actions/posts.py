"""Committees, terms and posts (A3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.db.models.functions import Now

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.actions import accounts
from dangjian.registry.authority import POSTS_THAT_LEAD
from dangjian.registry.models import (
    IN_THE_PARTY,
    CommitteeTerm,
    Organization,
    Person,
    Post,
    PostTitle,
    Standing,
    StandingKind,
    sectors_behind,
)
from dangjian.registry.models.validity import ValidQuerySet, since


@evidence.action
def record_election(
    organization: Organization,
    *,
    elected_on: dt.date,
    holders: Sequence[tuple[Person, str]],
    today: dt.date,
    by: Actor,
    document: str = "",
    years: int | None = None,
) -> CommitteeTerm:
    """Record the committee a meeting elected and its superior approved.

    holders: (person, title) pairs. years: only for an election before the rules on terms that the
    platform knows, or with a term of its own in the approval; otherwise the rule of the election
    day decides. The committee before it ends on the election day, and with it every post.

    Refused: a form without elections, nobody or two people as secretary, a probationary member
    (选举工作条例 2020, Art. 5: only full members may stand), a day in the future, before the
    founding or before an election or appointment recorded later.
    """
    if elected_on > today:
        raise Refused("选举日期还没到。", field="elected_on")
    organization = _open_on(organization, elected_on, "elected_on")
    if years is None:
        years = _years_by_rule(organization, elected_on)
    _lock_people(person for person, _ in holders)
    _check_holders(holders, elected_on, by)
    _check_latest(organization, elected_on)
    end_all(CommitteeTerm.objects.filter(organization=organization), elected_on)
    end_all(Post.objects.filter(organization=organization), elected_on)
    term = CommitteeTerm.objects.create(
        organization=organization,
        years=years,
        due_on=rules.term_due_on(elected_on, years),
        document=document,
        valid=since(elected_on),
    )
    Post.objects.bulk_create(
        Post(
            organization=organization,
            person=person,
            title=title,
            term=term,
            document=document,
            valid=since(elected_on),
        )
        for person, title in holders
    )
    _void_codes(holders)
    _leaf(by, "record_election", organization, elected_on, [p.uid for p, _ in holders])
    return term


@evidence.action
def appoint(
    organization: Organization,
    person: Person,
    *,
    title: str,
    on: dt.date,
    today: dt.date,
    by: Actor,
    document: str = "",
) -> Post:
    """Record that a person holds a post from a day on (by-election, appointment, group leader).

    Refused: a day in the future, a second secretary, a probationary member in a committee.
    """
    if on > today:
        raise Refused("任职日期还没到。", field="on")
    organization = _open_on(organization, on, "on")
    _lock_people([person])
    _check_holders([(person, title)], on, by, whole_committee=False)
    held = Post.objects.filter(organization=organization, valid__overlap=since(on))
    if title == PostTitle.SECRETARY and held.filter(title=title).exists():
        raise Refused("已经有一位书记，请先办理离任。", field="title")
    if held.filter(person=person, title=title).exists():
        raise Refused("这位同志已经担任这个职务。", field="title")
    term = CommitteeTerm.objects.filter(organization=organization).on(on).first()
    post = Post.objects.create(
        organization=organization,
        person=person,
        title=title,
        term=term,
        document=document,
        valid=since(on),
    )
    _void_codes([(person, title)])
    _leaf(by, "appoint", organization, on, [person.uid])
    return post


@evidence.action
def relieve(post: Post, *, on: dt.date, today: dt.date, by: Actor) -> Post:
    """Record that a post ended: from that day on it is vacant, and the rights it carried are gone.

    On its own first day it becomes one that never was (recorded by mistake).
    """
    stored = Post.objects.select_for_update(of=("self",))
    post = stored.select_related("organization", "person").get(pk=post.pk)
    if on > today:
        raise Refused("离任日期还没到。", field="on")
    if post.valid.isempty or post.valid.upper is not None:
        raise Refused("这个职务已经登记离任。")
    if on < post.valid.lower:
        raise Refused("离任日期早于任职日期，请核对。", field="on")
    post.end(on)
    _leaf(by, "relieve", post.organization, on, [post.person.uid])
    return post


def end_all(facts: ValidQuerySet, on: dt.date) -> int:
    """End every fact that still holds; one that had not begun by then is made empty. How many."""
    return facts.current().end(on)


def _open_on(organization: Organization, on: dt.date, field: str) -> Organization:
    """The organization as stored, locked. Refused if it is closed or was not there on the day."""
    stored = Organization.objects.select_for_update().get(pk=organization.pk)
    if stored.closed_on is not None:
        raise Refused(f"{stored.short_name}已经撤销。")
    if on < stored.opened_on:
        raise Refused(
            f"{stored.short_name}于 {stored.opened_on:%Y-%m-%d} 才成立，请核对日期。", field=field
        )
    return stored


def _years_by_rule(organization: Organization, elected_on: dt.date) -> int:
    if not rules.has_elected_committee(organization.form):
        raise Refused(f"{organization.get_form_display()}不经选举产生，没有任期。")
    sectors = sectors_behind(organization, elected_on)
    try:
        return rules.term_years(organization.form, elected_on, sectors, organization.path)
    except Refused as unknown:
        raise Refused(f"{unknown.sentence}请照批复填写任期几年。", field="years") from unknown


def _check_latest(organization: Organization, elected_on: dt.date) -> None:
    """An election ends what was before it: nothing recorded later may be swept away with it."""
    terms = CommitteeTerm.objects.filter(organization=organization, valid__isempty=False)
    last = terms.order_by("-valid").first()
    if last is not None and last.valid.lower >= elected_on:
        raise Refused(
            f"已登记的上一次选举是 {last.valid.lower:%Y-%m-%d}，这次应在它之后。",
            field="elected_on",
        )
    later = Post.objects.filter(
        Q(valid__startswith__gt=elected_on) | Q(valid__endswith__gt=elected_on),
        organization=organization,
    ).select_related("person")
    if post := later.first():
        raise Refused(
            f"{post.person.name}的{post.get_title_display()}职务在选举日以后还有变动，请核对选举日期。",
            field="elected_on",
        )


def _lock_people(people: Iterable[Person]) -> None:
    """Nobody's standing or branch changes before the post is recorded; always in one order."""
    wanted = {person.pk for person in people}
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))


def _void_codes(holders: Sequence[tuple[Person, str]]) -> None:
    """A slip written for a plain member must not open the office that he holds now."""
    accounts.cancel_codes([p for p, title in holders if title in POSTS_THAT_LEAD], Now())


def _check_holders(
    holders: Sequence[tuple[Person, str]], on: dt.date, by: Actor, whole_committee: bool = True
) -> None:
    leads = [person.uid for person, title in holders if title in POSTS_THAT_LEAD]
    if by.person_uid in leads:
        # A post that leads brings rights with it, and nobody gives himself rights.
        raise Refused("不能登记自己任职，请由上级组织的党务干事办理。", field="holders")
    secretaries = sum(title == PostTitle.SECRETARY for _, title in holders)
    if whole_committee and secretaries != 1:
        raise Refused("请选定一位书记。", field="holders")
    if len({person.pk for person, _ in holders}) < len(holders):
        raise Refused("同一位同志只填一次，兼职的请填主要职务。", field="holders")
    histories: dict[int, list[Standing]] = {person.pk: [] for person, _ in holders}
    for standing in Standing.objects.filter(person__in=histories).order_by("valid"):
        histories[standing.person_id].append(standing)
    for person, title in holders:
        _check_standing(person, title, histories[person.pk], on)


def _check_standing(person: Person, title: str, history: Sequence[Standing], on: dt.date) -> None:
    """history: every standing of the person, in order of time."""
    standing = next((one for one in history if on in one.valid), None)
    if standing is None or standing.kind not in IN_THE_PARTY:
        raise Refused(f"{person.name}在这一天不是党员，请核对。", field="holders")
    if standing.kind != StandingKind.FULL and title != PostTitle.GROUP_LEADER:
        raise Refused(
            f"{person.name}在这一天是预备党员，没有被选举权。",
            clause="《中国共产党基层组织选举工作条例》第五条",
            field="holders",
        )
    later = (one for one in history if not one.valid.isempty and one.valid.lower > on)
    gone = next((one for one in later if one.kind not in IN_THE_PARTY), None)
    if gone is not None:
        raise Refused(
            f"{person.name}自 {gone.valid.lower:%Y-%m-%d} 起是"
            f"“{gone.get_kind_display()}”，不能登记为现任。",
            field="holders",
        )


def _leaf(
    by: Actor, verb: str, organization: Organization, on: dt.date, people: Sequence[object]
) -> None:
    evidence.record(
        by,
        verb,
        "organization",
        organization.uid,
        organization.path,
        on=on.isoformat(),
        people=[str(uid) for uid in people],
    )

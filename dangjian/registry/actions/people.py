"""Bring people into the register, keep their items, move them between branches (A5)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from dangjian.kernel import evidence, identity, pinyin
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry import rules
from dangjian.registry.models import (
    Arrival,
    Membership,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    Standing,
    StandingKind,
)
from dangjian.registry.models.validity import since
from dangjian.registry.rules.people import check_branch, kept, may_keep_number, stated

EARLIEST_BIRTH = dt.date(1900, 1, 1)
SEALED = ("id_number", "mobile", "address")
OPEN_ITEMS = (
    "name",
    "sex",
    "born_on",
    "ethnic",
    "native_place",
    "education",
    "occupation",
    "started_work_on",
    "landline",
)


@dataclass(frozen=True)
class NewMember:
    """A member as he comes into the register: the collected items, branch and dates.

    since: the first day in this branch (default: the later of joining and the branch's founding).
    """

    organization: Organization
    name: str
    sex: str
    born_on: dt.date
    id_number: str
    joined_on: dt.date
    full_on: dt.date | None = None
    ethnic: str = "01"
    native_place: str = ""
    education: str = ""
    occupation: str = ""
    started_work_on: dt.date | None = None
    mobile: str = ""
    landline: str = ""
    address: str = ""
    since: dt.date | None = None
    arrival: str = Arrival.REGISTERED
    document: str = ""
    id_doubt_reason: str = ""


@evidence.action
def register_members(members: Sequence[NewMember], *, today: dt.date, by: Actor) -> list[Person]:
    """Bring members into the register in one act; one leaf for each person.

    All or none. Refused (naming the person): an order of dates that cannot be, under 18 on joining
    (党章 Art. 1), a wrong identity number without a reason, a number already in the register, a
    branch that has no members of its own or was not open.
    """
    if not members:
        raise Refused("没有要登记的人。")
    branches = kept(member.organization for member in members)
    members = [_tidy(member, branches[member.organization.pk]) for member in members]
    for member in members:
        _check_new(member, today)
    _check_numbers_are_new(members)
    people = [_person(member) for member in members]
    try:
        with transaction.atomic():
            Person.objects.bulk_create(people, batch_size=2000)
    except IntegrityError as clash:
        raise Refused(_TAKEN.format("其中一位"), field="id_number") from clash
    Membership.objects.bulk_create(
        (_membership(m, p) for m, p in zip(members, people, strict=True)), batch_size=5000
    )
    Standing.objects.bulk_create(
        (s for m, p in zip(members, people, strict=True) for s in _standings(m, p)),
        batch_size=5000,
    )
    evidence.record_many(
        by,
        "register_member",
        (
            Trace("person", p.uid, p.path, {"document": m.document, "arrival": str(m.arrival)})
            for m, p in zip(members, people, strict=True)
        ),
    )
    return people


def register_member(member: NewMember, *, today: dt.date, by: Actor) -> Person:
    """Bring one member into the register. Refused as in `register_members`."""
    return register_members([member], today=today, by=by)[0]


@evidence.action
def correct_items(
    person: Person,
    items: Mapping[str, object],
    *,
    today: dt.date,
    by: Actor,
    seen: int | None = None,
    id_doubt_reason: str = "",
) -> Person:
    """Correct collected items of a person (names of OPEN_ITEMS and SEALED only).

    The log says which items changed; of sensitive ones never from what to what. What was not
    touched is not judged again: an old number kept with a reason stays as it is. Refused: an
    unknown item, impossible values, nothing changed. Stale: somebody changed the person meanwhile.
    """
    unknown = set(items) - set(OPEN_ITEMS) - set(SEALED)
    if unknown:
        raise Refused("有不能在这里改的项目。", status=400)
    person = locked(person, seen)
    before = Person.objects.get(pk=person.pk)
    for name in OPEN_ITEMS:
        if name in items:
            setattr(person, name, items[name])
    told = evidence.changes(before, person, OPEN_ITEMS)
    for name in SEALED:
        if name in items and (value := _stored(name, str(items[name]))) != before.unseal(name):
            person.seal(name, value)
            told[name] = "changed"
    if not told:
        raise Refused("没有改动任何一项。")
    _check_corrected(person, told, today, id_doubt_reason)
    person.name_key = pinyin.key(person.name)
    person.version += 1
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as clash:
        raise Refused(_TAKEN.format(person.name), field="id_number") from clash
    if id_doubt_reason.strip():
        told["id_doubt_reason"] = id_doubt_reason.strip()
    evidence.record(by, "correct_items", "person", person.uid, person.path, **told)
    return person


@evidence.action
def reassign(
    person: Person,
    *,
    organization: Organization,
    on: dt.date,
    today: dt.date,
    by: Actor,
    document: str = "",
    group: Organization | None = None,
    arrival: str = Arrival.REORGANIZED,
    seen: int | None = None,
) -> Person:
    """Put a member into another branch (or another group of it) from a day on.

    Posts held in the old branch or group end. Refused: a form without members, a branch not open
    that day, a group of another branch, a day in the future or before the present membership began.
    """
    if on > today:
        raise Refused("日期还没到，请在当天办理。", field="on")
    stored = kept([organization, *([group] if group else [])])
    organization, group = stored[organization.pk], stored[group.pk] if group else None
    person = locked(person, seen)
    check_branch(organization, on)
    if group is not None:
        _check_group(group, organization, on)
    current = Membership.objects.filter(person=person, valid__upper_inf=True).first()
    if current is None:
        raise Refused("这位同志现在不在任何支部。")
    wanted = (organization.pk, group.pk if group else None)
    if (current.organization_id, current.group_id) == wanted:
        raise Refused("已经在这个支部了。", field="organization")
    if on <= current.valid.lower:
        raise Refused(f"日期应晚于 {current.valid.lower:%Y-%m-%d} 编入现支部的日期。", field="on")
    current.end(on)
    Membership.objects.create(
        person=person,
        organization=organization,
        group=group,
        arrival=arrival,
        document=document,
        valid=since(on),
    )
    _end_posts_left(person, current, organization, on)
    person.organization, person.path = organization, organization.path
    person.version += 1
    person.save(update_fields=["organization", "path", "version"])
    evidence.record(
        by,
        "reassign",
        "person",
        person.uid,
        person.path,
        on=on.isoformat(),
        before=current.organization_id,
        after=organization.pk,
        document=document,
    )
    return person


@evidence.action
def reveal(person: Person, *, items: Sequence[str], reason: str, by: Actor) -> dict[str, str]:
    """Open sealed items of a person; the opening is on record in the same transaction.

    items: names of SEALED. Refused without a reason of at least four characters: whoever is
    looked up may ask why.
    """
    reason = stated(reason)
    if not items or set(items) - set(SEALED):
        raise Refused("请选择要看的项目。", field="items")
    opened = {name: person.unseal(name) for name in items}
    evidence.record(
        by, "reveal", "person", person.uid, person.path, items=sorted(items), reason=reason
    )
    return opened


def locked(person: Person, seen: int | None = None) -> Person:
    """The person as stored, locked for this transaction. Stale if changed since `seen`."""
    stored = Person.objects.select_for_update().filter(pk=person.pk).first()
    if stored is None:
        raise Missing("没有这位同志的记录。")
    if seen is not None and seen != stored.version:
        raise Stale(f"{stored.name}的信息刚被别人改过，请看过新内容后再改。")
    return stored


# --- what must hold ---------------------------------------------------------------------------


def _check_new(member: NewMember, today: dt.date) -> None:
    who = member.name
    check_branch(member.organization, member.since or today)
    if member.joined_on > today:
        raise Refused(f"{who}的入党日期还没到，请核对。", field="joined_on")
    if member.full_on and member.full_on > today:
        raise Refused(f"{who}的转正日期还没到，请核对。", field="full_on")
    if member.full_on and member.full_on < member.joined_on:
        raise Refused(f"{who}的转正日期早于入党日期，请核对。", field="full_on")
    _check_age(who, member.born_on, member.joined_on, today, field="joined_on")
    if member.since and member.since < member.joined_on:
        raise Refused(f"{who}编入支部的日期早于入党日期，请核对。", field="since")
    if member.since and member.since > today:
        raise Refused(f"{who}编入支部的日期还没到，请在当天登记。", field="since")
    _check_number(who, member.id_number, member.born_on, member.sex, member.id_doubt_reason)
    _check_mobile(who, member.mobile)
    _check_started_work(who, member.started_work_on, member.born_on, today)


def _check_corrected(
    person: Person, changed: Collection[str], today: dt.date, id_doubt_reason: str
) -> None:
    """The changed items must be possible, and agree with those they hang together with."""
    who = person.name
    if "born_on" in changed:
        _check_age(who, person.born_on, person.joined_on, today, field="born_on")
    if {"id_number", "born_on", "sex"} & set(changed):
        number = person.unseal("id_number")
        if number:
            try:
                _check_number(who, number, person.born_on, person.sex, id_doubt_reason)
            except Refused as wrong:
                if "id_number" in changed:
                    raise
                # Nobody typed the number here, so nothing of it may be read from the refusal.
                raise Refused(DISAGREES, field="born_on") from wrong
    if "mobile" in changed:
        _check_mobile(who, person.unseal("mobile"))
    if {"started_work_on", "born_on"} & set(changed):
        _check_started_work(who, person.started_work_on, person.born_on, today)
    if "id_number" in changed and person.id_number is None:
        raise Refused(f"{who}的公民身份号码不能去掉，只能更正。", field="id_number")
    if "id_number" in changed:
        same = Person.objects.filter(id_number_index=person.id_number_index)
        if same.exclude(pk=person.pk).exists():
            raise Refused(_TAKEN.format(who), field="id_number")


DISAGREES = "与登记的公民身份号码不一致，请对照证件核对。"
"""What may be said of a stored number to somebody who did not type it."""


def _check_age(
    who: str, born_on: dt.date, joined_on: dt.date | None, today: dt.date, field: str
) -> None:
    if not EARLIEST_BIRTH <= born_on <= today:
        raise Refused(f"{who}的出生日期不对，请核对。", field="born_on")
    least = rules.minimum_age(today)
    if joined_on is not None and identity.age_on(born_on, joined_on) < least:
        raise Refused(
            f"{who}加入党组织时不满 {least} 周岁，请核对出生日期和入党日期。",
            clause="《中国共产党章程》第一条",
            field=field,
        )


def _check_started_work(
    who: str, started_on: dt.date | None, born_on: dt.date, today: dt.date
) -> None:
    if started_on is not None and not born_on < started_on <= today:
        raise Refused(f"{who}参加工作的日期不对，请核对。", field="started_work_on")


def _check_number(who: str, number: str, born_on: dt.date, sex: str, doubt_reason: str) -> None:
    """An identity number must agree with itself, the birthday and the sex, or bear a reason.

    Some old numbers are wrong in fact (GB 11643 notes); an officer may keep one with a reason, as
    long as it is a number of 15 or 18 places.
    """
    problem = identity.problem(number, born_on=born_on, sex=sex)
    if problem and not (doubt_reason.strip() and may_keep_number(number)):
        raise Refused(f"{who}：{problem}", field="id_number")


def _check_mobile(who: str, mobile: str) -> None:
    if mobile and not identity.is_mobile(mobile):
        raise Refused(f"{who}的手机号应为 1 开头的 11 位数字。", field="mobile")


def _check_numbers_are_new(members: Sequence[NewMember]) -> None:
    indexes = {Person.index_of("id_number", m.id_number): m for m in members if m.id_number}
    if len(indexes) < sum(bool(m.id_number) for m in members):
        raise Refused("表里有两个人用了同一个公民身份号码。", field="id_number")
    known = Person.objects.filter(id_number_index__in=list(indexes)).values_list(
        "id_number_index", flat=True
    )
    for index in filter(None, known):
        raise Refused(_TAKEN.format(indexes[bytes(index)].name), field="id_number")


_TAKEN = (
    "{}的公民身份号码已经登记在册，没有保存。如果是从别处转来的，请办理组织关系转接；"
    "如果不清楚，请联系区委组织部。"
)
"""Nobody learns from it where, or under which name."""


def _check_group(group: Organization, branch: Organization, on: dt.date) -> None:
    if group.form != OrganizationForm.GROUP or group.parent_id != branch.pk:
        raise Refused("这个党小组不属于所选的支部。", field="group")
    if group.closed_on is not None or group.opened_on > on:
        raise Refused(f"{group.short_name}这一天不存在，请核对日期。", field="group")


def _end_posts_left(
    person: Person, left: Membership, organization: Organization, on: dt.date
) -> None:
    """Posts end with the branch they were held in; a group leader's with the group."""
    posts = Post.objects.filter(person=person, valid__overlap=since(on))
    gone = Q(organization=left.group_id) if left.group_id else Q(pk__in=())
    if organization.pk != left.organization_id:
        old = left.organization_id
        gone |= Q(organization=old) | Q(organization__parent=old, title=PostTitle.GROUP_LEADER)
    for post in posts.filter(gone):
        post.end(max(on, post.valid.lower))


def _tidy(member: NewMember, branch: Organization) -> NewMember:
    return replace(
        member,
        organization=branch,
        id_number=_stored("id_number", member.id_number),
        mobile=_stored("mobile", member.mobile),
        address=_stored("address", member.address),
    )


def _stored(name: str, value: str) -> str:
    """How a sealed value is stored: one writing for one number, or it could not be found."""
    return value.strip() if name == "address" else identity.clean(value)


# --- rows -------------------------------------------------------------------------------------


def _person(member: NewMember) -> Person:
    branch = member.organization
    person = Person(
        uid=uuid.uuid4(),
        name_key=pinyin.key(member.name),
        joined_on=member.joined_on,
        full_on=member.full_on,
        organization=branch,
        path=branch.path,
        standing=StandingKind.FULL if member.full_on else StandingKind.PROBATIONARY,
        **{name: getattr(member, name) for name in OPEN_ITEMS},
    )
    for name in SEALED:
        person.seal(name, getattr(member, name))
    return person


def _membership(member: NewMember, person: Person) -> Membership:
    began = member.since or max(member.joined_on, member.organization.opened_on)
    return Membership(
        person=person,
        organization=member.organization,
        arrival=member.arrival,
        document=member.document,
        valid=since(began),
    )


def _standings(member: NewMember, person: Person) -> Iterable[Standing]:
    if member.full_on is None or member.full_on > member.joined_on:
        yield Standing(
            person=person,
            kind=StandingKind.PROBATIONARY,
            reason="入党",
            document=member.document,
            valid=DateRange(member.joined_on, member.full_on, "[)"),
        )
    if member.full_on is not None:
        yield Standing(
            person=person,
            kind=StandingKind.FULL,
            reason="转正" if member.full_on > member.joined_on else "入党",
            document=member.document,
            valid=since(member.full_on),
        )

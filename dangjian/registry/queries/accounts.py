"""Whose account may be managed by whom, who holds which role, and what one's own account shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import F, Q, QuerySet, Value

from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused
from dangjian.registry.authority import (
    POSTS_THAT_LEAD,
    PURPOSES,
    Held,
    Purpose,
    Scope,
    Viewer,
    viewer_of,
)
from dangjian.registry.models import (
    OFFICERS,
    Account,
    ActivationCode,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
)
from dangjian.registry.queries.people import Wanted, members, person_for

OFFERED = 20
"""How many people or organizations a search before a grant offers."""


# --- whose account --------------------------------------------------------------------------------


def may_manage_account(viewer: Viewer, person: Person, on: dt.date) -> bool:
    """Whether the viewer may issue a code to this person or close the account.

    Who gets into an account has its rights. So one needs the purpose not only over the branch the
    person belongs to, but wherever the person holds office everything that office allows; or the
    right to grant it, the only way to one of the three officers. Never for oneself.
    """
    return (
        viewer.person_id != person.pk
        and viewer.may(Purpose.ACCOUNTS, person.path)
        and all(_reaches(viewer, held) for held in offices_of(person, on))
    )


def _reaches(viewer: Viewer, held: Held) -> bool:
    """Whether the viewer may grant this office, or may do all that it allows where it is held."""
    as_much = all(viewer.may(purpose, held.path) for purpose in PURPOSES[held.role])
    return viewer.may(Purpose.GRANT, held.path) or (as_much and held.role not in OFFICERS)


def may_drop_second_factor(viewer: Viewer, person: Person, on: dt.date) -> bool:
    """Whether the viewer's code may also take the second factor off.

    Of a holder of any office only whoever may grant it: otherwise a slip of paper would be enough
    to step into the place of a superior.
    """
    offices = offices_of(person, on)
    return may_manage_account(viewer, person, on) and all(
        viewer.may(Purpose.GRANT, held.path) for held in offices
    )


def may_issue_code(viewer: Viewer, person: Person, account: Account | None, on: dt.date) -> bool:
    """Whether the viewer may issue a code to this person.

    A first code: whoever may manage the account. A new password for an account of somebody in
    office: only whoever may grant that office, so a security officer and no colleague.
    """
    if account is None:
        return may_manage_account(viewer, person, on)
    return may_drop_second_factor(viewer, person, on)


def offices_of(person: Person, on: dt.date) -> list[Held]:
    """What a person holds on a day beyond plain membership, with or without an account."""
    held = viewer_of(Account(person=person), on).held
    return [one for one in held if one.role is not Role.MEMBER]


def owner_for(viewer: Viewer, pk: int, on: dt.date) -> Person:
    """The person whose account is to be managed.

    Missing outside the viewer's scope; refused (403) for oneself and for holders of an office that
    stands above the viewer.
    """
    person = person_for(viewer, Purpose.ACCOUNTS, pk)
    if person.pk == viewer.person_id:
        raise Refused("自己的账号不能由自己发码或停用，请上级的管理人员办理。", status=403)
    if not may_manage_account(viewer, person, on):
        raise Refused(f"{person.name}还担任上级的职务，账号由区委的安全管理员管理。", status=403)
    return person


def account_of(person: Person) -> Account | None:
    return Account.objects.filter(person=person).first()


def open_code(person: Person, now: dt.datetime) -> ActivationCode | None:
    """The code that was issued and not used yet, if it is still good."""
    return (
        ActivationCode.objects.select_related("issued_by")
        .filter(
            person=person,
            used_at__isnull=True,
            cancelled_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )


def opened_just_now(code: str, password: str, now: dt.datetime) -> Account | None:
    """The account this code opened within the last ten minutes, if that is its password.

    So a form that arrives twice (a double click) finds what the first one did.
    """
    used = ActivationCode.objects.filter(
        code_index=ActivationCode.index_of(code), used_at__gt=now - dt.timedelta(minutes=10)
    )
    account = Account.objects.filter(person__in=used.values("person"), is_active=True).first()
    return account if account and account.check_password(password) else None


# --- one's own account ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Mine:
    """A role of one's own: what, where, since when; by_post: the post it comes with."""

    role: str
    place: str
    since: dt.date | None
    by_post: str = ""


def roles_of(viewer: Viewer, on: dt.date) -> list[Mine]:
    """What the viewer holds today beyond membership, and where it comes from. Two queries."""
    grants = RoleGrant.objects.on(on).filter(holder=viewer.person_id)
    posts = Post.objects.on(on).filter(person=viewer.person_id, title__in=POSTS_THAT_LEAD)
    return [
        *(
            Mine(Role(g.role).label, g.organization.short_name, g.began_on)
            for g in grants.select_related("organization").order_by("pk")
        ),
        *(
            Mine(
                Role.SECRETARY.label,
                p.organization.short_name,
                p.began_on,
                PostTitle(p.title).label,
            )
            for p in posts.select_related("organization").order_by("pk")
        ),
    ]


def recovery_codes(account: Account) -> list[str]:
    """The recovery codes that were not used yet; [] without a second factor."""
    kept = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return list(kept.wrap().get_unused_codes()) if kept else []


def recovery_codes_left(account: Account) -> int | None:
    """How many recovery codes were not used yet; None without a second factor. One query."""
    kept = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return len(kept.wrap().get_unused_codes()) if kept else None


def recent_sign_ins(viewer: Viewer, limit: int = 5) -> list[dt.datetime]:
    """When somebody signed in to the viewer's account, newest first."""
    leaves = Leaf.objects.filter(subject_uid=viewer.person_uid, verb="sign_in")
    return list(leaves.order_by("-pk").values_list("at", flat=True)[:limit])


# --- who holds which role -------------------------------------------------------------------------


@dataclass(frozen=True)
class HolderFilter:
    """Name (or its beginning), role code, part of an organization's name; "" for any."""

    text: str = ""
    role: str = ""
    place: str = ""


@dataclass(frozen=True)
class Holding:
    """One role held by one person. grant_id: None where it comes with a post (by_post)."""

    person_id: int
    name: str
    branch: str
    role: str
    place: str
    since: dt.date | None
    document: str
    given_by: str = ""
    grant_id: int | None = None
    by_post: str = ""


def holdings(scope: Scope, wanted: HolderFilter, on: dt.date) -> QuerySet:
    """Keys of the roles held in the scope on a day, from the top of the tree down.

    Rows: (place path, name key, kind "grant" or "post", id), for `holdings_of_page`.
    """
    grants = RoleGrant.objects.on(on).filter(
        _of_place(scope, wanted), _of_person("holder", wanted.text)
    )
    posts = Post.objects.on(on).filter(
        _of_place(scope, wanted), _of_person("person", wanted.text), title__in=POSTS_THAT_LEAD
    )
    if wanted.role:
        grants = grants.filter(role=wanted.role)
    keys = _keys(grants, "grant", "holder")
    if wanted.role in ("", Role.SECRETARY):
        keys = keys.union(_keys(posts, "post", "person"), all=True)
    return keys.order_by("place", "who", "kind", "row")


def holdings_of_page(keys: Sequence[tuple[str, str, str, int]]) -> list[Holding]:
    """The rows for one page of keys, in their order. Two queries."""
    grants = RoleGrant.objects.select_related(
        "holder__organization", "organization", "granted_by"
    ).in_bulk([row for *_, kind, row in keys if kind == "grant"])
    posts = Post.objects.select_related("person__organization", "organization").in_bulk(
        [row for *_, kind, row in keys if kind == "post"]
    )
    return [
        _granted(grants[row]) if kind == "grant" else _with_post(posts[row])
        for *_, kind, row in keys
    ]


def grant_for(viewer: Viewer, pk: int) -> RoleGrant:
    """A grant the viewer may take back. Missing outside the scope, refused for one's own."""
    scope = viewer.scope(Purpose.GRANT)
    granted = (
        RoleGrant.objects.select_related("holder", "organization")
        .filter(scope.q("organization__path"), pk=pk)
        .first()
    )
    if granted is None:
        raise Missing("没有这条授权，或者不在您的授权范围内。")
    return granted


def people_to_offer(scope: Scope, text: str) -> list[Person]:
    """The first people of the scope whose name begins so; [] for an empty text."""
    return list(members(scope, Wanted(text=text))[:OFFERED]) if text.strip() else []


def places_to_offer(scope: Scope, text: str) -> list[Organization]:
    """Open organizations of the scope with that in their name; without a text the topmost."""
    found = Organization.objects.open().exclude(form=OrganizationForm.GROUP).filter(scope.q())
    if not text.strip():
        return list(found.filter(path__in=scope.paths))
    wanted = text.strip()
    return list(found.filter(Q(name__contains=wanted) | Q(short_name__contains=wanted))[:OFFERED])


def _of_place(scope: Scope, wanted: HolderFilter) -> Q:
    inside = scope.q("organization__path") & Q(organization__closed_on__isnull=True)
    place = wanted.place.strip()
    return inside & Q(organization__name__contains=place) if place else inside


def _of_person(role: str, text: str) -> Q:
    return Q(**{f"{role}__name__startswith": text.strip()}) if text.strip() else Q()


def _keys(rows: QuerySet, kind: str, person: str) -> QuerySet:
    told = {"place": F("organization__path"), "who": F(f"{person}__name_key")}
    named = rows.annotate(**told, kind=Value(kind), row=F("pk"))
    return named.values_list("place", "who", "kind", "row")


def _granted(granted: RoleGrant) -> Holding:
    giver = granted.granted_by
    return Holding(
        person_id=granted.holder_id,
        name=granted.holder.name,
        branch=_branch(granted.holder),
        role=Role(granted.role).label,
        place=granted.organization.short_name,
        since=granted.began_on,
        document=granted.document,
        given_by=giver.name if giver else "",
        grant_id=granted.pk,
    )


def _with_post(post: Post) -> Holding:
    return Holding(
        person_id=post.person_id,
        name=post.person.name,
        branch=_branch(post.person),
        role=Role.SECRETARY.label,
        place=post.organization.short_name,
        since=post.began_on,
        document=post.document,
        by_post=PostTitle(post.title).label,
    )


def _branch(person: Person) -> str:
    return person.organization.short_name if person.organization else ""

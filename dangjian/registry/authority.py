"""Whose rows may this person see, for this purpose: the one answer every list and door asks.

A viewer holds roles over organizations. A role allows purposes; a purpose with the organizations
it is held for gives a scope: a few path ranges. Rights over an organization cover its past as well,
and they follow the tree of today.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Q

from dangjian.kernel.compiled import Compiled
from dangjian.kernel.evidence import Actor
from dangjian.kernel.row_scope import RowScope
from dangjian.registry.models import (
    IN_THE_PARTY,
    Account,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
    after_subtree,
    confined,
    cooling_off,
)


class Purpose(Enum):
    """What a viewer wants to see rows for."""

    ROSTER = "看名单"
    READ = "看档案"
    REVEAL = "看证件号和联系方式"
    MAINTAIN = "维护党员信息"
    STANDING = "登记党籍变化"
    STRUCTURE = "维护组织和班子"
    ACCOUNTS = "发放和停用账号"
    GRANT = "授予角色"
    CALENDAR = "维护工作日历"
    LETTERS = "登记和办理来信"
    SIGN = "审签来信答复"
    PROCEDURE = "设置办理程序"
    MODERATE = "主持讨论"
    HEAR = "复核申诉"
    CONSULT = "请教专家"
    COLUMNS = "设置栏目"
    WRITE = "写稿送审"
    REVIEW = "审稿校对"
    SECRECY = "保密审查"
    FINAL = "终审签发"
    OBJECTIONS = "核查公示反映"
    MEETINGS = "登记会议表决"
    DUES = "管理党费"
    DUES_REVIEW = "审批党费减免、审签党费收支"
    APPRAISAL = "组织民主评议"
    APPRAISAL_REVIEW = "确认民主评议结果"
    DISCIPLINE = "登记和查看处分"
    AUDIT = "查阅证据、审计复查"
    AGREE_GRANT = "复核授权"
    EMERGENCY = "启用应急"
    WATCH = "看运行和安全"


_SECRETARY = frozenset(
    {Purpose.ROSTER, Purpose.READ, Purpose.REVEAL, Purpose.MAINTAIN, Purpose.ACCOUNTS}
    | {Purpose.LETTERS, Purpose.SIGN, Purpose.WRITE, Purpose.REVIEW, Purpose.MEETINGS}
    | {Purpose.DUES, Purpose.DUES_REVIEW, Purpose.APPRAISAL, Purpose.APPRAISAL_REVIEW}
)
_CLERK = (_SECRETARY - {Purpose.SIGN}) | {
    Purpose.STRUCTURE,
    Purpose.STANDING,
    Purpose.COLUMNS,
    Purpose.DISCIPLINE,
}
_FORUM = frozenset({Purpose.MODERATE, Purpose.HEAR, Purpose.CONSULT})

PURPOSES: Mapping[Role, frozenset[Purpose]] = {
    Role.MEMBER: frozenset({Purpose.ROSTER}),
    Role.SECRETARY: _SECRETARY,
    Role.ORGANIZER: frozenset(
        {Purpose.ROSTER, Purpose.READ, Purpose.MAINTAIN, Purpose.ACCOUNTS, Purpose.LETTERS}
        | {Purpose.WRITE, Purpose.MEETINGS}
    ),
    Role.CLERK: _CLERK | _FORUM,
    Role.OFFICE: _CLERK | _FORUM | {Purpose.CALENDAR, Purpose.PROCEDURE, Purpose.OBJECTIONS},
    Role.LEADER: frozenset(
        {Purpose.ROSTER, Purpose.READ, Purpose.SIGN, Purpose.HEAR, Purpose.FINAL}
    ),
    Role.SYSTEM_OFFICER: frozenset(
        {Purpose.CALENDAR, Purpose.WATCH, Purpose.AGREE_GRANT, Purpose.EMERGENCY}
    ),
    Role.SECURITY_OFFICER: frozenset(
        {Purpose.ROSTER, Purpose.ACCOUNTS, Purpose.GRANT, Purpose.SECRECY}
        | {Purpose.WATCH, Purpose.AGREE_GRANT, Purpose.EMERGENCY}
    ),
    Role.AUDITOR: frozenset({Purpose.AUDIT}),
}
"""Which role may do what; administrators set who holds a role, never what it means."""

_OF_NOBODY = frozenset({Purpose.CALENDAR, Purpose.WATCH, Purpose.AUDIT, Purpose.EMERGENCY})
"""Purposes for which nobody's record is read: whoever holds no other sees no rows of people."""
_OF_NO_RECORD = _OF_NOBODY | {Purpose.ROSTER}

POSTS_THAT_LEAD = (PostTitle.SECRETARY, PostTitle.DEPUTY, PostTitle.ORGANIZATION_MEMBER)
"""Posts that make the holder a secretary of the organization here, without a grant of its own."""


@dataclass(frozen=True)
class Held:
    """One role over one organization and everything under it."""

    role: Role
    organization_id: int
    path: str
    place: str


@dataclass(frozen=True)
class Scope:
    """Path ranges, none inside another. An empty scope covers nothing."""

    paths: tuple[str, ...]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Scope:
        kept: list[str] = []
        for path in sorted(set(paths)):
            if path and not (kept and path.startswith(kept[-1])):
                kept.append(path)
        return cls(tuple(kept))

    def covers(self, path: str) -> bool:
        return any(path.startswith(mine) for mine in self.paths)

    def q(self, column: str = "path") -> Q:
        """The rows of the scope, as one range for each path on that column."""
        wanted = Q(pk__in=())
        for path in self.paths:
            wanted |= Q(**{f"{column}__gte": path, f"{column}__lt": after_subtree(path)})
        return wanted


@dataclass(frozen=True)
class Viewer:
    """A signed-in person with what he holds on a day."""

    account_id: int
    person_id: int
    person_uid: uuid.UUID
    name: str
    held: tuple[Held, ...]
    confined: bool = False
    """Leaves, and reaches his hand-over and nothing else (脱密期)."""

    def scope(self, purpose: Purpose) -> Scope:
        """Where the viewer may act for this purpose."""
        return Scope.of(held.path for held in self.held if purpose in PURPOSES[held.role])

    @property
    def row_scope(self) -> RowScope:
        """What the database may show him at most, whatever for (kernel.row_scope): of those with
        whom he only shares a branch, who they are, and nothing that is written about them."""
        known = self.scope(Purpose.ROSTER)
        within = Scope.of(held.path for held in self.held if PURPOSES[held.role] - _OF_NO_RECORD)
        beside = tuple(path for path in known.paths if not within.covers(path))
        return RowScope(within.paths, self.person_id, beside)

    def may(self, purpose: Purpose, path: str) -> bool:
        """Whether the purpose is allowed at this path. An empty path belongs to nobody."""
        return bool(path) and self.scope(purpose).covers(path)

    def may_above(self, purpose: Purpose, path: str) -> bool:
        """Whether the purpose is allowed at the superior of the organization at this path. (The
        topmost has none here and is its own.)"""
        superior = path.rstrip("/").rpartition("/")[0]
        return self.may(purpose, f"{superior}/" if superior else path)

    def may_anywhere(self, purpose: Purpose) -> bool:
        return any(purpose in PURPOSES[held.role] for held in self.held)

    @property
    def above_member(self) -> bool:
        """Whether the viewer holds anything beyond plain membership (a second factor is due)."""
        return any(held.role is not Role.MEMBER for held in self.held)

    @property
    def place(self) -> str:
        """Where the viewer works: the first office held, else the branch."""
        return next((held.place for held in self.held), "")

    def actor(self, purpose: Purpose, path: str = "", behalf: uuid.UUID | None = None) -> Actor:
        """The viewer as an actor, in the first role that allows the purpose there."""
        role = next(
            (
                held.role.value
                for held in self.held
                if purpose in PURPOSES[held.role] and path.startswith(held.path)
            ),
            Role.MEMBER.value,
        )
        return Actor(self.account_id, role, self.person_uid, behalf)

    def myself(self) -> Actor:
        """The viewer acting on his own record or account."""
        return Actor(self.account_id, Role.MEMBER.value, self.person_uid)


def standing(held: Iterable[Held], purpose: Purpose, path: str) -> Held | None:
    """The highest place from which somebody may act for the purpose at a path; None if nowhere."""
    fitting = [one for one in held if purpose in PURPOSES[one.role] and path.startswith(one.path)]
    return min(fitting, key=lambda one: len(one.path), default=None) if path else None


_PLACE = ("organization_id", "organization__path", "organization__short_name")


def viewer_of(account: Account, on: dt.date) -> Viewer:
    """Who an account's person is on a day: grants first, then posts that lead, then the branch."""
    ((pk, uid, name, standing, leaves, *branch),) = _people.rows(account.person_id)
    held = () if leaves else _held(pk, standing, branch, on)
    return Viewer(account.pk, pk, uid, name, held, leaves)


def held_by(person: Person, on: dt.date) -> tuple[Held, ...]:
    """What a person holds on a day, with or without an account; beyond membership nothing while a
    cooling-off period runs."""
    branch = person.organization
    place = [branch.pk, branch.path, branch.short_name] if branch else [None, "", ""]
    return _held(person.pk, person.standing, place, on)


def _held(person: int, standing: str, branch: Sequence[Any], on: dt.date) -> tuple[Held, ...]:
    held = [Held(Role(role), *place) for role, *place in _grants.rows(person, on)]
    held += [Held(Role.SECRETARY, *place) for place in _posts.rows(person, on)]
    if branch[0] is not None and standing in IN_THE_PARTY:
        held.append(Held(Role.MEMBER, *branch))
    return tuple(held)


# Asked at every request.
_people = Compiled(
    lambda person: Person.objects.filter(pk=person).values_list(
        "pk", "uid", "name", "standing", confined("pk"), *_PLACE
    )
)
_grants = Compiled(
    lambda person, on: (
        RoleGrant.objects.on(on)
        .filter(~cooling_off("holder"), holder=person, organization__closed_on__isnull=True)
        .order_by("pk")
        .values_list("role", *_PLACE)
    )
)
_posts = Compiled(
    lambda person, on: (
        Post.objects.on(on)
        .filter(
            ~cooling_off("person"),
            person=person,
            title__in=POSTS_THAT_LEAD,
            organization__closed_on__isnull=True,
        )
        .order_by("pk")
        .values_list(*_PLACE)
    )
)

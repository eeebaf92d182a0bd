"""What may be entered of a person: where members belong, which decision may follow which.

Numbers come from kernel.rules; the words of decisions stand here, since code reads them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from dangjian.kernel import identity
from dangjian.kernel.refusal import Refused
from dangjian.registry import rules
from dangjian.registry.models import IN_THE_PARTY, Organization, OrganizationForm, StandingKind

PROBATIONARY, FULL, SUSPENDED, LEFT, DIED, MOVED = StandingKind

OUT = (LEFT, DIED, MOVED)
"""Standings that end membership, posts, roles and the account."""

LOST = "失去联系六个月以上"
_BROKEN_OFF = (LOST, "出国（境）定居", "出国（境）学习超过五年", "其他")
_REMOVED = ("劝其退党", "劝而不退除名", "自行脱党除名", "退党除名", "除名")
_MISTAKEN = "登记有误，更正"

DECISIONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (PROBATIONARY, FULL): ("按期转正", "延期后转正"),
    (PROBATIONARY, SUSPENDED): _BROKEN_OFF,
    (PROBATIONARY, LEFT): ("取消预备党员资格", *_REMOVED),
    (PROBATIONARY, DIED): ("去世",),
    (FULL, SUSPENDED): _BROKEN_OFF,
    (FULL, LEFT): (*_REMOVED, "开除党籍"),
    (FULL, DIED): ("去世",),
    (SUSPENDED, PROBATIONARY): ("恢复党籍",),
    (SUSPENDED, FULL): ("恢复党籍",),
    (SUSPENDED, LEFT): (*_REMOVED, "开除党籍"),
    (SUSPENDED, DIED): ("去世",),
    (LEFT, PROBATIONARY): ("撤销原处理决定", _MISTAKEN),
    (LEFT, FULL): ("撤销原处理决定", _MISTAKEN),
    (LEFT, DIED): ("去世",),
    (DIED, PROBATIONARY): (_MISTAKEN,),
    (DIED, FULL): (_MISTAKEN,),
    (MOVED, PROBATIONARY): (_MISTAKEN,),
    (MOVED, FULL): (_MISTAKEN,),
}
"""(standing before, standing after): the reasons a decision may name.

教育管理条例 2019, Art. 24 and 31. Whoever comes back comes back to what he was: `may_follow`."""

ENDS_OF_PROBATION = ("按期转正", "延期后转正", "取消预备党员资格")
"""Decisions that a development ends with."""

_SHAPE = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")


def may_follow(history: Sequence[str]) -> list[StandingKind]:
    """Which standings may follow all that were, oldest first."""
    now = history[-1] if history else ""
    was = next((kind for kind in reversed(history) if kind in IN_THE_PARTY), "")
    comes_back = now not in IN_THE_PARTY
    return [
        kind
        for kind in StandingKind
        if (now, kind) in DECISIONS and not (comes_back and kind in IN_THE_PARTY and kind != was)
    ]


def may_keep_number(number: str) -> bool:
    """Whether an identity number that seems wrong may be kept with a reason: its shape is right."""
    return _SHAPE.fullmatch(number) is not None


def stated(reason: str) -> str:
    """A reason for opening what is sealed, as it is kept. Refused under four characters: whoever
    is looked up may ask why."""
    reason = reason.strip()
    if len(reason) < 4:
        raise Refused("请写明为什么要看，本人可以看到这条记录。", field="reason")
    return reason


def kept(organizations: Iterable[Organization]) -> dict[int, Organization]:
    """The organizations as stored, by id: nobody closes or moves them before this act has ended.

    To be taken before any person is locked, as a move of the tree does (or the two would wait for
    each other).
    """
    wanted = {organization.pk for organization in organizations}
    stored = Organization.objects.select_for_update(no_key=True).filter(pk__in=wanted)
    return {organization.pk: organization for organization in stored.order_by("pk")}


def check_branch(organization: Organization, on: dt.date) -> None:
    """Refused unless the organization may have members of its own and was open on that day."""
    if OrganizationForm(organization.form) not in rules.HAS_MEMBERS:
        raise Refused(
            f"{OrganizationForm(organization.form).label}不直接编入党员，请选择党支部。",
            field="organization",
        )
    if organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销。", field="organization")
    if organization.opened_on > on:
        raise Refused(
            f"{organization.short_name}于 {organization.opened_on:%Y-%m-%d} 才成立。",
            field="organization",
        )


# --- collected items ----------------------------------------------------------------------------

EARLIEST_BIRTH = dt.date(1900, 1, 1)

TAKEN = (
    "{}的公民身份号码已经登记在册，没有保存。如果是从别处转来的，请办理组织关系转接；"
    "如果不清楚，请联系区委组织部。"
)
"""Nobody learns from it where, or under which name."""


def check_age(
    who: str,
    born_on: dt.date,
    joined_on: dt.date | None,
    today: dt.date,
    *,
    least: int,
    field: str,
) -> None:
    """Refused under the least age on joining (党章 Art. 1), or where nobody can be born then."""
    if not EARLIEST_BIRTH <= born_on <= today:
        raise Refused(f"{who}的出生日期不对，请核对。", field="born_on")
    if joined_on is not None and identity.age_on(born_on, joined_on) < least:
        raise Refused(
            f"{who}加入党组织时不满 {least} 周岁，请核对出生日期和入党日期。",
            clause="《中国共产党章程》第一条",
            field=field,
        )


def check_started_work(
    who: str, started_on: dt.date | None, born_on: dt.date, today: dt.date
) -> None:
    """Refused where nobody can have started work on that day."""
    if started_on is not None and not born_on < started_on <= today:
        raise Refused(f"{who}参加工作的日期不对，请核对。", field="started_work_on")


def check_number(who: str, number: str, born_on: dt.date, sex: str, doubt_reason: str) -> None:
    """An identity number must agree with itself, the birthday and the sex, or bear a reason.

    Some old numbers are wrong in fact (GB 11643 notes); an officer may keep one with a reason, as
    long as it is a number of 15 or 18 places.
    """
    problem = identity.problem(number, born_on=born_on, sex=sex)
    if problem and not (doubt_reason.strip() and may_keep_number(number)):
        raise Refused(f"{who}：{problem}", field="id_number")


def check_mobile(who: str, mobile: str) -> None:
    """Refused unless it is a mobile number or none."""
    if mobile and not identity.is_mobile(mobile):
        raise Refused(f"{who}的手机号应为 1 开头的 11 位数字。", field="mobile")


def as_stored(name: str, value: str) -> str:
    """How a sealed value is stored: one writing for one number, or it could not be found."""
    return value.strip() if name == "address" else identity.clean(value)

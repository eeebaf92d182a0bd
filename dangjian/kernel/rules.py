"""Party rules as data: what a rule says on a day, where it stands, and who made it stricter here.

    rules.value("branch.committee.min_full_members", on=day).holds(len(full_members))
    rules.value("development.notice.min_working_days", on=day, path=branch.path).number
    rules.explain("petition.finish.max_days", on=day)

Nothing is cached between requests: a value is one query over some hundred rows (two with a path),
and a rule corrected by an administrator must hold at once in every worker. Whoever needs many rules
takes a `book` once and passes it down; a long act that goes through other actions (a whole district
is entered) is done within `remembered()`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from dangjian.kernel import evidence
from dangjian.kernel.confirmation import Confirmation
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Instrument, LocalOverride, Rule, RuleVersion
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_seeds import install as install_seeds
from dangjian.kernel.rule_values import (
    Direction,
    LocalValue,
    RuleValue,
    Unit,
    at_least_as_strict,
    say,
    stored,
    typed,
)

__all__ = [
    "Book",
    "UnknownRule",
    "add_version",
    "book",
    "explain",
    "install_seeds",
    "remembered",
    "value",
]


class UnknownRule(LookupError):
    """The code asks for a key that no seed declares: a programming error, never an answer."""


@dataclass(frozen=True)
class Book:
    """All rules as they stand on one day (and, with a path, for one organization)."""

    on: dt.date
    path: str
    rules: dict[str, RuleValue]

    def value(self, key: str) -> RuleValue:
        """The rule of that key. UnknownRule; Refused if no version is in force on the day."""
        found = self.rules.get(key)
        return found if found is not None else _not_in_force(key, self.on)


def value(key: str, *, on: dt.date, path: str = "") -> RuleValue:
    """What the rule says on that day, for the organization at `path` if one is given.

    UnknownRule for a key nobody declared; Refused if no version was in force on the day.
    """
    return Book(on, path, _read(on, path, key)).value(key)


def book(*, on: dt.date, path: str = "", under: str = "", keys: Collection[str] = ()) -> Book:
    """Every rule in force on that day; two queries, however many rules are asked for.

    under: the beginning of the keys that are wanted, as "development."; keys: these alone.
    """
    return Book(on, path, _read(on, path, under=under, keys=keys))


def explain(key: str, on: dt.date, path: str = "") -> str:
    """The rule in words: sentence, source, how well it was checked, since when, and what is
    stricter here."""
    rule = value(key, on=on, path=path)
    since, until = rule.effective
    span = f"{_said(since)}起施行" + (f"，至{_said(until - dt.timedelta(days=1))}" if until else "")
    label = rule.confirmation.label
    told = f"{rule.sentence}（{rule.citation}；{label}；{span}）"
    if rule.note:
        told += f"说明：{rule.note}"
    if rule.local:
        told += f"本地另有更严的规定：{_demand(rule)}（{rule.local.reason}）。"
    return told


@contextmanager
def remembered() -> Iterator[None]:
    """Within the block a rule is read once, with all its versions; a correction is seen after it.

    For one long act in one transaction, never around a request. A block within another reads
    nothing anew.
    """
    token = _MEMORY.set(_MEMORY.get() or _Memory())
    try:
        yield
    finally:
        _MEMORY.reset(token)


@dataclass
class _Memory:
    """What was read of each rule: its versions, and all overrides of it anywhere."""

    versions: dict[str, list[RuleVersion]] = field(default_factory=dict)
    overrides: dict[str, list[LocalOverride]] = field(default_factory=dict)


_MEMORY: ContextVar[_Memory | None] = ContextVar("rules remembered", default=None)


# --- reading -------------------------------------------------------------------------------------


def _read(
    on: dt.date, path: str, key: str = "", under: str = "", keys: Collection[str] = ()
) -> dict[str, RuleValue]:
    found = {version.rule.key: _as_value(version) for version in _versions(on, key, under, keys)}
    if path:
        for local in _overrides(on, path, key):
            if rule := found.get(local.rule.key):
                found[local.rule.key] = _stricter(rule, local)
    return found


def _versions(
    on: dt.date, key: str, under: str, keys: Collection[str]
) -> Iterable[RuleVersion]:
    """The version in force on the day, of one rule, of some or of each whose key begins so."""
    memory = _MEMORY.get()
    if memory is None or not key:
        rows = RuleVersion.objects.in_force(on).select_related("rule", "instrument")
        if under:
            rows = rows.filter(rule__key__startswith=under)
        if keys:
            rows = rows.filter(rule__key__in=keys)
        return rows.filter(rule__key=key) if key else rows
    if key not in memory.versions:
        rows = RuleVersion.objects.current().select_related("rule", "instrument")
        memory.versions[key] = list(rows.filter(rule__key=key))
    return [version for version in memory.versions[key] if on in version.effective]


def _overrides(on: dt.date, path: str, key: str) -> Iterable[LocalOverride]:
    """Overrides of the organization and all above it that hold on the day, highest first."""
    rows = LocalOverride.objects.select_related("rule").order_by("path", "id")
    above = _above(path)
    memory = _MEMORY.get()
    if memory is None or not key:
        rows = rows.filter(path__in=above, effective__contains=on).filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
        )
        return rows.filter(rule__key=key) if key else rows
    if key not in memory.overrides:
        memory.overrides[key] = list(rows.filter(rule__key=key))
    return [
        local
        for local in memory.overrides[key]
        if local.path in above
        and on in local.effective
        and (local.withdrawn_on is None or local.withdrawn_on > on)
    ]


def _above(path: str) -> list[str]:
    """ "/1/7/" -> ["/1/", "/1/7/"]: the paths of an organization and of all above it."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts) + 1)]


def _as_value(version: RuleVersion) -> RuleValue:
    return RuleValue(
        key=version.rule.key,
        value=version.typed_value,
        unit=Unit(version.rule.unit),
        direction=Direction(version.rule.direction),
        sentence=version.said,
        clause=version.clause,
        instrument=str(version.instrument),
        confirmation=Confirmation(version.confirmation),
        effective=(version.effective.lower, version.effective.upper),
        version=version.uid,
        note=version.note,
    )


def _stricter(rule: RuleValue, local: LocalOverride) -> RuleValue:
    """The rule with the local value, unless the rule itself has become stricter since."""
    own = typed(local.rule.value_type, local.value)
    if own == rule.value or not at_least_as_strict(rule.direction, own, rule.value):
        return rule
    return replace(rule, value=own, local=LocalValue(own, local.organization_uid, local.reason))


def _not_in_force(key: str, on: dt.date) -> RuleValue:
    rule = Rule.objects.filter(key=key).first()
    if rule is None:
        raise UnknownRule(key)
    other = rule.versions.current().select_related("instrument", "rule").order_by("effective")
    nearest = other.first()
    clause = f"{nearest.instrument}{nearest.clause}" if nearest else ""
    since = f"这条规定自{_said(nearest.effective.lower)}起才有。" if nearest else ""
    raise Refused(f"{_said(on)}没有可以依据的规定，请核对日期。{since}", clause=clause)


def _demand(rule: RuleValue) -> str:
    return f"{rule.direction.label}{say(rule.value, rule.unit)}"


def _said(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# --- corrections of what the rules say ------------------------------------------------------------


@evidence.action
def add_version(
    key: str,
    *,
    value: Any,
    instrument: str,
    effective_from: dt.date,
    effective_to: dt.date | None = None,
    clause: str = "",
    source: str = "",
    confirmation: str = Confirmation.UNCONFIRMED,
    note: str = "",
    by: Actor,
    on: dt.date,
) -> RuleVersion:
    """Enter what a rule says from one day until another (None: open), as new law or correction.

    instrument: the key of one we hold. effective_to: the first day on which it no longer holds.
    Versions in the way are superseded, and what they said outside the span is entered again:
    history is never edited. UnknownRule; Refused for a value of the wrong kind or an empty span.
    """
    rule = _rule(key)
    span = _span(effective_from, effective_to)
    version = RuleVersion(
        rule=rule,
        instrument=Instrument.objects.get(key=instrument),
        value=stored(typed(rule.value_type, value)),
        effective=span,
        clause=clause,
        source=source,
        confirmation=confirmation,
        note=note,
        entered_on=on,
    )
    superseded = [_make_room(old, span, on) for old in _in_the_way(rule, span)]
    version.save(force_insert=True)
    evidence.record(
        by,
        "rules.add_version",
        "rule",
        rule.uid,
        key=key,
        value=version.value,
        effective=str(span),
        version=str(version.uid),
        superseded=superseded,
    )
    return version


def _in_the_way(rule: Rule, span: DateRange) -> list[RuleVersion]:
    return list(rule.versions.current().filter(effective__overlap=span))


def _make_room(old: RuleVersion, span: DateRange, on: dt.date) -> str:
    """Supersede a version and enter again what it says before and after the span."""
    RuleVersion.objects.filter(pk=old.pk).update(superseded_on=on)
    uid = str(old.uid)
    before = (old.effective.lower, span.lower)
    after = (span.upper, old.effective.upper) if span.upper else None
    for lower, upper in filter(None, (before, after)):
        if upper is None or lower < upper:
            old.pk, old.uid, old.seeded, old.entered_on = None, uuid.uuid4(), False, on
            old.effective = DateRange(lower, upper, "[)")
            old.save(force_insert=True)
    return uid


def _rule(key: str) -> Rule:
    """The rule, locked: two people changing one rule do it one after the other."""
    rule = Rule.objects.select_for_update().filter(key=key).first()
    if rule is None:
        raise UnknownRule(key)
    return rule


def _span(first: dt.date, until: dt.date | None) -> DateRange:
    if until is not None and until <= first:
        raise Refused("失效日期应晚于施行日期，请核对。", field="effective_to")
    return DateRange(first, until, "[)")

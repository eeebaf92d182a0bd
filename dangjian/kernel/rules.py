"""Party rules as data: what a rule says on a day, where it stands, and who made it stricter here.

    rules.value("branch.committee.min_full_members", on=day).holds(len(full_members))
    rules.value("development.notice.min_working_days", on=day, path=branch.path).number
    rules.explain("petition.finish.max_days", on=day)

A value is one query (two with a path): a rule corrected by an administrator holds at once in every
worker. Whoever needs many rules takes a `book` once and passes it down, for many places `books`; a
long act that goes through other actions (a whole district is entered) is done within
`remembered()`. A process keeps what the rules said when it last read them all, and asks before each
book whether they are still the same rows.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db import connection
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
    "books",
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


def book(*, on: dt.date, path: str = "", under: str = "") -> Book:
    """Every rule in force on that day; one query (two with a path) while no rule was changed.

    under: the beginning of the keys that are wanted, as "development.".
    """
    return Book(on, path, _read(on, path, under=under))


def books(*, on: dt.date, paths: Iterable[str], under: str = "") -> dict[str, Book]:
    """Path -> its book, for many organizations at once: two queries while no rule was changed."""
    wanted = {path: _above(path) for path in paths}
    national = _in_force(on, under)
    stricter: dict[str, list[LocalOverride]] = defaultdict(list)
    for local in _overrides(on, sorted({path for above in wanted.values() for path in above})):
        stricter[local.path].append(local)
    return {
        path: Book(on, path, _with(national, [o for place in above for o in stricter[place]]))
        for path, above in wanted.items()
    }


def explain(key: str, on: dt.date, path: str = "") -> str:
    """The rule in words: sentence, source, how well it was checked, since when, and what is
    stricter here."""
    rule = value(key, on=on, path=path)
    since, until = rule.effective
    span = f"{_said(since)}起施行" + (f"，至{_said(until - dt.timedelta(days=1))}" if until else "")
    label = rule.confirmation.label
    told = f"{rule.sentence}（{rule.provision}；{label}；{span}）"
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


def _read(on: dt.date, path: str, key: str = "", under: str = "") -> dict[str, RuleValue]:
    if key:
        found = {version.rule.key: _as_value(version) for version in _versions(on, key)}
    else:
        found = _in_force(on, under)
    return _with(found, _overrides(on, _above(path), key)) if path else found


def _in_force(on: dt.date, under: str) -> dict[str, RuleValue]:
    return {one.key: one for one in _kept() if _holds(one, on) and one.key.startswith(under)}


def _with(
    national: dict[str, RuleValue], stricter: Iterable[LocalOverride]
) -> dict[str, RuleValue]:
    """The rules with what is stricter at a place, highest first."""
    found = dict(national)
    for local in stricter:
        if rule := found.get(local.rule.key):
            found[local.rule.key] = _stricter(rule, local)
    return found


# Which rows are there, where each lies and which transaction put it there: another answer after
# every change, also after the second within one transaction.
_STAMP = """
SELECT md5(string_agg(place, ';' ORDER BY place)) FROM (
    SELECT 'r ' || ctid || xmin AS place FROM kernel_rule
    UNION ALL SELECT 'v ' || ctid || xmin FROM kernel_ruleversion
    UNION ALL SELECT 'i ' || ctid || xmin FROM kernel_instrument
) AS rows
"""


def _kept() -> tuple[RuleValue, ...]:
    """Every current version of every rule: read anew only if a row was changed. One query or two.

    The stamp is taken before the rows, so a change between the two is read once too often, never
    missed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return _all(connection.settings_dict["NAME"], cursor.fetchone()[0])


@lru_cache(maxsize=4)
def _all(database: str, stamp: str) -> tuple[RuleValue, ...]:
    """What the rows say that lie in the database under this stamp."""
    rows = RuleVersion.objects.current().select_related("rule", "instrument")
    return tuple(_as_value(version) for version in rows)


def _holds(rule: RuleValue, on: dt.date) -> bool:
    since, until = rule.effective
    return since <= on and (until is None or on < until)


def _versions(on: dt.date, key: str) -> Iterable[RuleVersion]:
    """The version of a rule in force on the day: one, or none."""
    memory = _MEMORY.get()
    if memory is None:
        rows = RuleVersion.objects.in_force(on).select_related("rule", "instrument")
        return rows.filter(rule__key=key)
    if key not in memory.versions:
        rows = RuleVersion.objects.current().select_related("rule", "instrument")
        memory.versions[key] = list(rows.filter(rule__key=key))
    return [version for version in memory.versions[key] if on in version.effective]


def _overrides(on: dt.date, above: Sequence[str], key: str = "") -> Iterable[LocalOverride]:
    """Overrides of the organizations at these paths that hold on the day, highest first."""
    rows = LocalOverride.objects.select_related("rule").order_by("path", "id")
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
    clause = _as_value(nearest).citation if nearest else ""
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

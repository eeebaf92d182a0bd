"""The rules packaged with a release, put into the database after every migration.

Why not data migrations: a rule that a release corrects must become a new version with evidence, on
a database of any age, and must not fight what the district has corrected itself. So the files are
compared with what is there. An unchanged entry (same digest) costs nothing; a changed one adds
versions and marks the release's older ones as superseded; versions a district entered stay.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Instrument, Rule, RuleVersion
from dangjian.kernel.rule_values import stored, typed

DESCRIBED = ("sentence", "unit", "direction", "value_type", "fixed")
SAID = ("instrument_id", "clause", "value", "effective", "source", "confirmation", "note")


@dataclass
class Installed:
    """What an installation did: keys of rules added or changed, and those where the district's own
    version kept a packaged one out."""

    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def install(*, on: dt.date) -> Installed:
    """Bring the packaged rules into the database; a second run changes nothing."""
    instruments, rules = read()
    done = Installed()
    with transaction.atomic():
        known = _install_instruments(instruments, on)
        digests = dict(Rule.objects.values_list("key", "seed_digest"))
        new = [entry for entry in rules if entry["key"] not in digests]
        if new:
            _install_new(new, known, on, done)
        for entry in rules:
            if digests.get(entry["key"], _digest(entry)) != _digest(entry):
                _install_rule(entry, known, on, done)
    return done


def read() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The packaged instruments and rules; a rule's versions inherit the dates of the instrument.

    ValueError if a key occurs twice or a version names an instrument that is not there.
    """
    folder = resources.files("dangjian.kernel") / "data" / "rules"
    instruments: list[dict[str, Any]] = []
    rules: list[dict[str, Any]] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            instruments += content.get("instrument", [])
            rules += content.get("rule", [])
    for keys in ([entry["key"] for entry in instruments], [entry["key"] for entry in rules]):
        if len(keys) != len(set(keys)):
            raise ValueError(f"declared twice: {sorted({k for k in keys if keys.count(k) > 1})}")
    dates = {entry["key"]: entry for entry in instruments}
    return instruments, [_complete(rule, dates) for rule in rules]


def _complete(rule: dict[str, Any], instruments: dict[str, Any]) -> dict[str, Any]:
    versions = []
    for version in rule["version"]:
        if version["instrument"] not in instruments:
            raise ValueError(f"{rule['key']}: no instrument {version['instrument']}")
        instrument = instruments[version["instrument"]]
        inherited = {
            "from": instrument["effective_from"],
            "to": instrument.get("effective_to"),
            "clause": "",
            "source": instrument.get("source", ""),
            "note": "",
        }
        versions.append(inherited | version)
    return {"fixed": False} | rule | {"version": versions}


def _digest(entry: dict[str, Any]) -> str:
    return hashlib.sha256(evidence.canonical(entry).encode()).hexdigest()


# --- instruments -------------------------------------------------------------------------------


def _install_instruments(entries: list[dict[str, Any]], on: dt.date) -> dict[str, Instrument]:
    """Add new ones, bring the facts of known ones up to date; what changed stands in evidence."""
    known = {row.key: row for row in Instrument.objects.all()}
    for entry in entries:
        row = known.setdefault(entry["key"], Instrument(key=entry["key"]))
        _describe(row, {k: v for k, v in entry.items() if k not in ("key", "repealed_by")})
    for entry in entries:
        if successor := entry.get("repealed_by"):
            _describe(known[entry["key"]], {"repealed_by_id": known[successor].pk})
    return known


def _describe(row: Instrument, facts: dict[str, Any]) -> None:
    before = {name: getattr(row, name) for name in facts}
    if row.pk and before == facts:
        return
    _save_described(row, facts, {} if row.pk is None else before)


@evidence.action
def _save_described(row: Instrument, facts: dict[str, Any], before: dict[str, Any]) -> None:
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.save()
    changed = {name: [before.get(name), fact] for name, fact in facts.items()}
    evidence.record(
        SYSTEM, "rules.describe_instrument", "instrument", row.uid, key=row.key, changed=changed
    )


# --- rules -------------------------------------------------------------------------------------


@evidence.action
def _install_new(
    entries: list[dict[str, Any]], instruments: dict[str, Instrument], on: dt.date, done: Installed
) -> None:
    """Rules nobody has yet, in a few statements: at a first start these are all of them."""
    made = Rule.objects.bulk_create(_described(Rule(key=entry["key"]), entry) for entry in entries)
    added = {
        rule.key: [_version(rule, said, instruments, on) for said in entry["version"]]
        for rule, entry in zip(made, entries, strict=True)
    }
    RuleVersion.objects.bulk_create(version for versions in added.values() for version in versions)
    done.changed += added
    evidence.record_many(
        SYSTEM, "rules.install", [_trace(rule, added[rule.key]) for rule in made]
    )


def _described(rule: Rule, entry: dict[str, Any]) -> Rule:
    for name in DESCRIBED:
        setattr(rule, name, entry["type" if name == "value_type" else name])
    rule.seed_digest = _digest(entry)
    return rule


def _trace(rule: Rule, added: list[RuleVersion]) -> evidence.Trace:
    versions = [[str(v.uid), v.value, str(v.effective)] for v in added]
    detail = {"key": rule.key, "digest": rule.seed_digest, "versions": versions}
    return evidence.Trace("rule", rule.uid, "", detail)


@evidence.action
def _install_rule(
    entry: dict[str, Any], instruments: dict[str, Instrument], on: dt.date, done: Installed
) -> None:
    rule = _described(Rule.objects.get(key=entry["key"]), entry)
    rule.save()
    added = _reconcile(rule, [_version(rule, v, instruments, on) for v in entry["version"]], on)
    done.changed.append(rule.key)
    if not added and _districts_own(rule):
        done.kept.append(rule.key)
    evidence.record_many(SYSTEM, "rules.install", [_trace(rule, added)])


def _version(
    rule: Rule, said: dict[str, Any], instruments: dict[str, Instrument], on: dt.date
) -> RuleVersion:
    return RuleVersion(
        rule=rule,
        instrument=instruments[said["instrument"]],
        clause=said["clause"],
        value=stored(typed(rule.value_type, said["value"])),
        effective=DateRange(said["from"], said["to"], "[)"),
        source=said["source"],
        confirmation=said["confirmation"],
        note=said["note"],
        seeded=True,
        entered_on=on,
    )


def _reconcile(rule: Rule, wanted: list[RuleVersion], on: dt.date) -> list[RuleVersion]:
    """Supersede the release's versions that are no longer wanted, add those not yet there.

    Where a new one would overlap a version the district entered, nothing is touched: the district
    knows better, and taking only half of the change could leave days without any rule.
    """
    current = rule.versions.current()
    ours = [version for version in current if version.seeded]
    theirs = [version for version in current if not version.seeded]
    there = [_told(version) for version in ours]
    new = [version for version in wanted if _told(version) not in there]
    if any(_overlap(one.effective, other.effective) for one in new for other in theirs):
        return []
    told = [_told(version) for version in wanted]
    stale = [version.pk for version in ours if _told(version) not in told]
    RuleVersion.objects.filter(pk__in=stale).update(superseded_on=on)
    for version in new:
        version.save(force_insert=True)
    return new


def _told(version: RuleVersion) -> tuple[Any, ...]:
    said = [getattr(version, name) for name in SAID]
    span = version.effective
    return *(str(part) for part in said if part is not span), span.lower, span.upper


def _overlap(one: DateRange, other: DateRange) -> bool:
    return (other.upper is None or one.lower < other.upper) and (
        one.upper is None or other.lower < one.upper
    )


def _districts_own(rule: Rule) -> bool:
    return rule.versions.current().filter(seeded=False).exists()

"""The rules a release brings: installed once, corrected as new versions, never over a district's
own (X11)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest

from dangjian.kernel import rule_seeds, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Instrument, Leaf, Rule, RuleVersion
from dangjian.kernel.rule_values import Direction, Unit, ValueType, typed

TODAY = dt.date(2026, 11, 23)
INSTRUMENTS, RULES = rule_seeds.read()
TALK = "development.talk.max_months"


# --- the files themselves -----------------------------------------------------------------------


def test_every_packaged_rule_is_complete_and_of_a_known_kind() -> None:
    for rule in RULES:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", rule["key"])
        assert rule["sentence"].endswith("。"), rule["key"]
        assert "{value}" in rule["sentence"], rule["key"]
        Unit(rule["unit"]), Direction(rule["direction"]), ValueType(rule["type"])
        for version in rule["version"]:
            typed(rule["type"], version["value"])
            assert version["confirmation"] in "CSM"


def test_the_versions_of_a_packaged_rule_do_not_overlap() -> None:
    for rule in RULES:
        spans = [(version["from"], version["to"]) for version in rule["version"]]
        for (_, until), (since, _) in zip(spans, spans[1:], strict=False):
            assert until is not None and until <= since, rule["key"]


def test_every_number_says_how_well_it_was_checked() -> None:
    told = Counter(version["confirmation"] for rule in RULES for version in rule["version"])
    assert set(told) == {"C", "S", "M"}
    unsure = [v for rule in RULES for v in rule["version"] if v["confirmation"] == "C"]
    assert all(version["source"] for version in unsure)


def test_both_sets_of_development_rules_are_there() -> None:
    of_2014 = {r["key"] for r in RULES for v in r["version"] if v["instrument"].endswith("2014")}
    of_2026 = {r["key"] for r in RULES for v in r["version"] if v["instrument"].endswith("2026")}
    assert of_2014 < of_2026
    assert of_2026 - of_2014 == {
        "development.meeting.max_months",
        "development.notice.min_working_days",
        "development.oath.max_months",
        "development.step.notice",
    }


# --- installing them ----------------------------------------------------------------------------


def release(monkeypatch: pytest.MonkeyPatch, key: str, **changes: Any) -> None:
    """A release in which the last version of one rule says something else."""
    packaged = [
        rule | {"version": [*rule["version"][:-1], rule["version"][-1] | changes]}
        if rule["key"] == key
        else rule
        for rule in RULES
    ]
    monkeypatch.setattr(rule_seeds, "read", lambda: (INSTRUMENTS, packaged))


@pytest.mark.django_db
def test_a_second_installation_changes_nothing() -> None:
    before = (Rule.objects.count(), RuleVersion.objects.count(), Leaf.objects.count())
    assert before[0] == len(RULES)
    assert rules.install_seeds(on=TODAY) == rule_seeds.Installed()
    assert (Rule.objects.count(), RuleVersion.objects.count(), Leaf.objects.count()) == before


@pytest.mark.django_db
def test_a_changed_entry_adds_a_version_and_keeps_the_old_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = rules.value(TALK, on=TODAY)
    release(monkeypatch, TALK, confirmation="S")
    assert rules.install_seeds(on=TODAY).changed == [TALK]
    assert rules.value(TALK, on=TODAY).confirmation == "S"
    kept = RuleVersion.objects.get(uid=old.version)
    assert (kept.confirmation, kept.superseded_on) == ("C", TODAY)
    assert rules.install_seeds(on=TODAY) == rule_seeds.Installed()


@pytest.mark.django_db
def test_a_release_may_end_one_version_and_begin_another(monkeypatch: pytest.MonkeyPatch) -> None:
    key, since = "study.member.min_hours_per_year", dt.date(2027, 1, 1)
    rule = next(rule for rule in RULES if rule["key"] == key)
    (old,) = rule["version"]
    versions = [old | {"to": since}, old | {"from": since, "value": 40}]
    packaged = [r | {"version": versions} if r["key"] == key else r for r in RULES]
    monkeypatch.setattr(rule_seeds, "read", lambda: (INSTRUMENTS, packaged))
    rules.install_seeds(on=TODAY)
    assert [rules.value(key, on=day).number for day in (TODAY, since)] == [32, 40]


@pytest.mark.django_db
def test_a_release_never_overrides_a_district_that_corrected_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules.add_version(
        TALK,
        value=1,
        instrument="development-2026",
        effective_from=dt.date(2026, 5, 11),
        clause="第七条",
        confirmation="C",
        note="区委组织部已核对原件。",
        by=Actor(3, "rule_keeper"),
        on=TODAY,
    )
    release(monkeypatch, TALK, value=2)
    done = rules.install_seeds(on=TODAY)
    assert done.kept == [TALK]
    assert rules.value(TALK, on=TODAY).note == "区委组织部已核对原件。"
    assert rules.value(TALK, on=dt.date(2020, 1, 1)).number == 1


@pytest.mark.django_db
def test_the_repealed_rules_name_what_replaced_them() -> None:
    repealed = Instrument.objects.get(key="development-2014")
    assert repealed.repealed_by == Instrument.objects.get(key="development-2026")
    assert repealed.effective_to == dt.date(2026, 5, 11)

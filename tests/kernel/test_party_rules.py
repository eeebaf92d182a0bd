"""Party rules as versioned data: the value of a day, its clause, and local rules that are stricter
(X11)."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from dangjian.kernel import rule_overrides, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import (
    Instrument,
    Leaf,
    LocalOverride,
    Rule,
    RuleVersion,
)
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rule_values import Bands
from dangjian.kernel.rules import UnknownRule
from dangjian.kernel.secrecy import undeclared

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
ADMIN = Actor(3, "rule_keeper")
STREET = uuid.uuid4()
NOTICE = "development.notice.min_working_days"


def holds(key: str, measured: Any, on: dt.date = TODAY) -> bool:
    return rules.value(key, on=on).holds(measured)


# --- what the rules say -----------------------------------------------------------------------


def test_a_value_comes_with_its_clause_and_how_well_it_was_checked() -> None:
    rule = rules.value("committee.term.years.branch", on=TODAY)
    assert (rule.number, rule.unit, rule.confirmation) == (3, "years", "C")
    assert rule.citation == "《关于党的基层组织任期的意见》第一条"
    assert rule.effective == (dt.date(2018, 7, 12), None)
    assert rule.local is None


def test_the_committee_of_a_branch_begins_with_seven_full_members() -> None:
    """§15.8"""
    assert not holds("branch.committee.min_full_members", 6)
    assert holds("branch.committee.min_full_members", 7)


def test_three_denominators_are_three_rules() -> None:
    """§15.6 and §15.7: resolutions count against those due, elections against those present."""
    assert not holds("resolution.quorum", Fraction(10, 21))
    assert holds("resolution.quorum", Fraction(11, 21))
    assert holds("resolution.approval", Fraction(11, 21))
    assert not holds("resolution.approval", Fraction(10, 21))
    assert not holds("election.quorum", Fraction(23, 30))
    assert holds("election.quorum", Fraction(24, 30))
    assert not holds("election.elected", Fraction(12, 24))
    assert holds("election.elected", Fraction(13, 24))
    assert not holds("election.margin.committee", Fraction(0, 5))
    assert holds("election.margin.committee", Fraction(1, 5))


@pytest.mark.parametrize(
    ("key", "base", "dues"),
    [
        ("dues.rate.employed", "3000", "15.00"),
        ("dues.rate.employed", "3000.01", "30.00"),
        ("dues.rate.employed", "5000", "50.00"),
        ("dues.rate.employed", "10000", "150.00"),
        ("dues.rate.employed", "10000.01", "200.00"),
        ("dues.rate.retired", "5000", "25.00"),
        ("dues.rate.retired", "5000.01", "50.00"),
    ],
)
def test_dues_are_of_the_whole_base(key: str, base: str, dues: str) -> None:
    """§15.9"""
    scale = rules.value(key, on=TODAY).value
    assert isinstance(scale, Bands)
    amount = Decimal(base)
    assert (amount * scale.rate(amount)).quantize(Decimal("0.01")) == Decimal(dues)


def test_the_development_rules_changed_in_may_2026() -> None:
    before, after = dt.date(2026, 5, 10), dt.date(2026, 5, 11)
    key = "development.candidate.superior_step"
    assert rules.value(key, on=before).value == "报上级党委备案"
    assert rules.value(key, on=after).value == "报上级党委同意"
    assert rules.value("development.talk.max_months", on=before).citation == (
        "《中国共产党发展党员工作细则》（2014年）第七条"
    )
    assert rules.value("development.talk.max_months", on=after).citation == (
        "《中国共产党发展党员工作细则》第七条"
    )


def test_a_day_without_the_rule_is_refused_and_told_when_it_began() -> None:
    with pytest.raises(Refused) as refusal:
        rules.value(NOTICE, on=dt.date(2020, 1, 1))
    assert "自2026年5月11日起才有" in refusal.value.sentence
    assert refusal.value.clause == "《中国共产党发展党员工作细则》第十三条"


def test_a_key_nobody_declared_is_a_programming_error() -> None:
    with pytest.raises(UnknownRule):
        rules.value("branch.colour", on=TODAY)
    with pytest.raises(UnknownRule):
        rules.book(on=TODAY).value("branch.colour")


def test_those_who_joined_long_ago_were_of_age_too() -> None:
    assert rules.value("development.applicant.min_age", on=dt.date(1949, 10, 1)).number == 18


def test_a_rule_explains_itself() -> None:
    assert rules.explain("petition.finish.max_days", TODAY) == (
        "申诉求决类事项应当自受理之日起60日内办结。"
        "（《信访工作条例》第三十四条；已核对原文；2022年5月1日起施行）"
    )
    assert "未核对" in rules.explain("group.min_members", TODAY)
    assert "至2026年5月10日" in rules.explain("development.talk.max_months", dt.date(2020, 1, 1))


def test_a_term_rule_names_its_unit_for_counting() -> None:
    units = {
        key: rules.value(key, on=TODAY).term_unit
        for key in (NOTICE, "petition.finish.max_days", "development.talk.max_months")
    }
    assert list(units.values()) == ["working", "natural", "months"]


def test_a_book_answers_everything_with_the_same_few_queries() -> None:
    rules.book(on=TODAY)
    for path, queries in (("", 1), ("/1/7/", 2)):
        with CaptureQueriesContext(connection) as asked:
            book = rules.book(on=TODAY, path=path)
            for key in ("branch.max_members", "petition.finish.max_days", NOTICE):
                book.value(key)
        assert len(asked) == queries


def days_of_notice() -> int:
    return rules.book(on=TODAY).value(NOTICE).number


def test_a_book_says_at_once_what_was_corrected_and_what_was_taken_back() -> None:
    """Also a second correction in one transaction, which changes a row that it wrote itself."""
    assert days_of_notice() == 5
    with pytest.raises(LookupError), transaction.atomic():
        version = amend(8, "2026-06-01")
        assert days_of_notice() == 8
        RuleVersion.objects.filter(pk=version.pk).update(value=9)
        assert days_of_notice() == 9
        Rule.objects.filter(key=NOTICE).update(sentence="公示{value}。")
        assert rules.book(on=TODAY).value(NOTICE).sentence == "公示9个工作日。"
        raise LookupError
    assert days_of_notice() == 5


# --- corrections --------------------------------------------------------------------------------


def amend(value: Any, since: str, until: str | None = None, key: str = NOTICE) -> RuleVersion:
    return rules.add_version(
        key,
        value=value,
        instrument="development-2026",
        effective_from=dt.date.fromisoformat(since),
        effective_to=dt.date.fromisoformat(until) if until else None,
        clause="第十三条",
        by=ADMIN,
        on=TODAY,
    )


def test_new_law_begins_on_its_day_and_the_old_one_still_holds_before() -> None:
    amend(7, "2027-01-01")
    assert rules.value(NOTICE, on=dt.date(2026, 12, 31)).number == 5
    assert rules.value(NOTICE, on=dt.date(2027, 1, 1)).number == 7


def test_a_correction_in_the_middle_keeps_what_held_before_and_after() -> None:
    amend(6, "2026-07-01", "2026-08-01")
    told = [rules.value(NOTICE, on=dt.date(2026, month, 15)).number for month in (6, 7, 8)]
    assert told == [5, 6, 5]


def test_what_was_believed_before_a_correction_is_never_edited() -> None:
    old = RuleVersion.objects.get(uid=rules.value(NOTICE, on=TODAY).version)
    amend(7, "2026-05-11")
    seen = RuleVersion.objects.get(pk=old.pk)
    assert (seen.value, seen.effective, seen.superseded_on) == (5, old.effective, TODAY)
    assert Leaf.objects.latest("id").verb == "rules.add_version"


def test_the_database_holds_one_version_of_a_rule_at_a_time() -> None:
    rule = Rule.objects.get(key=NOTICE)
    twin = RuleVersion(
        rule=rule,
        instrument=Instrument.objects.get(key="development-2026"),
        value=9,
        effective=DateRange(dt.date(2026, 6, 1), None, "[)"),
        confirmation="M",
        entered_on=TODAY,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("value", ["五", 4.5, None, True, []])
def test_a_value_of_another_kind_is_refused(value: Any) -> None:
    with pytest.raises(Refused, match="不是整数"):
        amend(value, "2027-01-01")


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="晚于施行日期"):
        amend(7, "2027-01-01", "2027-01-01")


# --- stricter rules of a locality ---------------------------------------------------------------


def override(value: Any, key: str = NOTICE, path: str = "/1/7/", **more: Any) -> LocalOverride:
    return rule_overrides.override(
        key,
        organization_uid=more.pop("organization_uid", STREET),
        path=path,
        value=value,
        effective_from=more.pop("effective_from", dt.date(2026, 6, 1)),
        reason=more.pop("reason", "区委2026年第3号文件"),
        by=ADMIN,
        on=TODAY,
        **more,
    )


def test_a_stricter_local_rule_holds_for_the_organization_and_all_below_it() -> None:
    override(7)
    numbers = {
        path: rules.value(NOTICE, on=TODAY, path=path).number
        for path in ("", "/1/", "/1/7/", "/1/7/22/", "/1/70/", "/2/7/")
    }
    assert numbers == {"": 5, "/1/": 5, "/1/7/": 7, "/1/7/22/": 7, "/1/70/": 5, "/2/7/": 5}


def test_the_local_value_says_whose_it_is_and_why() -> None:
    override(7)
    rule = rules.value(NOTICE, on=TODAY, path="/1/7/")
    assert rule.local is not None
    assert (rule.local.organization_uid, rule.local.reason) == (STREET, "区委2026年第3号文件")
    assert "本地另有更严的规定：不少于7个工作日（区委2026年第3号文件）" in rules.explain(
        NOTICE, TODAY, "/1/7/"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (NOTICE, 4),
        ("development.talk.max_months", 2),
        ("election.quorum", "3/5"),
        ("resolution.approval", "1/3"),
    ],
)
def test_a_laxer_local_rule_is_refused_with_the_clause(key: str, value: Any) -> None:
    with pytest.raises(Refused, match="各地只能规定得更严") as refusal:
        override(value, key=key)
    assert refusal.value.clause == rules.value(key, on=TODAY).citation


@pytest.mark.parametrize(
    "key", ["development.probation.months", "branch.committee.min_full_members"]
)
def test_some_rules_leave_localities_nothing_to_set(key: str) -> None:
    with pytest.raises(Refused, match="各地不得另定"):
        override(24, key=key)


def test_below_a_stricter_rule_only_a_still_stricter_one_may_be_set() -> None:
    override(7)
    with pytest.raises(Refused, match="不少于7个工作日"):
        override(6, path="/1/7/22/", organization_uid=uuid.uuid4())
    override(10, path="/1/7/22/", organization_uid=uuid.uuid4())
    assert rules.value(NOTICE, on=TODAY, path="/1/7/22/").number == 10
    assert rules.value(NOTICE, on=TODAY, path="/1/7/").number == 7


def test_when_the_law_becomes_stricter_than_the_locality_the_law_holds() -> None:
    override(7)
    amend(10, "2027-01-01")
    rule = rules.value(NOTICE, on=dt.date(2027, 1, 1), path="/1/7/")
    assert (rule.number, rule.local) == (10, None)


def test_an_organization_has_one_local_rule_at_a_time_and_gives_a_reason() -> None:
    override(7)
    with pytest.raises(Refused, match="已经另定过"):
        override(8)
    with pytest.raises(Refused, match="依据和理由"):
        override(8, key="branch.committee.min_members", reason=" ")


def test_a_local_rule_ends_on_its_day_or_when_it_is_withdrawn() -> None:
    row = override(7, effective_to=dt.date(2027, 1, 1))
    assert rules.value(NOTICE, on=dt.date(2027, 1, 1), path="/1/7/").number == 5
    rule_overrides.withdraw_override(row, by=ADMIN, on=TODAY)
    assert rules.value(NOTICE, on=TODAY, path="/1/7/").number == 5
    assert rules.value(NOTICE, on=dt.date(2026, 11, 22), path="/1/7/").number == 7
    with pytest.raises(Refused, match="已经撤销"):
        rule_overrides.withdraw_override(row, by=ADMIN, on=TODAY)
    override(8, effective_from=TODAY)
    assert rules.value(NOTICE, on=TODAY, path="/1/7/").number == 8


def test_local_rules_follow_an_organization_that_moves() -> None:
    override(7, path="/1/7/")
    assert rule_overrides.organization_moved("/1/7/", "/1/9/7/") == 1
    assert rules.value(NOTICE, on=TODAY, path="/1/9/7/22/").number == 7
    assert rules.value(NOTICE, on=TODAY, path="/1/7/").number == 5


@pytest.mark.parametrize("model", [Instrument, Rule, RuleVersion, LocalOverride])
def test_every_field_of_the_rules_has_its_class(model: Any) -> None:
    assert undeclared(model) == set()


def test_in_a_long_act_a_rule_is_read_once_and_says_on_every_day_what_it_says_outside() -> None:
    override(7, effective_to=dt.date(2026, 9, 1))
    row = override(8, path="/1/7/22/", organization_uid=uuid.uuid4())
    rule_overrides.withdraw_override(row, by=ADMIN, on=dt.date(2026, 7, 1))
    days = [dt.date(2026, month, 1) for month in (6, 7, 8, 9, 10)]
    asked = [(day, path) for day in days for path in ("", "/1/7/", "/1/7/22/", "/2/")]
    outside = [rules.value(NOTICE, on=day, path=path) for day, path in asked]
    with rules.remembered(), CaptureQueriesContext(connection) as queries:
        assert [rules.value(NOTICE, on=day, path=path) for day, path in asked] == outside
    assert len(queries) == 2


def test_the_books_of_many_places_are_those_of_each_in_two_queries() -> None:
    """X11: what the night reckons with is what the page of one case reads."""
    override(7)
    override(10, path="/1/7/22/", organization_uid=uuid.uuid4())
    paths = ["/1/", "/1/7/", "/1/7/22/", "/1/8/"]
    rules.book(on=TODAY)
    with CaptureQueriesContext(connection) as queries:
        books = rules.books(on=TODAY, paths=paths, under="development.")
    assert len(queries) == 2
    assert [books[path].value(NOTICE).number for path in paths] == [5, 7, 10, 5]
    assert books == {path: rules.book(on=TODAY, path=path, under="development.") for path in paths}

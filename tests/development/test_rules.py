"""The rules, exactly: DOMAIN §15 tests 1 to 5, and what no order of acts gets past."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.development.models import Edition, Outcome, State
from dangjian.development.queries.records import book_for
from dangjian.development.rules import reckoning
from dangjian.development.rules.reckoning import (
    Rules,
    earliest,
    extension_ends,
    last_resort,
    latest,
    periods_due,
    periods_seen,
    probation_ends,
    why_not,
)
from dangjian.development.rules.record import Done, Extra, Record
from dangjian.development.rules.tables import BY_NAME, STEPS, TABLES, move_of, steps_of
from dangjian.development.rules.views import lay_out, next_of
from dangjian.openness.rules.periods import last_day

pytestmark = pytest.mark.django_db
D = dt.date
PATH = "/1/"


@pytest.fixture
def new(db: None) -> Rules:
    return book_for(Edition.NEW, PATH, D(2026, 11, 23))


@pytest.fixture
def old(db: None) -> Rules:
    return book_for(Edition.OLD, PATH, D(2026, 11, 23))


def record(*done: tuple[str, dt.date], **more: object) -> Record:
    """A record of steps done on days; contacts and sponsors as they should be."""
    facts = {
        "edition": Edition.NEW,
        "state": State.APPLICANT,
        "applied_on": done[0][1] if done else D(2026, 6, 30),
        "contacts": 1,
        "sponsors": 2,
    } | more
    return Record(done=tuple(Done(name, on) for name, on in done), **facts)


def activist(*more: Done, **facts: object) -> Record:
    """Named on 2026-07-01, examined twice, heard, discussed."""
    begun = record(
        ("apply", D(2026, 6, 30)),
        ("talk", D(2026, 7, 1)),
        ("recommend", D(2026, 7, 1)),
        ("name_activist", D(2026, 7, 1)),
        ("file_activist", D(2026, 7, 10)),
        ("assign_contacts", D(2026, 7, 10)),
        ("examine_activist", D(2027, 1, 1)),
        ("examine_activist", D(2027, 7, 1)),
        ("hear_opinions", D(2027, 6, 10)),
        ("discuss_candidate", D(2027, 6, 12)),
        state=State.ACTIVIST,
        **facts,
    )
    return replace(begun, done=(*begun.done, *more))


CONSENT = Done("superior_consent", D(2027, 6, 15), Outcome.AGREED)
NOTICE = Done("notice", D(2027, 6, 16), until=D(2027, 6, 23), clear=True)


def admitted(*more: Done, **facts: object) -> Record:
    """Pre-reviewed on 2026-10-08, voted on 2026-11-08."""
    begun = record(
        ("name_activist", D(2025, 1, 5)), ("prereview", D(2026, 10, 8)), ("form", D(2026, 10, 9))
    )
    steps = (Done("meeting", D(2026, 11, 8), Outcome.AGREED), *more)
    facts = {"state": State.PROBATIONARY} | facts
    return replace(begun, done=(*begun.done, *steps), **facts)


def sentences(reasons: list[reckoning.Reason]) -> str:
    return reckoning.sentence_of(reasons)


@pytest.mark.parametrize(
    ("applied", "by"),
    [(D(2026, 6, 30), D(2026, 7, 30)), (D(2026, 1, 31), D(2026, 2, 28))],
)
def test_15_1_an_application_of_2026_06_30_is_talked_about_by_2026_07_30(
    new: Rules, applied: dt.date, by: dt.date
) -> None:
    """A7; DOMAIN §15 test 1: a month ends on the same day, or on the last of a shorter one."""
    case = record(("apply", applied))
    assert latest(case, BY_NAME["talk"], new) == by
    view = next(
        view for view in lay_out(case, new, by + dt.timedelta(days=1)) if view.name == "talk"
    )
    assert (view.late, view.latest) == (True, by)
    assert not next(view for view in lay_out(case, new, by) if view.name == "talk").late


def test_15_2_an_activist_of_2026_07_01_is_a_candidate_on_2027_07_01_at_the_earliest(
    new: Rules,
) -> None:
    """A7, X11; DOMAIN §15 test 2: a year, and two half-year examinations, and the superior's
    agreement, and five working days of notice: each of them is missed, with its clause."""
    listing, day = BY_NAME["list_candidate"], D(2027, 7, 1)
    whole = activist(CONSENT, NOTICE)
    assert why_not(whole, listing, new, day) == []
    first = earliest(whole, listing, new, D(2026, 11, 23))
    assert first is not None and first.day == day
    [early] = why_not(whole, listing, new, D(2027, 6, 30))
    assert "最早2027年7月1日" in early.sentence and early.clause.endswith("第十三条")

    once = replace(whole, done=tuple(d for d in whole.done if d.on != day))
    [seldom] = why_not(once, listing, new, day)
    assert "应当有2次，现在只有1次" in seldom.sentence and seldom.clause.endswith("第十一条")

    alone = activist(NOTICE)
    told = why_not(alone, listing, new, day)
    assert "还没有办“报上级党委同意”" in sentences(told) and told[0].clause.endswith("第十三条")
    refused = activist(replace(CONSENT, outcome=Outcome.NOT_AGREED), NOTICE)
    assert "的结果是不同意" in sentences(why_not(refused, listing, new, day))

    silent = activist(CONSENT)
    assert "还没有公示" in sentences(why_not(silent, listing, new, day))
    running = activist(CONSENT, replace(NOTICE, until=D(2027, 7, 1), clear=False))
    [still] = why_not(running, listing, new, day)
    assert "公示期到2027年7月1日，还没有满" in still.sentence
    stopped = activist(CONSENT, replace(NOTICE, clear=False))
    assert "结果不允许" in sentences(why_not(stopped, listing, new, day))


def test_15_3_a_notice_of_2026_09_28_runs_until_2026_10_10(new: Rules) -> None:
    """A7; DOMAIN §15 test 3: the holidays do not count, a made-up workday does; and only the day
    after the last somebody is listed."""
    assert last_day(D(2026, 9, 28), 5, new.calendar).day == D(2026, 10, 10)
    assert last_day(D(2026, 9, 18), 5, new.calendar).day == D(2026, 9, 24)
    from dangjian.kernel import terms

    counted = terms.last_day(D(2026, 9, 28), 5, "working", new.calendar, start_counts=True)
    assert counted.day == D(2026, 10, 9)
    consent = Done("superior_consent", D(2026, 9, 28), Outcome.AGREED)
    begun = record(("name_activist", D(2025, 1, 5)), state=State.ACTIVIST)
    asked = replace(begun, done=(*begun.done, consent))
    told = earliest(asked, BY_NAME["list_candidate"], new, D(2026, 9, 28))
    assert told is not None and (told.day, told.missing) == (D(2026, 10, 11), ())


def test_15_4_a_pre_review_of_2026_10_08_is_voted_on_by_2026_11_08(new: Rules) -> None:
    """A7; DOMAIN §15 test 4: a meeting a day later is refused, with the clause."""
    case = record(("prereview", D(2026, 10, 8)), ("form", D(2026, 10, 9)), state=State.CANDIDATE)
    meeting = BY_NAME["meeting"]
    assert latest(case, meeting, new) == D(2026, 11, 8)
    assert why_not(case, meeting, new, D(2026, 11, 8)) == []
    [late] = why_not(case, meeting, new, D(2026, 11, 9))
    assert "最迟2026年11月8日，请重新报预审" in late.sentence
    assert late.clause.endswith("第十九条")


def test_15_5_a_meeting_of_2026_11_08_approval_probation_one_extension(new: Rules) -> None:
    """A7; DOMAIN §15 test 5: approved by 2027-02-08, in a special case by 2027-05-08; probation to
    2027-11-08; extended once, to between 2028-05-08 and 2028-11-08."""
    case = admitted(Done("superior_talk", D(2026, 12, 1)), state=State.CANDIDATE)
    approve = BY_NAME["approve"]
    assert latest(case, approve, new) == D(2027, 2, 8)
    assert last_resort(case, new) == D(2027, 5, 8)
    assert why_not(case, approve, new, D(2027, 2, 8)) == []
    [late] = why_not(case, approve, new, D(2027, 2, 9))
    assert "要写明原因" in late.sentence and late.clause.endswith("第二十五条")
    assert why_not(case, approve, new, D(2027, 5, 8), special=True) == []
    [over] = why_not(case, approve, new, D(2027, 5, 9), special=True)
    assert "2027年5月8日" in over.sentence and "不能再批" in over.sentence
    assert probation_ends(case, new) == D(2027, 11, 8)
    assert extension_ends(case, 18 - 12, new) == D(2028, 5, 8)
    assert extension_ends(case, 12, new) == D(2028, 11, 8)
    assert probation_ends(replace(case, extended=6), new) == D(2028, 5, 8)


def test_under_the_rules_of_2014_the_superior_is_told_and_no_notice_is_due(old: Rules) -> None:
    """A7: filing takes the place of agreement and there is no notice; nothing else is easier."""
    assert {s.name for s in STEPS} - {s.name for s in steps_of(Edition.OLD)} == {"notice"}
    case = activist(CONSENT, edition=Edition.OLD)
    assert why_not(case, BY_NAME["list_candidate"], old, D(2027, 7, 1)) == []
    assert old.papers(BY_NAME["superior_consent"]) == ("备案报告",)
    assert "（2014年）" in old.cited("development.step.talk")[0]
    told = why_not(case, BY_NAME["notice"], old, D(2027, 7, 1))
    assert "没有这一步" in sentences(told)


def test_every_step_has_its_clause_and_its_papers_under_each_edition(
    new: Rules, old: Rules
) -> None:
    for rules, edition in ((new, Edition.NEW), (old, Edition.OLD)):
        for step in steps_of(edition):
            assert rules.papers(step), (edition, step.name)
            assert rules.cited(step.rule)[0].startswith("《中国共产党发展党员工作细则》")
            terms = [t.rule for t in (step.wait, step.every, step.within) if t]
            assert all(edition == Edition.OLD or rules.get(key) for key in terms)


def test_a_clause_that_nobody_compared_says_so(new: Rules) -> None:
    assert new.cited("development.step.enroll")[1] == "未核对"
    assert new.cited("development.step.talk")[1] == ""


def test_a_year_without_its_notice_makes_the_day_provisional(new: Rules) -> None:
    """The notice would run into 2027, whose working days nobody has told yet: 暂算."""
    consent = Done("superior_consent", D(2026, 12, 30), Outcome.AGREED)
    begun = record(("name_activist", D(2025, 1, 5)), state=State.ACTIVIST)
    case = replace(begun, done=(*begun.done, consent))
    told = earliest(case, BY_NAME["list_candidate"], new, D(2026, 12, 30))
    assert told is not None and told.missing == (2027,)


def test_a_training_is_long_enough_by_days_or_by_hours(new: Rules) -> None:
    def told(days: str | None, hours: str | None) -> list[reckoning.Reason]:
        done = Done(
            "training",
            D(2027, 7, 15),
            days=Decimal(days) if days else None,
            hours=Decimal(hours) if hours else None,
        )
        return reckoning.training_enough(done, new)

    assert told("3", None) == told(None, "24") == told("1", "30") == []
    for short in (told("2.5", None), told(None, "23.5"), told(None, None)):
        assert [one.clause[-4:] for one in short] == ["第十七条"]


def test_half_years_are_counted_and_a_late_examination_speaks_for_the_one_before() -> None:
    since = D(2026, 7, 1)
    assert periods_due(since, D(2027, 6, 30), 6) == 1
    assert periods_due(since, D(2027, 7, 1), 6) == 2
    assert periods_seen(since, [D(2027, 1, 1), D(2027, 7, 1)], 6) == 2
    assert periods_seen(since, [D(2026, 8, 1), D(2026, 9, 1)], 6) == 1
    assert periods_seen(since, [D(2027, 1, 20), D(2027, 7, 1)], 6) == 2
    assert periods_seen(since, [D(2027, 1, 1), D(2027, 1, 1)], 6) == 1


def test_a_step_of_the_locality_stands_before_a_step_of_the_party(new: Rules) -> None:
    extra = Extra(1, "征求综治部门意见", "prereview", "征求意见函", "禾组发〔2026〕3号")
    case = record(("committee_review", D(2026, 10, 1)), state=State.CANDIDATE, extras=(extra,))
    [told] = why_not(case, BY_NAME["prereview"], new, D(2026, 10, 8))
    assert "征求综治部门意见" in told.sentence and told.clause == "禾组发〔2026〕3号"
    done = replace(case, extras=(replace(extra, on=D(2026, 10, 5)),))
    assert why_not(done, BY_NAME["prereview"], new, D(2026, 10, 8)) == []
    assert "不能早于" in sentences(why_not(done, BY_NAME["prereview"], new, D(2026, 10, 4)))


def test_every_step_is_a_move_and_every_move_leads_where_the_step_says() -> None:
    """A7: every path of the table. Each step's move starts in its standing and leads on to the one
    it names; the outcomes that end a case lead to its end."""
    [flow] = TABLES.values()
    for step in STEPS[1:]:
        for outcome in step.outcomes:
            move = flow.move(move_of(step, outcome))
            assert move.from_ == (step.at,)
            assert move.who == frozenset({step.part})
        plain = flow.move(step.name)
        assert plain.to == step.leads
    ends = {
        (step.name, outcome): flow.move(move_of(step, outcome)).to
        for step in STEPS[1:]
        for outcome in step.outcomes
        if flow.move(move_of(step, outcome)).to == State.ENDED
    }
    assert set(ends) == {
        ("approve", Outcome.NOT_AGREED),
        ("approve_conversion", Outcome.CANCELLED),
    }


def test_the_steps_stand_in_an_order_and_none_asks_for_a_later_one() -> None:
    order = [step.name for step in STEPS]
    for step in STEPS:
        for name in step.after:
            assert order.index(name) < order.index(step.name)
    assert {step.name for step in STEPS if step.leads} == {
        "name_activist",
        "list_candidate",
        "approve",
        "approve_conversion",
        "archive",
    }


# --- properties -----------------------------------------------------------------------------------

_ORDER = {step.name: at for at, step in enumerate(STEPS)}


def enter(case: Record, name: str, on: dt.date, rules: Rules) -> Record:
    """The record after somebody tried to enter a step on a day: unchanged where that is refused."""
    step = BY_NAME[name]
    if name == "apply" or why_not(case, step, rules, on, special=True):
        return case
    good = {"convert_meeting": Outcome.ON_TIME, "approve_conversion": Outcome.ON_TIME}
    outcome = good.get(name) or (step.outcomes[0] if len(step.outcomes) == 1 else step.outcomes[0])
    until = on + dt.timedelta(days=8) if name == "notice" else None
    done = Done(name, on, outcome, case.turn, until=until, clear=True)
    return replace(case, done=(*case.done, done), state=step.leads or case.state)


acts = st.lists(
    st.tuples(st.sampled_from([step.name for step in STEPS]), st.integers(0, 45)), max_size=220
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=acts, diligent=st.booleans())
def test_no_order_of_acts_brings_a_case_past_a_missing_step(
    new: Rules, acts: list[tuple[str, int]], diligent: bool
) -> None:
    """A7: whoever enters whatever in whatever order: what was taken has everything before it, on
    days that never run backwards, a year between activist and candidate, a year of probation."""
    case, day = record(("apply", D(2026, 6, 30))), D(2026, 6, 30)
    for name, days in acts:
        day += dt.timedelta(days=days)
        if diligent:
            name = next_of(case, new).step or name
        case = enter(case, name, day, new)
    for done in case.done:
        for before in BY_NAME[done.step].after:
            first = min(d.on for d in case.done if d.step == before)
            assert first <= done.on, (before, done)
    found = {done.step: done.on for done in case.done}
    if "list_candidate" in found:
        assert (
            found["list_candidate"]
            >= found["name_activist"].replace(year=found["name_activist"].year + 1)
            or found["name_activist"].month == 2
        )
        examined = [d.on for d in case.done if d.step == "examine_activist"]
        assert len(set(examined)) >= 2
        assert "notice" in found and "superior_consent" in found
    if "approve" in found:
        assert found["approve"] <= reckoning.after_months(found["meeting"], 6, new)
    states = [BY_NAME[d.step].leads for d in case.done if BY_NAME[d.step].leads]
    way = [State.ACTIVIST, State.CANDIDATE, State.PROBATIONARY, State.CONVERTED, State.FILED]
    assert states == way[: len(states)]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.dates(D(2026, 5, 11), D(2035, 12, 31)),
    later=st.integers(0, 400),
    extended=st.sampled_from([0, 6, 7, 12]),
)
def test_the_days_are_monotone(new: Rules, start: dt.date, later: int, extended: int) -> None:
    """A step that comes later never makes anything due earlier, and an earliest day never lies
    after the day on which nothing hinders any more."""
    end = start + dt.timedelta(days=later)

    def case(on: dt.date) -> Record:
        return admitted(extended=extended).__class__(
            edition=Edition.NEW,
            state=State.PROBATIONARY,
            applied_on=start,
            done=(Done("meeting", on, Outcome.AGREED), Done("approve", on)),
            extended=extended,
        )

    one, other = probation_ends(case(start), new), probation_ends(case(end), new)
    assert one is not None and other is not None and one <= other
    first, last = last_resort(case(start), new), last_resort(case(end), new)
    assert first is not None and last is not None and first <= last
    meeting = BY_NAME["convert_meeting"]
    early = [
        reason for reason in why_not(case(start), meeting, new, one) if "最早" in reason.sentence
    ]
    assert early == []
    assert any(
        "最早" in reason.sentence
        for reason in why_not(case(start), meeting, new, one - dt.timedelta(days=1))
    )


def test_the_twin_that_forgets_the_year_is_found_out(
    new: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard's broken twin: without the wait, the day before the year is over passes."""
    whole, early = activist(CONSENT, NOTICE), D(2027, 6, 30)
    seen = replace(whole, done=(*whole.done, Done("examine_activist", D(2027, 6, 29))))
    listing = BY_NAME["list_candidate"]
    assert why_not(seen, listing, new, early)
    forgetful = replace(listing, wait=None)
    assert why_not(seen, forgetful, new, early) == []

"""An office sets what it may, tries it out, publishes; old cases end as they began (G1, X27)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from dangjian.flow import actions, queries
from dangjian.flow.actions import editions
from dangjian.flow.models import Edition, Procedure
from dangjian.flow.queries import editions as reads
from dangjian.flow.rules import Clock, Flow, Move, State, Tables
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.voices.models import Letter
from tests.district import TODAY, District
from tests.flow.probe import (
    DAY,
    NOON,
    PROBE,
    by,
    case_of,
    due_days,
    handled,
    move,
    office,
    opened,
    who,
)

SECOND = replace(
    PROBE,
    revision=2,
    states=(*PROBE.states, State("checking", "核对中", "leader", "核对一件试办的事")),
    moves=(
        *(one for one in PROBE.moves if one.name != "note"),
        Move("check", "送核对", ("signing",), "checking", frozenset({"leader"})),
        Move("checked", "核对好了", ("checking",), "signing", frozenset({"leader"})),
    ),
)
ONE: Tables = {("probe", 1): PROBE}
BOTH: Tables = ONE | {("probe", 2): SECOND}


def procedure(flow: Flow = PROBE) -> Procedure:
    editions.install(flow, now=NOON, by=SYSTEM)
    return Procedure.objects.get(key="probe")


def draft(district: District, tables: Tables = ONE, flow: Flow = PROBE) -> Edition:
    return actions.draft_edition(procedure(flow), tables, by=by(district, "office"))


def term(district: District, one: Edition, clock: str, days: int | None, warn: int = 3) -> None:
    actions.set_term(
        one,
        PROBE,
        clock,
        days=days,
        warn_days=warn,
        on=TODAY,
        path=district.root.path,
        by=by(district, "office"),
    )


def published(district: District, one: Edition, tables: Tables = ONE) -> Edition:
    return actions.publish(
        one,
        tables,
        note="试一试",
        now=NOON,
        path=district.root.path,
        by=by(district, "office"),
    )


def said(old: Edition, new: Edition, tables: Tables = ONE) -> list[str]:
    return reads.changes(old, new, tables, on=TODAY)


def test_a_draft_says_what_the_last_edition_says_and_is_in_force_for_nothing(
    district: District,
) -> None:
    one = draft(district)
    with pytest.raises(Stale, match="已经有一份草稿"):
        actions.draft_edition(one.procedure, ONE, by=SYSTEM)
    term(district, one, "finish", 45, 5)
    assert due_days(handled(district)) == {"finish": TODAY + 60 * DAY}
    first = published(district, one)
    assert (first.number, first.published_by) == (2, district.people["office"])
    again = actions.draft_edition(one.procedure, ONE, by=SYSTEM)
    assert said(first, again) == []
    with pytest.raises(Refused, match="没有不同"):
        published(district, again)
    actions.discard_draft(again, by=by(district, "office"))
    assert Edition.objects.filter(number__isnull=True).count() == 0
    with pytest.raises(Stale, match="已经发布或者放弃"):
        term(district, again, "finish", 40)


@pytest.mark.parametrize(
    ("clock", "days", "warn", "sentence", "clause"),
    [
        ("finish", 61, 3, "只能比规定更严：规定是60日，您填的是61日", "《信访工作条例》第三十四条"),
        ("finish", 0, 3, "只能比规定更严", "《信访工作条例》第三十四条"),
        ("finish", 40, 31, "提前提醒请填0至30日", ""),
        ("objection", 3, 3, "这是对方的期限，不能改", "《信访工作条例》第二十三条"),
    ],
)
def test_a_term_may_only_be_stricter(
    district: District, clock: str, days: int, warn: int, sentence: str, clause: str
) -> None:
    one = draft(district)
    with pytest.raises(Refused, match=sentence) as refused:
        term(district, one, clock, days, warn)
    assert refused.value.clause == clause
    with pytest.raises(Missing):
        term(district, one, "nothing", days)


def test_a_rule_that_is_the_same_everywhere_is_not_set(district: District) -> None:
    fixed = replace(
        PROBE,
        clocks=(
            *PROBE.clocks[:2],
            Clock("asking", "请求复查", "petition.review_request.max_days", ("sign",),
                  ("again", "lapse")),
        ),
    )  # fmt: skip
    one = draft(district, {("probe", 1): fixed}, fixed)
    with pytest.raises(Refused, match="各地不得另定"):
        actions.set_term(
            one, fixed, "asking", days=20, on=TODAY, path=district.root.path, by=SYSTEM
        )


def test_differences_are_told_in_sentences(district: District) -> None:
    one, last = draft(district, BOTH), Edition.objects.get(procedure__key="probe", number=1)
    actor = by(district, "office")
    term(district, one, "finish", 45, 5)
    actions.set_word(one, SECOND, "received", says="待签收", by=actor)
    actions.set_word(one, SECOND, "sign", says="签发答复", by=actor)
    actions.set_recipient(one, SECOND, "registrar", organization=district.street, by=actor)
    actions.set_paper(one, SECOND, "accept", title="登记表", by=actor)
    assert said(last, one, BOTH) == [
        "新增状态“核对中”。",
        "新增步骤“送核对”。",
        "新增步骤“核对好了”。",
        "取消步骤“记一笔”。",
        "“办结”的期限由规定的60日改为45日，从新开始的事算起。",
        "“办结”由提前3日提醒改为提前5日提醒。",
        "“待登记”改叫“待签收”。",
        "“签发”改叫“签发答复”。",
        "“待登记”由收到的组织办改为由东篱街道党工委办。",
        "“受理”之前要有“登记表”。",
    ]
    for undo in (
        lambda: term(district, one, "finish", None),
        lambda: actions.set_word(one, SECOND, "received", says="", by=actor),
        lambda: actions.set_word(one, SECOND, "sign", says="签发", by=actor),
        lambda: actions.set_recipient(one, SECOND, "registrar", organization=None, by=actor),
        lambda: actions.drop_paper(one, "accept", title="登记表", by=actor),
    ):
        undo()
    assert len(said(last, one, BOTH)) == 4
    verbs = Leaf.objects.filter(subject_uid=one.uid).values_list("verb", flat=True)
    assert len(verbs) == 11


def test_what_cannot_be_set(district: District) -> None:
    one = draft(district)
    for sentence, act in (
        ("最多20个字", lambda: actions.set_word(one, PROBE, "sign", says="字" * 21, by=SYSTEM)),
        (
            "已经有别的叫“受理”",
            lambda: actions.set_word(one, PROBE, "sign", says="受理", by=SYSTEM),
        ),
        ("请写明要什么材料", lambda: actions.set_paper(one, PROBE, "sign", title=" ", by=SYSTEM)),
        ("没有这个状态", lambda: actions.set_word(one, PROBE, "nowhere", says="好", by=SYSTEM)),
        ("没有这个步骤", lambda: actions.set_paper(one, PROBE, "closed", title="表", by=SYSTEM)),
        ("已经不要了", lambda: actions.drop_paper(one, "sign", title="表", by=SYSTEM)),
        (
            "没有这一方",
            lambda: actions.set_recipient(one, PROBE, "x", organization=None, by=SYSTEM),
        ),
    ):
        with pytest.raises(Refused, match=sentence):
            act()
    actions.set_paper(one, PROBE, "sign", title="表", by=SYSTEM)
    with pytest.raises(Refused, match="已经要这份材料"):
        actions.set_paper(one, PROBE, "sign", title="表", by=SYSTEM)


def test_what_was_published_stays(district: District) -> None:
    """The database itself refuses, whoever asks."""
    one = draft(district)
    actions.set_paper(one, PROBE, "sign", title="表", by=SYSTEM)
    last = published(district, one)
    for act in (
        lambda: Edition.objects.filter(pk=last.pk).update(note="别的"),
        lambda: last.papers.all().delete(),
        lambda: last.terms.create(clock="finish", days=1),
        lambda: Edition.objects.filter(number=1).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_draft_is_tried_out_on_what_was(district: District) -> None:
    """One case took fifty days and was in time; with 45 days it would have been late."""
    letter = handled(district)
    move(letter, "draft", "handler", to=[office(district.root)], now=NOON + 49 * DAY)
    move(letter, "sign", "leader", now=NOON + 50 * DAY)
    move(letter, "lapse", "platform", now=NOON + 60 * DAY)
    running = handled(district)
    one = draft(district)
    term(district, one, "finish", 45)
    viewer = who(district, "office")
    trial = reads.try_out(one, ONE, viewer, viewer.scope(Purpose.PROCEDURE), TODAY)
    finish = next(tried for tried in trial.clocks if tried.says == "办结")
    assert (finish.terms, finish.late, finish.would_be_late) == (2, 0, 1)
    [shift] = trial.shifted
    assert (shift.case, shift.due_on, shift.would_be_due) == (
        running.case,
        TODAY + 60 * DAY,
        TODAY + 45 * DAY,
    )
    actions.bar(running.case, district.people["office"], reason="回避", now=NOON, by=SYSTEM)
    assert reads.try_out(one, ONE, viewer, viewer.scope(Purpose.PROCEDURE), TODAY).shifts == 0


def test_old_cases_end_under_the_old_edition_unless_they_are_taken_over(
    district: District,
) -> None:
    letter = handled(district)
    one = draft(district, BOTH)
    term(district, one, "finish", 45)
    last = published(district, one, BOTH)
    [crossing] = reads.crossings([case_of(letter)], last, BOTH)
    assert (crossing.why_not, crossing.terms) == (
        "",
        [("办结", TODAY + 60 * DAY, TODAY + 45 * DAY)],
    )
    viewer = who(district, "office")
    scope = viewer.scope(Purpose.PROCEDURE)
    assert list(reads.older_cases(last.procedure, viewer, scope)) == [case_of(letter)]
    [transfer] = taken_over(district, letter, last)
    assert due_days(letter) == {"finish": TODAY + 45 * DAY}
    assert case_of(letter).todos.get(closed_at__isnull=True).due_on == TODAY + 45 * DAY
    with pytest.raises(Stale, match="已经按试办的事第2版办理"):
        taken_over(district, letter, last)
    assert list(reads.transfers_of(last.procedure, viewer, scope)) == [transfer]
    undone(district, transfer)
    assert due_days(letter) == {"finish": TODAY + 60 * DAY}
    with pytest.raises(Stale, match="已经改回去了"):
        undone(district, transfer)
    told = queries.history(case_of(letter), BOTH)
    assert [one.says for one in told][-2:] == ["改按新版程序办理", "改回原来的程序"]


def taken_over(district: District, letter: Letter, to: Edition) -> list[object]:
    return actions.transfer_cases(  # type: ignore[return-value]
        [letter.case], to=to, tables=BOTH, now=NOON, by=by(district, "office")
    )


def undone(district: District, transfer: object) -> None:
    actions.undo_transfer(
        transfer,  # type: ignore[arg-type]
        tables=BOTH,
        now=NOON,
        by=by(district, "office"),
    )


def test_a_case_that_came_to_a_new_state_cannot_go_back(district: District) -> None:
    letter = handled(district)
    move(letter, "note", "handler")
    last = published(district, draft(district, BOTH), BOTH)
    [transfer] = taken_over(district, letter, last)
    leader = [office(district.root)]
    move(letter, "draft", "handler", to=leader, flow=SECOND)
    move(letter, "check", "leader", to=leader, flow=SECOND)
    with pytest.raises(Refused, match="那一版程序里没有“核对中”"):
        undone(district, transfer)
    assert [one.says for one in queries.history(case_of(letter), BOTH)] == [
        *("提出", "受理", "记一笔", "改按新版程序办理", "送审签", "送核对"),
    ]


def test_what_the_case_needs_and_the_other_edition_lacks_is_said(district: District) -> None:
    narrow = replace(
        SECOND,
        states=tuple(
            replace(one, turn="handler") if one.name == "signing" else one for one in SECOND.states
        ),
        moves=tuple(
            replace(one, who=one.who | {"handler"}) if "leader" in one.who else one
            for one in SECOND.moves
        ),
    )
    tables = ONE | {("probe", 2): narrow}
    letter = handled(district)
    move(letter, "draft", "handler", to=[office(district.root)])
    last = published(district, draft(district, tables), tables)
    [crossing] = reads.crossings([case_of(letter)], last, tables)
    assert crossing.why_not == "那一版程序里“待审签”由别的人办。"
    with pytest.raises(Refused, match="由别的人办"):
        actions.transfer_cases(
            [letter.case], to=last, tables=tables, now=NOON, by=by(district, "office")
        )
    assert case_of(letter).edition != last


def test_a_program_without_the_table_of_a_case_does_not_start(district: District) -> None:
    reads.check_tables(ONE)
    opened(district, SECOND)
    with pytest.raises(Refused, match="“试办的事”有事情按第1版程序办理，这一版用的是第2次修订"):
        reads.check_tables(ONE)
    reads.check_tables(BOTH)


def test_granted_days_and_pauses_go_over_with_the_case(district: District) -> None:
    letter = handled(district)
    extension = actions.ask_extension(
        letter,
        PROBE,
        "finish",
        days=10,
        reason="复杂",
        to=office(district.root),
        now=NOON,
        by=by(district, "clerk"),
    )
    actions.decide_extension(
        extension, letter, PROBE, granted=True, now=NOON, by=by(district, "office")
    )
    actions.pause(letter, PROBE, "finish", reason="", now=NOON + 5 * DAY, by=by(district, "clerk"))
    actions.resume(letter, PROBE, "finish", now=NOON + 9 * DAY, by=by(district, "clerk"))
    one = draft(district, BOTH)
    term(district, one, "finish", 45)
    taken_over(district, letter, published(district, one, BOTH))
    assert due_days(letter) == {"finish": TODAY + dt.timedelta(days=45 + 10 + 4)}

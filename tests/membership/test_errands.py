"""M5: somebody asks a named helper, the helper fills in, the asker confirms; both on record."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.desk.rooms import pages as todo_pages
from dangjian.flow import queries as flow
from dangjian.flow.models import ToDo
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.membership import actions, queries, rules
from dangjian.membership.models import Errand, Move, ProposedItem, State, Step
from dangjian.membership.rules import Part
from dangjian.registry.actions import accounts, people
from dangjian.registry.models import Person, RoleGrant
from tests.district import TODAY, District, invented_number, new_member, register
from tests.guards.objects import account_for
from tests.membership.errands import (
    DUE,
    NEW,
    NOON,
    asked,
    confirm,
    filled,
    helper,
    taken,
    who,
)


def inbox(district: District, role: str) -> list[str]:
    return [item.what for item in flow.inbox(who(district, role), TODAY).rows]


def register_as_stored(person: Person) -> dict[str, object]:
    return Person.objects.filter(pk=person.pk).values().get()


# --- the way through ------------------------------------------------------------------------------


def test_a_member_asks_the_organizer_fills_in_and_the_member_confirms(district: District) -> None:
    """M5: only the confirmation changes the register, by the helper on the member's behalf."""
    member, organizer = district.people["member"], district.people["organizer"]
    before = register_as_stored(member)
    errand = asked(district)
    assert inbox(district, "organizer") == ["替宋怀石更正信息"]
    [waiting] = flow.waiting_on_others(who(district, "member"), TODAY).rows
    assert (waiting.who_has_it, waiting.due_on) == ("何秋实", DUE)
    errand = filled(district, errand)
    assert register_as_stored(member) == before
    assert inbox(district, "organizer") == []
    assert inbox(district, "member") == ["确认何秋实代填的更正"]
    confirm(district, errand)
    member.refresh_from_db()
    assert (member.unseal("mobile"), member.education) == ("15400008888", "31")
    for role in ("member", "organizer"):
        assert inbox(district, role) == []
        done = flow.done_lately(who(district, role), TODAY).rows
        assert [item.todo.get_outcome_display() for item in done] == ["办好了", "办好了"]
    leaves = Leaf.objects.order_by("-pk")[:4]
    by = {leaf.verb: (leaf.actor_person, leaf.behalf_person, leaf.subject_uid) for leaf in leaves}
    assert by["correct_items"] == (organizer.uid, member.uid, member.uid)
    assert by["confirm"] == (member.uid, None, errand.uid)


def test_neither_numbers_nor_words_stand_in_the_log_or_open_in_the_database(
    district: District,
) -> None:
    errand = filled(district, asked(district))
    actions.send_back(
        errand,
        words="号码 15400008888 不对",
        due_on=DUE,
        now=NOON,
        by=who(district, "member").myself(),
    )
    filled(district, errand)
    for leaf in Leaf.objects.all():
        assert "15400008888" not in leaf.body and "154 0000" not in leaf.body
    for model in (Errand, ProposedItem, Step, ToDo):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            assert not [row for (row,) in cursor.fetchall() if "8888" in row and "154" in row]
    told = queries.steps_of(errand)
    assert [(step.who, step.did, step.said) for step in told] == [
        ("宋怀石", "请人代办", ""),
        ("何秋实", "填好了", ""),
        ("宋怀石", "退回重填", "号码 15400008888 不对"),
        ("何秋实", "填好了", ""),
    ]


def test_what_was_sent_back_is_filled_in_again_and_only_the_last_proposal_counts(
    district: District,
) -> None:
    errand = filled(district, asked(district))
    actions.send_back(
        errand, words="不对", due_on=DUE, now=NOON, by=who(district, "member").myself()
    )
    assert inbox(district, "organizer") == ["替宋怀石更正信息"]
    errand = filled(district, errand, {"mobile": "15400009999"})
    assert queries.proposal_of(errand) == {"mobile": "15400009999"}
    confirm(district, errand)
    member = Person.objects.get(pk=errand.person_id)
    assert (member.unseal("mobile"), member.education) == ("15400009999", "21")


def test_dates_codes_and_taken_off_numbers_come_through_the_proposal(district: District) -> None:
    items = {"started_work_on": dt.date(1999, 7, 1), "mobile": "", "native_place": "禾丰"}
    errand = filled(district, asked(district), items)
    assert queries.proposal_of(errand) == items
    told = queries.changes_of(errand, in_full=True, own=True)
    assert [(one.label, one.after) for one in told] == [
        ("参加工作日期", "1999年7月1日"),
        ("手机号", "去掉"),
        ("籍贯", "禾丰"),
    ]
    confirm(district, errand)
    member = Person.objects.get(pk=errand.person_id)
    assert (member.mobile, member.started_work_on) == (None, dt.date(1999, 7, 1))


def test_a_secretary_asks_for_a_member_of_his_branch_and_confirms_himself(
    district: District,
) -> None:
    member = district.people["member"]
    secretary = who(district, "secretary")
    errand = actions.ask(
        member,
        asker=district.people["secretary"],
        helper=helper(district, "clerk"),
        wish="老宋学历登错了",
        way="online",
        due_on=DUE,
        now=NOON,
        by=secretary.myself(),
    )
    errand = filled(district, errand, {"education": "31"})
    with pytest.raises(Missing):
        queries.errand_for(who(district, "member"), errand.pk, TODAY)
    confirm(district, errand, "secretary")
    leaf = Leaf.objects.filter(verb="correct_items").latest("pk")
    assert leaf.actor_person == district.people["clerk"].uid
    assert leaf.behalf_person == district.people["secretary"].uid


def test_each_side_sees_of_the_numbers_what_is_his(district: District) -> None:
    errand = filled(district, asked(district), {"mobile": "15400008888"})
    old = district.people["member"].unseal("mobile")
    [own] = queries.changes_of(errand, in_full=True, own=True)
    assert (own.before, own.after) == (f"{old[:3]}****{old[-4:]}", "154 0000 8888")
    [others] = queries.changes_of(errand, in_full=False, own=False)
    assert (others.before, others.after) == ("已登记", "154****8888")


# --- by telephone, by paper -----------------------------------------------------------------------


def test_who_telephoned_confirms_himself(district: District) -> None:
    member = district.people["member"]
    errand = filled(district, taken(district, member))
    assert inbox(district, "member") == ["确认何秋实代填的更正"]
    first = Step.objects.get(errand=errand, move=Move.ASK)
    assert first.by == district.people["organizer"]
    leaf = Leaf.objects.get(verb="ask")
    assert (leaf.actor_person, leaf.behalf_person) == (district.people["organizer"].uid, member.uid)
    with pytest.raises(Refused, match="填的人不能自己确认"):
        confirm(district, errand, "organizer")
    confirm(district, errand)


def test_who_has_no_account_signs_on_paper_and_other_eyes_see_it(district: District) -> None:
    """Four eyes: not the one who filled in, and only while the asker cannot sign in."""
    person = register(district.east, "谷雨生")
    errand = filled(district, taken(district, person))
    look = {"seen": person.version, "round": 1, "today": TODAY, "now": NOON}

    def parts(role: str) -> frozenset[Part]:
        return queries.errand_for(who(district, role), errand.pk, TODAY).parts

    assert parts("organizer") == {Part.HELPER}
    assert parts("clerk") == parts("secretary") == {Part.WITNESS}
    with pytest.raises(Refused, match="填的人不能自己确认"):
        actions.witness(errand, **look, by=who(district, "organizer").myself())
    errand = actions.witness(errand, **look, by=who(district, "secretary").myself())
    assert errand.confirmed_by == district.people["secretary"]
    person.refresh_from_db()
    assert person.unseal("mobile") == "15400008888"


def test_with_an_account_no_paper_is_taken(district: District) -> None:
    errand = filled(district, taken(district, district.people["member"]))
    with pytest.raises(Missing):
        queries.errand_for(who(district, "secretary"), errand.pk, TODAY)


# --- who can be asked, who sees it ----------------------------------------------------------------


def test_those_who_keep_the_items_are_offered_the_nearest_first(district: District) -> None:
    offered = queries.helpers_of(district.people["member"], TODAY)
    assert [(one.person.name, one.title) for one in offered] == [
        ("林禾青", "东篱社区第一党支部书记"),
        ("何秋实", "东篱街道党工委组织员"),
        ("周望禾", "东篱街道党工委党务干事"),
        ("方晴川", "禾丰区委组织部干部"),
    ]
    own = queries.helpers_of(district.people["secretary"], TODAY)
    assert "林禾青" not in [one.person.name for one in own]
    foreign = queries.helpers_of(district.people["foreigner"], TODAY)
    assert [one.person.name for one in foreign] == ["方晴川"]


def test_whoever_has_no_account_or_left_is_not_offered(district: District) -> None:
    account = district.accounts["organizer"]
    accounts.close_account(account, reason="调离", by=SYSTEM)
    RoleGrant.objects.filter(holder=district.people["clerk"]).update(valid="empty")
    offered = queries.helpers_of(district.people["member"], TODAY)
    assert [one.person.name for one in offered] == ["林禾青", "方晴川"]


@pytest.mark.parametrize(
    "role", ["secretary", "clerk", "office", "leader", "security_officer", "auditor"]
)
def test_nobody_else_learns_of_an_errand(district: District, role: str) -> None:
    errand = asked(district)
    with pytest.raises(Missing):
        queries.errand_for(who(district, role), errand.pk, TODAY)
    assert queries.given_to(who(district, role), TODAY).total == 0
    assert queries.asked_by(who(district, role), TODAY).total == 0


def test_a_helper_who_left_sees_it_no_more_and_his_superiors_hand_it_on(
    district: District,
) -> None:
    errand = asked(district)
    accounts.end_grant(
        RoleGrant.objects.get(holder=district.people["organizer"]), on=TODAY, by=SYSTEM
    )
    with pytest.raises(Missing):
        queries.errand_for(who(district, "organizer"), errand.pk, TODAY)
    with pytest.raises(Missing):
        queries.errand_for(who(district, "secretary"), errand.pk, TODAY)
    sight = queries.errand_for(who(district, "clerk"), errand.pk, TODAY)
    assert (sight.parts, sight.moves) == ({Part.LEAD}, {Move.HAND_ON})
    assert [row.errand for row in queries.given_to(who(district, "clerk"), TODAY).rows] == [errand]
    actions.hand_on(
        errand,
        helper=helper(district, "clerk"),
        due_on=DUE,
        now=NOON,
        by=who(district, "clerk").myself(),
    )
    assert inbox(district, "organizer") == []
    assert inbox(district, "clerk") == ["替宋怀石更正信息"]


def test_a_proposal_of_one_who_left_since_is_not_carried_out(district: District) -> None:
    """The right is the helper's; without it the asker takes another helper."""
    errand = filled(district, asked(district))
    accounts.end_grant(
        RoleGrant.objects.get(holder=district.people["organizer"]), on=TODAY, by=SYSTEM
    )
    with pytest.raises(Refused, match="何秋实已经不管这项工作，请换一位代办人"):
        confirm(district, errand)
    after = actions.hand_on(
        errand,
        helper=helper(district, "secretary"),
        due_on=DUE,
        now=NOON,
        by=who(district, "member").myself(),
    )
    assert inbox(district, "member") == []
    assert inbox(district, "secretary") == ["替宋怀石更正信息"]
    assert queries.proposal_of(after) == NEW
    confirm(district, filled(district, after))
    leaf = Leaf.objects.filter(verb="correct_items").latest("pk")
    assert leaf.actor_person == district.people["secretary"].uid


# --- what is refused ------------------------------------------------------------------------------


def test_the_register_would_refuse_it_so_the_proposal_is_refused(district: District) -> None:
    errand = asked(district)
    taken_number = district.people["clerk"].unseal("id_number")
    for items, sentence in (
        ({"mobile": "123"}, "手机号应为"),
        ({"id_number": taken_number}, "不一致|不符|已经登记在册"),
        ({"started_work_on": TODAY + dt.timedelta(days=1)}, "参加工作的日期不对"),
        ({"education": "21"}, "没有改动任何一项"),
        ({"organization": 1}, "不能在这里改"),
    ):
        before = register_as_stored(district.people["member"])
        with pytest.raises(Refused, match=sentence):
            filled(district, errand, items)
        assert register_as_stored(district.people["member"]) == before
    errand.refresh_from_db()
    assert (errand.state, errand.round) == (State.ASKED, 0)


def test_a_record_changed_meanwhile_is_looked_at_again(district: District) -> None:
    errand = filled(district, asked(district))
    member = Person.objects.get(pk=errand.person_id)
    people.correct_items(member, {"occupation": "网格员"}, today=TODAY, by=SYSTEM)
    with pytest.raises(Stale, match="刚被别人改过"):
        confirm(district, errand, seen=member.version)
    errand.refresh_from_db()
    assert errand.state == State.FILLED
    confirm(district, errand)
    member.refresh_from_db()
    assert (member.occupation, member.education) == ("网格员", "31")


def test_a_proposal_filled_in_again_meanwhile_is_looked_at_again(district: District) -> None:
    errand = filled(district, asked(district))
    errand = filled(district, errand, {"mobile": "15400009999"})
    with pytest.raises(Stale, match="刚刚重新填过"):
        confirm(district, errand, round=1)


def test_the_asker_is_not_his_own_helper(district: District) -> None:
    person = district.people["secretary"]
    with pytest.raises(Refused, match="不能是自己"):
        actions.ask(
            person,
            asker=person,
            helper=helper(district, "secretary"),
            wish="换号",
            way="online",
            due_on=DUE,
            now=NOON,
            by=who(district, "secretary").myself(),
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"helper": "member"},
        {"state": "filled"},
        {"state": "confirmed", "ended_at": NOON},
        {"state": "withdrawn"},
        {"ended_at": NOON},
        {
            "state": "confirmed",
            "ended_at": NOON,
            "round": 1,
            "seen": 1,
            "filled_by": "organizer",
            "confirmed_by": "organizer",
        },
    ],
)
def test_the_database_refuses_what_must_never_be(
    district: District, wrong: dict[str, object]
) -> None:
    errand = asked(district)
    for name, value in wrong.items():
        setattr(
            errand, name, district.people.get(value, value) if isinstance(value, str) else value
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        errand.save()


# --- every way through ----------------------------------------------------------------------------

MOVES = st.lists(st.sampled_from([move for move in rules.FLOW if move != Move.WITNESS]), max_size=8)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_nothing_changes_before_a_confirmation_and_one_todo_is_open_at_most(
    district: District, moves: list[Move]
) -> None:
    """Property: whatever happens in whatever order, the errand alone changes nothing."""
    with transaction.atomic():
        errand = asked(district)
        person, member = errand.person, who(district, "member").myself()
        organizer = who(district, "organizer").myself()
        acts = {
            Move.FILL_IN: lambda: filled(district, errand),
            Move.DECLINE: lambda: actions.decline(errand, words="不", now=NOON, by=organizer),
            Move.HAND_ON: lambda: actions.hand_on(
                errand, helper=helper(district, "clerk"), due_on=DUE, now=NOON, by=member
            ),
            Move.SEND_BACK: lambda: actions.send_back(
                errand, words="不对", due_on=DUE, now=NOON, by=member
            ),
            Move.WITHDRAW: lambda: actions.withdraw(errand, now=NOON, by=member),
            Move.CONFIRM: lambda: confirm(district, errand),
        }
        before = register_as_stored(person)
        for move in moves:
            errand.refresh_from_db()
            with suppress(Refused):
                acts[move]()
            errand.refresh_from_db()
            changed = register_as_stored(person) != before
            assert changed == (errand.state == State.CONFIRMED)
            open_todos = ToDo.objects.filter(errand_step__errand=errand, closed_at__isnull=True)
            assert open_todos.count() == (1 if rules.is_open(errand) else 0)
        transaction.set_rollback(True)


# --- lists ----------------------------------------------------------------------------------------


def test_the_pages_of_todos_are_told_in_one_query(district: District) -> None:
    errand = filled(district, asked(district))
    first, second = Step.objects.filter(errand=errand).values_list("todo", flat=True)
    with CaptureQueriesContext(connection) as asking:
        pages = todo_pages([first, second, 10**9])
    assert len(asking) == 1
    assert pages == {first: f"/errands/{errand.pk}/", second: f"/errands/{errand.pk}/confirm/"}


def test_a_list_costs_two_queries_whatever_its_length(district: District) -> None:
    asked(district)
    for _ in range(25):
        person = register(district.east, "冬青")
        district.people["x"], district.accounts["x"] = person, account_for(person)
        asked(district, "x")
    for find, role, total, rows in (
        (queries.given_to, "organizer", 26, 6),
        (queries.asked_by, "member", 1, 1),
    ):
        viewer = who(district, role)
        with CaptureQueriesContext(connection) as asking:
            page = find(viewer, TODAY, offset=20 if total > 20 else 0)
            assert [(row.errand.asker.name, row.moves) for row in page.rows]
        assert (len(asking), page.total, len(page.rows)) == (2, total, rows)


def test_an_identity_number_is_corrected_with_its_birthday(district: District) -> None:
    spare = new_member(district.east, "甲")
    number = invented_number(spare.born_on, spare.sex, 777)
    items = {"id_number": number, "born_on": spare.born_on, "sex": spare.sex}
    errand = filled(district, asked(district), items)
    assert [c.after for c in queries.changes_of(errand, in_full=False, own=False)][
        0
    ] == "已填新号码"
    confirm(district, errand)
    leaf = Leaf.objects.filter(verb="correct_items").latest("pk")
    assert set(json.loads(leaf.body)["detail"]) >= {"id_number", "born_on"}
    assert number not in leaf.body


def test_the_longest_names_fit_into_a_todo(district: District) -> None:
    Person.objects.filter(pk=district.people["clerk"].pk).update(name="古" * 60)
    Person.objects.filter(pk=district.people["member"].pk).update(name="丽" * 60)
    member = Person.objects.get(pk=district.people["member"].pk)
    errand = actions.ask(
        member,
        asker=district.people["secretary"],
        helper=helper(district, "clerk", member),
        wish="学历登错了",
        way="online",
        due_on=DUE,
        now=NOON,
        by=who(district, "secretary").myself(),
    )
    filled(district, errand, {"education": "31"})
    assert len(inbox(district, "secretary")[0]) > 120


def test_who_was_helper_until_just_now_neither_fills_in_nor_declines(district: District) -> None:
    errand = asked(district)
    before = Errand.objects.get(pk=errand.pk)
    member, organizer = who(district, "member").myself(), who(district, "organizer").myself()
    actions.hand_on(errand, helper=helper(district, "clerk"), due_on=DUE, now=NOON, by=member)
    with pytest.raises(Stale, match="已经请周望禾办"):
        filled(district, before)
    with pytest.raises(Stale, match="已经请周望禾办"):
        actions.decline(before, words="不办", now=NOON, by=organizer)

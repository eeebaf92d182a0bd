"""Ask for help, fill in, confirm, and the ways back. Nothing changes before the confirmation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from dangjian.flow import actions as flow
from dangjian.flow.models import ToDo
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.membership import rules
from dangjian.membership.models import Errand, Move, ProposedItem, State, Step, Way
from dangjian.membership.queries import Helper, proposal_of
from dangjian.registry.actions.people import SEALED, correct_items
from dangjian.registry.actions.standing import report_floating, report_returned
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Account, Person


@evidence.action
def ask(
    person: Person,
    *,
    asker: Person,
    helper: Helper,
    wish: str,
    way: Way,
    due_on: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Errand:
    """Ask a helper to correct what the register keeps of a person, or to enter that he is away.

    asker: who confirms afterwards. by: the asker, or the helper who writes down what he was told by
    telephone or in person. Refused: nothing said, the asker himself as his helper.
    """
    wish = wish.strip()
    if not wish:
        raise Refused("请写一句想办什么。", field="wish")
    if helper.person.pk == asker.pk:
        raise Refused("代办人要另请一位，不能是自己。", field="helper")
    errand = Errand(
        person=person,
        asker=asker,
        helper=helper.person,
        office=helper.office,
        way=way,
        asked_at=now,
    )
    errand.seal("wish", wish)
    errand.save()
    todo = _call_helper(errand, due_on, now, by)
    _told(errand, Move.ASK, now, by, todo=todo)
    return errand


@evidence.action
def fill_in(
    errand: Errand,
    items: Mapping[str, object],
    *,
    seen: int,
    doubt: str = "",
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Errand:
    """Propose the corrected items, by their names; the register stays as it is.

    The proposal must be one that the register would take today: it is tried and taken back.
    Refused as in `correct_items`, `report_floating` and `report_returned`. Stale: the errand ended,
    or the record is no longer at `seen`.
    """
    errand = _of_helper(_taken(errand, Move.FILL_IN), by)
    person = errand.person
    proposed = {
        name: value
        for name, value in items.items()
        if name in SEALED or (value if name in rules.AWAY else value != getattr(person, name))
    }
    _rehearse(person, proposed, seen, doubt, today, by)
    was = State(errand.state)
    errand.round, errand.seen, errand.doubt = errand.round + 1, seen, doubt.strip()
    errand.state, errand.filled_by = State.FILLED, errand.helper
    errand.save()
    _keep(errand, proposed)
    todo = None
    if was == State.ASKED:
        flow.finish(_open_todo(errand), now=now, by=by)
        todo = _call_asker(errand, now, by)
    _told(errand, Move.FILL_IN, now, by, todo=todo, items=sorted(proposed))
    return errand


@evidence.action
def confirm(
    errand: Errand, *, seen: int, round: int, today: dt.date, now: dt.datetime, by: Actor
) -> Errand:
    """The asker confirms: now the register changes, by the helper on the asker's behalf.

    seen, round: the record and the proposal he looked at. Stale if either is another by now, or the
    errand ended. Refused: the helper no longer keeps these items; and as in `correct_items`.
    """
    return _carry_out(errand, Move.CONFIRM, seen, round, today, now, by)


@evidence.action
def witness(
    errand: Errand, *, seen: int, round: int, today: dt.date, now: dt.datetime, by: Actor
) -> Errand:
    """Somebody other than who filled in has the signed slip before him, and confirms by it.

    Refused and stale as in `confirm`.
    """
    return _carry_out(errand, Move.WITNESS, seen, round, today, now, by)


@evidence.action
def send_back(
    errand: Errand, *, words: str, due_on: dt.date, now: dt.datetime, by: Actor
) -> Errand:
    """The asker says what is wrong; the helper fills in once more."""
    errand = _taken(errand, Move.SEND_BACK)
    words = _said(words, "请写一句哪里不对。")
    _move(errand, State.ASKED)
    flow.finish(_open_todo(errand), now=now, by=by)
    todo = _call_helper(errand, due_on, now, by)
    _told(errand, Move.SEND_BACK, now, by, words=words, todo=todo)
    return errand


@evidence.action
def decline(errand: Errand, *, words: str, now: dt.datetime, by: Actor) -> Errand:
    """The helper does not do it, and says why."""
    errand = _of_helper(_taken(errand, Move.DECLINE), by)
    words = _said(words, "请写明为什么不能代办，委托人看得到。")
    return _give_up(errand, Move.DECLINE, State.DECLINED, words, now, by)


@evidence.action
def withdraw(errand: Errand, *, now: dt.datetime, by: Actor) -> Errand:
    """The asker takes it back."""
    errand = _taken(errand, Move.WITHDRAW)
    return _give_up(errand, Move.WITHDRAW, State.WITHDRAWN, "", now, by)


@evidence.action
def hand_on(
    errand: Errand, *, helper: Helper, words: str = "", due_on: dt.date, now: dt.datetime, by: Actor
) -> Errand:
    """Another helper takes it over with what was filled in. Refused: the same, or the asker."""
    errand = _taken(errand, Move.HAND_ON)
    if helper.person.pk in (errand.helper_id, errand.asker_id):
        raise Refused("请另选一位代办人。", field="helper")
    todo, was = _open_todo(errand), State(errand.state)
    errand.helper, errand.office = helper.person, helper.office
    _move(errand, State.ASKED)
    if was == State.ASKED:
        todo = flow.hand_on(todo, to=helper.person, now=now, by=by)
    else:
        flow.withdraw(todo, now=now, by=by)
        todo = _call_helper(errand, due_on, now, by)
    _told(errand, Move.HAND_ON, now, by, words=words.strip(), todo=todo, helper=helper.person.pk)
    return errand


# --- the errand under way -------------------------------------------------------------------------


def _taken(errand: Errand, move: Move) -> Errand:
    """The errand as stored, locked for this move. Stale if it went elsewhere meanwhile."""
    # Without joins: a row whose helper changed while it was waited for would drop out of them.
    stored = Errand.objects.select_for_update().get(pk=errand.pk)
    if stored.state not in rules.FLOW[move].from_:
        raise Stale(f"这件代办现在是“{stored.get_state_display()}”，刚才的操作没有办成。")
    return stored


def _of_helper(errand: Errand, by: Actor) -> Errand:
    """Stale if somebody else became the helper meanwhile."""
    if by.person_uid != errand.helper.uid:
        raise Stale(f"这件代办已经请{errand.helper.name}办，刚才的操作没有办成。")
    return errand


def _carry_out(
    errand: Errand,
    move: Move,
    seen: int,
    round: int,
    today: dt.date,
    now: dt.datetime,
    by: Actor,
) -> Errand:
    errand = _taken(errand, move)
    if errand.round != round:
        raise Stale("代办人刚刚重新填过，请看过新内容再确认。")
    if errand.filled_by is None or errand.filled_by.uid == by.person_uid:
        raise Refused("填的人不能自己确认，请另一位同志核对。")
    _change(
        errand.person,
        proposal_of(errand),
        seen,
        errand.doubt,
        today,
        _on_behalf(errand, errand.filled_by, today),
    )
    errand.confirmed_by = _person(by)
    _move(errand, State.CONFIRMED, now)
    flow.finish(_open_todo(errand), now=now, by=by)
    _told(errand, move, now, by, round=round)
    return errand


def _on_behalf(errand: Errand, filler: Person, today: dt.date) -> Actor:
    """Who filled in, acting for who asked, with the right he holds today."""
    account = Account.objects.filter(person=filler, is_active=True).first()
    helper = viewer_of(account, today) if account else None
    if helper is None or not helper.may(Purpose.MAINTAIN, errand.person.path):
        raise Refused(f"{filler.name}已经不管这项工作，请换一位代办人重新填。")
    return helper.actor(Purpose.MAINTAIN, errand.person.path, errand.asker.uid)


def _give_up(
    errand: Errand, move: Move, state: State, words: str, now: dt.datetime, by: Actor
) -> Errand:
    _move(errand, state, now)
    flow.withdraw(_open_todo(errand), now=now, by=by)
    _told(errand, move, now, by, words=words)
    return errand


def _move(errand: Errand, state: State, ended_at: dt.datetime | None = None) -> None:
    errand.state, errand.ended_at = state, ended_at
    errand.save()


def _said(words: str, otherwise: str) -> str:
    words = words.strip()
    if not words:
        raise Refused(otherwise, field="words")
    return words


# --- proposals ------------------------------------------------------------------------------------


def _rehearse(
    person: Person,
    proposed: Mapping[str, object],
    seen: int,
    doubt: str,
    today: dt.date,
    by: Actor,
) -> None:
    """Refused where the register would refuse the change; in either case it stays as it is."""
    with transaction.atomic():
        _change(person, proposed, seen, doubt, today, by)
        transaction.set_rollback(True)


def _change(
    person: Person,
    proposed: Mapping[str, object],
    seen: int,
    doubt: str,
    today: dt.date,
    by: Actor,
) -> None:
    """What is proposed, done in the register: items corrected, a member gone away or back."""
    items = {name: value for name, value in proposed.items() if name not in rules.AWAY}
    away = {name: value for name, value in proposed.items() if name in rules.AWAY}
    if items or not away:
        person = correct_items(person, items, today=today, by=by, seen=seen, id_doubt_reason=doubt)
        seen = person.version
    if returned_on := away.get(rules.RETURNED_ON):
        person = report_returned(person, on=_day(returned_on), today=today, by=by, seen=seen)
        seen = person.version
    if rules.LEFT_ON in away or rules.DESTINATION in away:
        report_floating(
            person,
            on=_day(away.get(rules.LEFT_ON)),
            destination=str(away.get(rules.DESTINATION, "")),
            contact=str(away.get(rules.AWAY_CONTACT, "")),
            today=today,
            by=by,
            seen=seen,
        )


def _day(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise Refused("请填写外出日期。", field=rules.LEFT_ON)
    return value


def _keep(errand: Errand, proposed: Mapping[str, object]) -> None:
    kept = []
    for name, value in proposed.items():
        one = ProposedItem(errand=errand, round=errand.round, item=name)
        one.seal("value", str(value) if value is not None else "")
        kept.append(one)
    ProposedItem.objects.bulk_create(kept)


# --- to-dos, steps, evidence ----------------------------------------------------------------------


def _call_helper(errand: Errand, due_on: dt.date, now: dt.datetime, by: Actor) -> ToDo:
    return flow.assign(
        f"替{errand.person.name}更正信息",
        to=errand.helper,
        asked_by=errand.asker,
        due_on=due_on,
        now=now,
        by=by,
        note=f"{errand.asker.name}{errand.get_way_display()}的代办，填好后由委托人确认。",
    )


def _call_asker(errand: Errand, now: dt.datetime, by: Actor) -> ToDo:
    """The sentence is read by both: in the inbox of the one, on the waiting list of the other."""
    whose = "" if errand.asker_id == errand.person_id else f"（{errand.person.name}的信息）"
    return flow.assign(
        f"确认{errand.helper.name}代填的更正{whose}",
        to=errand.asker,
        asked_by=errand.helper,
        now=now,
        by=by,
        note="确认以后才会改，不对可以退回。",
    )


def _open_todo(errand: Errand) -> ToDo:
    return ToDo.objects.get(errand_step__errand=errand, closed_at__isnull=True)


def _told(
    errand: Errand,
    move: Move,
    now: dt.datetime,
    by: Actor,
    *,
    words: str = "",
    todo: ToDo | None = None,
    **detail: object,
) -> None:
    """The step for people, the leaf for the log; words stand in the sealed step only."""
    step = Step(errand=errand, move=move, by=_person(by), at=now, todo=todo)
    step.seal("words", words)
    step.save()
    evidence.record(
        by, move.value, "errand", errand.uid, errand.person.path, state=errand.state, **detail
    )


def _person(by: Actor) -> Person:
    if by.person_uid is None:
        raise RuntimeError("an errand is moved by a person")
    return Person.objects.get(uid=by.person_uid)

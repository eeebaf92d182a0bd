"""What happens in the last moment: the post, the roles and what is open change hands at once.

That is the last signature, or where roles go along the second person's agreement to them. Each
part is done in the name of the superior who agreed to it, and only if he still may: nobody gives
rights by handing them on. What was put to the giver himself goes on in his name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dangjian.courier.actions import tell
from dangjian.courier.models import Matter, Urgency
from dangjian.flow import actions as flow
from dangjian.flow.models import Bar, Case, ToDo
from dangjian.flow.queries.bars import keeps_away, standing_bars
from dangjian.flow.queries.offices import holders, nearest_above
from dangjian.flow.rules import Office
from dangjian.flow.rules.offices import barred_cases
from dangjian.handover.actions.stored import drop_requests_to_end
from dangjian.handover.models import Agreed, Handover, Kind, Line, State
from dangjian.handover.queries.posts import Holding, absences_of, holds_elsewhere, todos_of
from dangjian.handover.rules import Passing, Ways, agreed_in, check_successor
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts, consents, posts
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import (
    Account,
    Consent,
    Person,
    Post,
    RoleGrant,
)

ASIDE = "接手人应当回避，岗位移交时转到这里"
CAME_LATER = "双方签字以后来的，随岗位一起转"


@evidence.action
def complete(
    handover: Handover,
    lines: Sequence[Line],
    *,
    ways: Ways,
    today: dt.date,
    now: dt.datetime,
    consent: Consent | None = None,
) -> None:
    """Carry everything out and put down that it is done. handover: locked, signed by both.

    consent: the agreed request for the roles; None where no role goes along.
    """
    check_successor(handover.giver, handover.successor)
    carry_out(handover, lines, ways=ways, today=today, now=now, consent=consent)
    handover.state, handover.ended_at = State.DONE, now
    handover.save(update_fields=["state", "ended_at"])


@evidence.action
def carry_out(
    handover: Handover,
    lines: Sequence[Line],
    *,
    ways: Ways,
    today: dt.date,
    now: dt.datetime,
    consent: Consent | None,
) -> None:
    """Post and roles end and begin, to-dos and absences follow; within the last signature's act.

    Refused where a superior who agreed may not any more, where the register refuses the successor,
    or where somebody stands aside from a case and no superior is there to take it.
    """
    giver, successor = handover.giver, handover.successor
    people = sorted((giver.pk, successor.pk))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    held_before = [line for line in lines if line.post_id or line.grant_id]
    holding = Holding(
        giver,
        handover.organization,
        tuple(line.post for line in held_before if line.post is not None),
        tuple(line.grant for line in held_before if line.grant is not None),
    )
    calls = list(handover.calls.values_list("todo", flat=True))
    elsewhere = holds_elsewhere(giver, handover.organization, today)
    everything = handover.cooling_off_id is not None or not elsewhere
    open_now = todos_of(holding, ways, everything=everything, calls=calls)
    _pass_posts(handover, holding.posts, today)
    _pass_grants(handover, holding.grants, today, consent)
    _list_what_came(handover, lines, open_now)
    by = _hand_of_giver(handover)
    passing = Passing(handover.organization, giver, successor, today, now, by, everything)
    for move in ways.movers:
        move(passing)
    taken_along = ways.to_move([one.pk for one in open_now])
    _pass_todos([one for one in open_now if one.pk not in taken_along], passing, ways)
    for absence in absences_of(giver, today):
        flow.come_back(absence, today=today, by=by)
    tell(
        [giver, successor],
        f"{handover.organization.short_name}的岗位移交办完了。",
        matter=Matter.RESULT,
        urgency=Urgency.CAN_WAIT,
        now=now,
        by=by,
    )
    evidence.record(
        by,
        "hand_over",
        "handover",
        handover.uid,
        handover.organization.path,
        giver=str(giver.uid),
        successor=str(successor.uid),
        posts=[one.pk for one in holding.posts],
        grants=[one.pk for one in holding.grants],
        todos=[str(one.uid) for one in open_now],
    )


def _appointer(handover: Handover, today: dt.date) -> Actor:
    """The superior who agreed, as an actor. Refused where he may not agree to it any more."""
    person = handover.assented_by
    account = Account.objects.filter(person=person, is_active=True).first()
    viewer = viewer_of(account, today) if account else None
    if viewer is None or Agreed.POSTS not in agreed_in(viewer, handover.organization):
        who = person.name if person else "上级"
        raise Refused(f"同意移交的{who}已经不管这项工作，请撤回以后由上级重新同意。")
    return viewer.actor(Purpose.STRUCTURE, handover.organization.path)


def _pass_posts(handover: Handover, held: Sequence[Post], today: dt.date) -> None:
    if not held:
        return
    by = _appointer(handover, today)
    for post in held:
        stored = Post.objects.select_for_update().get(pk=post.pk)
        if stored.valid.upper is None and not stored.valid.isempty:
            posts.relieve(stored, on=today, today=today, by=by)
        there = Post.objects.on(today).filter(
            organization=post.organization, person=handover.successor, title=post.title
        )
        # An election that was recorded meanwhile has put him there already.
        if not there.exists():
            posts.appoint(
                post.organization,
                handover.successor,
                title=post.title,
                on=today,
                today=today,
                by=by,
                document=handover.document,
            )


def _pass_grants(
    handover: Handover, held: Sequence[RoleGrant], today: dt.date, consent: Consent | None
) -> None:
    if not held:
        return
    if consent is None:
        raise ValueError("roles go along only as two agreed to it")
    by = consents.maker_of(consent)
    for granted in held:
        stored = RoleGrant.objects.select_for_update().get(pk=granted.pk)
        if stored.valid.upper is None and not stored.valid.isempty:
            accounts.end_grant(stored, on=today, by=by, consent=consent)
        drop_requests_to_end([stored.pk], by=by)
        same = RoleGrant.objects.on(today).filter(
            holder=handover.successor, role=granted.role, organization=granted.organization
        )
        if not same.exists():
            accounts.grant(
                handover.successor,
                role=granted.role,
                organization=granted.organization,
                on=today,
                today=today,
                by=by,
                granter=consent.maker,
                document=handover.document,
                consent=consent,
            )


def _list_what_came(handover: Handover, lines: Sequence[Line], open_now: Sequence[ToDo]) -> None:
    """What came to the post after both had signed stands on the list too, and says so."""
    listed = {line.todo_id for line in lines}
    for todo in open_now:
        if todo.pk not in listed:
            Line.objects.create(
                handover=handover, kind=Kind.TODO, title=todo.what, detail=CAME_LATER, todo=todo
            )


def _hand_of_giver(handover: Handover) -> Actor:
    """Who hands on what was put to the giver: he himself, or whoever signed in his place."""
    signer = handover.giver_signed_by or handover.giver
    account = Account.objects.filter(person=signer).values_list("pk", flat=True).first()
    behalf = handover.giver.uid if signer.pk != handover.giver_id else None
    return Actor(account, "member", signer.uid, behalf)


def _pass_todos(open_now: Sequence[ToDo], passing: Passing, ways: Ways) -> None:
    """Each to-do goes to the successor; one he is barred from to the superior, never to him."""
    account = Account.objects.get(person=passing.successor)
    takes = viewer_of(account, passing.today)
    barred = set(barred_cases(takes))
    for todo in ToDo.objects.filter(
        pk__in=[one.pk for one in open_now], closed_at__isnull=True
    ).select_related("case__edition__procedure", "for_organization", "for_person"):
        aside = todo.case_id is not None and todo.case_id in barred
        if todo.for_person_id is not None and not aside:
            flow.hand_on(todo, to=passing.successor, now=passing.now, by=passing.by, part="giver")
        elif aside and not _others_have(todo, takes, passing.today):
            to = _superior(todo, passing, ways)
            flow.hand_on(todo, to=to, now=passing.now, by=passing.by, note=ASIDE, part="giver")


def _others_have(todo: ToDo, takes: Viewer, today: dt.date) -> bool:
    """Whether somebody of the office is left who may have it."""
    if todo.for_organization is None or todo.case is None:
        return False
    office = Office(todo.for_organization, Purpose[todo.right])
    bars = standing_bars(todo.case)
    return any(
        not any(keeps_away(bar, one, today) for bar in bars)
        for one in holders(office, today).exclude(pk=takes.person_id)
    )


def _superior(todo: ToDo, passing: Passing, ways: Ways) -> Office:
    """The nearest office above that may have it. Refused where there is nobody up to the root."""
    case: Case | None = todo.case
    bars: list[Bar] = standing_bars(case) if case else []
    place = todo.for_organization or passing.organization
    purpose = Purpose[todo.right] if todo.right else ways.right(todo)
    office = nearest_above(place.path, purpose, passing.today, bars)
    if office is None:
        raise Refused(
            "清单里有一件事接手人应当回避，上级现在也没有人可以接，请先请上级指定由谁办。"
        )
    return office

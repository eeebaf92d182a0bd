"""Cases that go on elsewhere, begin again, or began before 2014; conversion led by its case."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dangjian.desk import handing_on
from dangjian.development.actions import applying, carrying
from dangjian.development.models import CaseMove, Development, Edition, Outcome, StepTaken
from dangjian.kernel import clock, row_scope, rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.refusal import Refused, Stale
from dangjian.kernel.row_scope import RowScope
from dangjian.registry.actions import life, people, standing
from dangjian.registry.actions.life import Warrant
from dangjian.registry.authority import Scope
from dangjian.registry.models import Organization, Person, Standing
from dangjian.registry.queries import reminders
from tests.development.cases import (
    BORN,
    LATER,
    applicant,
    applied,
    empowered,
    moment,
    papers,
    round_of,
    schedule,
    taken,
    took,
    walked,
)
from tests.development.test_pages import read, send
from tests.district import TODAY, District, invented_number, register
from tests.dues.booked import received
from tests.openness.notices import begun
from tests.voices.letters import dealt_with

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def place(district: District) -> District:
    empowered(district)
    return district


def fresh(case: Development) -> Development:
    return Development.objects.select_related("organization", "person").get(pk=case.pk)


# --- a running case decides on conversion ---------------------------------------------------------


def test_a_probation_that_began_with_a_case_ends_in_it_and_nowhere_else(place: District) -> None:
    """A7, A6: the register refuses the short way and leads into the case; only the case reminds."""
    case = walked(place, "approve")
    person = case.person
    assert person is not None
    for kind, reason in (("full", "按期转正"), ("left", "取消预备党员资格")):
        with pytest.raises(Refused, match="正在“发展党员”里"):
            standing.change_standing(
                person, kind=kind, on=D(2028, 8, 8), reason=reason, document="批复",
                today=LATER, by=SYSTEM,
            )  # fmt: skip
    clerk = place.sign_in(Client(), "clerk")
    choose = reverse("standing_change", args=[person.pk])
    told = clerk.get(choose).content.decode()
    assert f"{reverse('developments')}?person={person.pk}" in told
    assert "登记为正式党员" not in told and "登记出党" in told
    assert clerk.get(f"{choose}?kind=full").status_code == 422
    on = D(2028, 8, 1)
    asked = reminders.Asked(Scope.of([place.root.path]), on, rules.book(on=on), 10)
    assert person not in [one.person for one in reminders.probations_ending(asked).rows]
    standing.change_standing(
        person, kind="left", on=D(2028, 8, 8), reason="除名", document="决定",
        today=LATER, by=SYSTEM,
    )  # fmt: skip
    assert Person.objects.get(pk=person.pk).standing == "left", "other decisions are not the case's"


# --- applying again -------------------------------------------------------------------------------


def left(place: District, reason: str, on: dt.date) -> Person:
    """Somebody of the applicant's number who was a member once."""
    person = people.register_member(
        people.NewMember(
            organization=place.west,
            name="江亦舟",
            sex="1",
            born_on=BORN,
            id_number=invented_number(BORN, "1", 7),
            joined_on=D(2016, 5, 4),
            full_on=D(2017, 5, 4),
        ),
        today=TODAY,
        by=SYSTEM,
    )
    standing.change_standing(
        person, kind="left", on=on, reason=reason, document="决定", today=TODAY, by=SYSTEM
    )
    return person


def test_who_left_the_party_may_apply_again_on_the_superiors_word(place: District) -> None:
    """A7: admitted anew he is a probationer like any other; what he was before stays."""
    person = left(place, "自行脱党除名", D(2020, 3, 1))
    with pytest.raises(Refused, match="先请示上级党组织") as asked:
        applied(place)
    assert asked.value.field == "again"
    with pytest.raises(Refused, match="已经在党员登记册里"):
        applied(place, name="另一个名字")
    case = _again(place)
    assert (case.former, case.former_paper) == (person, "东街工委〔2026〕30号")
    with pytest.raises(IntegrityError), transaction.atomic():
        Development.objects.filter(pk=case.pk).update(former_paper="")
    for name, day in schedule("approve"):
        if name != "apply":
            case = taken(place, case, name, day)
    case = fresh(case)
    person.refresh_from_db()
    assert case.person == person and person.organization == place.east
    assert (person.standing, person.joined_on, person.full_on) == (
        "probationary",
        D(2027, 8, 8),
        None,
    )
    kinds = [(one.kind, one.valid.lower) for one in Standing.objects.filter(person=person)]
    assert sorted(kinds, key=lambda one: one[1])[1:] == [
        ("full", D(2017, 5, 4)),
        ("left", D(2020, 3, 1)),
        ("probationary", D(2027, 8, 8)),
    ]
    assert "重新申请" in read(place.sign_in(Client(), "secretary"), "development", case.pk)


JUNE = D(2026, 6, 30)


def _again(place: District, on: dt.date = JUNE) -> Development:
    return applying.apply(
        place.east,
        applicant(),
        applied_on=on,
        paper=applying.PaperEntry("入党申请书", on, "江亦舟"),
        again="东街工委〔2026〕30号",
        today=LATER,
        now=moment(LATER),
        by=SYSTEM,
    )


def test_who_was_expelled_waits_five_years(place: District) -> None:
    """A7: refused with the clause, which nobody has compared with the text yet."""
    left(place, "开除党籍", D(2022, 7, 1))
    with pytest.raises(Refused, match="5年内不得重新入党.*最早2027年7月1日") as refused:
        _again(place)
    assert "纪律处分条例" in refused.value.clause and "未核对" in refused.value.clause
    with pytest.raises(Refused, match="应在出党以后"):
        _again(place, on=D(2022, 7, 1))
    assert _again(place, on=D(2027, 7, 1)).state == "applicant"


# --- at another branch ----------------------------------------------------------------------------


def test_a_case_goes_on_at_another_branch_with_everything_in_it(place: District) -> None:
    """A7: the committee says so, with the reason; terms run on, the page tells it."""
    case = walked(place, "assign_contacts")
    clerk = place.sign_in(Client(), "clerk")
    assert place.sign_in(Client(), "secretary").get(
        reverse("development_move", args=[case.pk])
    ).status_code == 404  # fmt: skip
    same = send(clerk, "development_move", case.pk, to=place.east.pk, words="工作调动到西边")
    assert same.status_code == 422 and "现在就在这个支部" in same.content.decode()
    due_on = fresh(case).due_on
    assert send(
        clerk, "development_move", case.pk, to=place.west.pk, words="工作调动到西边"
    ).status_code == 302  # fmt: skip
    case = fresh(case)
    assert (case.organization, case.due_on) == (place.west, due_on)
    told = read(clerk, "development", case.pk)
    assert f"从{place.east.short_name}转到{place.west.short_name}" in told
    assert "工作调动到西边" in told and "《谈话记录》" in told
    assert place.sign_in(Client(), "secretary").get(
        reverse("development", args=[case.pk])
    ).status_code == 404, "the old branch does not keep it any more"  # fmt: skip
    west = RowScope((place.west.path,), place.people["clerk"].pk)
    guides = [one.person.name for one in case.guides.select_related("person")]
    with row_scope.seeing(west):  # what a secretary of the new branch is shown at most (L3)
        shown = case.guides.select_related("person")
        assert guides and [one.person.name for one in shown] == guides
    with pytest.raises(Stale):
        carrying.move_case(
            case, place.east, words="又回来了", seen=0, today=LATER, by=SYSTEM
        )


def test_the_case_of_a_member_follows_him_and_nobody_else(place: District) -> None:
    """A7, A9: while he belongs to a branch his case cannot be elsewhere; once he was transferred
    the night takes it after him."""
    case = walked(place, "approve")
    assert case.person is not None
    with pytest.raises(Refused, match="先办组织关系转接"):
        carrying.move_case(
            case, place.west, words="转到西边去", seen=round_of(case), today=LATER, by=SYSTEM
        )
    assert carrying.follow_members(LATER) == 0
    people.reassign(
        case.person, organization=place.west, on=D(2027, 9, 1), document="介绍信",
        today=LATER, by=SYSTEM,
    )  # fmt: skip
    assert carrying.follow_members(LATER) == 1
    assert fresh(case).organization == place.west
    assert CaseMove.objects.get().words == "组织关系转到了这个支部"


def test_a_merged_branch_leaves_its_cases_letters_notices_and_accounts_to_its_heir(
    place: District,
) -> None:
    """A4: what hangs on the merged branch is read by whoever keeps the heir, in another street too;
    a dissolved one does not go while a case has no branch to go on at."""
    number = invented_number(BORN, "1", 11)
    payer = [register(place.foreign, f"柳{n}") for n in range(3)][0]
    entry = received(place.foreign, payer, "5", on=D(2026, 7, 1), first=D(2026, 6, 1))
    letter, notice = dealt_with(place, place.foreign), begun(place, at=place.foreign)
    kept = [
        reverse("dues_entry", args=[entry.pk]),
        reverse("dues_ledger", args=[place.foreign.pk]),
        reverse("letter", args=[letter.pk]),
        reverse("notice_desk", args=[notice.pk]),
    ]
    case = applied(place, at=place.foreign, id_number=number)
    who = place.sign_in(Client(), "secretary")
    kept.append(reverse("development", args=[case.pk]))
    assert [who.get(at).status_code for at in kept] == [404] * len(kept)
    on = D(2026, 7, 15)
    with pytest.raises(Refused, match="还有 1 件发展党员"), transaction.atomic():
        handing_on.done_with_todos(
            place.foreign,
            lambda: life.dissolve(
                place.foreign,
                people={one.pk: place.east for one in Person.objects.filter(
                    organization=place.foreign)},
                groups={},
                warrant=_warrant(on),
            ),
            to=place.other_street,
            now=clock.now(),
            by=SYSTEM,
        )  # fmt: skip
    handing_on.done_with_todos(
        place.foreign,
        lambda: life.merge(place.foreign, into=place.east, warrant=_warrant(on)),
        to=place.east,
        now=clock.now(),
        by=SYSTEM,
    )
    merged = Organization.objects.get(pk=place.foreign.pk)
    assert merged.path == f"{place.east.path}{merged.pk}/"
    assert merged.parent == place.other_street, "under whom it was"
    assert fresh(case).organization == place.east
    assert [who.get(at).status_code for at in kept] == [200] * len(kept)
    told = read(who, "development", case.pk)
    assert f"并入{place.east.short_name}" in told
    assert reverse("development", args=[case.pk]) in read(who, "developments")


def _warrant(on: dt.date) -> Warrant:
    return Warrant(on, "东街工委〔2026〕12号", "人数不多，上级批准", LATER, SYSTEM)


# --- begun before 2014 ----------------------------------------------------------------------------


def old_case(place: District) -> Development:
    """Somebody who applied in 2011 and was talked to months later, as was done then."""
    case = applied(place, on=D(2014, 3, 8))
    applying.choose_edition(
        case, Edition.OLD, reason="按上级意见接着办", paper="东街工委〔2026〕31号",
        seen=round_of(case), today=LATER, now=moment(LATER), by=SYSTEM,
    )  # fmt: skip
    return fresh(case)


THEN = {"then_words": "当时没有期限，四月谈的话", "then_paper": "东街工委〔2026〕31号"}


def test_a_step_of_before_2014_is_entered_as_it_was_done_then(place: District) -> None:
    """A7: on record, by the superior's word; order holds, the terms and papers of later rules do
    not; what came after goes by the rules."""
    case = old_case(place)
    with pytest.raises(Refused, match="还缺《谈话记录》"):
        took(place, case, "talk", D(2014, 4, 1), papers=[])
    with pytest.raises(Refused, match="请写明上级意见"):
        took(place, case, "talk", D(2014, 4, 1), papers=[], **THEN | {"then_paper": ""})
    with pytest.raises(Refused, match="才能按当时的规定"):
        took(place, case, "talk", D(2014, 5, 28), papers=[], **THEN)
    with pytest.raises(Refused, match="还没有办“派人谈话”"):
        took(place, case, "recommend", D(2014, 4, 1), papers=[], **THEN)
    with pytest.raises(Refused, match="不能早于"):
        took(place, case, "talk", D(2014, 3, 1), papers=[], **THEN)
    took(place, case, "talk", D(2014, 4, 20), papers=[], **THEN)
    row = StepTaken.objects.get(development=case, step="talk")
    assert (row.then_words, row.then_paper) == tuple(THEN.values())
    told = read(place.sign_in(Client(), "secretary"), "development", case.pk)
    assert "按当时的规定办的：当时没有期限，四月谈的话" in told
    with pytest.raises(IntegrityError), transaction.atomic():
        StepTaken.objects.filter(pk=row.pk).update(done_on=D(2014, 6, 1))
    took(place, case, "recommend", D(2014, 6, 1))


def test_a_later_case_cannot_be_entered_as_an_old_one(place: District) -> None:
    case = applied(place)
    with pytest.raises(Refused, match="才能按当时的规定"):
        took(place, case, "talk", D(2026, 7, 1), papers=papers(case, "talk", TODAY), **THEN)
    page = place.sign_in(Client(), "secretary").get(
        reverse("development_step", args=[case.pk, "talk"])
    )
    assert "按当时规定办的" not in page.content.decode()


def test_the_secretary_enters_an_old_step_on_its_page(place: District) -> None:
    case = old_case(place)
    who = place.sign_in(Client(), "secretary")
    values = {"on": "2014-04-20", **THEN}
    assert send(who, "development_step", case.pk, "talk", **values).status_code == 302
    assert StepTaken.objects.get(development=case, step="talk").outcome == Outcome.DONE

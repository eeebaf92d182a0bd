"""A member is transferred inside the district, out of it by letter, and into it (A9)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from dangjian.flow.models import ToDo
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.actions import people, standing
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Arrival, Membership, Person, Standing, StandingKind
from dangjian.transfers.actions import arriving, moving, starting
from dangjian.transfers.models import Introduction, Stage, Transfer, Way
from dangjian.transfers.queries import transfers as queries
from dangjian.transfers.queries.offices import committee_of
from dangjian.transfers.rules import FLOWS, Part
from tests.district import SYSTEM, TODAY, District, new_member, open_below, register
from tests.transfers.moved import (
    NOON,
    approved,
    back,
    committees,
    given,
    placed,
    received,
    sight,
    started,
    who,
)

pytestmark = pytest.mark.django_db


def turns(transfer: Transfer) -> list[str]:
    todos = ToDo.objects.filter(case=transfer.case, closed_at__isnull=True)
    return [f"{one.for_organization.short_name}:{one.right}" for one in todos]


def branches_on(person: Person, day: dt.date) -> list[str]:
    found = Membership.objects.on(day).filter(person=person)
    return list(found.values_list("organization__short_name", flat=True))


def test_a_member_goes_from_branch_to_branch_by_letter(district: District) -> None:
    """A9: each station has a deadline; he counts at the old branch while in transit."""
    transfer = started(district)
    person = transfer.person
    assert (transfer.state, transfer.way) == (Stage.ISSUING, Way.INSIDE)
    assert turns(transfer) == ["东篱街道党工委:STANDING"]
    assert ToDo.objects.get(case=transfer.case, closed_at=None).due_on == dt.date(2026, 11, 30)

    paper = approved(district, transfer)
    transfer.refresh_from_db()
    assert (transfer.state, paper.called) == (Stage.TRANSIT, "〔2026〕第001号")
    assert branches_on(person, TODAY) == ["东篱社区第一党支部"]

    received(district, transfer)
    assert branches_on(person, TODAY) == ["东篱社区第一党支部"]
    transfer = placed(district, transfer)
    person.refresh_from_db()
    assert (transfer.state, transfer.settled_on) == (Stage.PLACED, TODAY)
    assert branches_on(person, TODAY - dt.timedelta(1)) == ["东篱社区第一党支部"]
    assert branches_on(person, TODAY) == ["柳岸社区第一党支部"]
    stay = Membership.objects.on(TODAY).get(person=person)
    assert (stay.arrival, stay.document) == (
        Arrival.TRANSFERRED,
        "东篱街道党工委介绍信〔2026〕第001号",
    )
    assert person.organization == district.foreign
    paper.refresh_from_db()
    assert (paper.receipt_on, paper.receipt_from) == (TODAY, district.foreign.name)
    assert Standing.objects.filter(person=person).count() == 2  # as before: he is what he was
    assert turns(transfer) == []
    verbs = Leaf.objects.filter(subject_uid=transfer.uid).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["start", "issue", "receive", "place"]


def test_a_member_asks_himself_and_his_branch_looks_first(district: District) -> None:
    """A9: and he may take it back until his branch has looked."""
    transfer = started(district, person=district.people["member"], role="member")
    assert transfer.state == Stage.CHECKING
    assert turns(transfer) == ["东篱社区第一党支部:MAINTAIN"]
    mine = sight(district, transfer, "member")
    assert [move.name for move in mine.moves] == ["withdraw"]
    moving.step(transfer, "forward", **given(district, transfer, "secretary"))
    transfer.refresh_from_db()
    assert transfer.state == Stage.ISSUING
    with pytest.raises(Stale):
        moving.step(
            transfer,
            "withdraw",
            part=Part.MEMBER,
            seen=transfer.case.round,
            now=NOON,
            by=who(district, "member").myself(),
        )


def test_whoever_moves_himself_does_nothing_in_the_office(district: District) -> None:
    """The secretary's own transfer goes to somebody above her; she is the member only."""
    secretary = district.people["secretary"]
    committees(district)
    transfer = starting.start(
        secretary,
        to=district.foreign,
        reason="搬家",
        part=Part.MEMBER,
        now=NOON,
        by=who(district, "secretary").myself(),
    )
    assert turns(transfer) == ["东篱街道党工委:MAINTAIN"]
    assert sight(district, transfer, "secretary").parts == {Part.MEMBER}


def test_two_branches_of_one_committee_need_no_letter(district: District) -> None:
    transfer = started(district, to=district.west)
    seen = sight(district, transfer, "clerk")
    assert [move.name for move in seen.moves] == ["disapprove", "pass_on"]
    moving.pass_on(transfer, **given(district, transfer, "clerk"))
    transfer = placed(district, transfer)
    assert not Introduction.objects.exists()
    stay = Membership.objects.on(TODAY).get(person=transfer.person)
    assert (stay.organization, stay.document) == (
        district.west,
        "东篱街道党工委批准，党委内转接",
    )


def test_nothing_comes_back_or_is_refused_without_a_reason(district: District) -> None:
    """教育管理条例 Art. 25; a letter that came back is void and its number stays used."""
    transfer = started(district)
    paper = approved(district, transfer)
    facts = given(district, transfer, "office") | {"part": Part.RECEIVER}
    with pytest.raises(Refused, match="理由"):
        moving.step(transfer, "give_back", words=" ", **facts)
    back(district, transfer, "give_back", Part.RECEIVER)
    transfer.refresh_from_db()
    paper.refresh_from_db()
    assert (transfer.state, paper.voided_on) == (Stage.RETURNED, TODAY)
    assert turns(transfer) == ["东篱街道党工委:STANDING"]
    again = approved(district, transfer)
    assert again.called == "〔2026〕第002号"
    for flow in FLOWS.values():
        for move in flow.moves:
            refuses = flow.state(move.to).says in ("没有办成",) or "退回" in move.says
            assert move.words or not refuses, move.name


def test_the_branch_hands_back_and_the_committee_names_another(district: District) -> None:
    second = open_below(district.other_street, "柳岸社区第二党支部", "branch")
    transfer = started(district)
    approved(district, transfer)
    received(district, transfer)
    back(district, transfer, "hand_back", Part.NEW_BRANCH)
    received(district, transfer, second)
    transfer = placed(district, transfer)
    assert branches_on(transfer.person, TODAY) == ["柳岸社区第二党支部"]


def test_a_committee_takes_only_for_its_own_branches(district: District) -> None:
    transfer = started(district)
    approved(district, transfer)
    with pytest.raises(Refused, match="不归本党委管"):
        received(district, transfer, district.west)


def test_a_letter_that_holds_no_longer_is_not_received(district: District) -> None:
    transfer = started(district)
    approved(district, transfer, valid_until=TODAY)
    facts = given(district, transfer, "office", now=NOON + dt.timedelta(days=1))
    with pytest.raises(Refused, match="有效期"):
        moving.receive(transfer, branch=district.foreign, **facts | {"part": Part.RECEIVER})


def test_going_beyond_the_district_ends_here_with_the_receipt_only(district: District) -> None:
    """A9: letter issued, receipt returned, only then the membership ends here."""
    person = register(district.east, "秦书岚")
    transfer = started(district, to="中共远山市委组织部", person=person)
    paper = approved(district, transfer)
    transfer.refresh_from_db()
    assert transfer.state == Stage.AWAY
    assert branches_on(person, TODAY) == ["东篱社区第一党支部"]
    assert ToDo.objects.get(case=transfer.case, closed_at=None).due_on == dt.date(2027, 2, 23)
    facts = given(district, transfer, "clerk")
    with pytest.raises(Refused, match="不能早于"):
        moving.book_receipt(
            transfer, on=TODAY - dt.timedelta(1), receipt_from="远山市委组织部", **facts
        )
    moving.book_receipt(transfer, on=TODAY, receipt_from="远山市委组织部", **facts)
    person.refresh_from_db()
    assert person.standing == StandingKind.MOVED
    assert branches_on(person, TODAY - dt.timedelta(1)) == ["东篱社区第一党支部"]
    assert branches_on(person, TODAY) == []
    moved = Standing.objects.get(person=person, kind=StandingKind.MOVED)
    assert moved.document == f"介绍信{paper.called}，远山市委组织部回执"


def brought(district: District, **given_: object) -> Transfer:
    facts = {
        "name": "顾远舟",
        "from_words": "中共远山市委组织部",
        "letter_number": "远组〔2026〕88号",
        "letter_issued_on": dt.date(2026, 11, 2),
        "letter_valid_until": dt.date(2027, 1, 31),
        "reason": "到本区工作",
    } | given_
    return starting.present(
        district.east,
        **facts,
        part=Part.NEW_BRANCH,
        now=NOON,
        by=who(district, "secretary").actor(Purpose.MAINTAIN, district.east.path),
    )


def accepted(district: District, transfer: Transfer) -> Transfer:
    return moving.receive(transfer, branch=district.east, **given(district, transfer, "clerk"))


def test_a_letter_from_elsewhere_is_checked_and_its_bearer_entered(district: District) -> None:
    """A9: in: letter presented, checked, person entered."""
    committees(district)
    transfer = accepted(district, brought(district))
    assert (transfer.state, transfer.person) == (Stage.PLACING, None)
    person = arriving.enter(
        transfer,
        new_member(district.east, "顾远舟"),
        on=TODAY,
        **given(district, transfer, "secretary"),
    )
    transfer.refresh_from_db()
    assert (transfer.state, transfer.person) == (Stage.PLACED, person)
    stay = Membership.objects.get(person=person)
    assert (stay.valid.lower, stay.arrival) == (TODAY, Arrival.TRANSFERRED)
    assert stay.document == "中共远山市委组织部介绍信 远组〔2026〕88号"


def test_whoever_had_moved_out_comes_back_to_his_old_record(district: District) -> None:
    member = new_member(district.east, "秦书岚")
    person = register(district.east, "秦书岚", id_number=member.id_number,
                      born_on=member.born_on, sex=member.sex)  # fmt: skip
    committees(district)
    standing.move_out(
        person, on=dt.date(2026, 3, 1), document="回执", today=TODAY, by=SYSTEM
    )
    transfer = accepted(district, brought(district, name="秦书岚"))
    facts = given(district, transfer, "secretary")
    back_again = arriving.enter(transfer, member, on=TODAY, **facts)
    assert back_again.pk == person.pk
    person.refresh_from_db()
    assert person.standing == StandingKind.FULL
    assert branches_on(person, dt.date(2026, 5, 1)) == []
    assert branches_on(person, TODAY) == ["东篱社区第一党支部"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"letter_valid_until": dt.date(2026, 11, 22)}, "有效期"),
        ({"letter_issued_on": dt.date(2026, 11, 24)}, "还没到"),
        ({"letter_valid_until": dt.date(2026, 11, 1)}, "不能早于"),
        ({"letter_number": " "}, "编号"),
        ({"name": ""}, "姓名"),
    ],
)
def test_a_letter_that_cannot_be_right_is_not_taken(
    district: District, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        brought(district, **wrong)


def test_what_cannot_be_transferred(district: District) -> None:
    committees(district)
    person = register(district.east, "秦书岚")
    with pytest.raises(Refused, match="本来就在"):
        started(district, to=district.east, person=person)
    with pytest.raises(Refused, match="不直接编入"):
        started(district, to=district.street, person=person)
    temporary = open_below(district.street, "工地临时党支部", "temporary_branch")
    with pytest.raises(Refused, match="临时党支部不接收"):
        started(district, to=temporary, person=person)
    started(district, person=person)
    with pytest.raises(Refused, match="已经有一件"):
        started(district, person=person)
    gone = register(district.east, "冯若谷")
    standing.change_standing(
        gone, kind="died", on=TODAY, reason="去世", document="", today=TODAY, by=SYSTEM
    )
    with pytest.raises(Refused, match="不是在册党员"):
        started(district, person=Person.objects.get(pk=gone.pk))


def test_two_of_one_member_cannot_be_under_way_whatever_the_code_does(district: District) -> None:
    first = started(district)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=first.pk).update(settled_on=TODAY)
    other = started(district, person=register(district.east, "冯若谷"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=other.pk).update(person=first.person)


def test_where_he_goes_nobody_learns_of_it_before_there_is_a_letter(district: District) -> None:
    transfer = started(district)
    seen = queries.parts_of(who(district, "office"), transfer)
    assert seen == {Part.OLD_BRANCH, Part.SENDER}
    with pytest.raises(Missing):
        sight(district, transfer, "auditor")
    approved(district, transfer)
    transfer = Transfer.objects.get(pk=transfer.pk)
    assert queries.parts_of(who(district, "office"), transfer) == set(Part) - {Part.MEMBER}


def test_of_two_who_press_at_once_one_wins(district: District) -> None:
    transfer = started(district)
    facts = given(district, transfer, "clerk")
    more = {"dues_until": dt.date(2026, 11, 1), "valid_until": dt.date(2027, 1, 1)}
    moving.approve(transfer, **more, **facts)
    with pytest.raises(Stale):
        moving.approve(transfer, **more, **facts)
    assert Introduction.objects.count() == 1


def test_who_left_his_branch_otherwise_meanwhile_is_not_placed(district: District) -> None:
    transfer = started(district)
    approved(district, transfer)
    received(district, transfer)
    people.reassign(
        transfer.person, organization=district.west, on=TODAY, today=TODAY, by=SYSTEM
    )
    with pytest.raises(Refused, match="不在原支部"):
        placed(district, transfer)


def test_the_committee_of_a_branch_is_the_nearest_that_may_approve(district: District) -> None:
    assert committee_of(district.east) == district.root  # no street has the power yet
    committees(district)
    assert committee_of(district.east) == district.street

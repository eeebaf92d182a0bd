"""Developments through the actions: what follows in the register, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.development.actions import applying, localities, taking
from dangjian.development.actions.papers import PaperEntry
from dangjian.development.actions.restating import restate_all
from dangjian.development.actions.taking import Entry
from dangjian.development.models import Development, Edition, Guide, Outcome, Part, StepTaken
from dangjian.development.queries.cases import Wanted, developments, figures
from dangjian.development.queries.trying import try_rule
from dangjian.development.rules.tables import BY_NAME
from dangjian.kernel import rule_overrides
from dangjian.kernel.evidence import SYSTEM, Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.openness.models import Notice
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Membership, Person, Standing
from tests.development.cases import (
    DAYS,
    LATER,
    applied,
    asked,
    empowered,
    moment,
    noticed,
    round_of,
    took,
    voted,
    walked,
)
from tests.district import TODAY, District, invented_number, register

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def place(district: District) -> District:
    empowered(district)
    return district


def fresh(case: Development) -> Development:
    return Development.objects.select_related("person", "organization").get(pk=case.pk)


def test_from_application_to_full_member_and_into_the_file(place: District) -> None:
    """A7, A8: every step with its paper; the register gets the person from the day of the branch
    meeting, and makes him a full member from the day the probation is full."""
    case = walked(place, "approve")
    person = case.person
    assert person is not None and person.standing == "probationary"
    assert (person.name, person.joined_on) == ("江亦舟", D(2027, 8, 8))
    stay = Membership.objects.get(person=person)
    assert (stay.arrival, stay.valid.lower, stay.organization) == (
        "admitted",
        D(2027, 8, 8),
        place.east,
    )
    assert stay.document == "东篱街道党工委审批意见第1号"
    assert person.unseal("mobile") == "15400000077"
    himself = Actor(1, "member", person.uid)
    with pytest.raises(Refused, match="自己的事") as own:
        took(place, case, "enroll", D(2027, 9, 1), by=himself)
    assert own.value.status == 403
    who = place.sign_in(Client(), "secretary")
    asked_for = f"{reverse('developments')}?person={person.pk}"
    assert asked_for in who.get(reverse("member", args=[person.pk])).content.decode()
    answer = who.get(asked_for)
    assert answer.headers["Location"] == reverse("development", args=[case.pk])
    for name, day in [
        ("file_department", D(2027, 9, 1)),
        ("enroll", D(2027, 9, 1)),
        ("oath", D(2027, 9, 10)),
        ("examine_probation", D(2028, 2, 8)),
        ("examine_probation", D(2028, 8, 8)),
        ("apply_conversion", D(2028, 8, 8)),
        ("hear_conversion", D(2028, 8, 9)),
        ("conversion_review", D(2028, 8, 10)),
    ]:
        took(place, case, name, day)
    with pytest.raises(Refused, match="最早2028年8月8日"):
        asked(case, "convert_meeting", D(2028, 8, 7))
    voted(place, case, "convert_meeting", D(2028, 8, 12))
    took(place, case, "convert_meeting", D(2028, 8, 12))
    took(place, case, "approve_conversion", D(2028, 8, 20))
    person.refresh_from_db()
    assert (person.standing, person.full_on) == ("full", D(2028, 8, 8))
    full = Standing.objects.get(person=person, kind="full")
    assert (full.valid.lower, full.reason) == (D(2028, 8, 8), "按期转正")
    took(place, case, "archive", D(2028, 8, 25))
    case = fresh(case)
    assert (case.state, case.ended_on, case.next_step) == ("filed", D(2028, 8, 25), "")
    assert case.taken.filter(papers__isnull=True).exclude(step="notice").count() == 0
    told = Leaf.objects.filter(subject_uid=case.uid).values_list("body", flat=True)
    assert "江亦舟" not in " ".join(told), "the log names nobody"


def test_probation_is_extended_once_and_the_rest_is_gone_through_again(place: District) -> None:
    """A7: six months at least, a year at most; a second extension is refused, with the clause."""
    case = walked(place, "conversion_review")
    voted(place, case, "convert_meeting", D(2028, 8, 12), against=9)
    with pytest.raises(Refused, match="没有通过转正"):
        took(place, case, "convert_meeting", D(2028, 8, 12))
    took(place, case, "convert_meeting", D(2028, 8, 12), outcome=Outcome.EXTENDED)
    for months in (5, 13, None):
        with pytest.raises(Refused, match="预备期") as refused:
            took(
                place, case, "approve_conversion", D(2028, 8, 20),
                outcome=Outcome.EXTENDED, months=months,
            )  # fmt: skip
        assert refused.value.clause.endswith("第三十一条")
    took(place, case, "approve_conversion", D(2028, 8, 20), outcome=Outcome.EXTENDED, months=6)
    case = fresh(case)
    assert (case.state, case.extended, case.due_on) == ("probationary", 6, D(2029, 2, 8))
    for name, day in [
        ("examine_probation", D(2029, 2, 8)),
        ("apply_conversion", D(2029, 2, 8)),
        ("hear_conversion", D(2029, 2, 9)),
        ("conversion_review", D(2029, 2, 10)),
    ]:
        took(place, case, name, day)
    voted(place, case, "convert_meeting", D(2029, 2, 12), against=9)
    took(place, case, "convert_meeting", D(2029, 2, 12), outcome=Outcome.EXTENDED)
    with pytest.raises(Refused, match="只能延长1次") as again:
        took(place, case, "approve_conversion", D(2029, 2, 20), outcome=Outcome.EXTENDED, months=6)
    assert again.value.clause.endswith("第三十一条")
    took(place, case, "approve_conversion", D(2029, 2, 20), outcome=Outcome.CANCELLED)
    case = fresh(case)
    assert case.person is not None
    assert (case.state, case.person.standing) == ("ended", "left")
    assert Standing.objects.get(person=case.person, kind="left").reason == "取消预备党员资格"


def test_a_probationer_is_no_sponsor_and_no_contact(place: District) -> None:
    """A7: refused with the clause, naming him; nothing is kept of it."""
    young = register(place.east, "苏晚照", joined_on=D(2026, 5, 1), full_on=None)
    case = walked(place, "file_activist")
    with pytest.raises(Refused, match="苏晚照在2026年7月10日不是正式党员") as refused:
        took(place, case, "assign_contacts", D(2026, 7, 10), people=[young])
    assert refused.value.clause.endswith("第九条")
    three = [place.people[role] for role in ("secretary", "organizer", "clerk")]
    with pytest.raises(Refused, match="不超过2人"):
        took(place, case, "assign_contacts", D(2026, 7, 10), people=three)
    assert Guide.objects.count() == 0
    took(place, case, "assign_contacts", D(2026, 7, 10), people=three[:2])
    took(place, case, "assign_contacts", D(2026, 9, 1), people=three[1:])
    now = Guide.objects.on(D(2026, 9, 1)).filter(part=Part.CONTACT)
    assert {guide.person for guide in now} == set(three[1:])
    assert Guide.objects.on(D(2026, 8, 31)).count() == 2


def test_nobody_under_eighteen_and_nobody_twice(place: District) -> None:
    """A7, Art. 5: eighteen on the day of the application; one case at a time; no member."""
    day = D(2026, 3, 7)
    born = D(2008, 3, 8)
    with pytest.raises(Refused, match="不满18周岁") as refused:
        applied(place, day, born_on=born, id_number=invented_number(born, "1", 9))
    assert refused.value.clause.endswith("第五条（未核对）")
    case = applied(place, D(2026, 6, 30))
    with pytest.raises(Refused, match="已经登记过"):
        applied(place, D(2026, 7, 1), at=place.west)
    applying.stop(
        case, words="本人撤回申请", on=D(2026, 8, 1), seen=round_of(case), today=LATER,
        now=moment(LATER), by=SYSTEM,
    )  # fmt: skip
    again = applied(place, D(2026, 9, 1), at=place.west)
    assert again.applicant_id == case.applicant_id
    member = place.people["member"]
    with pytest.raises(Refused, match="已经在党员登记册里"):
        applied(
            place, D(2026, 9, 1), name=member.name, sex=member.sex, born_on=member.born_on,
            id_number=member.unseal("id_number"),
        )  # fmt: skip
    with pytest.raises(Refused, match="日期还没到"):
        applied(place, D(2031, 1, 1))


def test_a_step_without_its_paper_is_refused_with_the_clause(place: District) -> None:
    """A7, A8: the paper is named; nothing is half done."""
    case = applied(place)
    with pytest.raises(Refused, match="还缺《谈话记录》") as refused:
        took(place, case, "talk", D(2026, 7, 1), papers=[])
    assert refused.value.clause.endswith("第七条")
    unsigned = [PaperEntry("谈话记录", D(2026, 7, 1), " ")]
    with pytest.raises(Refused, match="还缺《谈话记录》"):
        took(place, case, "talk", D(2026, 7, 1), papers=unsigned)
    assert StepTaken.objects.filter(step="talk").count() == 0
    took(place, case, "talk", D(2026, 7, 1))
    with pytest.raises(Refused, match="还没有办“支委会确定入党积极分子”"):
        took(place, case, "assign_contacts", D(2026, 7, 2))


def test_two_secretaries_at_once_and_a_day_that_has_not_come(place: District) -> None:
    case = applied(place)
    seen = round_of(case)
    took(place, case, "talk", D(2026, 7, 1))
    with pytest.raises(Stale, match="刚刚又登记了一步"):
        took(place, case, "recommend", D(2026, 7, 2), seen=seen)
    with pytest.raises(Refused, match="还没到"):
        took(place, case, "recommend", D(2026, 7, 2), today=D(2026, 7, 1))


def test_a_case_begun_before_the_rules_of_2026_waits_for_a_person(place: District) -> None:
    """A7, X11: which rules it goes on under is written down, with reason and paper; until then
    nothing goes on."""
    case = applied(place, D(2026, 1, 31))
    assert case.edition == Edition.OLD
    with pytest.raises(Refused, match="先要由人写明以后按哪一部细则办"):
        took(place, case, "talk", D(2026, 2, 28))

    def choose(**more: object) -> Development:
        given = {"reason": "区委组织部统一要求", "paper": "禾组发〔2026〕12号"} | more
        return applying.choose_edition(
            case, Edition.NEW, **given, seen=round_of(case), today=LATER, now=moment(LATER),
            by=viewer_of(place.accounts["secretary"], TODAY).actor(Purpose.MAINTAIN),
        )  # fmt: skip

    with pytest.raises(Refused, match="请写明理由"):
        choose(reason="")
    choose()
    case = fresh(case)
    assert (case.edition, case.edition_on) == (Edition.NEW, LATER)
    assert case.edition_by == place.people["secretary"]
    with pytest.raises(Stale):
        choose()
    took(place, case, "talk", D(2026, 2, 28))


def test_the_notice_is_asked_for_its_result(place: District) -> None:
    """A7: openness runs it; listing waits for its end, and for a result that allows it."""
    case = walked(place, "superior_consent")
    notice = noticed(place, case, D(2027, 6, 16), end=False)
    took(place, case, "examine_activist", D(2027, 7, 1))
    with pytest.raises(Refused, match="公示还没有结果"):
        took(place, case, "list_candidate", D(2027, 7, 1))
    notice = Notice.objects.get(pk=notice.pk)
    assert (notice.kind, notice.count, notice.days) == ("candidate", 1, 5)
    with pytest.raises(Refused, match="已经有一份公示"):
        noticed(place, case, D(2027, 6, 17))


def test_a_lost_vote_is_entered_as_it_was_and_a_no_of_the_committee_ends_the_case(
    place: District,
) -> None:
    """A7, X12: the count says whether it was carried, and the case waits for another meeting; what
    the committee decides a person enters, and after a no the register has nobody."""
    case = walked(place, "form")
    voted(place, case, "meeting", D(2027, 8, 8), against=9)
    took(place, case, "meeting", D(2027, 8, 8))
    assert StepTaken.objects.get(step="meeting").outcome == Outcome.NOT_AGREED
    with pytest.raises(Refused, match="结果是不同意"):
        took(place, case, "superior_talk", D(2027, 8, 20))
    with pytest.raises(Refused, match="还没有为这件事开支部大会"):
        took(place, case, "meeting", D(2027, 8, 8))
    voted(place, case, "meeting", D(2027, 8, 9))
    took(place, case, "meeting", D(2027, 8, 9))
    took(place, case, "superior_talk", D(2027, 8, 20))
    people = Person.objects.count()
    with pytest.raises(Refused, match="请选一个结果"):
        took(place, case, "approve", D(2027, 8, 30), outcome=None)
    with pytest.raises(Refused, match="要写明原因"):
        took(place, case, "approve", D(2027, 11, 10))
    took(place, case, "approve", D(2027, 11, 10), outcome=Outcome.NOT_AGREED, late="补充外调材料")
    case = fresh(case)
    assert (case.state, case.person, Person.objects.count()) == ("ended", None, people)


def test_without_a_committee_with_the_power_nothing_is_approved(district: District) -> None:
    case = walked(district, "name_activist")
    with pytest.raises(Refused, match="没有登记为有审批预备党员权限"):
        took(district, case, "file_activist", D(2026, 7, 10))


def test_a_locality_may_be_stricter_and_never_laxer(place: District) -> None:
    """A7, X11: a longer wait holds at once; a shorter one is refused with the clause; a step more
    has to be taken, with its paper."""

    def override(value: int) -> object:
        return rule_overrides.override(
            "development.activist.min_months",
            organization_uid=place.root.uid,
            path=place.root.path,
            value=value,
            effective_from=D(2026, 1, 1),
            reason="区委规定",
            by=SYSTEM,
            on=TODAY,
        )

    with pytest.raises(Refused, match="只能规定得更严") as refused:
        override(11)
    assert refused.value.clause.endswith("第十三条")
    override(18)
    case = walked(place, "notice")
    took(place, case, "examine_activist", D(2027, 7, 1))
    with pytest.raises(Refused, match="最早2028年1月1日"):
        took(place, case, "list_candidate", D(2027, 7, 1))

    local = localities.add_step(
        place.street,
        says="征求综治部门意见",
        before="list_candidate",
        paper="征求意见函",
        document="东街党发〔2026〕9号",
        from_on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    took(place, case, "examine_activist", D(2028, 1, 1))
    with pytest.raises(Refused, match="先要办“征求综治部门意见”") as missing:
        took(place, case, "list_candidate", D(2028, 1, 1))
    assert missing.value.clause == "东街党发〔2026〕9号"

    def take_local(*given: PaperEntry) -> Development:
        entry = Entry(on=D(2027, 12, 1), papers=given)
        return taking.take_local(
            case, local, entry, seen=round_of(case), today=LATER, now=moment(LATER), by=SYSTEM
        )

    with pytest.raises(Refused, match="还缺《征求意见函》"):
        take_local()
    take_local(PaperEntry("征求意见函", D(2027, 12, 1), "东篱街道综治办"))
    took(place, case, "list_candidate", D(2028, 1, 1))


def test_what_was_entered_by_mistake_is_taken_back_and_stays_in_sight(place: District) -> None:
    case = applied(place)

    def back(words: str) -> Development:
        return taking.take_back(
            case, words=words, seen=round_of(case), today=LATER, now=moment(LATER), by=SYSTEM
        )

    with pytest.raises(Refused, match="不能撤回"):
        back("登记错了人")
    took(place, case, "talk", D(2026, 7, 3))
    with pytest.raises(Refused, match="请写明"):
        back("")
    back("日期看错了一天")
    took(place, case, "talk", D(2026, 7, 2))
    kept = StepTaken.objects.filter(step="talk").order_by("pk")
    assert [bool(row.withdrawn_at) for row in kept] == [True, False]


def test_what_is_due_this_month_and_what_the_night_puts_right(place: District) -> None:
    """X11: the list reads what the last act reckoned; a rule corrected since is seen after the
    night."""
    case = applied(place, D(2026, 11, 10))
    scope = viewer_of(place.accounts["office"], TODAY).scope(Purpose.READ)
    assert (case.next_step, case.due_on) == ("talk", D(2026, 12, 10))
    due = Wanted(due="month")
    assert list(developments(scope, due, TODAY)) == []
    december = D(2026, 12, 1)
    assert [one.pk for one in developments(scope, due, december)] == [case.pk]
    assert figures(scope, december).month == 1
    assert figures(scope, D(2026, 12, 11)).late == 1
    assert restate_all(TODAY) == 0
    Development.objects.filter(pk=case.pk).update(due_on=None, next_step="")
    assert restate_all(TODAY) == 1
    assert fresh(case).due_on == D(2026, 12, 10)


def test_the_night_asks_as_much_for_three_places_as_for_one(place: District) -> None:
    """X11: ten thousand cases at fifteen hundred branches; rules are read once for all."""
    asked_for = []
    for branches in ([place.east], [place.west, place.foreign]):
        for branch in branches:
            number = invented_number(D(1996, 5, 4), "1", 8 * branch.pk)
            applied(place, D(2026, 11, 10), at=branch, id_number=number, born_on=D(1996, 5, 4))
        Development.objects.update(due_on=None, next_step="")
        with CaptureQueriesContext(connection) as queries:
            assert restate_all(TODAY) == Development.objects.count()
        asked_for.append(len(queries))
    assert asked_for[0] == asked_for[1]
    days = set(Development.objects.values_list("next_step", "next_part", "due_on"))
    assert days == {("talk", "branch", D(2026, 12, 10))}


def test_a_rule_is_tried_on_last_years_cases_and_nothing_is_kept(place: District) -> None:
    """X11: change a number, see which cases it would have refused."""
    case = walked(place, "list_candidate")
    scope = viewer_of(place.accounts["office"], TODAY).scope(Purpose.PROCEDURE)
    leaves = Leaf.objects.count()
    today = D(2027, 8, 1)
    key = "development.activist.min_months"
    longer = try_rule(scope, key, 18, today)
    assert (longer.cases, longer.refused, longer.laxer) == (1, 1, False)
    [hit] = longer.hits
    assert hit.case.pk == case.pk
    assert "最早应在2028年1月1日，是2027年7月1日" in hit.objections[0].sentence
    assert try_rule(scope, key, 12, today).refused == 0
    assert try_rule(scope, key, 6, today).laxer
    assert try_rule(scope, "development.notice.min_working_days", 7, today).refused == 1
    assert try_rule(scope, key, 18, D(2029, 1, 1)).cases == 0
    assert Leaf.objects.count() == leaves


def test_the_days_of_the_tests_are_those_of_the_table() -> None:
    assert set(DAYS) == set(BY_NAME)

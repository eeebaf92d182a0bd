"""I6: the catalogue of open Party affairs, from a proposal to its readers."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.desk import rooms
from dangjian.flow.models import ToDo
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.openness import jobs
from dangjian.openness.actions import disclosing, proposing
from dangjian.openness.models import ENDED, Circle, Duration, Item, Matter, Proposal, Stage
from dangjian.openness.queries import catalogue, verifying
from dangjian.openness.rules import CATALOGUE, texts
from dangjian.openness.rules.disclosure_tables import TURN_RIGHT
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.openness.disclosed import (
    HANDS,
    carried,
    content,
    disclosed,
    fresh,
    handed_in,
    proposed,
    through,
)
from tests.openness.notices import on, placed, viewer
from tests.openness.test_rules import paths

pytestmark = pytest.mark.django_db


def page_of(item: Item, client: Client | None = None) -> str:
    answer = (client or Client()).get(reverse("item", args=[item.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def organizer(district: District) -> object:
    return viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)


# --- four people ----------------------------------------------------------------------------------


def test_the_public_reads_an_item_after_four_people_carried_it(district: District) -> None:
    """I6: responsible unit, date and validity; proposed, reviewed, approved, put into effect, each
    by somebody else, each finding it in the one inbox with its day."""
    days = {"effective_on": dt.date(2026, 12, 1), "expires_on": dt.date(2027, 12, 1)}
    made = proposed(district, **days)
    item = made.item
    for role in HANDS.values():
        assert Client().get(reverse("item", args=[item.pk])).status_code == 404
        todo = ToDo.objects.get(case=made.case, closed_at__isnull=True)
        assert rooms.pages([todo.pk]) == {todo.pk: reverse("proposal", args=[made.pk])}
        assert todo.due_on == dt.date(2026, 12, 7), "ten working days in all"
        made = carried(district, made, role)
    item.refresh_from_db()
    told = page_of(item)
    for words in (
        "党员组织关系转接办理程序",
        "党建办",
        "2026年12月1日",
        "2027年12月1日",
        "GK-2026-0001",
    ):
        assert words in told, words
    assert "还没有生效" in told and "2026年11月23日" in told
    four = {made.author_id, made.reviewed_by_id, made.approved_by_id, made.implemented_by_id}
    assert len(four) == 4


@given(st.lists(st.sampled_from(("organizer", "security_officer", "leader", "clerk")), max_size=9))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whoever_tries_in_whatever_order_nobody_takes_two_of_the_four_steps(
    district: District, tries: list[str]
) -> None:
    """I6, maker is not checker: the four who may sit in each office try one after the other, with
    every right that office has; what was put into effect bears four different names."""
    with transaction.atomic():
        made = proposed(district)
        for role in tries:
            made = Proposal.objects.select_related("case", "item").get(pk=made.pk)
            if made.state not in TURN_RIGHT:
                break
            here = Stage(made.state)
            act = disclosing.implement if here == Stage.APPROVED else disclosing.sign
            by = viewer(district, role).actor(TURN_RIGHT[here], district.root.path)
            try:
                act(made, office=district.root, seen=made.case.round, now=clock.now(), by=by)
            except Refused as refusal:
                # Not he (403); or nobody would be left for the next step (422).
                assert refusal.status in (403, 422)
        made.refresh_from_db()
        hands = [made.author_id, made.reviewed_by_id, made.approved_by_id, made.implemented_by_id]
        had = [one for one in hands if one is not None]
        assert len(set(had)) == len(had)
        shown = Item.objects.get(pk=made.item_id).current_id is not None
        assert shown == (len(had) == 4) == (made.state == Stage.DONE)
        transaction.set_rollback(True)


def test_the_database_refuses_what_the_rule_refuses(district: District) -> None:
    """I6: the broken twin of the rule, past the actions."""
    made = carried(district, proposed(district))
    rows = Proposal.objects.filter(pk=made.pk)
    with pytest.raises(IntegrityError, match="proposal_signed_by_other_eyes"), transaction.atomic():
        rows.update(approved_by=made.author)
    with pytest.raises(IntegrityError, match="proposal_done_is_signed"), transaction.atomic():
        rows.update(state=Stage.DONE)


def test_no_path_of_the_table_leads_round_review_and_approval() -> None:
    """I6: every path that ends in effect has passed the review, the approval and the step itself,
    in this order, since it was last proposed."""
    ends = [path for path in paths(CATALOGUE) if path[-1] == "implement"]
    assert ends
    for path in ends:
        assert path[-4:] == ["propose", "pass_review", "approve", "implement"]


def test_sent_back_it_is_changed_and_goes_by_all_hands_again(district: District) -> None:
    """I6: returned with a reason, in the author's inbox."""
    made = fresh(carried(district, proposed(district)))
    by = viewer(district, "leader").actor(Purpose.FINAL, district.root.path)
    kept = {"office": district.root, "seen": made.case.round, "now": clock.now(), "by": by}
    with pytest.raises(Refused, match="要写明理由"):
        disclosing.send_back(made, words=" ", **kept)
    made = fresh(disclosing.send_back(made, words="第二条写清楚。", **kept))
    todo = ToDo.objects.get(case=made.case, closed_at__isnull=True)
    assert todo.for_person == district.people["organizer"]
    made = proposing.edit(
        made,
        content(text="写清楚了。"),
        seen=made.case.round,
        now=clock.now(),
        by=organizer(district),
    )
    with pytest.raises(Stale):
        carried_late = {"office": district.root, "seen": made.case.round, "now": clock.now()}
        disclosing.sign(made, by=by, **carried_late)
    made = handed_in(district, made)
    assert (made.state, made.reviewed_by) == (Stage.REVIEW, None)
    assert through(district, made).state == Stage.DONE


def test_what_was_changed_after_it_was_proposed_is_signed_by_nobody(district: District) -> None:
    """T10: the very text, to the letter."""
    made = proposed(district)
    Proposal.objects.filter(pk=made.pk).update(text="另一段话。")
    with pytest.raises(Refused, match="和提出时不一样"):
        carried(district, made)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "事项还是空的"),
        ({"text": "联系人手机13800138000。"}, "手机号"),
        ({"text": "机密★1年"}, "密级标志"),
        ({"unit": "党建办13800138000"}, "责任部门里好像有手机号"),
        ({"duration": Duration.FIXED}, "写公开到哪一天"),
        ({"until_on": dt.date(2027, 1, 1)}, "只有固定期限"),
        ({"duration": Duration.FIXED, "until_on": TODAY}, "今天以后"),
        (
            {"effective_on": dt.date(2027, 1, 2), "expires_on": dt.date(2027, 1, 2)},
            "失效日期要在生效日期以后",
        ),
        ({"circle": Circle.GIVEN}, "请选公开给哪些组织"),
    ],
)
def test_what_an_item_must_not_say_is_refused(
    change: dict[str, object], sentence: str, district: District
) -> None:
    """I6."""
    with pytest.raises(Refused, match=sentence):
        proposed(district, **change)


# --- who reads it ---------------------------------------------------------------------------------


def test_an_item_is_there_for_its_circle_and_for_nobody_else(district: District) -> None:
    """I6: outside the circle the same 404 as for what never was, in page, list and filter."""
    street, other = district.street, district.other_street
    items = {
        Circle.SOCIETY: disclosed(district, at=street, title="对全社会的"),
        Circle.PARTY: disclosed(district, at=other, title="对全体党员的", circle=Circle.PARTY),
        Circle.OWN: disclosed(district, at=street, title="对本组织的", circle=Circle.OWN),
        Circle.GIVEN: disclosed(
            district,
            at=street,
            title="对第二支部的",
            circle=Circle.GIVEN,
            audience=[district.west],
        ),
    }
    foreign = disclosed(district, at=other, title="对柳岸的", circle=Circle.OWN)
    member = district.sign_in(Client(), "member")
    secretary = district.sign_in(Client(), "secretary")
    assert titles(Client()) == {"对全社会的"}
    assert titles(member) == {"对全社会的", "对全体党员的", "对本组织的"}
    # He writes for his branch only: what the street gives to another branch is not his.
    assert titles(secretary) == titles(member)
    assert titles(district.sign_in(Client(), "clerk")) == titles(member) | {"对第二支部的"}
    never = Client().get(reverse("item", args=[10**6]))
    for hidden in (items[Circle.PARTY], items[Circle.OWN], items[Circle.GIVEN], foreign):
        answer = Client().get(reverse("item", args=[hidden.pk]))
        assert (answer.status_code, told(answer)) == (404, told(never))
        address = reverse("catalogue") + f"?at={hidden.organization_id}"
        assert hidden.current.title not in Client().get(address).content.decode()
    assert member.get(reverse("item", args=[foreign.pk])).status_code == 404
    assert "对第二支部的" not in str(titles(member))


def titles(client: Client) -> set[str]:
    answer = client.get(reverse("catalogue"))
    return {one.current.title for one in answer.context["page"]}


def told(answer: object) -> str:
    """The page without what changes with every answer."""
    body = answer.content.decode()  # type: ignore[attr-defined]
    return body.split("<main")[1].split("</main>")[0]


def test_the_list_goes_by_kind_and_organization_and_costs_the_same_for_many(
    district: District, django_assert_num_queries: object
) -> None:
    """I6: for a visitor and a member, whose circle is asked for; a draft is nobody's business."""
    disclosed(district, matter=Matter.DUTIES, title="机构职能")
    disclosed(district, at=district.east, title="支部的程序")
    proposed(district, title="还没有公开的")
    page = Client().get(reverse("catalogue") + "?matter=duties").content.decode()
    assert "机构职能" in page and "支部的程序" not in page and "还没有公开的" not in page
    page = Client().get(reverse("catalogue") + f"?at={district.east.pk}").content.decode()
    assert "支部的程序" in page and ">机构职能</a><time" not in page
    assert Client().get(reverse("catalogue") + "?at=x&matter=y").status_code == 200
    clients = [Client(), district.sign_in(Client(), "member")]
    desk = district.sign_in(Client(), "office")
    page = desk.get(reverse("catalogue_desk")).content.decode()
    assert "等保密和准确性审查" in page and "已经实施" in page
    few = [queries(one, "catalogue") for one in clients] + [queries(desk, "catalogue_desk")]
    for n in range(6):
        disclosed(district, title=f"事项{n}", at=(district.east, district.street)[n % 2])
    many = [queries(one, "catalogue") for one in clients] + [queries(desk, "catalogue_desk")]
    assert many == few


def queries(client: Client, name: str) -> int:
    from django.test.utils import CaptureQueriesContext

    assert client.get(reverse(name)).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(name))
    return len(captured)


# --- changes, withdrawal, end ---------------------------------------------------------------------


def changed(district: District, item: Item, **more: object) -> Item:
    by = organizer(district)
    made = proposing.change(item, content(**more), reason="规定改了。", now=clock.now(), by=by)
    through(district, handed_in(district, made))
    return Item.objects.select_related("organization", "current").get(pk=item.pk)


def checked(item: Item) -> verifying.Verdict:
    placed()
    return verifying.verdict(verifying.subject_of(texts.code_of(item.uid)))


def test_a_change_goes_by_four_hands_and_the_old_words_stand_until_then(
    district: District,
) -> None:
    """I6, T1: stated in public, and verified."""
    item = disclosed(district)
    assert checked(item).good
    made = proposing.change(
        item,
        content(text="新的办法。"),
        reason="规定改了。",
        now=clock.now(),
        by=organizer(district),
    )
    with pytest.raises(Refused, match="正在办"):
        proposing.take_off(item, reason="不要了吧", now=clock.now(), by=organizer(district))
    made = handed_in(district, made)
    assert "新的办法" not in page_of(item)
    through(district, made)
    assert "新的办法" in page_of(item) and "规定改了。" in page_of(item)
    found = checked(item)
    assert (found.good, [one.state for one in found.lines]) == (True, ["shown", "changed"])
    told_now = Client().get(reverse("verify"), {"code": texts.code_of(item.uid)}).content.decode()
    assert "核验通过" in told_now and reverse("item", args=[item.pk]) in told_now
    with pytest.raises(Refused, match="写明为什么"):
        proposing.change(item, content(), reason=" ", now=clock.now(), by=organizer(district))


def test_taken_off_it_leaves_its_title_day_and_reason(district: District) -> None:
    """I6, T1: no silent deletion."""
    item = disclosed(district)
    by = organizer(district)
    made = proposing.take_off(item, reason="由新的规定代替。", now=clock.now(), by=by)
    through(district, handed_in(district, made))
    answer = Client().get(reverse("item", args=[item.pk]))
    page = answer.content.decode()
    assert answer.status_code == 410 and "由新的规定代替。" in page
    assert "本人向支部提出" not in page and titles(Client()) == set()
    found = checked(item)
    assert (found.good, found.result) == (True, "已经撤下。原因：由新的规定代替。")
    item.refresh_from_db()
    with pytest.raises(Stale, match="没有公开"):
        proposing.change(item, content(), reason="再来一次。", now=clock.now(), by=by)


def test_narrowed_to_members_it_is_gone_for_everybody_else_and_the_log_says_so(
    district: District,
) -> None:
    """I6: what was once open to all is stated withdrawn; what was never is not stated at all."""
    item = disclosed(district)
    changed(district, item, circle=Circle.PARTY)
    assert Client().get(reverse("item", args=[item.pk])).status_code == 404
    found = checked(item)
    assert (found.good, found.title, found.pk) == (True, "", None)
    assert found.lines[-1].state == "withdrawn"
    changed(district, item, circle=Circle.SOCIETY, text="又对全社会公开。")
    found = checked(item)
    assert (found.good, found.lines[-1].state) == (True, "changed")
    inner = disclosed(district, circle=Circle.PARTY, title="只对党员的")
    with pytest.raises(Missing):
        verifying.subject_of(texts.code_of(inner.uid))
    assert not Leaf.objects.filter(verb="declare", subject_uid=inner.uid).exists()
    assert Leaf.objects.filter(verb="item.implement", subject_uid=inner.uid).exists()


def test_a_fixed_duration_ends_the_day_after_its_last(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I6: the day decides, also before the job came round."""
    item = disclosed(district, duration=Duration.FIXED, until_on=dt.date(2026, 11, 30))
    lasting = disclosed(district, title="长期的")
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-11-30")
    assert jobs.keep_catalogue(0) == 0 and titles(Client()) == {item.current.title, "长期的"}
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-12-01")
    assert titles(Client()) == {"长期的"}
    answer = Client().get(reverse("item", args=[item.pk]))
    assert answer.status_code == 410 and "公开期限到2026年11月30日" in answer.content.decode()
    assert (jobs.keep_catalogue(0), jobs.keep_catalogue(0)) == (1, 0)
    found = checked(item)
    assert (found.good, found.result) == (True, "公开期限到2026年11月30日。")
    with pytest.raises(Refused, match="没有满"):
        disclosing.expire(lasting, now=on(dt.date(2026, 12, 1)), by=SYSTEM)


def test_what_was_put_into_effect_is_changed_by_nobody_past_the_verbs(district: District) -> None:
    """T1: the triggers hold it for every role of the database."""
    item = disclosed(district, circle=Circle.GIVEN, audience=[district.west])
    for statement in (
        f"UPDATE openness_proposal SET text = '别的' WHERE id = {item.current_id}",
        f"UPDATE openness_proposal SET circle = 'society' WHERE id = {item.current_id}",
        f"DELETE FROM openness_audience WHERE proposal_id = {item.current_id}",
        "INSERT INTO openness_audience (proposal_id, organization_id)"
        f" VALUES ({item.current_id}, {district.east.pk})",
        f"UPDATE openness_item SET since = since - interval '1 day' WHERE id = {item.pk}",
        f"UPDATE openness_item SET organization_id = {district.east.pk} WHERE id = {item.pk}",
    ):
        with pytest.raises(Exception, match="stays as it was"), transaction.atomic():
            _sql(statement)
    with pytest.raises(Exception, match="permission denied|not deleted"), transaction.atomic():
        _sql(f"DELETE FROM openness_item WHERE id = {item.pk}")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_renamed_organization_does_not_turn_its_items_red(district: District) -> None:
    """X3: the words bear the name of their day."""
    from dangjian.registry.actions import organizations

    item = disclosed(district)
    organizations.rename(
        district.street,
        name="中共禾丰区东篱新城街道工作委员会",
        short_name="东篱新城街道党工委",
        form=district.street.form,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    assert checked(item).good


# --- those who keep it ----------------------------------------------------------------------------


def test_the_pages_of_the_desk_carry_an_item_without_script(district: District) -> None:
    """I6: written and proposed by the forms alone; bad input is answered with sentences."""
    client = district.sign_in(Client(), "clerk")
    assert "由哪里公开" in client.get(reverse("proposal_new")).content.decode()
    address = f"{reverse('proposal_new')}?organization={district.street.pk}"
    page = client.get(address).content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answer = client.post(address, {"form_key": key, "title": "程序"})
    assert answer.status_code == 422
    fields = {
        "form_key": key,
        "matter": "procedures",
        "title": "党员关系转接程序",
        "text": "一、提出。",
        "unit": "党建办",
        "form": "本网站",
        "circle": "given",
        "audience": [district.west.pk],
        "duration": "lasting",
    }
    answer = client.post(address, fields)
    assert answer.status_code == 302, told(answer)
    made = Proposal.objects.get()
    assert list(made.audiences.values_list("organization", flat=True)) == [district.west.pk]
    page = client.get(answer["Location"]).content.decode()
    assert "特定范围：东篱社区第二党支部" in page and "不提了" in page
    nowhere = reverse("proposal_step", args=[made.pk, "nothing"])
    assert client.get(nowhere).status_code == 404
    assert client.get(reverse("proposal_step", args=[made.pk, "approve"])).status_code == 404
    assert made.state not in ENDED
    with pytest.raises(Missing):
        catalogue.proposal_for(viewer(district, "member"), made.pk, TODAY)

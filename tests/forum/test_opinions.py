"""X28: complain about the system in one click; answers are public."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from dangjian.desk.navigation import PAGE_WORDS
from dangjian.flow import queries as flow
from dangjian.flow.models import ToDo
from dangjian.forum.actions import opinions as actions
from dangjian.forum.models import Opinion, Reason
from dangjian.forum.queries import moderation
from dangjian.forum.views import pace
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from tests.district import TODAY, District
from tests.forum.forum import NOON, by, opinion, who
from tests.guards.matrix import MATRIX
from tests.registry.forms_sent import opened, send, text


def test_an_opinion_from_a_page_is_answered_for_everybody(district: District) -> None:
    """X28: the link at the foot names the page in plain words; the office is called."""
    visitor = Client()
    foot = visitor.get("/find/").content.decode()
    assert "对本系统提意见" in foot
    link = "/opinions/give/?page=%E6%89%BE%E5%85%9A%E7%BB%84%E7%BB%87"
    assert link in foot
    assert opened(visitor, link)["page"] == ["找党组织"]
    assert send(visitor, link, text="找不到我们支部。")["Location"] == "/opinions/"
    assert "找不到我们支部" not in text(visitor.get("/opinions/"))
    assert "还有 1 条等着答复" in text(visitor.get("/opinions/"))
    [todo] = flow.inbox(who(district, "office"), TODAY).rows
    assert todo.what == "答复对本系统的意见（找党组织）"
    office = district.sign_in(Client(), "office")
    here = f"/opinions/{Opinion.objects.get().pk}/answer/"
    assert here in office.get("/inbox/").content.decode()
    assert "找不到我们支部。" in text(office.get(here))
    assert send(office, here, text="可以写拼音找。").status_code == 302
    page = text(visitor.get("/opinions/"))
    assert "找不到我们支部。" in page and "可以写拼音找。" in page
    assert flow.inbox(who(district, "office"), TODAY).rows == []


def test_every_address_has_plain_words_and_every_page_the_link(district: District) -> None:
    """X28: on every page, signed in or not, also where a page was not found."""
    no_page = ("start", "gallery", "picture", "opinions", "opinion_give", "opinion_answer")
    no_page += ("still_here",)
    unnamed = {
        name
        for name in MATRIX
        if not any(name.startswith(begin) for begin in PAGE_WORDS)
        and name not in no_page
    }
    assert unnamed - {"end_other_sessions"} == set()
    member = district.sign_in(Client(), "member")
    for client, address in (
        (Client(), "/"),
        (Client(), "/sign-in/"),
        (Client(), "/topics/999999/"),
        (member, "/home/"),
        (member, f"/members/{district.people['member'].pk}/"),
    ):
        page = client.get(address).content.decode()
        assert "/opinions/give/" in page, address
        assert str(district.people["member"].uid) not in page.split("/opinions/give/")[1][:200]


@pytest.mark.parametrize("role", ["member", "clerk", "security_officer"])
def test_nobody_writes_down_who_gave_it(district: District, role: str) -> None:
    client = district.sign_in(Client(), role)
    assert send(client, "/opinions/give/", text="太慢了。").status_code == 302
    person = district.people[role]
    with connection.cursor() as cursor:
        for table in ("forum_opinion", "flow_todo"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert not [row for (row,) in cursor.fetchall() if str(person.uid) in row]
        cursor.execute("SELECT t::text FROM forum_opinion t")
        assert not [row for (row,) in cursor.fetchall() if "太慢了" in row]
    leaves = Leaf.objects.filter(verb__in=("give_opinion", "assign"))
    assert {leaf.actor_person for leaf in leaves} == {None}
    columns = {field.name for field in Opinion._meta.fields}
    assert not columns & {"by", "author", "account", "person", "given_by", "given_at"}


def test_an_opinion_whose_words_cannot_be_shown_is_answered_and_counted(
    district: District,
) -> None:
    one = opinion(district)
    with pytest.raises(Refused, match="哪部法律"):
        actions.answer(one, text="答。", reason=Reason.ILLEGAL, now=NOON, by=by(district, "office"))
    actions.answer(
        one, text="已经转告。", reason=Reason.INSULT, now=NOON, by=by(district, "office")
    )
    page = text(Client().get("/opinions/"))
    assert "字太小" not in page and "原因：侮辱、威胁他人" in page and "已经转告。" in page
    assert moderation.removals_by_quarter()[0].by_reason["insult"] == 1
    assert Opinion.objects.get().unseal("kept") == "字太小，看不清。"


def test_answered_once(district: District) -> None:
    one = opinion(district)
    actions.answer(one, text="改了。", now=NOON, by=by(district, "office"))
    with pytest.raises(Stale):
        actions.answer(one, text="又改了。", now=NOON, by=by(district, "office"))
    assert ToDo.objects.get().outcome == "done"


def test_telephone_numbers_are_refused_in_the_opinion_and_in_the_answer(
    district: District,
) -> None:
    client = Client()
    answer = send(client, "/opinions/give/", text="请打 154 0000 8888 告诉我")
    assert answer.status_code == 422 and "手机号" in text(answer)
    one = opinion(district)
    with pytest.raises(Refused, match="手机号"):
        actions.answer(one, text="找 154 0000 8888", now=NOON, by=by(district, "office"))


def test_a_flood_is_slowed_and_others_are_not(district: District) -> None:
    """What was refused for another reason does not count; somebody signed in comes from himself."""
    visitor = Client()
    for _ in range(3):
        assert send(visitor, "/opinions/give/", text="打 154 0000 8888").status_code == 422
    for _ in range(pace.AT_ONCE):
        assert send(visitor, "/opinions/give/", text="字太小。").status_code == 302
    full = send(visitor, "/opinions/give/", text="字太小。")
    assert full.status_code == 429 and "过几分钟" in text(full) and "字太小。" in text(full)
    member = district.sign_in(Client(), "member")
    assert send(member, "/opinions/give/", text="太慢了。").status_code == 302
    assert Opinion.objects.count() == pace.AT_ONCE + 1


def test_too_long_is_a_sentence(district: District) -> None:
    answer = send(Client(), "/opinions/give/", text="长" * 100_000)
    assert answer.status_code == 422 and "最多 1,000 字" in text(answer)


def test_without_a_district_nobody_is_promised_an_answer(db: None) -> None:
    answer = send(Client(), "/opinions/give/", text="有人吗")
    assert answer.status_code == 422 and "还没有登记党组织" in text(answer)

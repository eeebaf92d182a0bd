"""J6: an office asks, members and the public answer, the office's answer stands on top."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.forum.actions import threads as actions
from dangjian.forum.models import Audience, Contribution, Screening
from dangjian.kernel import idempotency
from dangjian.kernel.refusal import Refused, Stale
from tests.district import TODAY, District
from tests.forum.forum import NOON, UNTIL, by, say, topic
from tests.registry.forms_sent import opened, send, text


def test_an_office_opens_answers_and_closes_a_topic(district: District) -> None:
    """J6: the answer stands above what was said; it ends with a summary and takes no more."""
    clerk = district.sign_in(Client(), "clerk")
    answer = send(
        clerk,
        "/topics/open/",
        title="菜场早市几点开",
        question="想听听大家的。",
        until_on="2026-12-20",
    )
    here = answer["Location"]
    assert "/sign-in/" in Client().get(here + "say/")["Location"]
    member = district.sign_in(Client(), "member")
    assert send(member, here + "say/", text="六点开。").status_code == 302
    found = Contribution.objects.get().thread.topic
    assert Contribution.objects.get().state == "held"
    office = district.sign_in(Client(), "office")
    assert "请先看完再结束" in text(send(office, here + "close/", text="就这样。"))
    moderate = clerk.get(f"/threads/{found.thread.pk}/").content.decode()
    assert "六点开。" in moderate and "宋怀石" not in moderate
    key = idempotency.issue(district.accounts["clerk"].pk)
    shown = clerk.post(f"/contributions/{Contribution.objects.get().pk}/show/", {"form_key": key})
    assert shown.status_code == 302
    assert send(clerk, here + "answer/", text="定在五点半。").status_code == 302
    page = text(Client().get(here))
    assert page.index("定在五点半。") < page.index("想听听大家的。") < page.index("六点开。")
    assert send(clerk, here + "close/", text="采纳了早开的意见。").status_code == 302
    assert "采纳了早开的意见。" in text(Client().get(here))
    assert member.get(here + "say/").status_code == 409
    assert "菜场早市几点开" in text(Client().get("/topics/?over=1"))
    assert "菜场早市几点开" not in text(Client().get("/topics/"))


def test_a_topic_takes_what_is_said_within_its_days(district: District) -> None:
    found = topic(district)
    found.thread.from_on = TODAY + dt.timedelta(days=1)
    found.thread.save()
    with pytest.raises(Stale, match="结束"):
        say(found.thread, district.people["member"])
    assert Client().get(f"/topics/{found.pk}/").status_code == 404
    assert district.sign_in(Client(), "office").get(f"/topics/{found.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("from_on", "until_on", "sentence"),
    [
        (TODAY, TODAY - dt.timedelta(days=1), "不能早于"),
        (dt.date(2026, 1, 1), dt.date(2026, 2, 1), "已经过了"),
    ],
)
def test_a_span_upside_down_or_over_is_refused(
    district: District, from_on: dt.date, until_on: dt.date, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        actions.open_topic(
            district.root,
            title="题",
            question="问",
            audience=Audience.ANYBODY,
            screening=Screening.AT_ONCE,
            from_on=from_on,
            until_on=until_on,
            now=NOON,
            by=by(district, "office"),
        )


def test_closing_twice_is_told_in_a_sentence(district: District) -> None:
    found = topic(district)
    actions.close(found, summary="完。", now=NOON, by=by(district, "office"))
    with pytest.raises(Stale, match="已经结束"):
        actions.close(found, summary="再完。", now=NOON, by=by(district, "office"))


def test_a_hundred_thousand_characters_are_refused_and_kept_on_the_form(
    district: District,
) -> None:
    found, member = topic(district), district.sign_in(Client(), "member")
    answer = send(member, f"/topics/{found.pk}/say/", text="字" * 100_000)
    assert answer.status_code == 422
    assert "最多 2,000 字" in text(answer)
    assert answer.content.decode().count("字" * 1000) >= 100
    assert not Contribution.objects.exists()
    assert send(member, f"/topics/{found.pk}/say/", text="  \n ").status_code == 422
    assert send(member, f"/topics/{found.pk}/say/", text="空\x00字").status_code == 422


def test_a_form_sent_twice_says_it_once(district: District) -> None:
    found, visitor = topic(district), Client()
    form = opened(visitor, f"/topics/{found.pk}/say/") | {"text": "一句话。"}
    first = visitor.post(f"/topics/{found.pk}/say/", form)
    second = visitor.post(f"/topics/{found.pk}/say/", form)
    assert first["Location"] == second["Location"] == "/contributions/receipt/"
    assert Contribution.objects.count() == 1


def test_topics_and_what_was_said_come_in_pages_at_the_same_cost(district: District) -> None:
    found, member = topic(district), district.people["member"]
    addresses = ("/topics/", f"/topics/{found.pk}/", f"/threads/{found.thread.pk}/?state=shown")
    addresses += ("/forum/", "/contributions/", "/interaction/")
    office = district.sign_in(Client(), "office")
    say(found.thread, district.people["office"])

    def costs() -> list[int]:
        counted = []
        for address in addresses:
            office.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert office.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    for n in range(3):
        say(found.thread, member, f"第 {n} 句")
    few = costs()
    Contribution.objects.bulk_create(
        Contribution(thread=found.thread, author=one, at=NOON, state="shown", text=f"句{n}")
        for n in range(300)
        for one in (member, district.people["office"])
    )
    for n in range(40):
        topic(district, title=f"话题{n}")
    assert costs() == few
    page = text(Client().get(f"/topics/{found.pk}/?page=31"))
    assert "句299" in page and "第 31 页" in page
    assert UNTIL > TODAY

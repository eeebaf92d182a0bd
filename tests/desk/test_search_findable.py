"""I5: what other rooms publish is found, and is not found any more when it is taken down."""

from __future__ import annotations

import pytest
from django.test import Client

from dangjian.forum.actions import threads
from dangjian.forum.models import Reach
from dangjian.search.models import Kind
from dangjian.search.queries import find
from dangjian.voices.actions import answering
from dangjian.voices.models import Kind as LetterKind
from dangjian.voices.rules import Part
from tests.district import District
from tests.forum.forum import by, say, topic
from tests.forum.test_panel import noted
from tests.voices.letters import NOON, hand
from tests.voices.received import answered, brought

pytestmark = pytest.mark.django_db


def kinds(query: str) -> list[Kind]:
    return [hit.kind for hit in find(query, viewer=None).hits(0, 10)]


def test_a_published_answer_is_found_until_it_is_taken_down(
    district: District, client: Client
) -> None:
    letter = brought(district, may_publish=True, kind=LetterKind.CONSULTATION).letter
    answered(district, letter)
    handler = hand(district, "office", Part.HANDLER)
    asked = "楼道的感应灯几时换好？"
    letter = answering.publish(letter, text=asked, answer="本月底前全部换好。", hand=handler)
    assert kinds("感应灯") == [Kind.ANSWER]
    assert f"/answers/{letter.pk}/" in client.get("/search/?q=感应灯").content.decode()
    answering.take_down(letter, hand=handler)
    assert kinds("感应灯") == []


def test_a_topic_is_found_by_the_offices_words_and_not_by_what_people_say_in_it(
    district: District, client: Client
) -> None:
    found = topic(district)
    say(found.thread, district.people["member"], "栀子花开得正好。")
    threads.answer(found, text="充电棚的雨篷下月加装。", now=NOON, by=by(district, "office"))
    assert kinds("雨篷") == [Kind.TOPIC]
    assert kinds("栀子花") == []
    assert f"/topics/{found.pk}/" in client.get("/search/?q=雨篷").content.decode()


def test_a_public_note_is_found_and_an_internal_one_is_not(district: District) -> None:
    noted(district, Reach.INTERNAL, "党徽怎样佩戴")
    assert kinds("党徽佩戴") == []
    noted(district, Reach.PUBLIC, "党徽怎样佩戴")
    assert kinds("党徽佩戴") == [Kind.NOTE]

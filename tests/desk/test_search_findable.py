"""I5: what other rooms publish is found, and is not found any more when it is taken down."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from dangjian.desk import rooms
from dangjian.feeds.actions import choosing
from dangjian.feeds.queries.sources import CHOOSES
from dangjian.forum.actions import threads
from dangjian.forum.models import Reach
from dangjian.kernel import clock
from dangjian.openness.actions import proposing
from dangjian.openness.models import Circle
from dangjian.openness.recording import subjects_of
from dangjian.portal.actions import columns, publishing
from dangjian.registry.authority import Purpose
from dangjian.search.models import Entry, Kind
from dangjian.search.queries import find
from dangjian.voices.actions import answering
from dangjian.voices.models import Kind as LetterKind
from dangjian.voices.rules import Part
from tests.district import TODAY, District
from tests.feeds.sources import approved, choose, entry
from tests.forum.forum import by, say, topic
from tests.forum.test_panel import noted
from tests.openness.applications import answered as disclosed_answer
from tests.openness.applications import applied, fresh
from tests.openness.disclosed import content, handed_in, through
from tests.openness.disclosed import disclosed as disclosed_item
from tests.openness.notices import expired, posted
from tests.openness.notices import viewer as opening_viewer
from tests.portal.articles import column, published
from tests.portal.articles import viewer as portal_viewer
from tests.search.shelves import put, text
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


def test_a_published_answer_to_an_application_is_found_until_it_is_taken_down(
    district: District, client: Client
) -> None:
    """I5, I8: by the office's words, never the applicant's; its page says which office answered."""
    asked, _ = applied(district)
    shown = {"question": "活动经费怎样用？", "reply": "用在主题党日和订学习材料。"}
    made = disclosed_answer(district, asked, **shown)
    assert kinds("活动经费") == [Kind.DISCLOSED]
    address = f"/disclosure/answers/{made.pk}/"
    assert address in client.get("/search/?q=活动经费").content.decode()
    assert f"{district.street.name}答复" in client.get(address).content.decode()
    district.sign_in(client, "clerk")
    step = f"/publicity/applications/{made.pk}/take-down/"
    key = client.get(step).content.decode().split('name="form_key" value="')[1].split('"')[0]
    given = {"form_key": key, "seen": fresh(made).case.round, "words": "登错了"}
    assert client.post(step, given).status_code == 302
    assert kinds("活动经费") == [] and client.get(address).status_code == 404
    assert fresh(made).unseal("answer") and client.get(step).status_code == 409


def test_an_item_of_the_catalogue_is_found_while_all_of_society_may_read_it(
    district: District, client: Client
) -> None:
    """I5, I6: by its words of today; an item for fewer, changed to be so or taken off, is not."""
    inner = disclosed_item(district, title="内部的程序", text="栀子花的养护。", circle=Circle.PARTY)
    made = disclosed_item(district, text="先在支部登记，再去街道盖章。")
    assert kinds("街道盖章") == [Kind.ITEM] and inner.current and kinds("栀子花") == []
    assert f"/catalogue/{made.pk}/" in client.get("/search/?q=街道盖章").content.decode()
    by = opening_viewer(district, "organizer").actor(Purpose.WRITE, made.organization.path)
    given = content(text="网上登记，不用盖章。", circle=Circle.PARTY)
    change = proposing.change(made, given, reason="规定改了。", now=clock.now(), by=by)
    through(district, handed_in(district, change))
    assert kinds("街道盖章") == kinds("网上登记") == []


def test_a_chosen_headline_is_found_and_leads_to_its_source(
    district: District, client: Client
) -> None:
    """I5, I10: by title and source, until it is taken back."""
    one = entry(approved(district), "邻县推行村务晾晒台")
    assert kinds("晾晒台") == []
    one = choose(district, one)
    assert kinds("晾晒台") == [Kind.HEADLINE]
    page = client.get("/search/?q=晾晒台").content.decode()
    assert f'href="{one.link}' in page and "点标题会离开本站" in page
    by = portal_viewer(district, "office").actor(CHOOSES, district.street.path)
    choosing.take_back(one, now=clock.now(), by=by)
    assert kinds("晾晒台") == []


def test_an_article_is_found_as_it_stands_on_the_site(district: District, client: Client) -> None:
    """I5: published, corrected, moved into another column, withdrawn: at once."""
    where = column(district, reviews=2)
    shown = published(district, where, "清单亮在楼道口")
    assert kinds("楼道口") == [Kind.ARTICLE]
    page = client.get("/search/?q=楼道口").content.decode()
    assert f"/articles/{shown.article_id}/" in page
    by = portal_viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    columns.set_column(where, title="换了名", reviews=2, introduction="", by=by)
    assert [hit.column for hit in find("楼道口", viewer=None).hits(0, 9)] == ["换了名"]
    publishing.withdraw(shown, reason="内容有误", now=clock.now(), by=by)
    assert kinds("楼道口") == []


def test_a_notice_is_found_without_anybodys_name_before_and_after_its_end(
    district: District,
) -> None:
    """I5: what the office says while it runs; redacted, only what is left."""
    notice = posted(district)
    words = find(notice.title, viewer=None)
    assert [hit.kind for hit in words.hits(0, 9)] == [Kind.NOTICE]
    entry = Entry.objects.get(kind=Kind.NOTICE)
    names = [one.name for one in subjects_of(notice)]
    assert names
    whole = "".join(entry.passages.values_list("text", flat=True))
    assert not any(name in whole + entry.title for name in names)
    assert notice.text.split()[0] in whole
    expired(notice)
    after = "".join(Entry.objects.get(kind=Kind.NOTICE).passages.values_list("text", flat=True))
    assert "已经隐去" in after
    assert notice.text.split()[0] not in after


def test_the_whole_index_is_written_anew_from_the_rooms(district: District) -> None:
    """Every kind that is shown, and nothing else, whatever stood there before."""
    published(district, column(district, reviews=2), "清单亮在楼道口")
    withdrawn = published(district, column(district, reviews=2, title="别的"), "撤下的一篇")
    by = portal_viewer(district, "clerk").actor(Purpose.COLUMNS, district.street.path)
    publishing.withdraw(withdrawn, reason="内容有误", now=clock.now(), by=by)
    posted(district)
    topic(district)
    noted(district, Reach.PUBLIC, "党徽怎样佩戴")
    noted(district, Reach.INTERNAL, "内部的一问")
    put(text("dues", "党费按月交。", "党费"))
    letter = brought(district, may_publish=True, kind=LetterKind.CONSULTATION).letter
    answered(district, letter)
    handler = hand(district, "office", Part.HANDLER)
    answering.publish(letter, text="几时换好？", answer="月底。", hand=handler)
    disclosed_answer(district, applied(district)[0], question="经费怎样用？", reply="订学习材料。")
    disclosed_item(district)
    choose(district, entry(approved(district), "邻县推行村务晾晒台"))
    before = sorted(Entry.objects.values_list("kind", "noun", "title", "day", "issuer", "column"))
    assert len({kind for kind, *_ in before}) == len(Kind)
    Entry.objects.filter(kind__in=[Kind.ARTICLE, Kind.NOTICE]).delete()
    Entry.objects.filter(kind=Kind.DOCUMENT).update(noun=uuid.uuid4(), title="没有的一篇")
    counts = rooms.rebuild(TODAY, lambda kind, written: None)
    assert all(counts.values())
    after = sorted(Entry.objects.values_list("kind", "noun", "title", "day", "issuer", "column"))
    assert after == before


def test_records_are_shown_to_whom_they_may_be_and_never_stand_in_the_index(
    district: District, client: Client
) -> None:
    """I5: signed in, in scope: organizations and members by name."""
    name = district.people["member"].name
    address = f"/search/?q={name}"
    assert "您看得到的" not in client.get(address).content.decode()
    district.sign_in(client, "clerk")
    page = client.get(address).content.decode()
    assert f"/members/{district.people['member'].pk}/" in page
    assert find(name, viewer=None).hits(0, 9) == []
    page = client.get(f"/search/?q={district.street.short_name}").content.decode()
    assert f"/organizations/{district.street.pk}/" in page
    assert f"/organizations/{district.root.pk}/" not in page


def test_a_result_leads_to_its_passage_without_any_script(client: Client) -> None:
    """The address ends in a text fragment; signs in it cannot break out of the link."""
    put(text("dues", '先交"党费"<b>，再说别的。', "怎么交"))
    page = client.get("/search/", {"q": "党费"}).content.decode()
    assert "#:~:text=%E5%85%9A%E8%B4%B9" in page


def test_what_is_typed_so_far_brings_titles_and_none_that_are_internal(
    district: District, client: Client
) -> None:
    """I5: suggestions while typing, by a part of a word and by first letters; one query."""
    put(
        text("relation", "正文。", "组织关系转接办法"),
        text("inner", "正文。", "组织关系内部说明", clearance="members"),
    )

    def titles(typed: str) -> list[str]:
        answer = client.get("/search/suggest/", {"q": typed})
        assert answer.status_code == 200
        return list(answer.json()["titles"])

    for typed in ("组织关", "组", "zzgx", "转接 组织"):
        assert titles(typed) == ["组织关系转接办法"], typed
    for typed in ("", "'", "\x00", "a'b:*&|!()", "没有这样的"):
        assert titles(typed) == [], typed
    assert '<option value="党费标准">' in client.get("/search/").content.decode()
    district.sign_in(client, "member")
    assert sorted(titles("组织关")) == ["组织关系内部说明", "组织关系转接办法"]

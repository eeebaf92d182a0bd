"""The pages of the library and of the search."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dangjian.library.models import Document, Reading
from dangjian.library.rules import texts
from tests.district import District
from tests.search.shelves import put, shelved, text

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def test_a_visitor_browses_by_kind_issuer_and_year(client: Client) -> None:
    """I3"""
    shelved()
    assert "党章导读 第一讲" in page(client, "/library/?kind=classic")
    assert "党章导读 第一讲" not in page(client, "/library/?kind=press")
    assert "第41期第1版" in page(client, "/library/?kind=press&issuer=禾丰报社&year=2026")
    in_order = page(client, "/library/?series=党章导读")
    assert in_order.index("第一讲") < in_order.index("第二讲")


@pytest.mark.parametrize("asked", ["kind=recipe", "year=twenty", "year=99999"])
def test_a_shelf_that_is_none_is_answered_with_a_400(client: Client, asked: str) -> None:
    page(client, f"/library/?{asked}", 400)


def test_a_text_is_shown_with_its_links_its_neighbours_and_what_is_like_it(client: Client) -> None:
    """I4"""
    shelved()
    one = Document.objects.get(code="dangzhang-daodu-1")
    shown = page(client, f"/library/{one.pk}/")
    assert 'rel="next"' in shown
    assert "哪些文章提到它" in shown
    member = Document.objects.get(code="minzhu-pingyi")
    assert re.search("都写到：[^<]+、[^<]+", page(client, f"/library/{member.pk}/"))


def test_hostile_markup_in_a_text_is_never_shown(client: Client) -> None:
    shown = texts.shown(
        "[点这里](javascript:alert(1)) <b onclick=x>粗</b> <img src=x onerror=y>\n\n"
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |",
        {},
    )
    assert "javascript" not in shown
    assert "onclick" not in shown
    assert "<img" not in shown
    assert '<th scope="col">甲</th>' in shown


def test_an_internal_text_is_for_those_signed_in(client: Client, district: District) -> None:
    """H6"""
    put(text("inner", "讲稿的正文。", "内部讲稿", clearance="内部"))
    pk = Document.objects.get().pk
    page(client, f"/library/{pk}/", 404)
    assert "内部讲稿" not in page(client, "/library/")
    assert f"/library/{pk}/" not in page(client, "/search/?q=内部讲稿")
    signed = district.sign_in(Client(), "member")
    assert "讲稿的正文" in page(signed, f"/library/{pk}/")
    assert f"/library/{pk}/" in page(signed, "/search/?q=内部讲稿")


def test_a_member_goes_on_reading_where_he_stopped(district: District) -> None:
    """I4: kept for him alone, forgotten when he says so, never in the log."""
    put(text("long", "\n\n".join(f"第{n}段的文字。" for n in range(1, 12)), "长文"))
    pk = Document.objects.get().pk
    signed = district.sign_in(Client(), "member")
    assert "读到哪里了" in page(signed, f"/library/{pk}/")
    assert signed.post(f"/library/{pk}/place/", {"paragraph": 7}).status_code == 302
    assert 'href="#p7"' in page(signed, f"/library/{pk}/")
    assert 'href="#p7"' not in page(district.sign_in(Client(), "clerk"), f"/library/{pk}/")
    signed.post(f"/library/{pk}/place/", {"paragraph": 0})
    assert not Reading.objects.exists()
    assert signed.post(f"/library/{pk}/place/", {"paragraph": "x"}).status_code == 422


def test_the_search_page_marks_what_was_asked_and_says_how_it_read_it(client: Client) -> None:
    """I5"""
    shelved()
    shown = page(client, "/search/?q=党非标准")
    assert "按“<strong>党费标准</strong>”找的" in shown
    assert "<mark>党费</mark>" in shown
    assert page(client, "/search/").count('class="chip"') >= 6


def test_results_are_narrowed_by_column_issuer_and_date(client: Client) -> None:
    """I5"""
    shelved()
    whole = page(client, "/search/?q=支部")
    assert "知识园地<small>" in whole
    one = page(client, "/search/?q=支部&column=理论研究")
    assert "知识园地" not in one.split("<ol")[1].split("</ol>")[0] if "<ol" in one else True
    assert "没有找到" in page(client, "/search/?q=支部&since=2027-01-01")
    assert "请核对" in page(client, "/search/?q=支部&since=2026-05-01&until=2026-04-01", 400)
    page(client, "/search/?q=支部&kind=nothing", 400)
    page(client, "/search/?q=支部&since=yesterday", 400)
    page(client, "/search/?q=支部&page=999")


def test_nothing_found_says_what_to_do_next(client: Client) -> None:
    shelved()
    shown = page(client, "/search/?q=量子引力望远镜")
    assert "没有找到" in shown
    assert "写信问" in shown
    assert "少写几个词" not in shown  # none of them stands anywhere
    fewer = page(client, "/search/?q=量子引力望远镜 党费&since=2027-01-01")
    assert ">党费</a>" in fewer


def test_what_is_typed_is_shown_as_text(client: Client) -> None:
    shelved()
    shown = page(client, "/search/?q=<script>alert(1)</script>党费")
    assert "<script>alert" not in shown

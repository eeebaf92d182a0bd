"""What an editor types, pastes and uploads; what is refused; two editors on one page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dangjian.kernel import clock, idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal import jobs
from dangjian.portal.actions import articles, publishing
from dangjian.portal.models import Article, Picture, Publication, Submission
from dangjian.portal.queries import comparing, drafts
from dangjian.portal.rules import blocks
from dangjian.portal.rules.content import (
    Content,
    Shown,
    digest,
    is_safe_address,
    numbers_in,
    read,
    written,
)
from dangjian.registry.authority import Purpose
from tests.district import District, invented_number
from tests.portal.articles import at, begun, column, draft, sent, signed, viewer
from tests.portal.objects import full, jpeg, pictured, with_picture

SignIn = Callable[[Client, str], Client]


def typed(client: Client, article: Article, **more: Any) -> dict[str, Any]:
    """What the editor's page sends."""
    account = client.session["_auth_user_id"]
    return {
        "form_key": idempotency.issue(int(account)),
        "title": "把办事清单亮在楼道口",
        "summary": "",
        "source": "",
        "seen": article.latest_revision_id,
        "b-TOTAL_FORMS": "1",
        "b-INITIAL_FORMS": "0",
        "b-0-kind": "paragraph",
        "b-0-text": "清单贴到楼道口。",
    } | more


def test_an_editor_writes_every_kind_of_block_and_finds_it_again(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """I1: heading, paragraph, list, quotation, picture with words, table, links."""
    where = column(district)
    article, picture = with_picture(district, where)
    content = drafts.content_of(article, article.latest_revision, "")
    assert content.blocks == tuple(full(picture).blocks)
    page = sign_in(client, "organizer").get(reverse("article_edit", args=[article.pk]))
    again = [blocks.block_of(**form.initial) for form in page.context["group"].initial_forms]
    assert tuple(again) == content.blocks
    looked = client.get(reverse("article_look", args=[article.pk, article.latest_revision_id]))
    assert b"<figcaption>" in looked.content and b"<table" in looked.content


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    client: Client, district: District, sign_in: SignIn
) -> None:
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    opened = typed(sign_in(client, "clerk"), article, **{"b-0-text": "后来的人写了很长一段。"})
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    articles.save(article, draft("先存的标题"), seen=article.latest_revision_id, by=by)
    answer = client.post(reverse("article_edit", args=[article.pk]), opened)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "何秋实已经保存了新的一稿" in told and "后来的人写了很长一段。" in told
    article.refresh_from_db()
    assert article.latest_revision.as_object().title == "先存的标题"


def test_what_was_typed_survives_the_end_of_the_session(
    client: Client, district: District, sign_in: SignIn
) -> None:
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    sent_late = typed(sign_in(client, "organizer"), article, **{"b-0-text": "写了一上午的字。"})
    client.logout()
    answer = client.post(reverse("article_edit", args=[article.pk]), sent_late)
    assert (answer.status_code, "写了一上午的字。" in answer.content.decode()) == (401, True)


def test_hostile_markup_from_word_never_reaches_a_reader(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """The source of a Word page, script and all, is cut to its words; what is left is escaped."""
    pasted = (
        '<!--[if gte mso 9]><xml><o:Office/></xml><![endif]--><p class="MsoNormal" '
        'onclick="alert(1)"><span style="mso-bidi">清单贴到楼道口</span></p>'
        "<script>alert('x')</script><img src=x onerror=alert(1)>1 < 2 和 3 > 2"
    )
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    organizer = sign_in(client, "organizer")
    answer = organizer.post(
        reverse("article_edit", args=[article.pk]),
        typed(organizer, article, **{"b-0-text": pasted}),
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    content = drafts.content_of(article, article.latest_revision, "")
    assert content.blocks == ({"kind": "paragraph", "text": "清单贴到楼道口1 < 2 和 3 > 2"},)
    looked = client.get(reverse("article_look", args=[article.pk, article.latest_revision_id]))
    assert b"<script>alert" not in looked.content and b"1 &lt; 2" in looked.content


@pytest.mark.parametrize(
    "sent_in",
    [
        {"b-TOTAL_FORMS": "many"},
        {"b-TOTAL_FORMS": "100000"},
        {"b-0-kind": "script"},
        {"seen": "now"},
        {"title": ""},
        {"title": "很" * 300},
        {"b-0-kind": "links", "b-0-text": "点这里 javascript:alert(1)"},
        {"b-0-kind": "table", "b-0-text": "只有一行"},
        {"b-0-kind": "picture", "b-0-text": "没有选图片"},
        {"b-0-text": "\x00"},
    ],
)
def test_what_cannot_be_understood_is_told_in_a_sentence(
    client: Client, district: District, sign_in: SignIn, sent_in: dict[str, str]
) -> None:
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    before = article.latest_revision_id
    organizer = sign_in(client, "organizer")
    answer = organizer.post(
        reverse("article_edit", args=[article.pk]), typed(organizer, article, **sent_in)
    )
    assert answer.status_code in (400, 422)
    article.refresh_from_db()
    assert article.latest_revision_id == before


def test_a_mark_of_secrecy_stops_everything_and_nothing_of_it_is_kept(district: District) -> None:
    """TRUST 2.9: title, body, table, caption, alternative text, file name: not even as a draft."""
    where = column(district)
    article = begun(district, where)
    article.refresh_from_db()
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    mark = "机密★1年"
    hidden = [
        draft(mark),
        draft("标题", {"kind": "paragraph", "text": f"内容 {mark}"}),
        draft("标题", {"kind": "table", "caption": "表", "rows": [["甲", mark], ["乙", "丙"]]}),
        draft("标题", {"kind": "quotation", "text": "话", "source": mark}),
        draft("标题", summary=f"摘要（{mark}）"),
    ]
    for one in hidden:
        with pytest.raises(Refused, match="没有保存.*保密员"):
            articles.save(article, one, seen=article.latest_revision_id, by=by)
    for more in ({"alternative": mark}, {"name": f"{mark}.jpg"}):
        with pytest.raises(Refused, match="保密员"):
            pictured(article, by=by, **more)
    with connection.cursor() as cursor:
        for table in ("wagtailcore_revision", "portal_article", "portal_picture", "kernel_leaf"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%★%'")
            assert cursor.fetchone() == (0,), table


def test_the_words_for_secrecy_are_no_mark_and_opinions_are_never_looked_for(
    district: District,
) -> None:
    """TRUST 5: patterns only, no topics."""
    where = column(district)
    said = "保守党的秘密是党员的义务。这件事办得不好，群众很有意见，要求书记辞职。"
    article = begun(district, where, "批评一件没有办好的事", {"kind": "paragraph", "text": said})
    assert signed(district, sent(district, article, where)).state


def test_a_number_stands_only_with_a_reason(district: District) -> None:
    """TRUST 2.9: masked, or somebody says why it may; the refusal repeats nothing of it."""
    where = column(district)
    number = invented_number(dt.date(1970, 1, 2), "1", 7)
    article = begun(
        district, where, "联系方式", {"kind": "paragraph", "text": f"办公电话13812345678，{number}"}
    )
    with pytest.raises(Refused, match="第1段有手机号、第1段有身份证号") as refused:
        sent(district, article, where)
    assert number not in refused.value.sentence
    with pytest.raises(Refused):
        sent(district, article, where, reason="要")
    submission = sent(district, article, where, reason="值班手机，本来就对外公布")
    assert submission.reason == "值班手机，本来就对外公布"


def test_a_picture_loses_place_and_camera_and_says_what_it_shows(district: District) -> None:
    """I1: alternative text is required; EXIF and GPS are gone; it is made small enough."""
    where = column(district)
    article = begun(district, where)
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    taken = Image.new("RGB", (4000, 2000), "#446688")
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 3.0)}
    out = io.BytesIO()
    taken.save(out, "JPEG", exif=exif)
    assert b"CameraMaker" in out.getvalue()
    picture = pictured(article, out.getvalue(), by=by)
    kept = Image.open(io.BytesIO(bytes(picture.data)))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1600, 800), {})
    assert b"CameraMaker" not in bytes(picture.data)
    with pytest.raises(Refused, match="图片上是什么"):
        pictured(article, by=by, alternative=" ")


def hostile_pictures() -> list[tuple[str, bytes]]:
    bomb = io.BytesIO()
    Image.new("1", (8000, 6000)).save(bomb, "PNG")
    gif = io.BytesIO()
    Image.new("P", (10, 10)).save(gif, "GIF")
    return [
        ("empty", b""),
        ("text", "不是图片".encode()),
        ("cut off", jpeg()[:300]),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("html", b"<html><script>alert(1)</script></html>"),
        ("pdf", b"%PDF-1.7\n"),
        ("gif", gif.getvalue()),
        ("bomb", bomb.getvalue()),
        ("png head", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    ]


def test_what_is_no_picture_is_refused_in_a_sentence(
    client: Client, district: District, sign_in: SignIn
) -> None:
    where = column(district)
    article = begun(district, where)
    organizer = sign_in(client, "organizer")
    for name, data in hostile_pictures():
        answer = organizer.post(
            reverse("article_picture", args=[article.pk]),
            {
                "form_key": idempotency.issue(int(client.session["_auth_user_id"])),
                "alternative": "一张图",
                "file": SimpleUploadedFile(f"{name}.jpg", data, "image/jpeg"),
            },
        )
        assert answer.status_code == 422, name
        assert "图片" in answer.content.decode(), name
    assert Picture.objects.count() == 0


def test_a_huge_file_is_cut_off_with_a_sentence(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """A 300 MB file is refused before its first byte is kept."""
    where = column(district)
    article = begun(district, where)
    answer = sign_in(client, "organizer").generic(
        "POST",
        reverse("article_picture", args=[article.pk]),
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(300 * 1024 * 1024),
    )
    assert answer.status_code == 413
    assert "文件" in answer.content.decode()


def test_drafts_are_compared_side_by_side(district: District) -> None:
    where = column(district)
    article, _ = with_picture(district, where)
    old, new = (
        drafts.content_of(article, one, "") for one in reversed(drafts.revisions_of(article))
    )
    lines = comparing.side_by_side(old, new)
    assert [line.what for line in lines if line.label == "标题"] == ["same"]
    assert "added" in {line.what for line in lines}
    assert all(line.what == "same" for line in comparing.side_by_side(new, new))


def test_it_appears_on_its_day_and_ends_on_its_day(district: District) -> None:
    """I1: scheduled publication and expiry, each with its leaf; the job may come again."""
    where = column(district)
    article = begun(district, where)
    submission = signed(
        district, sent(district, article, where, appear_at=at(24), expire_at=at(26))
    )
    assert (submission.state, Publication.objects.count()) == ("signed", 0)
    with pytest.MonkeyPatch.context() as days:
        for day, done, shown in ((23, 0, 0), (25, 1, 1), (25, 0, 1), (27, 1, 0), (27, 0, 0)):
            days.setenv("DANGJIAN_CLOCK", f"2026-11-{day}")
            assert jobs.keep_days(0) == done
            assert Publication.objects.filter(ended_at__isnull=True).count() == shown
    assert (
        Leaf.objects.filter(subject_kind="publication", verb__in=("publish", "expire")).count() == 2
    )
    with pytest.raises(Stale):
        publishing.expire(Publication.objects.get(), now=clock.now(), by=SYSTEM)


def test_lists_cost_the_same_for_three_and_for_thirty(
    client: Client, district: District, sign_in: SignIn
) -> None:
    where = column(district)
    organizer = sign_in(client, "organizer")
    counts = []
    for more in (1, 8):
        for _ in range(more):
            sent(district, begun(district, where), where)
        for name, args in (("column_desk", [where.pk]), ("publishing", [])):
            organizer.get(reverse(name, args=args))
            with CaptureQueriesContext(connection) as queries:
                organizer.get(reverse(name, args=args))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


TEXTS = st.text(min_size=1, max_size=40).filter(lambda text: bool(blocks.plain(text)))


@given(st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "list", "quotation"]), TEXTS)))
def test_what_was_typed_is_what_is_signed(pieces: list[tuple[str, str]]) -> None:
    """Typed, kept, signed and read back: the same blocks; and none holds what nobody sees."""
    made = []
    for kind, text in pieces:
        try:
            made.append(blocks.block_of(kind, text, "", None))
        except Refused:
            continue
    kept = blocks.shown(blocks.stream(made))
    assert [dict(one) for one in kept] == [dict(one) for one in made]
    content = Content("题", "", "", "news", "某", kept, {})
    assert read(written(content)) == content
    assert "\x00" not in written(content)


@given(TEXTS, TEXTS)
def test_two_texts_have_one_digest_only_if_they_are_one(one: str, other: str) -> None:
    def of(text: str) -> str:
        block = {"kind": "paragraph", "text": text}
        return digest(written(Content("题", "", "", "news", "某", (block,), {})))

    assert (of(one) == of(other)) == (one == other)


@given(st.text(max_size=30))
def test_no_address_but_a_plain_one_is_followed(address: str) -> None:
    assert not is_safe_address("javascript:" + address)
    assert not is_safe_address("//" + address)
    assert not is_safe_address("https://user@" + address)


def test_the_alternative_text_is_part_of_what_is_looked_through() -> None:
    shown = Shown(1, "电话13812345678", 1, 1, "0")
    content = Content("题", "", "", "news", "某", (), {1: shown})
    assert numbers_in(content) == ["图片的替代文字有手机号"]


def test_nothing_of_a_draft_is_public(client: Client, district: District) -> None:
    where = column(district)
    article, picture = with_picture(district, where)
    sent(district, article, where)
    assert client.get(reverse("article", args=[article.pk])).status_code == 404
    assert client.get(reverse("picture", args=[picture.pk])).status_code == 404
    assert "楼道口" not in client.get(reverse("column", args=[where.pk])).content.decode()
    assert Submission.objects.count() == 1

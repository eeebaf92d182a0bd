"""Articles are begun and saved; every saved draft is a revision that stays."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.models import Page, Revision

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.models import OPEN, Article, Column, Part, Picture, Theme
from dangjian.portal.queries.drafts import column_of
from dangjian.portal.rules import blocks
from dangjian.portal.rules.content import Block, check_no_marks, digest_of, texts_in
from dangjian.registry.models import Account

MOST_PIXELS = 40_000_000
SIDE = 1600
"""The longer side of a picture as it is kept, in pixels."""
_KINDS = {"JPEG", "PNG", "WEBP"}


@dataclass(frozen=True)
class Draft:
    """What an editor typed."""

    title: str
    summary: str
    source: str
    part: Part
    blocks: Sequence[Block]


@evidence.action
def begin(column: Column, draft: Draft, *, by: Actor) -> Article:
    """Begin an article in a column. Refused: a closed column, a secrecy mark."""
    if column.closed_on is not None:
        raise Refused("这个栏目已经结束，不再收新的稿件。")
    _check(draft)
    parent = Page.objects.select_for_update().get(pk=column.pk)
    article = Article(live=False, slug=uuid.uuid4().hex, title=draft.title.strip())
    _fill(article, draft, column)
    parent.add_child(instance=article)
    _revision(article, by)
    _leaf(by, "begin_article", article, column)
    return article


@evidence.action
def save(article: Article, draft: Draft, *, seen: int, by: Actor) -> Revision:
    """Save a draft on top of the one the editor had before him (seen: its revision).

    Stale where somebody else saved meanwhile. Refused: it is being reviewed; a secrecy mark, of
    which nothing is kept; a picture of another article.
    """
    _check(draft)
    stored = Article.objects.select_for_update().get(pk=article.pk)
    if stored.submissions.filter(state__in=OPEN).exists():
        raise Refused("这一稿正在审。要改，请先撤回，改好以后重新送审。")
    if stored.latest_revision_id != seen:
        last = stored.latest_revision
        person = last.user.person.name if last and last.user else "别的同志"
        raise Stale(
            f"您打开以后，{person}已经保存了新的一稿，您这一次没有存上。"
            "您写的还在下面，请先打开最新一稿对照，再把您的改动写进去。"
        )
    column = column_of(stored)
    wrong = set(blocks.pictures_in(draft.blocks)) - set(
        stored.pictures.values_list("pk", flat=True)
    )
    if wrong:
        raise Refused("有一张图片不是这篇稿件的，请重新选。")
    _fill(stored, draft, column)
    stored.save()
    revision = _revision(stored, by)
    _leaf(by, "save_article", stored, column, revision=revision.pk)
    return revision


@evidence.action
def add_picture(
    article: Article, path: Path, *, alternative: str, name: str, now: dt.datetime, by: Actor
) -> Picture:
    """Take in a picture: encoded anew, without anything of camera and place.

    Refused: no words for it, no picture at all, more than 40 million pixels, a secrecy mark in the
    words or in the name of the file.
    """
    alternative = blocks.plain(alternative).replace("\n", " ")
    if not alternative:
        raise Refused("请写图片上是什么：看不见图片的人靠这句话。", field="alternative")
    check_no_marks([("图片的说明", alternative), ("文件名", name)])
    data, width, height = _encoded(path)
    picture = Picture.objects.create(
        article=article,
        alternative=alternative,
        width=width,
        height=height,
        data=data,
        digest=digest_of(data),
        at=now,
    )
    _leaf(by, "add_picture", article, column_of(article), digest=picture.digest)
    return picture


def _encoded(path: Path) -> tuple[bytes, int, int]:
    try:
        with Image.open(path, formats=sorted(_KINDS)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("图片太大，最多四千万像素，请缩小再传。", field="file")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((SIDE, SIDE))
            # Onto white paper: what was transparent must not turn black.
            paper = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            paper.paste(clear, mask=clear.getchannel("A"))
    except Image.DecompressionBombError as bomb:
        raise Refused("图片太大，最多四千万像素，请缩小再传。", field="file") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as bad:
        raise Refused(
            "这个文件不是图片，或者坏了。请传 JPG、PNG 或 WebP 图片。", field="file"
        ) from bad
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue(), paper.width, paper.height


def _check(draft: Draft) -> None:
    if not draft.title.strip():
        raise Refused("请写标题。", field="title")
    if len(draft.blocks) > blocks.MOST:
        raise Refused(f"一篇最多{blocks.MOST}段，请分成几篇。")
    texts = [("标题", draft.title), ("摘要", draft.summary), ("来源", draft.source)]
    texts += [
        (f"第{n}段", text) for n, block in enumerate(draft.blocks, 1) for text in texts_in(block)
    ]
    check_no_marks(texts)


def _fill(article: Article, draft: Draft, column: Column) -> None:
    article.title = article.draft_title = blocks.plain(draft.title).replace("\n", " ")
    article.summary = blocks.plain(draft.summary).replace("\n", " ")
    article.source = blocks.plain(draft.source).replace("\n", " ")
    themed = Theme.objects.filter(pk=column.pk).exists()
    article.part = draft.part if themed else Part.NEWS
    article.body = blocks.stream(draft.blocks)


def _revision(article: Article, by: Actor) -> Revision:
    account = Account.objects.get(pk=by.account_id) if by.account_id else None
    return article.save_revision(user=account, changed=True, log_action=False)


def _leaf(by: Actor, verb: str, article: Article, column: Column, **detail: object) -> None:
    path = column.organization.path
    evidence.record(by, verb, "article", article.translation_key, path, **detail)

"""Articles as they are written. Nobody outside sees them: the public reads publications only."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from dangjian.kernel import secrecy
from dangjian.portal.models.columns import PAGE_INTERNAL, PAGE_PUBLIC


class Part(models.TextChoices):
    """Where in a themed column an article stands."""

    NEWS = "news", "动态"
    GUIDE = "guide", "导读"
    READING = "reading", "必读书目"
    TASK = "task", "要做的事"


class _Quotation(blocks.StructBlock):
    text = blocks.TextBlock()
    source = blocks.CharBlock(required=False)


class _Picture(blocks.StructBlock):
    picture = blocks.IntegerBlock()
    caption = blocks.CharBlock(required=False)


class _Table(blocks.StructBlock):
    caption = blocks.CharBlock()
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(required=False)))


class _Link(blocks.StructBlock):
    label = blocks.CharBlock()
    address = blocks.CharBlock()


class Body(blocks.StreamBlock):
    """What an article is made of: few blocks, no markup in any of them."""

    heading = blocks.CharBlock()
    paragraph = blocks.TextBlock()
    list = blocks.ListBlock(blocks.CharBlock())
    quotation = _Quotation()
    picture = _Picture()
    table = _Table()
    links = blocks.ListBlock(_Link())


class Article(Page):
    """A text being written in a column: its parent in the tree. Revisions keep every saved draft.

    source: where it was taken from, "" for one's own. `live` stays false for ever: Wagtail's own
    publishing shows nothing to anybody.
    """

    summary = models.CharField("摘要", max_length=200, default="", blank=True)
    source = models.CharField("来源", max_length=60, default="", blank=True)
    part = models.CharField("在专题里的位置", max_length=10, choices=Part, default=Part.NEWS)
    body = StreamField(Body(), blank=True)

    wagtail_reference_index_ignore = True
    search_fields: ClassVar[list[object]] = []

    secrecy = secrecy.declare(
        public="id page_ptr",
        internal=f"{PAGE_PUBLIC.removeprefix('id ')} {PAGE_INTERNAL} summary source part body",
    )

    def __str__(self) -> str:
        return self.draft_title or self.title


class Picture(models.Model):
    """A picture of an article, encoded anew: nothing of the camera or the place is in it.

    alternative: what stands there for whoever does not see it. digest: SHA-256 of the bytes.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="pictures")
    alternative = models.CharField("替代文字", max_length=120)
    width = models.PositiveSmallIntegerField("宽")
    height = models.PositiveSmallIntegerField("高")
    data = models.BinaryField("图片")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("上传时间")

    secrecy = secrecy.declare(
        public="id uid", internal="article alternative width height data digest at"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="picture_says_what_it_shows", condition=~models.Q(alternative="")
            ),
        )

    def __str__(self) -> str:
        return self.alternative

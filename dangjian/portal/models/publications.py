"""What everybody may read: a signed submission, from a moment until a moment."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.portal.models.articles import Article
from dangjian.portal.models.columns import Column
from dangjian.portal.models.reviews import Submission


class Ending(models.TextChoices):
    """Why a publication ended."""

    WITHDRAWN = "withdrawn", "撤下"
    EXPIRED = "expired", "到期"
    REPLACED = "replaced", "更正"


class Publication(models.Model):
    """An article on the site. Its text is that of the submission; title and summary are copied for
    lists and compared by the database. A trigger refuses one that lacks a signature its column
    demands, whoever writes it.

    reason: shown on the tombstone of what was withdrawn.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="publications")
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, related_name="publication"
    )
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField("标题", max_length=120)
    summary = models.CharField("摘要", max_length=200, default="", blank=True)
    part = models.CharField("在专题里的位置", max_length=10)
    published_at = models.DateTimeField("发布时间")
    expire_at = models.DateTimeField("什么时候撤下", null=True)
    ended_at = models.DateTimeField("哪天撤下", null=True)
    ending = models.CharField("怎样撤下", max_length=10, choices=Ending, default="", blank=True)
    reason = models.CharField("撤下的原因", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public=(
            "id uid article submission column title summary part published_at expire_at ended_at"
            " ending reason"
        ),
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article",),
                condition=Q(ended_at__isnull=True),
                name="publication_one_of_an_article",
            ),
            models.CheckConstraint(
                name="publication_ended_says_how",
                condition=Q(ended_at__isnull=True, ending="", reason="")
                | Q(ended_at__isnull=False, ending__in=("expired", "replaced"))
                | (Q(ended_at__isnull=False, ending="withdrawn") & ~Q(reason="")),
            ),
        )
        indexes = (
            models.Index(
                fields=["column", "-published_at"],
                condition=Q(ended_at__isnull=True),
                name="publication_of_column",
            ),
            models.Index(
                fields=["-published_at"],
                condition=Q(ended_at__isnull=True),
                name="publication_newest",
            ),
            models.Index(
                fields=["expire_at"],
                condition=Q(ended_at__isnull=True, expire_at__isnull=False),
                name="publication_to_end",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Generation(models.Model):
    """One row: how often the site has changed. Counted up in the transaction that changes it."""

    number = models.PositiveBigIntegerField(default=0)

    secrecy = secrecy.declare(public="id number")

"""Reviews: one revision of an article before its signers, and what they signed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from wagtail.models import Revision

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.portal.models.articles import Article
from dangjian.portal.models.columns import Column
from dangjian.registry.models import Organization, Person


class Kind(models.TextChoices):
    """三审三校 and the secrecy review, in the order they are signed."""

    FIRST = "first", "一审一校"
    SECOND = "second", "二审二校"
    SECRECY = "secrecy", "保密审查"
    FINAL = "final", "三审三校"


class State(models.TextChoices):
    """Where a submission stands; the moves are in rules.tables."""

    FIRST = "at_first", "等一审"
    SECOND = "at_second", "等二审"
    SECRECY = "at_secrecy", "等保密审查"
    FINAL = "at_final", "等终审"
    SIGNED = "signed", "已签，到时间发布"
    PUBLISHED = "published", "已发布"
    RETURNED = "returned", "退回修改"
    WITHDRAWN = "withdrawn", "撤回了"


OPEN = (State.FIRST, State.SECOND, State.SECRECY, State.FINAL, State.SIGNED)


class Submission(Moving):
    """One revision of an article, sent to be reviewed. What is signed is `content`, bit by bit.

    content: canonical JSON of everything a reader will see; digest: its SHA-256, which the
    database checks. reviews: what the column demanded then. reason: why what looks like personal
    data may stand. appear_at, expire_at: when it is to appear and to end, None for at once, never.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="submissions")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="submissions")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    content = models.TextField("送审内容")
    digest = models.CharField(max_length=64)
    reviews = models.PositiveSmallIntegerField("要几审")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("保留号码的理由", max_length=200, default="", blank=True)
    appear_at = models.DateTimeField("什么时候发布", null=True)
    expire_at = models.DateTimeField("什么时候撤下", null=True)
    at = models.DateTimeField("送审时间")

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state article column revision content digest reviews reason appear_at"
            " expire_at at"
        ),
        sensitive="author",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("article",),
                condition=Q(state__in=OPEN),
                name="submission_one_at_a_time",
                violation_error_message="这篇稿件正在审。",
            ),
            models.CheckConstraint(
                name="submission_state", condition=Q(state__in=[state.value for state in State])
            ),
            models.CheckConstraint(
                name="submission_ends_after_it_appears",
                condition=Q(expire_at__isnull=True)
                | Q(appear_at__isnull=True)
                | Q(expire_at__gt=F("appear_at")),
            ),
            models.CheckConstraint(
                name="submission_demands_two_or_three_reviews", condition=Q(reviews__in=(2, 3))
            ),
        )

    def __str__(self) -> str:
        return f"submission {self.pk}"


class Signature(models.Model):
    """Somebody's yes to one submission, in one kind of review. Written once.

    role, office: what the public record shows; the name is not shown.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="signatures")
    kind = models.CharField("哪一审", max_length=10, choices=Kind)
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("以什么身份", max_length=20)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("时间")

    secrecy = secrecy.declare(
        public="id uid submission kind office role digest at", sensitive="signer"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("submission", "kind"), name="signature_once_in_a_kind"),
            models.UniqueConstraint(
                fields=("submission", "signer"), name="signature_once_by_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of submission {self.submission_id}"

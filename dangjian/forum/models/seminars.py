"""理论研讨: calls for papers, papers, reviews (J7)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.forum.models.panel import Expert
from dangjian.forum.models.threads import Thread
from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Seminar(models.Model):
    """A call for papers, of one office, with a last day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="seminars", verbose_name="主办"
    )
    title = models.CharField("研讨主题", max_length=60)
    call = models.TextField("征文要求")
    last_day = models.DateField("截稿日")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("发布时间")

    secrecy = secrecy.declare(
        public="id uid organization title call last_day opened_at", sensitive="opened_by"
    )

    def __str__(self) -> str:
        return self.title


class PaperState(models.TextChoices):
    """Where a paper stands."""

    SUBMITTED = "submitted", "等安排评审"
    REVIEWED = "reviewed", "评审中"
    ACCEPTED = "accepted", "已录用"
    DECLINED = "declined", "没有录用"
    WITHDRAWN = "withdrawn", "撤回了"


class Paper(models.Model):
    """A paper a member sent in. byline: the name it is shown under once accepted.

    thread: where it is discussed, from the day it was accepted. todo: the office's last one: to
    find reviewers, then to decide. What stands in it is published by that decision only.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seminar = models.ForeignKey(Seminar, on_delete=models.PROTECT, related_name="papers")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    byline = models.CharField("署名", max_length=40)
    title = models.CharField("题目", max_length=60)
    abstract = models.TextField("摘要")
    text = models.TextField("正文")
    state = models.CharField("状态", max_length=10, choices=PaperState)
    submitted_at = models.DateTimeField("投稿时间")
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="forum_paper"
    )
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True)
    reasons = models.CharField("决定的理由", max_length=500, default="", blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, null=True, related_name="paper")

    of_person = {"author": goes_along("论文")}
    secrecy = secrecy.declare(
        public="id uid seminar",
        internal="byline title abstract text state submitted_at todo decided_at thread",
        sensitive="author decided_by reasons",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="paper_decided_by_somebody_else_with_reasons",
                condition=Q(
                    state__in=("submitted", "reviewed", "withdrawn"),
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | (
                    Q(
                        state__in=("accepted", "declined"),
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                    & ~Q(decided_by=F("author"))
                    & ~Q(reasons="")
                ),
            ),
            models.CheckConstraint(
                name="paper_discussed_once_accepted",
                condition=Q(state="accepted", thread__isnull=False)
                | (~Q(state="accepted") & Q(thread__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["seminar", "state", "id"], name="paper_of_seminar"),
            models.Index(fields=["author", "-id"], name="paper_of_author"),
        )

    def __str__(self) -> str:
        return self.title


class Advice(models.TextChoices):
    """What a reviewer says of a paper; a person decides."""

    ACCEPT = "accept", "建议录用"
    DECLINE = "decline", "建议不录用"
    RECUSE = "recuse", "我不便评审"


class Review(models.Model):
    """One expert reads one paper. author, branches: as on the day he was asked, so that the
    database itself refuses the author and anybody of the author's branch."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reviews")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paper_reviews")
    reviewer_branch = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author_branch = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("请评时间")
    due_on = models.DateField("评审期限")
    todo = models.OneToOneField(ToDo, on_delete=models.PROTECT, related_name="forum_review")
    advice = models.CharField("意见", max_length=8, choices=Advice, default="", blank=True)
    reasons = models.TextField("理由", default="", blank=True)
    done_at = models.DateTimeField("评完时间", null=True)

    of_person = {"reviewer": goes_along("论文评审", Q(done_at__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid",
        internal="paper expert asked_at due_on todo advice reasons done_at",
        sensitive="reviewer reviewer_branch author author_branch asked_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="review_not_by_the_author", condition=~Q(reviewer=F("author"))
            ),
            models.CheckConstraint(
                name="review_not_from_the_authors_branch",
                condition=Q(reviewer_branch__isnull=True)
                | Q(author_branch__isnull=True)
                | ~Q(reviewer_branch=F("author_branch")),
            ),
            models.CheckConstraint(
                name="review_done_has_advice_and_reasons",
                condition=Q(done_at__isnull=True, advice="", reasons="")
                | (Q(done_at__isnull=False) & ~Q(advice="") & ~Q(reasons="")),
            ),
            models.UniqueConstraint(
                name="a_paper_once_for_a_reviewer", fields=("paper", "reviewer")
            ),
        )

    def __str__(self) -> str:
        return f"review {self.pk} of paper {self.paper_id}"

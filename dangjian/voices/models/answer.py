"""What is answered: drafts by a handler, signed by a leader; notices; what the writer thinks."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.voices.models.letter import Letter, Writer


class Instance(models.TextChoices):
    """The first answer, and the two that may be asked for after it (《信访工作条例》35、36)."""

    FIRST = "first", "答复"
    REVIEW = "review", "复查意见"
    RECHECK = "recheck", "复核意见"


class Answer(Sealing):
    """A draft, or the answer once it is signed. Of a petition: request, facts, opinion, basis (32).

    Whoever wrote it does not sign it. round: the draft's; the last one holds. public: whether the
    handler proposes to publish it; private_because: if not, why not.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="answers")
    instance = models.CharField("哪一级", max_length=8, choices=Instance, default=Instance.FIRST)
    round = models.PositiveSmallIntegerField("第几稿", default=1)
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    request = SealedField("来信人的请求", null=True)
    facts = SealedField("查明的事实", null=True)
    text = SealedField("答复或处理意见")
    basis = SealedField("依据", null=True)
    public = models.BooleanField("建议公开", default=False)
    private_because = models.CharField("不公开的理由", max_length=100, default="", blank=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("起草时间")
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField("签发时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="letter instance round office public private_because drafted_at signed_at",
        sensitive="drafted_by signed_by",
        key="request facts text basis",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="answer_signed_by_other_eyes",
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False)
                & ~Q(signed_by=F("drafted_by")),
            ),
            models.UniqueConstraint(
                fields=("letter", "instance", "round"), name="answer_one_draft_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"answer {self.pk} to letter {self.letter_id}"


class NoticeKind(models.TextChoices):
    """The written notices that a petition calls for."""

    RECEIVED = "received", "接收告知书"
    ACCEPTED = "accepted", "受理告知书"
    REFUSED = "refused", "不予受理告知书"
    GUIDED = "guided", "法定途径告知书"
    PASSED_ON = "passed_on", "转送告知书"
    EXTENDED = "extended", "延期告知书"
    OPINION = "opinion", "信访处理意见书"
    REVIEW = "review", "信访复查意见书"
    RECHECK = "recheck", "信访复核意见书"


class Notice(Sealing):
    """A written notice to those who wrote, kept as it was given: printed again, it is the same."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("哪种告知书", max_length=10, choices=NoticeKind)
    number = models.CharField("文号", max_length=40, unique=True)
    office = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    body = SealedField("正文")
    given_on = models.DateField("日期")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    secrecy = secrecy.declare(
        public="id uid", internal="letter kind number office given_on", sensitive="by", key="body"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.number


class Verdict(models.TextChoices):
    """How content a writer is."""

    CONTENT = "content", "满意"
    MOSTLY = "mostly", "基本满意"
    NOT = "not", "不满意"


class Rating(Sealing):
    """What one writer thinks of one signed answer; once for each."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="ratings")
    writer = models.ForeignKey(Writer, on_delete=models.PROTECT, related_name="ratings")
    verdict = models.CharField("评价", max_length=8, choices=Verdict)
    words = SealedField("想说的话", null=True)
    at = models.DateTimeField("时间")

    secrecy = secrecy.declare(public="id uid", internal="answer verdict at", key="writer words")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("answer", "writer"), name="rating_once_for_an_answer"),
        )

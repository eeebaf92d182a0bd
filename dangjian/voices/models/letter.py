"""A letter, who wrote it, and what was said between writer and office afterwards."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Account, Organization, Person
from dangjian.registry.models.shares import goes_along


class Kind(models.TextChoices):
    """By which table a letter goes."""

    MAILBOX = "mailbox", "领导信箱"
    CONSULTATION = "consultation", "咨询"
    PETITION = "petition", "信访事项"


class Category(models.TextChoices):
    """What a letter is about, as a person has decided; the platform only proposes."""

    APPEAL = "appeal", "申诉求决"
    INQUIRY = "inquiry", "咨询"
    SUGGESTION = "suggestion", "建议意见"
    SERVICE = "service_complaint", "作风服务投诉"
    DISCIPLINE = "discipline_report", "检举控告"
    THANKS = "thanks", "表扬感谢"
    SPAM = "spam", "广告"
    ABUSE = "abuse", "只有辱骂，没有事项"


class Way(models.TextChoices):
    """How a letter reached us."""

    ONLINE = "online", "网上提交"
    PAPER = "paper", "来信"
    PHONE = "phone", "来电"
    VISIT = "visit", "来访"
    MOVED = "moved", "从原来的系统转来"


class Wish(models.TextChoices):
    """How a writer wants to be told."""

    CODE = "code", "自己凭受理码查"
    SMS = "sms", "短信"
    PHONE = "phone", "电话"
    POST = "post", "书面邮寄"


class Mailbox(models.Model):
    """A leader's mailbox that the district has opened. Closed, never deleted.

    organization: whose office registers what comes in. leader: who signs, where it is one person's.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="mailboxes", verbose_name="所属组织"
    )
    title = models.CharField("名称", max_length=40)
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="哪位负责人"
    )
    note = models.CharField("说明", max_length=200, default="", blank=True)
    opened_on = models.DateField("开通日期")
    closed_on = models.DateField("关闭日期", null=True)

    of_person = {"leader": goes_along("领导信箱")}
    secrecy = secrecy.declare(
        public="id uid organization title note opened_on closed_on", internal="leader"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="mailbox_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                fields=("organization", "title"),
                condition=Q(closed_on__isnull=True),
                name="mailbox_open_once",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Letter(Moving, Sealing):
    """One letter, as it came. Its state and its terms are the case's.

    number: told on the telephone. organization: whose office has it now; who may see it is asked of
    the case. text, about: sealed, the writer's own words and the unit or person he complains of.
    matter: the clerk's own short sentence, without anybody's name; lists show only it. origin: its
    number in the system it was moved from. shingles: marks of the wording, by which letters of one
    matter are found. leading: the letter on the same matter that this one was joined to.
    public_text, public_answer: what everybody may read, after the leak check and with consent;
    public_office: who answers for it, written down as it was published. Which office has a letter
    is internal, and stays so when a published one goes on to another.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("编号", max_length=20, unique=True)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    way = models.CharField("来信方式", max_length=8, choices=Way, default=Way.ONLINE)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="letters", verbose_name="在哪里办"
    )
    received_on = models.DateField("收到日期")
    origin = models.CharField("原系统的编号", max_length=60, null=True, unique=True)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    text = SealedField("来信原文", null=True)
    about = SealedField("反映的单位或人员", null=True)
    matter = models.CharField("事项", max_length=60, default="", blank=True)
    category = models.CharField("分类", max_length=20, choices=Category, default="", blank=True)
    route = models.CharField("法定途径", max_length=16, default="", blank=True)
    refused_because = models.CharField("不予受理的理由", max_length=16, default="", blank=True)
    shingles = ArrayField(models.IntegerField(), default=list)
    leading = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined", verbose_name="并入"
    )
    again = models.PositiveSmallIntegerField("第几次要求再办", default=0)
    may_publish = models.BooleanField("来信人同意公开答复", default=False)
    public_text = models.TextField("公开的来信", default="", blank=True)
    public_answer = models.TextField("公开的答复", default="", blank=True)
    public_office = models.CharField("公开的答复单位", max_length=120, default="", blank=True)
    published_at = models.DateTimeField("公开时间", null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    secrecy = secrecy.declare(
        public="id uid public_text public_answer public_office published_at",
        internal=(
            "case state number kind way mailbox organization received_on origin category"
            " route refused_because leading again may_publish published_by"
        ),
        sensitive="matter shingles entered_by",
        key="text about",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="letter_joined_to_another",
                condition=Q(leading__isnull=True) | ~Q(leading=F("id")),
            ),
            models.CheckConstraint(
                name="letter_public_with_consent",
                condition=Q(published_at__isnull=True)
                | Q(may_publish=True, published_by__isnull=False)
                & ~Q(public_answer="")
                & ~Q(public_office=""),
            ),
        )
        indexes = (
            GinIndex(fields=["shingles"], name="letter_shingles"),
            models.Index(fields=["organization", "-received_on"], name="letter_of_office"),
            models.Index(
                fields=["-published_at"],
                condition=Q(published_at__isnull=False),
                name="letter_published",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Writer(Sealing):
    """One of those who wrote a letter; each has his own receipt code and sees none of the others.

    receipt_index: what the code is found by; the code itself is kept nowhere. account: of a writer
    who was signed in. representative: of a joint petition, five at most. left_at: since when he no
    longer stands behind it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="writers")
    receipt_index = models.BinaryField(max_length=16, unique=True)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="letters_written"
    )
    name = SealedField("姓名", null=True)
    phone = SealedField("电话", null=True)
    address = SealedField("通信地址", null=True)
    wish = models.CharField("怎样告知结果", max_length=8, choices=Wish, default=Wish.CODE)
    representative = models.BooleanField("代表", default=True)
    joined_at = models.DateTimeField("时间")
    left_at = models.DateTimeField("退出时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="letter wish representative joined_at left_at",
        sensitive="account",
        key="receipt_index name phone address",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "account"),
                condition=Q(account__isnull=False),
                name="writer_once_in_a_letter",
            ),
        )

    def __str__(self) -> str:
        return f"writer {self.pk}"


class Message(Sealing):
    """Something added by the writer, or asked by the office. by: None where it was the writer."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="messages")
    writer = models.ForeignKey(Writer, on_delete=models.PROTECT, null=True, related_name="messages")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    text = SealedField("内容")
    at = models.DateTimeField("时间")

    secrecy = secrecy.declare(
        public="id uid", internal="letter at", sensitive="by", key="writer text"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"message {self.pk} of letter {self.letter_id}"

"""Messages to people, how each wants to be told, and what was sent outside the platform (M4)."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Person
from dangjian.registry.models.shares import goes_along, stays


class Matter(models.TextChoices):
    """What kind of matter a message is about: the one thing that may be said outside."""

    TODO = "todo", "待办"
    TERM = "term", "期限提醒"
    RESULT = "result", "办理结果"
    NOTICE = "notice", "通知"
    ACCOUNT = "account", "账号提醒"


class Urgency(models.TextChoices):
    """Whether it cannot wait, goes into the day's digest, or is said in the platform alone."""

    NOW = "now", "不能等"
    CAN_WAIT = "can_wait", "可以等"
    HERE = "here", "只在平台里"


class Kind(models.TextChoices):
    """Ways to a person outside the platform."""

    MAIL = "mail", "电子邮件"
    SMS = "sms", "短信"
    CHAT = "chat", "办公聊天"


class Digest(models.Model):
    """What could wait, told together: at most once a day to each person."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("哪一天")

    of_person = {"person": stays("消息汇总")}
    secrecy = secrecy.declare(public="id uid", sensitive="person on")

    class Meta:
        constraints = (models.UniqueConstraint(name="one_digest_a_day", fields=("person", "on")),)
        indexes = (models.Index(fields=["on"], name="digest_by_day"),)

    def __str__(self) -> str:
        return f"{self.person_id} on {self.on}"


class Message(models.Model):
    """One sentence told to one person. It stands in the platform; outside it is never repeated.

    ends_today: a legal term ends on the day it is told, so that it is sent at night as well.
    once: with the same value nobody is told twice. digest: the one it was told in.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # "+": a notice is no change to a person; it keeps nobody from taking an import back.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="告诉谁"
    )
    matter = models.CharField("哪一类事", max_length=10, choices=Matter)
    sentence = models.CharField("内容", max_length=300)
    urgency = models.CharField("能不能等", max_length=10, choices=Urgency)
    ends_today = models.BooleanField("法定期限当天截止", default=False)
    told_at = models.DateTimeField("告诉的时间")
    read_at = models.DateTimeField("看到的时间", null=True)
    once = models.UUIDField(null=True)
    digest = models.ForeignKey(
        Digest, on_delete=models.SET_NULL, null=True, related_name="messages"
    )

    of_person = {"person": goes_along("消息")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="matter urgency ends_today told_at once",
        sensitive="person sentence read_at digest",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="message_says_something", condition=~Q(sentence="")),
            models.UniqueConstraint(name="message_told_once", fields=("person", "once")),
        )
        indexes = (
            models.Index(fields=["person", "-told_at", "-id"], name="message_of_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="message_unread"
            ),
            models.Index(
                fields=["person"],
                condition=Q(urgency="can_wait", digest__isnull=True, read_at__isnull=True),
                name="message_for_digest",
            ),
            models.Index(fields=["told_at"], name="message_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.matter} to {self.person_id}"


def hour(label: str, default: int) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MaxValueValidator(23)]
    )


class Hours(models.Model):
    """When a person may be told. Without a row the defaults hold.

    Quiet from one whole hour to another, over midnight or not; the same twice: never quiet.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="hours")
    quiet_from = hour("从几点起不打扰", 21)
    quiet_until = hour("到几点", 8)
    digest_at = hour("每天几点发汇总", 9)

    of_person = {"person": stays("收消息的时间")}
    secrecy = secrecy.declare(public="id", sensitive="person quiet_from quiet_until digest_at")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="hours_of_a_day",
                condition=Q(quiet_from__lte=23, quiet_until__lte=23, digest_at__lte=23),
            ),
            models.CheckConstraint(
                name="digest_not_in_quiet_hours",
                condition=Q(
                    Q(quiet_from__lte=F("quiet_until")),
                    Q(digest_at__lt=F("quiet_from")) | Q(digest_at__gte=F("quiet_until")),
                )
                | Q(
                    quiet_from__gt=F("quiet_until"),
                    digest_at__lt=F("quiet_from"),
                    digest_at__gte=F("quiet_until"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.quiet_from} to {self.quiet_until}, {self.digest_at}"


class Channel(Sealing):
    """One way to a person outside the platform; used once a code sent there was typed in here.

    A removed one keeps its row without the address, so that the number of codes sent in a day
    cannot be forgotten by removing and adding. failing_since: what was sent last did not arrive.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField("方式", max_length=6, choices=Kind)
    address = SealedField("地址或号码", null=True)
    code = SealedField("验证码", null=True)
    code_sent_at = models.DateTimeField("验证码发送时间", null=True)
    codes_today = models.PositiveSmallIntegerField("当天发过几次验证码", default=0)
    verified_at = models.DateTimeField("验证时间", null=True)
    on = models.BooleanField("使用", default=True)
    failing_since = models.DateTimeField("从什么时候起发不出去", null=True)

    of_person = {"person": stays("收消息的地方")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="kind verified_at on failing_since code_sent_at codes_today",
        sensitive="person",
        key="address code",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_channel_of_a_kind", fields=("person", "kind")),
            models.CheckConstraint(
                name="channel_verified_has_address",
                condition=Q(verified_at__isnull=True) | Q(address__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class State(models.TextChoices):
    """What became of a delivery."""

    QUEUED = "queued", "等着发"
    SENT = "sent", "发出了"
    FAILED = "failed", "没有发出去"
    DROPPED = "dropped", "不用发了"


class Delivery(models.Model):
    """One message, digest or code on its way through one channel: sent once, tried several times.

    uid goes along with every try, so that a gateway can tell a second try from a second message.
    due_at: not before. A try moves it ahead first, so that a killed one is taken up again later.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, related_name="deliveries"
    )
    digest = models.ForeignKey(
        Digest, on_delete=models.CASCADE, null=True, related_name="deliveries"
    )
    state = models.CharField("情况", max_length=8, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField("不早于")
    attempts = models.PositiveSmallIntegerField("试过几次", default=0)
    reason = models.CharField("没有发出的原因", max_length=60, default="", blank=True)
    settled_at = models.DateTimeField("了结时间", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="state due_at attempts reason settled_at",
        sensitive="channel message digest",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(name="message_once_a_channel", fields=("message", "channel")),
            models.UniqueConstraint(name="digest_once_a_channel", fields=("digest", "channel")),
            models.CheckConstraint(
                name="delivery_of_one_thing",
                condition=Q(message__isnull=True) | Q(digest__isnull=True),
            ),
            models.CheckConstraint(
                name="delivery_settled_or_queued",
                condition=Q(state="queued", settled_at__isnull=True)
                | (~Q(state="queued") & Q(settled_at__isnull=False)),
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"], condition=Q(state="queued"), name="delivery_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.uid}: {self.state}"

"""热点讨论: threads, topics, what people say in them, and what was taken out of sight (J6, J9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Audience(models.TextChoices):
    """Who may speak in a thread; everybody may read it."""

    MEMBERS = "members", "登录的党员"
    ANYBODY = "anybody", "所有人，不用登录"


class Screening(models.TextChoices):
    """When what somebody says is shown."""

    FIRST = "first", "第一次发言先看过再公开"
    AT_ONCE = "at_once", "直接公开，有问题再处理"


class Reason(models.TextChoices):
    """Why something may be taken out of sight. The list is closed; what each rests on: `rules`."""

    PERSONAL = "personal", "含有个人信息"
    SECRECY = "secrecy", "含有密级标志"
    INSULT = "insult", "侮辱、威胁他人"
    ADVERTISING = "advertising", "广告"
    ILLEGAL = "illegal", "违反法律"
    OFF_TOPIC = "off_topic", "与话题无关"


class State(models.TextChoices):
    """Where a contribution stands."""

    HELD = "held", "等着看"
    SHOWN = "shown", "已公开"
    HIDDEN = "hidden", "已隐藏"


class Hold(models.TextChoices):
    """Why a contribution is held."""

    FIRST = "first", "第一次发言，看过再公开"
    DOUBT = "doubt", "可能有个人信息，请人看过再公开"
    LOOK = "look", "先收起来再看一看"


class Outcome(models.TextChoices):
    """How a removal ended; an upheld one stays in force."""

    UPHELD = "upheld", "复核维持"
    GRANTED = "granted", "复核恢复"
    LIFTED = "lifted", "办理人恢复"


IN_FORCE = ("", Outcome.UPHELD)


class Thread(models.Model):
    """A place to speak, of one office, which moderates it.

    until_on: the last day to speak, None for no end. todo: the office's to-do to look at what is
    held, the last one there was.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="threads", verbose_name="由哪里主持"
    )
    title = models.CharField("题目", max_length=60)
    audience = models.CharField("谁可以发言", max_length=10, choices=Audience)
    screening = models.CharField("发言怎样公开", max_length=10, choices=Screening)
    from_on = models.DateField("开始")
    until_on = models.DateField("最后一天", null=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("开题时间")
    closed_at = models.DateTimeField("结束时间", null=True)
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="forum_thread"
    )

    secrecy = secrecy.declare(
        public="id uid organization title audience screening from_on until_on opened_at closed_at",
        internal="todo",
        sensitive="opened_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="thread_ends_after_it_begins",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
            ),
        )
        indexes = (models.Index(fields=["organization"], name="thread_of_office"),)

    def __str__(self) -> str:
        return self.title


class Topic(models.Model):
    """A question an office puts to members or to everybody, and at the end what came of it."""

    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="topic")
    question = models.TextField("问题")
    summary = models.TextField("小结", default="", blank=True)

    secrecy = secrecy.declare(public="id thread question summary")

    def __str__(self) -> str:
        return f"topic {self.pk}"


class Answer(models.Model):
    """The office's answer; what is added later is another one, so that none is quietly changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField("答复")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("答复时间")

    secrecy = secrecy.declare(public="id uid topic text at", sensitive="by")

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(name="answer_says_something", condition=~Q(text="")),)

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Contribution(Sealing):
    """What somebody says in a thread.

    text: filled only while it is shown; held or hidden, the words stand sealed in `kept`, so that
    no page can show them by mistake and nothing is lost. author: the member who said it; for
    somebody without account `receipt_index`, by which his receipt code finds it. removal: what it
    was hidden by, so that none is hidden without reason.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="contributions")
    author = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="contributions"
    )
    receipt_index = models.BinaryField(max_length=16, null=True, unique=True)
    at = models.DateTimeField("发言时间")
    state = models.CharField("状态", max_length=6, choices=State)
    hold = models.CharField("为什么等着看", max_length=6, choices=Hold, default="", blank=True)
    hold_reason = models.CharField(
        "收起来的原因", max_length=12, choices=Reason, default="", blank=True
    )
    text = models.TextField("发言", default="", blank=True)
    kept = SealedField("没有公开的发言", null=True)
    removal = models.ForeignKey(
        "Removal", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="因何隐藏"
    )

    of_person = {"author": goes_along("发言")}
    secrecy = secrecy.declare(
        public="id uid thread at state hold hold_reason text removal",
        sensitive="author",
        key="receipt_index kept",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="contribution_of_a_member_or_of_a_code",
                condition=Q(author__isnull=False, receipt_index__isnull=True)
                | Q(author__isnull=True, receipt_index__isnull=False),
            ),
            models.CheckConstraint(
                name="contribution_words_open_only_while_shown",
                condition=(Q(state="shown", kept__isnull=True) & ~Q(text=""))
                | Q(state__in=("held", "hidden"), kept__isnull=False, text=""),
            ),
            models.CheckConstraint(
                name="contribution_held_for_something",
                condition=(Q(state="held") & ~Q(hold="")) | (~Q(state="held") & Q(hold="")),
            ),
            models.CheckConstraint(
                name="contribution_put_aside_for_a_reason",
                condition=(Q(hold="look") & ~Q(hold_reason=""))
                | (~Q(hold="look") & Q(hold_reason="")),
            ),
            models.CheckConstraint(
                name="contribution_hidden_by_a_removal",
                condition=Q(state="hidden", removal__isnull=False)
                | (~Q(state="hidden") & Q(removal__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=["thread", "id"], name="contribution_of_thread"),
            models.Index(
                fields=["thread"], condition=Q(state="held"), name="contribution_held_of_thread"
            ),
            models.Index(fields=["author", "-id"], name="contribution_of_author"),
        )

    def __str__(self) -> str:
        return f"contribution {self.pk}"

    def words(self) -> str:
        """What was said, wherever it stands."""
        return self.text or self.unseal("kept")


class Removal(Sealing):
    """A contribution taken out of sight: for which reason, by which clause, and who hears appeals.

    judge: whom an appeal goes to, never the one who hid it. appeal: the author's words, sealed.
    ended_by: who decided on the appeal, or lifted it without one.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, related_name="removals"
    )
    reason = models.CharField("原因", max_length=12, choices=Reason)
    clause = models.CharField("依据", max_length=120)
    words = models.CharField("给作者的说明", max_length=300, default="", blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hidden_at = models.DateTimeField("隐藏时间")
    judge = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="removals_judged", verbose_name="谁受理申诉"
    )
    appeal = SealedField("申诉", null=True)
    appealed_at = models.DateTimeField("申诉时间", null=True)
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="forum_removal"
    )
    outcome = models.CharField("结果", max_length=8, choices=Outcome, default="", blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("复核时间", null=True)
    answer = models.CharField("给作者的答复", max_length=300, default="", blank=True)

    of_person = {"judge": goes_along("要复核的隐去", Q(ended_at__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid contribution reason clause hidden_at appealed_at outcome ended_at",
        internal="todo",
        sensitive="words hidden_by judge ended_by answer",
        key="appeal",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="removal_has_reason_and_clause",
                condition=Q(reason__in=[one.value for one in Reason]) & ~Q(clause=""),
            ),
            models.CheckConstraint(
                name="removal_judged_by_somebody_else", condition=~Q(judge=F("hidden_by"))
            ),
            models.CheckConstraint(
                name="removal_appeal_calls_its_judge",
                condition=Q(appealed_at__isnull=True, appeal__isnull=True, todo__isnull=True)
                | Q(appealed_at__isnull=False, appeal__isnull=False, todo__isnull=False),
            ),
            models.CheckConstraint(
                name="removal_ended_by_somebody",
                condition=Q(outcome="", ended_by__isnull=True, ended_at__isnull=True)
                | (~Q(outcome="") & Q(ended_by__isnull=False, ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="removal_appeal_decided_by_other_eyes",
                condition=~Q(outcome__in=("upheld", "granted"))
                | (Q(appealed_at__isnull=False) & ~Q(ended_by=F("hidden_by")) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                name="removal_in_force_once",
                fields=("contribution",),
                condition=Q(outcome__in=("", "upheld")),
            ),
        )
        indexes = (
            models.Index(fields=["hidden_at"], name="removal_by_time"),
            models.Index(
                fields=["appealed_at"],
                condition=Q(appealed_at__isnull=False, outcome=""),
                name="removal_appeal_open",
            ),
        )

    def __str__(self) -> str:
        return f"removal {self.pk}"

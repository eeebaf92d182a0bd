"""岗位移交: a whole post goes from one person to another, line by line, signed by both (C3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import (
    Consent,
    CoolingOff,
    Organization,
    Person,
    Post,
    RoleGrant,
)
from dangjian.registry.models.shares import goes_along


class State(models.TextChoices):
    """Where a handing over stands."""

    DRAFTED = "drafted", "移交人在填清单"
    CHECKING = "checking", "接手人在核对"
    SIGNED = "signed", "双方签了字，等角色"
    DONE = "done", "移交完了"
    WITHDRAWN = "withdrawn", "撤回了"


OPEN = (State.DRAFTED, State.CHECKING, State.SIGNED)


class Handover(Sealing):
    """One post of one person, as he held it, on its way to his successor.

    organization: where the post is. document: by which paper the successor takes it over.
    agreed_on: the day from which both may sign; the last signature carries everything out, where
    no role goes along; with roles it is the second person's agreement that does. consent: the last
    request that the roles go along. assented_by: whoever may appoint, from above, and agrees that
    the successor gets the post. in_place_of: why the superior signs where the giver cannot
    (sealed); giver_signed_by is then that superior. cooling_off: where the giver leaves with a
    cooling-off period. round: counts what changed in the list, so that nobody signs what he has
    not seen.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handed_over")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="taken_over")
    document = models.CharField("依据", max_length=120)
    agreed_on = models.DateField("约定的移交日")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFTED)
    round = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField("开始时间")
    in_place_of = SealedField("为什么代签", null=True)
    cooling_off = models.OneToOneField(
        CoolingOff, on_delete=models.PROTECT, null=True, related_name="handover"
    )
    sent_at = models.DateTimeField("送交核对时间", null=True)
    assented_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    assented_at = models.DateTimeField("上级同意时间", null=True)
    giver_signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    giver_signed_at = models.DateTimeField("移交人签字时间", null=True)
    successor_signed_at = models.DateTimeField("接手人签字时间", null=True)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("办结时间", null=True)
    withdrawn_for = SealedField("为什么撤回", null=True)

    of_person = {
        "giver": goes_along("岗位移交", Q(state__in=OPEN)),
        "successor": goes_along("岗位移交", Q(state__in=OPEN)),
    }
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "organization document agreed_on state round started_at cooling_off sent_at"
            " assented_at consent giver_signed_at successor_signed_at ended_at"
        ),
        sensitive="giver successor started_by assented_by giver_signed_by",
        key="in_place_of withdrawn_for",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="handover_to_another",
                condition=~Q(giver=F("successor")) & ~Q(giver_signed_by=F("successor")),
            ),
            models.UniqueConstraint(
                fields=("giver", "organization"),
                condition=Q(state__in=("drafted", "checking", "signed")),
                name="handover_one_at_a_time",
            ),
            models.CheckConstraint(
                name="handover_signed_by_whom_it_says",
                condition=Q(giver_signed_at__isnull=True, giver_signed_by__isnull=True)
                | Q(giver_signed_at__isnull=False)
                & (Q(giver_signed_by=F("giver")) | Q(in_place_of__isnull=False)),
            ),
            models.CheckConstraint(
                name="handover_done_is_signed_by_both",
                condition=~Q(state__in=("signed", "done"))
                | Q(
                    giver_signed_at__isnull=False,
                    successor_signed_at__isnull=False,
                )
                & (Q(state="signed") | Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="handover_assented_by_another",
                condition=Q(assented_by__isnull=True, assented_at__isnull=True)
                | Q(assented_by__isnull=False, assented_at__isnull=False)
                & ~Q(assented_by=F("giver"))
                & ~Q(assented_by=F("successor")),
            ),
        )
        indexes = (models.Index(fields=["successor", "state"], name="handover_of_successor"),)

    def __str__(self) -> str:
        return f"handover {self.pk}"


class Agreed(models.TextChoices):
    """What others have a say in: a post of the Party, or roles on the platform."""

    POSTS = "posts", "职务"
    ROLES = "roles", "角色"


class Kind(models.TextChoices):
    """What a line of the list is about, in the order of the paper."""

    POST = "post", "职务"
    ROLE = "role", "平台角色"
    TODO = "todo", "没办完的事"
    BUSINESS = "business", "正在办的工作"
    MONEY = "money", "党费账目"
    ABSENCE = "absence", "代办安排"
    DUTY = "duty", "要守的义务"
    KEY = "key", "密钥和登录凭证"
    OUTSIDE = "outside", "印章、柜子、纸质材料"


class Verdict(models.TextChoices):
    """What the successor says of a line."""

    WAITING = "waiting", "还没有核对"
    RECEIVED = "received", "收到了"
    MISSING = "missing", "没有收到"


class Line(Sealing):
    """One line of the list. post, grant, todo: what it stands for, where the platform knows it.

    by_hand: added by the giver. barred: the successor must stand back from it; it goes to the
    superior, and he never sees the line. remark: the giver's, reason: why it was not received,
    answer: what the giver says to that; all sealed, since people write what they like.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    title = models.CharField("内容", max_length=200)
    detail = models.CharField("说明", max_length=200, default="", blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, null=True, related_name="+")
    todo = models.ForeignKey(ToDo, on_delete=models.PROTECT, null=True, related_name="+")
    by_hand = models.BooleanField("移交人自己加的", default=False)
    barred = models.BooleanField("接手人应当回避", default=False)
    gone = models.BooleanField("已经不在清单里", default=False)
    verdict = models.CharField("核对", max_length=10, choices=Verdict, default=Verdict.WAITING)
    remark = SealedField("备注", null=True)
    reason = SealedField("没有收到的原因", null=True)
    answer = SealedField("移交人的说明", null=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="handover kind post grant todo by_hand barred gone verdict",
        sensitive="title detail",
        key="remark reason answer",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="line_missing_with_a_reason",
                condition=~Q(verdict="missing") | Q(reason__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("handover", "todo"), condition=Q(gone=False), name="line_a_todo_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def resolved(self) -> bool:
        """Received; not received, with what the giver says to that; or none of the successor's."""
        return (
            self.gone
            or self.barred
            or self.verdict == Verdict.RECEIVED
            or (self.verdict == Verdict.MISSING and self.answer is not None)
        )


class Call(models.Model):
    """Somebody was asked to do his part of a handing over; it ends with the to-do."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="calls")
    todo = models.OneToOneField(ToDo, on_delete=models.PROTECT, related_name="handover_call")

    secrecy = secrecy.declare(public="id", internal="handover todo")

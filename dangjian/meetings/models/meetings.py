"""A meeting that votes: of which organization, for what, on which day, and how far it is."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person


class Kind(models.TextChoices):
    """What is voted on; each has its own quorum and majority (`rules.votes`)."""

    ADMISSION = "admission", "接收预备党员"
    CONVERSION = "conversion", "预备党员转正"
    ELECTION = "election", "换届选举"
    DELEGATES = "delegates", "选举党代表"
    DISPOSAL = "disposal", "党员处置"
    ORDINARY = "ordinary", "其他事项表决"


ELECTS = (Kind.ELECTION, Kind.DELEGATES)
"""Kinds in which candidates are voted on."""


class State(models.TextChoices):
    """How far a meeting is; the moves are in rules.tables."""

    CALLED = "called", "已经通知，还没有签到"
    FIXED = "fixed", "签到完了，等计票"
    COUNTED = "counted", "计完票，等核对"
    CONFIRMED = "confirmed", "核对无误"
    REPORTED = "reported", "已报上级，等批复"
    APPROVED = "approved", "上级已经批复"
    VOID = "void", "作废"


OVER = (State.CONFIRMED, State.REPORTED, State.APPROVED)
"""States in which what was counted stands."""


class Meeting(Moving, Sealing):
    """A meeting of members that votes on paper.

    due: full members with the right to vote on the day, less whoever is left out; present: those of
    them who came; written: absent ones who gave an opinion in writing before. All are counted when
    the roll is fixed. full: all full members of that day.
    chair: who presided. notes: what was said, as the secretary writes it; minutes: the whole record
    as it stood when it was confirmed. Both sealed, since they name people. counted_by: who handed
    the count over; confirmed_by: the other one who compared it with the paper. plenary_on,
    document: of an election, the first plenary of the committee, and the superior's reply.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("开什么会", max_length=10, choices=Kind)
    held_on = models.DateField("哪天开")
    place = models.CharField("地点", max_length=60, default="", blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    notes = SealedField("讨论情况", null=True)
    minutes = SealedField("会议记录", null=True)
    full = models.PositiveIntegerField("正式党员人数", null=True)
    due = models.PositiveIntegerField("应到会有表决权的人数", null=True)
    present = models.PositiveIntegerField("实到会有表决权的人数", null=True)
    written = models.PositiveIntegerField("会前提了书面意见的人数", default=0)
    counted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("核对时间", null=True)
    plenary_on = models.DateField("第一次全体会议日期", null=True)
    document = models.CharField("批复文件", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state organization kind held_on place full due present written confirmed_at"
            " plenary_on document"
        ),
        sensitive="chair counted_by confirmed_by",
        key="notes minutes",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="meeting_state", condition=Q(state__in=[one.value for one in State])
            ),
            models.CheckConstraint(
                name="meeting_nobody_more_than_due",
                condition=Q(present__isnull=True, written=0)
                | Q(
                    due__isnull=False,
                    full__isnull=False,
                    present__lte=F("due") - F("written"),
                    due__lte=F("full"),
                ),
            ),
            models.CheckConstraint(
                name="meeting_counted_has_its_roll",
                condition=Q(state__in=[State.CALLED.value, State.VOID.value])
                | Q(full__isnull=False, due__isnull=False, present__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_confirmed_by_other_eyes",
                condition=~Q(confirmed_by=F("counted_by")),
            ),
            models.CheckConstraint(
                name="meeting_over_is_confirmed",
                condition=~Q(state__in=[one.value for one in OVER])
                | Q(
                    counted_by__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                    minutes__isnull=False,
                ),
            ),
        )
        indexes = (
            models.Index(fields=["organization", "-held_on", "-id"], name="meeting_of_place"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return str(State(self.state).label)

    @property
    def over(self) -> bool:
        """Whether what was counted stands."""
        return self.state in OVER

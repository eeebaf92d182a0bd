"""对本系统提意见: what people say of the system itself, and what they are answered (X28)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import ToDo
from dangjian.forum.models.threads import Reason
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Person


class Opinion(Sealing):
    """An opinion on a page of the system. There is no column for who gave it.

    kept: as it was given, sealed. text: what is shown, masked, from the day it was answered.
    reason, clause: why the words are not shown, where they are not; the answer is all the same.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.CharField("说的是哪一页", max_length=30, default="", blank=True)
    kept = SealedField("意见原文")
    given_on = models.DateField("提出日期")
    text = models.TextField("公开的意见", default="", blank=True)
    answer = models.TextField("答复", default="", blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)
    reason = models.CharField("不公开的原因", max_length=12, choices=Reason, default="", blank=True)
    clause = models.CharField("依据", max_length=120, default="", blank=True)
    todo = models.OneToOneField(ToDo, on_delete=models.PROTECT, related_name="forum_opinion")

    secrecy = secrecy.declare(
        public="id uid page given_on text answer answered_at reason clause",
        internal="todo",
        sensitive="answered_by",
        key="kept",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="opinion_shown_with_its_answer",
                condition=Q(
                    answer="",
                    text="",
                    reason="",
                    answered_by__isnull=True,
                    answered_at__isnull=True,
                )
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="opinion_answered_is_shown_or_says_why_not",
                condition=Q(answer="")
                | (~Q(text="") & Q(reason="", clause=""))
                | (Q(text="") & ~Q(reason="") & ~Q(clause="")),
            ),
        )
        indexes = (
            models.Index(fields=["-answered_at"], name="opinion_by_answer"),
            models.Index(fields=["id"], condition=Q(answer=""), name="opinion_open"),
        )

    def __str__(self) -> str:
        return f"opinion {self.pk}"

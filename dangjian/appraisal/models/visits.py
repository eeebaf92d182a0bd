"""Care visits (走访慰问): planned or not, whom to, what for, what he needs."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Occasion(models.TextChoices):
    HARDSHIP = "hardship", "生活困难"
    AGE = "age", "年老"
    ILLNESS = "illness", "生病住院"
    HONOUR = "honour", "受到表彰、立功"
    BEREAVEMENT = "bereavement", "家里有人去世"
    FESTIVAL = "festival", "节日慰问"
    OTHER = "other", "其他"


class VisitState(models.TextChoices):
    PLANNED = "planned", "打算去"
    DONE = "done", "去过了"
    DROPPED = "dropped", "没有去成"


class Visit(Sealing):
    """A visit to a member by his branch or somebody above it. day: the one it is planned for, or on
    which it was. visitors: who went, in words; nobody is counted by it.

    brought: in words; amount: yuan, only where money was given. needs: sealed, what he needs. todo:
    what somebody by name was asked to do about it. No photo, no place: the word is enough.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    state = models.CharField("情况", max_length=8, choices=VisitState)
    occasion = models.CharField("为什么事", max_length=12, choices=Occasion)
    day = models.DateField("哪一天")
    visitors = models.CharField("谁去", max_length=120)
    brought = models.CharField("带去了什么", max_length=120, default="", blank=True)
    amount = models.DecimalField("慰问金（元）", max_digits=9, decimal_places=2, null=True)
    needs = SealedField("有什么需要", null=True)
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="visit", verbose_name="跟进的事"
    )
    words = models.CharField("没有去成的原因", max_length=120, default="", blank=True)
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    of_person = {"person": goes_along("走访慰问")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="organization state entered_at",
        sensitive="person occasion day visitors brought amount todo words entered_by",
        key="needs",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="visit_state", condition=Q(state__in=[one.value for one in VisitState])
            ),
            models.CheckConstraint(
                name="visit_amount_where_given",
                condition=Q(amount__isnull=True) | Q(amount__gt=0, state="done"),
            ),
            models.CheckConstraint(
                name="visit_dropped_says_why", condition=~Q(state="dropped") | ~Q(words="")
            ),
        )
        indexes = (
            models.Index(fields=["person", "day"], name="visit_of_person"),
            models.Index(fields=["organization", "day"], name="visit_of_branch"),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"

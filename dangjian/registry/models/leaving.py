"""脱密期: somebody who kept the platform leaves or moves, and what he may not have any more."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from dangjian.kernel import secrecy
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import goes_along


class CoolingOff(models.Model):
    """From the minute of the notice to the day its end is put down. Written once, never shortened.

    roles: the codes of what he held, joined by spaces; surrendered: how many of which ways in he
    had. months: at least as many as the rule of the day says; citation: that rule in words.
    obligations: the text as he was given it; acknowledged_at: when he said himself that he read it.
    until it is over, the person holds nothing beyond his membership, whatever stands in his posts;
    until two others reopen it (reopened_at), not even that: the hand-over is all he reaches.
    over_at: when the end was put down and the account closed. voided_at: when two others voided a
    notice that was a mistake; it is over with that.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cooling_offs")
    reason = models.CharField("为什么离岗", max_length=60)
    roles = models.CharField("原来的角色", max_length=200)
    noticed_at = models.DateTimeField("通知时间")
    noticed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField("脱密期（月）")
    citation = models.CharField("期限依据", max_length=200)
    ends_on = models.DateField("脱密期最后一天")
    obligations = models.TextField("义务")
    surrendered = models.JSONField("当场收回的")
    acknowledged_at = models.DateTimeField("本人确认时间", null=True)
    reopened_at = models.DateTimeField("恢复党员登录的时间", null=True)
    voided_at = models.DateTimeField("撤销通知的时间", null=True)
    over_at = models.DateTimeField("期满办结时间", null=True)

    of_person = {"person": goes_along("脱密期", Q(over_at__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "roles noticed_at months citation ends_on obligations surrendered acknowledged_at"
            " reopened_at voided_at over_at"
        ),
        sensitive="person noticed_by reason",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(over_at__isnull=True),
                name="one_cooling_off_at_a_time",
            ),
            models.CheckConstraint(
                name="cooling_off_noticed_by_another", condition=~Q(person=F("noticed_by"))
            ),
            models.CheckConstraint(
                name="cooling_off_voided_is_over",
                condition=Q(voided_at__isnull=True) | Q(over_at__isnull=False),
            ),
            models.CheckConstraint(name="cooling_off_has_months", condition=Q(months__gt=0)),
        )
        indexes = (
            models.Index(
                fields=["ends_on"], condition=Q(over_at__isnull=True), name="cooling_off_ending"
            ),
        )

    def __str__(self) -> str:
        return f"cooling off {self.pk} of {self.person_id}"


def cooling_off(person: str) -> Exists:
    """Whether the person in that column is in a cooling-off period that is not over."""
    return Exists(CoolingOff.objects.filter(person=OuterRef(person), over_at__isnull=True))


def confined(person: str) -> Exists:
    """Whether he is in one, and nobody has given him back what a plain member may."""
    running = CoolingOff.objects.filter(person=OuterRef(person), over_at__isnull=True)
    return Exists(running.filter(reopened_at__isnull=True))

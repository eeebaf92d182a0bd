"""The question a branch meeting votes on for a development."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dangjian.development.models.cases import Development
from dangjian.kernel import secrecy
from dangjian.meetings.models import Item


class Vote(models.Model):
    """An item of a meeting that is about this development; the newest of a step counts.

    step: meeting or convert_meeting; turn as in StepTaken. What came of it is asked of meetings.
    """

    development = models.ForeignKey(Development, on_delete=models.PROTECT, related_name="votes")
    step = models.CharField("哪一步", max_length=30)
    turn = models.PositiveSmallIntegerField("第几轮", default=0)
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="development_vote")

    secrecy = secrecy.declare(public="id", internal="step turn item", sensitive="development")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="vote_on_admission_or_conversion",
                condition=Q(step__in=("meeting", "convert_meeting")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} of {self.development_id}"

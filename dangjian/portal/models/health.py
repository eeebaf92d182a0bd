"""How often the site itself was looked for, and not found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy


class Probe(models.Model):
    """The sums of one day: how often the home page was asked for, and how often it did not come."""

    on = models.DateField("哪一天", unique=True)
    tried = models.PositiveIntegerField("查了几次", default=0)
    failed = models.PositiveIntegerField("几次打不开", default=0)

    secrecy = secrecy.declare(public="id", internal="on tried failed")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="probe_fails_as_often_as_it_tries", condition=Q(failed__lte=F("tried"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}: {self.failed} of {self.tried}"

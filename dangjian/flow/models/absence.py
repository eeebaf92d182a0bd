"""Somebody is away, and a colleague does meanwhile what was put to him."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Person
from dangjian.registry.models.shares import goes_along


class Absence(models.Model):
    """Days on which a substitute finds the to-dos of somebody who is away. Ended, never deleted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutions")
    from_on = models.DateField("从哪天")
    until_on = models.DateField("到哪天（含）")
    ended_on = models.DateField("提前结束于", null=True)

    of_person = {"person": goes_along("外出"), "substitute": goes_along("代办")}
    secrecy = secrecy.declare(
        public="id uid", internal="from_on until_on ended_on", sensitive="person substitute"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="absence_substitute_is_another", condition=~Q(person=F("substitute"))
            ),
            models.CheckConstraint(
                name="absence_ends_after_it_began", condition=Q(until_on__gte=F("from_on"))
            ),
        )
        indexes = (models.Index(fields=["substitute", "until_on"], name="absence_of_substitute"),)

    def __str__(self) -> str:
        return f"absence {self.pk} of {self.person_id}"

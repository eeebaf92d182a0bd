"""流动党员 on both sides: who lives here for a while, and how both organizations keep in touch."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Floating, Organization, Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class Ending(models.TextChoices):
    """How a stay ended."""

    RETURNED = "returned", "回原支部了"
    MOVED = "moved", "组织关系转来了"
    ELSEWHERE = "elsewhere", "又去了别处"


class Guest(Sealing, Dated):
    """A floating member at the organization where he lives (流入党员): it counts him nowhere.

    person, floating: of this register, with what his branch reported. name, home, contact: of
    somebody from elsewhere; home and contact sealed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="stays")
    floating = models.ForeignKey(
        Floating, on_delete=models.PROTECT, null=True, related_name="guests"
    )
    name = models.CharField("姓名", max_length=60)
    home = SealedField("原党组织", null=True)
    contact = SealedField("联系方式", null=True)
    ending = models.CharField("怎样结束", max_length=10, choices=Ending, default="", blank=True)

    of_person = {"person": goes_along("流动党员登记")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="organization",
        sensitive="person floating name valid ending",
        key="home contact",
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "guest_once_at_a_time",
                "person",
                only=Q(person__isnull=False),
                sentence="这位同志这段时间已经登记为流入党员。",
            ),
            models.CheckConstraint(
                name="guest_of_this_register_or_of_elsewhere",
                condition=Q(person__isnull=False, floating__isnull=False)
                | Q(person__isnull=True, floating__isnull=True, home__isnull=False),
            ),
            models.CheckConstraint(
                name="guest_ended_in_some_way",
                condition=Q(valid__upper_inf=True, ending="")
                | Q(valid__upper_inf=False) & ~Q(ending=""),
            ),
        )
        indexes = (models.Index(fields=["organization"], name="guest_of_organization"),)

    def __str__(self) -> str:
        return f"guest {self.pk}"


class Side(models.TextChoices):
    """Which side kept in touch."""

    HOME = "home", "原支部"
    HOST = "host", "流入地"


class ContactNote(Sealing):
    """When somebody was in touch with a floating member, and what was said; both sides read it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    floating = models.ForeignKey(
        Floating, on_delete=models.PROTECT, null=True, related_name="notes"
    )
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, null=True, related_name="notes")
    side = models.CharField("哪一方", max_length=4, choices=Side)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("哪天联系的")
    words = SealedField("说了什么")

    secrecy = secrecy.declare(
        public="id uid", internal="side organization on", sensitive="floating guest by", key="words"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="contact_note_about_somebody",
                condition=Q(floating__isnull=False) | Q(guest__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["floating", "-on"], name="contact_note_of_floating"),)

    def __str__(self) -> str:
        return f"contact note {self.pk}"

"""Where matters of discipline are reported: the discipline organ's channel, as it was set."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person


class Channel(models.Model):
    """The discipline organ's own way in, shown to whoever accuses an official. Never edited: a new
    one ends the one before, so it can be told what people were shown on a day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="哪里设的"
    )
    name = models.CharField("机关名称", max_length=60)
    page = models.URLField("举报网页", max_length=200, default="", blank=True)
    phone = models.CharField("举报电话", max_length=40, default="", blank=True)
    address = models.CharField("来信来访地址", max_length=120, default="", blank=True)
    hours = models.CharField("接待时间", max_length=60, default="", blank=True)
    set_at = models.DateTimeField("从什么时候起")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("到什么时候", null=True)

    secrecy = secrecy.declare(
        public="id uid organization name page phone address hours set_at ended_at",
        sensitive="set_by",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organization",),
                condition=Q(ended_at__isnull=True),
                name="channel_one_at_a_time",
            ),
            models.CheckConstraint(name="channel_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="channel_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("set_at")),
            ),
        )

    def __str__(self) -> str:
        return self.name

"""What a writer has filled in so far, and what was led elsewhere without being kept."""

from __future__ import annotations

import uuid

from django.db import models

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing


class Draft(Sealing):
    """A letter that is being written, found by the token in the writer's browser; dropped after a
    week, or when it is sent. fields: the answers so far, as JSON, sealed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_index = models.BinaryField(max_length=16, unique=True)
    fields = SealedField("填到哪里")
    kept_until = models.DateTimeField("保留到")

    secrecy = secrecy.declare(public="id uid", internal="kept_until", key="token_index fields")


class Referral(models.Model):
    """A letter that accused somebody in a matter of discipline and was led to the discipline organ.

    Nothing of it is kept: only that there was one, when, and how it came.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    received_on = models.DateField("收到日期")
    referred_on = models.DateField("告知日期")
    way = models.CharField("来信方式", max_length=8)
    receipt = models.CharField("原编号", max_length=60, default="", blank=True)

    secrecy = secrecy.declare(public="id uid", internal="received_on referred_on way receipt")

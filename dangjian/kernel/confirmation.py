"""How well a provision or a document number was checked against its source."""

from __future__ import annotations

from django.db import models


class Confirmation(models.TextChoices):
    """Every number of law in this house says which of the three it is, on screen too."""

    READ = "C", "已核对原文"
    SECONDARY = "S", "据二手材料"
    UNCONFIRMED = "M", "未核对"

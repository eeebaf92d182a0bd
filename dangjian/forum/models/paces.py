"""How much was posted from one place lately; says nothing of who, and is forgotten after a day."""

from __future__ import annotations

from django.db import models

from dangjian.kernel import secrecy


class Pace(models.Model):
    """key: keyed hash of an account or address and of what is posted."""

    key = models.BinaryField(max_length=16, primary_key=True)
    posts = models.PositiveIntegerField()
    last_at = models.DateTimeField()

    secrecy = secrecy.declare(internal="posts last_at", key="key")

    def __str__(self) -> str:
        return "pace"

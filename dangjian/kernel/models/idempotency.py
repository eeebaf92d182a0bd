"""Form keys that were used, with what came of them."""

from __future__ import annotations

from django.db import models

from dangjian.kernel import secrecy


class UsedFormKey(models.Model):
    """A form key that led to a stored outcome; the second post of the same form is shown it."""

    key = models.UUIDField(primary_key=True)
    account = models.BigIntegerField(null=True)
    path = models.TextField()
    used_at = models.DateTimeField(db_index=True)
    outcome = models.TextField(default="")

    secrecy = secrecy.declare(internal="key path used_at outcome", sensitive="account")

    def __str__(self) -> str:
        return f"{self.path} {self.used_at:%Y-%m-%d %H:%M}"

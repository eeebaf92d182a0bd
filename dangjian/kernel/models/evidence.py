"""The evidence log: one leaf for every act, written in the act's own transaction, never changed."""

from __future__ import annotations

from django.db import models

from dangjian.kernel import secrecy


class Leaf(models.Model):
    """Who did what to whom, on whose behalf, and when.

    `body` is the canonical JSON of all the rest and `digest` is SHA-256 of salt and body, filled by
    a trigger (migration 0002): that digest is what the public log will commit to, so that the salt
    and body can be erased one day while the proof stays. The other columns repeat the body for
    look-up. Actors are plain values: this floor does not know accounts. Personal data of class
    sensitive or key never stands in a body.
    """

    at = models.DateTimeField(db_index=True)
    actor_account = models.BigIntegerField(null=True)
    actor_person = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=32)
    behalf_person = models.UUIDField(null=True)
    verb = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_uid = models.UUIDField()
    path = models.TextField(db_collation="C", default="")
    salt = models.BinaryField(max_length=16)
    body = models.TextField()
    digest = models.BinaryField(max_length=32, default=b"")

    secrecy = secrecy.declare(
        public="id digest",
        internal="at actor_role verb subject_kind path",
        sensitive="actor_account actor_person behalf_person subject_uid body",
        key="salt",
    )

    class Meta:
        indexes = (
            models.Index(fields=["subject_uid", "-id"], name="leaf_subject"),
            models.Index(fields=["actor_account", "-id"], name="leaf_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind}"

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


class Position(models.Model):
    """The place of a leaf in the public log, given once by the sequencer (proofs/sequencing.py).

    Positions count from 0 without a gap (a trigger of migration 0003 holds it); hash is the leaf's
    hash in the tree, over its digest. No constraint leads to the leaf: checking it would lock, and
    so write, each leaf a second time, and no leaf can be removed anyway.
    """

    position = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(
        Leaf, on_delete=models.PROTECT, db_constraint=False, related_name="place"
    )
    hash = models.BinaryField(max_length=32)

    secrecy = secrecy.declare(public="position leaf hash")

    def __str__(self) -> str:
        return f"{self.position}: {self.leaf_id}"


class TreeNode(models.Model):
    """Hash of a complete subtree over 2**level leaves, level ≥ 1 (proofs/tree.py)."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    secrecy = secrecy.declare(public="level number hash")

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class LogCheckpoint(models.Model):
    """A signed head of the public log (proofs/notes.py), numbered from 1 without a gap.

    settled: every leaf with an id up to it has a position by then, or will never be there. A leaf
    with such an id and no position came in past the application.
    """

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    settled = models.BigIntegerField()

    secrecy = secrecy.declare(public="number size root note settled")

    def __str__(self) -> str:
        return f"{self.number}: {self.size}"

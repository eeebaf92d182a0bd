"""The evidence log: one leaf for every act, written in the act's own transaction, never changed."""

from __future__ import annotations

from django.db import models

from dangjian.kernel import secrecy


class Leaf(models.Model):
    """Who did what to whom, on whose behalf, and when.

    `body` is the canonical JSON of all the rest and `digest` is SHA-256 of salt and body, filled by
    a trigger (migration 0002): that digest is what the public log commits to, so that salt and body
    can be erased while the proof stays (proofs/erased.py). The other columns repeat the body for
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


class SM3Node(models.Model):
    """The same tree under SM3 (GB/T 32905), kept under the profile `gm` beside that of SHA-256.

    Level 0 are the leaf hashes, over the SM3 of salt and body; the others as in TreeNode. It may
    lag behind after the profile was changed, until the sequencer has caught up.
    """

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    secrecy = secrecy.declare(public="level number hash")

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class KnownWitness(models.Model):
    """Somebody who confirms heads of the log elsewhere (proofs/witnessing.py): name and key.

    ended_at: since when his confirmations are not taken any more.
    """

    name = models.CharField(max_length=120)
    key = models.CharField(max_length=300, unique=True)
    admitted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    secrecy = secrecy.declare(public="id name key admitted_at ended_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(ended_at=None),
                name="one_witness_of_a_name",
                violation_error_message="这位见证人已经登记过了。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """A head that a witness confirmed at a moment; line: his signature (proofs/cosigning.py)."""

    witness = models.ForeignKey(KnownWitness, on_delete=models.PROTECT)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    line = models.CharField(max_length=400)
    received_at = models.DateTimeField()

    secrecy = secrecy.declare(public="id witness size at line received_at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["witness", "at", "size"], name="cosignature_once"),
        )

    def __str__(self) -> str:
        return f"{self.witness_id}: {self.size}"


class Verification(models.Model):
    """That the whole log was computed anew (proofs/verifying.py), and what came of it.

    told: the sentences about what was wrong, one a line.
    """

    at = models.DateTimeField(db_index=True)
    seconds = models.FloatField()
    good = models.BooleanField()
    size = models.BigIntegerField()
    checkpoints = models.BigIntegerField()
    waiting = models.BigIntegerField()
    faults = models.BigIntegerField()
    told = models.TextField()

    secrecy = secrecy.declare(
        internal="id at seconds good size checkpoints waiting faults", sensitive="told"
    )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.good}"

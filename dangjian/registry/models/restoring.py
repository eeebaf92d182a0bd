"""Printed codes by which two officers stand behind a restore, when no website can ask them."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.registry.models.account import OFFICERS, Role
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import stays

DIGITS = 20
"""66 bits: nobody tries them through, so a salted digest is enough."""


class RestoreCode(models.Model):
    """One officer's code; it travels in every backup as a digest, and is on paper otherwise only.

    One of an officer is valid at a time.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restore_codes")
    role = models.CharField("职务", max_length=20, choices=Role)
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField("打印时间")
    ended_at = models.DateTimeField("作废时间", null=True)

    of_person = {"person": stays("恢复码")}
    secrecy = secrecy.declare(
        public="id", internal="person role made_at ended_at", key="salt digest"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_restore_code_each", fields=("person",), condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="restore_code_of_an_officer", condition=Q(role__in=[o.value for o in OFFICERS])
            ),
        )

    def __str__(self) -> str:
        return f"restore code of {self.person_id}"


def digest_of_code(salt: bytes, code: str) -> bytes:
    """What is kept of a code. Blanks and other signs are for the eye only."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", code))
    return hashlib.sha256(salt + digits.encode()).digest()


def fits(salt: bytes, digest: bytes, code: str) -> bool:
    """Whether this is the code, in a time that tells nothing."""
    return hmac.compare_digest(digest_of_code(salt, code), digest)

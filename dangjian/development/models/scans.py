"""Files beside the papers of a development: scans of what lies in the file, sealed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.development.models.steps import StepTaken
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Person


class Scan(Sealing):
    """A file of one paper of a step that was taken. Whoever may see the case may open it.

    paper: which paper it shows, one of the step or another one (思想汇报). content: sealed, as
    base64; gone once it was taken out, then name, digest, reason and who did it stay. removed: what
    cleaning took out of the file. digest: SHA-256 of the content as it is kept, hexadecimal.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    taken = models.ForeignKey(StepTaken, on_delete=models.PROTECT, related_name="scans")
    paper = models.CharField("哪一份材料", max_length=60)
    name = models.CharField("文件名", max_length=120)
    sort = models.CharField("格式", max_length=6)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("摘要", max_length=64)
    removed = models.CharField("去掉了什么", max_length=120, default="", blank=True)
    content = SealedField("内容", null=True)
    at = models.DateTimeField("附上的时间")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_at = models.DateTimeField("取下的时间", null=True)
    taken_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_out_reason = models.CharField("为什么取下", max_length=200, default="", blank=True)

    secrecy = secrecy.declare(
        public="id uid",
        internal="paper sort size digest removed at taken_out_at",
        sensitive="taken name by taken_out_by taken_out_reason",
        key="content",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="scan_taken_out_says_why",
                condition=Q(taken_out_at__isnull=True, taken_out_reason="", content__isnull=False)
                | Q(taken_out_at__isnull=False, content__isnull=True) & ~Q(taken_out_reason=""),
            ),
            models.UniqueConstraint(
                fields=("taken", "digest"),
                condition=Q(taken_out_at__isnull=True),
                name="scan_once_in_a_step",
            ),
        )

    def __str__(self) -> str:
        return f"scan of {self.taken_id}"

    @property
    def kilobytes(self) -> int:
        """Its size in KB, one at least."""
        return max(1, round(self.size / 1024))

"""A draft before those who let it onto the shelf."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.library.models.documents import Document
from dangjian.library.models.drafts import Draft
from dangjian.registry.models import Person


class Stage(models.TextChoices):
    """Where an admission stands; the moves are in rules.tables."""

    REVIEW = "at_review", "等审校"
    SECRECY = "at_secrecy", "等保密审查"
    FINAL = "at_final", "等终审"
    SHELVED = "shelved", "已上架"
    RETURNED = "returned", "退回修改"
    WITHDRAWN = "withdrawn", "撤回了"


OPEN = (Stage.REVIEW, Stage.SECRECY, Stage.FINAL)


class Admission(Moving):
    """One draft, sent in to stand in the library. What is signed is the draft, by its digest.

    words: SHA-256 of the words of its file as they stood then. public: whether anybody is to read
    it; then secrecy review and final review are due as well. reason: why what looks like personal
    data may stand.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="admissions")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="admissions")
    words = models.CharField(max_length=64, default="", blank=True)
    public = models.BooleanField("所有人可以看")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("保留号码的理由", max_length=200, default="", blank=True)
    at = models.DateTimeField("送审时间")

    secrecy = secrecy.declare(
        public="id uid",
        internal="case state document draft words public reason at",
        sensitive="author",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(state__in=OPEN),
                name="admission_one_at_a_time",
                violation_error_message="这一篇正在审。",
            ),
            models.CheckConstraint(
                name="admission_state", condition=Q(state__in=[one.value for one in Stage])
            ),
        )

    def __str__(self) -> str:
        return f"admission {self.pk}"

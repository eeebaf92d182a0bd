"""Sources that were approved, what was seen in them, and what of it is shown.

Of an entry only title, address, date and source are kept: no text, no picture, nothing of anybody
else's page but the way to it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person


class Source(models.Model):
    """A feed (RSS or Atom) that somebody approved for an organization of ours.

    issuer: who publishes it. etag, modified: what the other side wants to be asked with.
    tried_at: the last look; failing_since and failure: since when, and why, nothing came. damaged:
    the last document could be read only in part, or was labelled wrongly.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="哪里批准的"
    )
    title = models.CharField("来源名称", max_length=40)
    issuer = models.CharField("主办单位", max_length=60)
    address = models.CharField("订阅地址", max_length=500)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("批准时间")
    stopped_at = models.DateTimeField("停用时间", null=True)
    reason = models.CharField("停用的原因", max_length=200, default="", blank=True)
    etag = models.CharField(max_length=200, default="", blank=True)
    modified = models.CharField(max_length=60, default="", blank=True)
    tried_at = models.DateTimeField("上次去看的时间", null=True)
    failing_since = models.DateTimeField("从什么时候起取不到", null=True)
    failure = models.CharField("为什么取不到", max_length=200, default="", blank=True)
    damaged = models.BooleanField("内容有毛病", default=False)

    secrecy = secrecy.declare(
        public="id uid title issuer",
        internal=(
            "organization address approved_at stopped_at reason etag modified tried_at"
            " failing_since failure damaged"
        ),
        sensitive="approved_by",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("address",),
                condition=Q(stopped_at__isnull=True),
                name="source_approved_once",
                violation_error_message="这个订阅地址已经批准过了。",
            ),
            models.CheckConstraint(
                name="source_stopped_says_why",
                condition=Q(stopped_at__isnull=True, reason="")
                | (Q(stopped_at__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="source_failing_says_why",
                condition=Q(failing_since__isnull=True, failure="")
                | (Q(failing_since__isnull=False) & ~Q(failure="")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class State(models.TextChoices):
    """What a person decided of an entry."""

    NEW = "new", "等着看"
    CHOSEN = "chosen", "已登出"
    ASIDE = "aside", "不登"


class Entry(models.Model):
    """One piece of news, wherever it was seen; shown once somebody chose it.

    source: where it was seen first. dated_at: the day its source gives, None without one.
    link_key, title_key: by which the same news is known in another source (rules.texts).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField("标题", max_length=200)
    link = models.CharField("网址", max_length=500)
    dated_at = models.DateTimeField("来源写的日期", null=True)
    seen_at = models.DateTimeField("取到的时间")
    link_key = models.CharField(max_length=64, unique=True)
    title_key = models.CharField(max_length=64, db_index=True, default="", blank=True)
    state = models.CharField("登不登", max_length=6, choices=State, default=State.NEW)
    decided_at = models.DateTimeField("什么时候定的", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="谁定的"
    )

    secrecy = secrecy.declare(
        public="id uid source title link dated_at",
        internal="seen_at link_key title_key state decided_at",
        sensitive="decided_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="entry_leads_to_a_page",
                condition=Q(link__startswith="http://") | Q(link__startswith="https://"),
            ),
            models.CheckConstraint(
                name="entry_decided_by_somebody",
                condition=Q(state="new") | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=["-decided_at", "-id"],
                condition=Q(state="chosen"),
                name="entry_chosen_lately",
            ),
            models.Index(fields=["state", "-seen_at", "-id"], name="entry_by_state"),
        )

    def __str__(self) -> str:
        return self.title


class Sighting(models.Model):
    """That an entry stood in a source. key: what the source calls it, hashed."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="sightings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sightings")
    key = models.CharField(max_length=64)
    at = models.DateTimeField("什么时候")

    secrecy = secrecy.declare(public="id", internal="source entry key at")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="sighting_once_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.source_id}"

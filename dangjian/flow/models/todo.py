"""One table of what is to be done by whom, whichever room it comes from."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models.case import Case
from dangjian.kernel import secrecy
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Outcome(models.TextChoices):
    """How a to-do ended."""

    DONE = "done", "办好了"
    WITHDRAWN = "withdrawn", "撤回了"
    PASSED_ON = "passed_on", "转交了"


class Task(models.TextChoices):
    """What kind of share in a case a to-do is."""

    LEAD = "lead", "主办"
    JOIN = "join", "协办"
    COUNTERSIGN = "countersign", "会签"
    DECIDE = "decide", "审批延期"
    OVERSEE = "oversee", "督办"


class ToDo(models.Model):
    """A sentence that says what is to be done, for one person or for one office.

    An office is an organization together with the right its holder needs (a name of `Purpose`), so
    that a to-do outlives whoever holds the office. The noun it belongs to links to it one-to-one;
    nothing here names a room, an address or a noun. asked_by: None where the platform itself asks.
    Handed on, it is closed and a new one takes its place. case: the case it is a share in, if it
    is. received_at: the receipt; receipt and report are two stamps of one to-do, so that the quick
    do not wait for the slow. closed_by: None where somebody without an account ended it.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField("要办的事", max_length=200)
    note = models.CharField("说明", max_length=200, default="", blank=True)
    for_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="todos", verbose_name="由谁办"
    )
    for_organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        related_name="todos",
        verbose_name="由哪里办",
    )
    right = models.CharField("经办所需权限", max_length=20, default="", blank=True)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁交办的"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="todos", verbose_name="属于哪件事"
    )
    task = models.CharField("分工", max_length=12, choices=Task, default=Task.LEAD)
    opened_at = models.DateTimeField("交办时间")
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁签收的"
    )
    urged_at = models.DateTimeField("催办时间", null=True)
    due_on = models.DateField("办结期限", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁办结的"
    )
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default="", blank=True)

    of_person = {"for_person": goes_along("待办", Q(closed_at__isnull=True))}
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "for_organization right case task opened_at received_at urged_at due_on closed_at"
            " outcome"
        ),
        sensitive="what note for_person asked_by received_by closed_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="todo_for_a_person_or_an_office",
                condition=Q(for_person__isnull=False, for_organization__isnull=True, right="")
                | (Q(for_person__isnull=True, for_organization__isnull=False) & ~Q(right="")),
            ),
            models.CheckConstraint(
                name="todo_closed_has_outcome_and_closer",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | Q(closed_at__isnull=False, outcome__in=("done", "withdrawn", "passed_on"))
                & (Q(closed_by__isnull=False) | Q(case__isnull=False)),
            ),
            models.CheckConstraint(name="todo_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="todo_closed_after_opening",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
            ),
        )
        indexes = (
            models.Index(
                fields=["for_person", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="todo_open_for_person",
            ),
            models.Index(
                fields=["for_organization", "right"],
                condition=Q(closed_at__isnull=True),
                name="todo_open_for_office",
            ),
            models.Index(
                fields=["asked_by", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="todo_open_asked_by",
            ),
            models.Index(fields=["case", "for_organization"], name="todo_of_case"),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def purpose(self) -> Purpose | None:
        """The right an office's to-do asks for; None for a person's."""
        return Purpose[self.right] if self.right else None

"""请人代办: an errand, what was proposed in it, and every step it took (M5)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.flow.models import ToDo
from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class State(models.TextChoices):
    """Where an errand stands."""

    ASKED = "asked", "等代办人填"
    FILLED = "filled", "等委托人确认"
    CONFIRMED = "confirmed", "办好了"
    DECLINED = "declined", "没有接办"
    WITHDRAWN = "withdrawn", "撤回了"


OPEN = (State.ASKED, State.FILLED)


class Way(models.TextChoices):
    """How the asker came to the helper."""

    ONLINE = "online", "在网上提出"
    PHONE = "phone", "打电话来"
    VISIT = "visit", "当面来"


class Move(models.TextChoices):
    """What happens to an errand. What may follow what stands in `rules`."""

    ASK = "ask", "请人代办"
    FILL_IN = "fill_in", "填好了"
    SEND_BACK = "send_back", "退回重填"
    CONFIRM = "confirm", "确认了"
    WITNESS = "witness", "核对了签字的确认单"
    DECLINE = "decline", "没有接办"
    WITHDRAW = "withdraw", "撤回了"
    HAND_ON = "hand_on", "换了代办人"


class Errand(Sealing):
    """Somebody asks a named helper to correct what the register keeps of a person.

    person: whose record it is. asker: who asks and confirms, most often the person himself.
    helper: who fills in; office: the organization he holds the right at. wish: in the asker's own
    words, sealed, since people write their numbers into it. round: counts the proposals, of which
    the last one holds; seen: the version of the record it was made on. Nothing in the register
    changes before it is confirmed, and whoever filled in does not confirm.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="errands", verbose_name="谁的信息"
    )
    asker = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="errands_asked", verbose_name="委托人"
    )
    helper = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="errands_given", verbose_name="代办人"
    )
    office = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="代办人所在组织"
    )
    way = models.CharField("怎样提出", max_length=10, choices=Way, default=Way.ONLINE)
    wish = SealedField("想办什么")
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField("提出时间")
    ended_at = models.DateTimeField("办结时间", null=True)
    filled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁填的"
    )
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="谁确认的"
    )
    round = models.PositiveSmallIntegerField("第几次填", default=0)
    seen = models.PositiveIntegerField("填的时候档案是第几版", null=True)
    doubt = models.CharField("号码确实如此的原因", max_length=120, default="", blank=True)

    of_person = {
        "person": goes_along("请人代办", Q(state__in=OPEN)),
        "asker": goes_along("替人提出的代办", Q(state__in=OPEN)),
        "helper": goes_along("替人办的事", Q(state__in=OPEN)),
    }
    secrecy = secrecy.declare(
        public="id uid",
        internal="office way state asked_at ended_at round seen",
        sensitive="person asker helper filled_by confirmed_by doubt",
        key="wish",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="errand_is_asked_of_somebody_else", condition=~Q(asker=F("helper"))
            ),
            models.CheckConstraint(
                name="errand_filled_in_by_somebody",
                condition=Q(state__in=("asked", "declined", "withdrawn"))
                | Q(filled_by__isnull=False, seen__isnull=False, round__gt=0),
            ),
            models.CheckConstraint(
                name="errand_confirmed_by_other_eyes",
                condition=Q(confirmed_by__isnull=True) & ~Q(state="confirmed")
                | Q(confirmed_by__isnull=False, state="confirmed")
                & ~Q(confirmed_by=F("filled_by")),
            ),
            models.CheckConstraint(
                name="errand_ended_has_its_moment",
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | Q(state__in=("confirmed", "declined", "withdrawn"), ended_at__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["asker", "-asked_at"], name="errand_of_asker"),
            models.Index(fields=["helper", "-asked_at"], name="errand_of_helper"),
            models.Index(
                fields=["office"], condition=Q(state__in=OPEN), name="errand_open_of_office"
            ),
        )

    def __str__(self) -> str:
        return f"errand {self.pk} for {self.person_id}"


class ProposedItem(Sealing):
    """One item of a proposal, under the name it has on `Person`. value: None to have it removed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    errand = models.ForeignKey(Errand, on_delete=models.PROTECT, related_name="items")
    round = models.PositiveSmallIntegerField()
    item = models.CharField("项目", max_length=30)
    value = SealedField("拟改成", null=True)

    secrecy = secrecy.declare(public="id uid", internal="errand round item", key="value")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="an_item_once_in_a_proposal", fields=("errand", "round", "item")
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} of errand {self.errand_id}"


class Step(Sealing):
    """One step of an errand: who did what, when, with which words, and whom it called upon.

    todo: what is to be done next on account of it, if it opened a to-do. words: sealed, as people
    may name numbers and reasons of health in them.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    errand = models.ForeignKey(Errand, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField("做了什么", max_length=10, choices=Move)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="谁做的"
    )
    at = models.DateTimeField("时间")
    words = SealedField("附言", null=True)
    todo = models.OneToOneField(
        ToDo, on_delete=models.PROTECT, null=True, related_name="errand_step"
    )

    secrecy = secrecy.declare(
        public="id uid", internal="errand move at todo", sensitive="by", key="words"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.move} of errand {self.errand_id}"

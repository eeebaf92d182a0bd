"""组织关系转接: one member on his way from one branch to another (A9)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dangjian.flow.models import Moving
from dangjian.kernel import secrecy
from dangjian.registry.models import Organization, Person
from dangjian.registry.models.shares import goes_along


class Way(models.TextChoices):
    """Within the register, out of it, or into it by letter."""

    INSIDE = "inside", "区内转接"
    OUT = "out", "转往区外"
    IN = "in", "从区外转来"


class Stage(models.TextChoices):
    """Where a transfer stands; its table says what each is called."""

    CHECKING = "checking", "等原支部核实"
    ISSUING = "issuing", "等原党委审批"
    TRANSIT = "transit", "介绍信在途"
    AWAY = "away", "等区外回执"
    PRESENTED = "presented", "等党委核对介绍信"
    PLACING = "placing", "等新支部接收"
    RETURNED = "returned", "退回原党委"
    PLACED = "placed", "已经接收"
    GONE = "gone", "已经转出"
    REFUSED = "refused", "没有办成"
    WITHDRAWN = "withdrawn", "撤回了"


CLOSED = (Stage.PLACED, Stage.GONE, Stage.REFUSED, Stage.WITHDRAWN)
OPEN = tuple(stage for stage in Stage if stage not in CLOSED)


class Transfer(Moving):
    """A member's relation on its way. Until accepted he belongs to the branch he comes from.

    origin: the installation it was opened at; with uid it names the transfer anywhere. person: None
    while somebody from elsewhere is not in the register yet; name: how he is called. from_branch,
    sender: the branch he leaves and the committee that gives the letter; to_branch, receiver: where
    he goes. from_words, to_words: the organization beyond the register, as the letter calls it.
    letter_…: the letter somebody brought from elsewhere. settled_on: the first day on which he
    belongs to the new organization.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.CharField("在哪个平台办理", max_length=60)
    way = models.CharField("怎样转", max_length=6, choices=Way)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="transfers"
    )
    name = models.CharField("姓名", max_length=60)
    from_branch = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sender = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    from_words = models.CharField("原党组织", max_length=120, default="", blank=True)
    to_branch = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    receiver = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_words = models.CharField("去哪个党组织", max_length=120, default="", blank=True)
    reason = models.CharField("为什么转", max_length=120)
    letter_number = models.CharField("介绍信编号", max_length=60, default="", blank=True)
    letter_issued_on = models.DateField("介绍信日期", null=True)
    letter_valid_until = models.DateField("介绍信有效到", null=True)
    opened_on = models.DateField("哪天提出")
    settled_on = models.DateField("哪天接收", null=True)

    of_person = {"person": goes_along("组织关系转接", Q(state__in=OPEN))}
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "case state origin way from_branch sender to_branch receiver opened_on settled_on"
            " letter_number letter_issued_on letter_valid_until"
        ),
        sensitive="person name from_words to_words reason",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(state__in=OPEN),
                name="transfer_one_at_a_time",
            ),
            models.CheckConstraint(
                name="transfer_has_its_ends",
                condition=Q(
                    way="inside",
                    person__isnull=False,
                    from_branch__isnull=False,
                    sender__isnull=False,
                    to_branch__isnull=False,
                    receiver__isnull=False,
                )
                | Q(
                    way="out",
                    person__isnull=False,
                    from_branch__isnull=False,
                    sender__isnull=False,
                    to_branch__isnull=True,
                )
                & ~Q(to_words="")
                | Q(way="in", from_branch__isnull=True, receiver__isnull=False)
                & ~Q(from_words="")
                & ~Q(letter_number=""),
            ),
            models.CheckConstraint(
                name="transfer_settled_has_its_day",
                condition=Q(state__in=("placed", "gone"), settled_on__isnull=False)
                | Q(state__in=("placing", "away"))
                | ~Q(state__in=("placed", "gone", "placing", "away"))
                & Q(settled_on__isnull=True),
            ),
        )
        indexes = (
            models.Index(
                fields=["from_branch"], condition=Q(state__in=OPEN), name="transfer_leaving"
            ),
            models.Index(
                fields=["to_branch"], condition=Q(state__in=OPEN), name="transfer_coming"
            ),
        )

    def __str__(self) -> str:
        return f"transfer {self.pk}"

    @property
    def origin_label(self) -> str:
        """Where he comes from, as people call it."""
        return self.from_branch.short_name if self.from_branch else self.from_words

    @property
    def target_label(self) -> str:
        """Where he goes; the committee as long as no branch is named."""
        place = self.to_branch or self.receiver
        return place.short_name if place else self.to_words

"""What was counted of one item, by two tellers; of an election, for each candidate."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.meetings.models.items import Item
from dangjian.registry.models import Person, PostTitle
from dangjian.registry.models.shares import goes_along


class Count(models.Model):
    """The ballots of an item. in_favour, against, abstained: of a question; an election has them
    with each candidate. A ballot more returned than issued makes the whole ballot void.
    written_…: what those wrote before the meeting who could not come; who they are says the roll,
    who wrote what nothing here.

    scrutineer (监票人) and teller (计票人): who signed the count sheet. entered_by: who typed it.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="count")
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    valid = models.PositiveIntegerField("有效票数")
    in_favour = models.PositiveIntegerField("赞成", null=True)
    against = models.PositiveIntegerField("不赞成", null=True)
    abstained = models.PositiveIntegerField("弃权", null=True)
    written_in_favour = models.PositiveIntegerField("书面意见：赞成", default=0)
    written_against = models.PositiveIntegerField("书面意见：不赞成", default=0)
    written_abstained = models.PositiveIntegerField("书面意见：弃权", default=0)
    scrutineer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    teller = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    secrecy = secrecy.declare(
        public="id",
        internal=(
            "item issued returned valid in_favour against abstained written_in_favour"
            " written_against written_abstained"
        ),
        sensitive="scrutineer teller entered_by",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(name="count_two_tellers", condition=~Q(scrutineer=F("teller"))),
            models.CheckConstraint(
                name="count_no_more_valid_than_returned", condition=Q(valid__lte=F("returned"))
            ),
            models.CheckConstraint(
                name="count_votes_are_the_valid_ones",
                condition=Q(in_favour__isnull=True, against__isnull=True, abstained__isnull=True)
                | Q(
                    in_favour__isnull=False,
                    against__isnull=False,
                    abstained__isnull=False,
                    valid=F("in_favour") + F("against") + F("abstained"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"count of {self.item_id}"

    @property
    def written_all(self) -> int:
        """How many opinions were given in writing before the meeting."""
        return self.written_in_favour + self.written_against + self.written_abstained


class Candidate(models.Model):
    """Somebody who stands for the seats of an item. nominated: on the ballot; else written in by
    voters. title: the post he takes once the committee has divided its work. elected: written when
    the meeting was confirmed."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nominated = models.BooleanField("候选人", default=True)
    in_favour = models.PositiveIntegerField("赞成", null=True)
    against = models.PositiveIntegerField("不赞成", null=True)
    abstained = models.PositiveIntegerField("弃权", null=True)
    elected = models.BooleanField("当选", null=True)
    title = models.CharField("职务", max_length=20, choices=PostTitle, default="", blank=True)

    of_person = {"person": goes_along("候选人")}
    secrecy = secrecy.declare(
        public="id",
        internal="item nominated",
        sensitive="person in_favour against abstained elected title",
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("item", "person"), name="candidate_once_in_an_item"),
            models.CheckConstraint(
                name="candidate_title_only_if_elected",
                condition=Q(title="") | Q(elected=True, elected__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} for {self.item_id}"

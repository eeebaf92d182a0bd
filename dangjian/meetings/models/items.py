"""One question of a meeting: about a person, about an applicant, an election, or a resolution."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.meetings.models.meetings import Meeting
from dangjian.registry.models import Person, PostTitle
from dangjian.registry.models.shares import goes_along

DELEGATE = "delegate"
"""What delegates to a congress or conference are elected as: no post of the register."""

POSTS = [*PostTitle.choices, (DELEGATE, "代表")]


class Item(Sealing):
    """What is voted on with one kind of ballot.

    person: whom it concerns, where the register knows him; subject, label: of an applicant who is
    not in the register, the uid his own room keeps for him, and his name, sealed. question: what is
    to be decided, never a name; of delegates, to which congress they go. post, seats: of an
    election what for and how many; a committee is elected as its members. follows: the item whose
    ballot had to be cast again, or whose seats were not all filled. valid, passed: what came of it,
    written when the meeting was confirmed.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("第几项")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.UUIDField("申请人", null=True)
    label = SealedField("申请人姓名", null=True)
    question = models.CharField("表决什么", max_length=100, default="", blank=True)
    post = models.CharField("选举什么", max_length=20, choices=POSTS, default="", blank=True)
    seats = models.PositiveSmallIntegerField("应选名额", null=True)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    valid = models.BooleanField("表决有效", null=True)
    passed = models.BooleanField("通过", null=True)
    taken_off_at = models.DateTimeField("撤下时间", null=True)

    of_person = {"person": goes_along("表决事项")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="meeting position question post seats follows valid passed taken_off_at",
        sensitive="person subject",
        key="label",
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "position"), name="item_in_its_place"),
            models.CheckConstraint(
                name="item_about_one_thing",
                condition=Q(person__isnull=False, subject__isnull=True, post="")
                | Q(subject__isnull=False, person__isnull=True, post="")
                | Q(person__isnull=True, subject__isnull=True) & ~Q(post="", question=""),
            ),
            models.CheckConstraint(
                name="item_applicant_has_a_name",
                condition=Q(subject__isnull=True, label__isnull=True)
                | Q(subject__isnull=False, label__isnull=False),
            ),
            models.CheckConstraint(
                name="item_election_has_seats",
                condition=Q(post="", seats__isnull=True) | ~Q(post="") & Q(seats__gte=1),
            ),
            models.CheckConstraint(
                name="item_passed_only_if_valid",
                condition=~Q(passed=True) | Q(valid=True, valid__isnull=False),
            ),
            models.CheckConstraint(
                name="item_does_not_follow_itself", condition=~Q(follows=F("id"))
            ),
        )

    def __str__(self) -> str:
        return f"item {self.position} of {self.meeting_id}"

    @property
    def elects(self) -> bool:
        return self.post != ""

    @property
    def name(self) -> str:
        """Whom it concerns; "" where nobody."""
        return self.person.name if self.person else self.unseal("label")

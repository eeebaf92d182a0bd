"""Committees with their terms, and who held which post."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.registry.models.organization import Organization
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import goes_along
from dangjian.registry.models.validity import Dated, once_at_a_time


class CommitteeTerm(Dated):
    """A committee (or a single secretary) from its election to its successor's.

    due_on is the last day of the regular term: election day + the rule's years - 1 day, kept with
    the row because the rule of the election day applies. extended_to is the last day of an approved
    extension (选举工作条例 Art. 3: generally at most one year).
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="terms")
    years = models.PositiveSmallIntegerField("任期（年）")
    due_on = models.DateField("任期届满日")
    extended_to = models.DateField("批准延期至", null=True, blank=True)
    document = models.CharField("批复文件", max_length=120, default="", blank=True)

    secrecy = secrecy.declare(
        public="id organization", internal="valid years due_on extended_to document"
    )

    class Meta:
        constraints = (
            once_at_a_time(
                "one_committee_at_a_time",
                "organization",
                sentence="这一天已经有一届班子，请核对选举日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization_id} {self.valid}"


class PostTitle(models.TextChoices):
    """党内职务."""

    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    ORGANIZATION_MEMBER = "organization_member", "组织委员"
    PUBLICITY_MEMBER = "publicity_member", "宣传委员"
    DISCIPLINE_MEMBER = "discipline_member", "纪检委员"
    MEMBER = "member", "委员"
    GROUP_LEADER = "group_leader", "党小组组长"


class Post(Dated):
    """Who held a post in an organization in a range of days."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("党内职务", max_length=20, choices=PostTitle)
    term = models.ForeignKey(
        CommitteeTerm, on_delete=models.PROTECT, null=True, related_name="posts"
    )
    document = models.CharField("任职文件", max_length=120, default="", blank=True)

    of_person = {"person": goes_along("党内职务")}
    secrecy = secrecy.declare(public="id organization title", internal="person term valid document")

    class Meta:
        constraints = (
            once_at_a_time(
                "one_secretary_at_a_time",
                "organization",
                only=Q(title="secretary"),
                sentence="这个组织这段时间已经有一位书记。",
            ),
            once_at_a_time(
                "a_post_once_at_a_time",
                "organization",
                "person",
                "title",
                sentence="这位同志这段时间已经担任这个职务。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_title_display()}"

"""Columns: where articles stand, whose they are, and how many reviews they demand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from wagtail.models import Page, PageManager

from dangjian.kernel import secrecy
from dangjian.registry.models import Organization

PAGE_PUBLIC = (
    "id title draft_title slug url_path seo_title search_description show_in_menus path depth"
    " numchild"
)
PAGE_INTERNAL = (
    "translation_key locale live has_unpublished_changes first_published_at last_published_at"
    " live_revision go_live_at expire_at expired locked locked_at locked_by latest_revision"
    " content_type owner latest_revision_created_at alias_of"
)
"""The fields every page has from Wagtail, by their secrecy class."""


class Way(models.TextChoices):
    """The ways of the site map a column can stand in."""

    NEWS = "news", "要闻"
    OPEN = "open", "党务公开"
    THEMES = "themes", "专题"
    SERVICES = "services", "办事"
    ELSEWHERE = "elsewhere", "各地"


class Column(Page):
    """A column of an organization.

    reviews: how many reviews of the contents an article needs (2 or 3); the secrecy review comes
    on top, always. closed_on: closed into the archive; what was published stays readable.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="谁的栏目"
    )
    way = models.CharField("放在哪里", max_length=10, choices=Way)
    reviews = models.PositiveSmallIntegerField("要几审", default=3)
    introduction = models.CharField("栏目说明", max_length=200, default="", blank=True)
    closed_on = models.DateField("哪天结束", null=True, blank=True)

    wagtail_reference_index_ignore = True
    search_fields: ClassVar[list[object]] = []

    objects = PageManager()

    secrecy = secrecy.declare(
        public=f"{PAGE_PUBLIC} page_ptr organization way reviews introduction closed_on",
        internal=PAGE_INTERNAL,
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="column_demands_two_or_three_reviews", condition=Q(reviews__in=(2, 3))
            ),
        )

    def __str__(self) -> str:
        return self.title


class Theme(Column):
    """A themed-education column (专题): it joins reading, tasks and news, from a day to a day."""

    from_on = models.DateField("哪天开始")
    until_on = models.DateField("预计哪天结束")
    aim = models.CharField("目标要求", max_length=300, default="", blank=True)

    wagtail_reference_index_ignore = True

    secrecy = secrecy.declare(
        public=(
            f"{PAGE_PUBLIC} page_ptr organization way reviews introduction closed_on column_ptr"
            " from_on until_on aim"
        ),
        internal=PAGE_INTERNAL,
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="theme_ends_after_it_began", condition=Q(until_on__gte=models.F("from_on"))
            ),
        )

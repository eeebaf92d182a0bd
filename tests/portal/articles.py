"""Articles of the tiny district, written and signed through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangjian.flow.rules import may_do
from dangjian.kernel import clock
from dangjian.portal.actions import articles, columns, reviews
from dangjian.portal.actions.articles import Draft
from dangjian.portal.models import Article, Column, Part, Publication, Submission, Way
from dangjian.portal.queries.reviews import submission_for
from dangjian.portal.rules import AT, RIGHT
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from tests.district import TODAY, District

WORDS = "十一月二十日，东篱街道把办事清单贴到每个楼道口，谁来办、几天办好，一看就明白。"


def viewer(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def column(district: District, reviews: int = 3, **more: Any) -> Column:
    """A column of the street."""
    given = {"title": "东篱要闻", "way": Way.NEWS, "reviews": reviews} | more
    organization = given.pop("organization", district.street)
    by = viewer(district, "office").actor(Purpose.COLUMNS, organization.path)
    return columns.open_column(organization, by=by, **given)


def draft(title: str = "把办事清单亮在楼道口", *blocks: dict[str, Any], **more: Any) -> Draft:
    words = blocks or ({"kind": "paragraph", "text": WORDS},)
    given = {"summary": "", "source": "", "part": Part.NEWS} | more
    return Draft(title=title, blocks=words, **given)


def begun(district: District, where: Column, *args: Any, **more: Any) -> Article:
    by = viewer(district, "organizer").actor(Purpose.WRITE, where.organization.path)
    return articles.begin(where, draft(*args, **more), by=by)


def sent(district: District, article: Article, where: Column, **more: Any) -> Submission:
    article.refresh_from_db()
    by = viewer(district, "organizer").actor(Purpose.WRITE, where.organization.path)
    given = {"seen": article.latest_revision_id, "now": clock.now()} | more
    return reviews.send_in(article, by=by, **given)


SIGNERS = {"first": "clerk", "second": "office", "secrecy": "security_officer", "final": "leader"}


def sign(district: District, submission: Submission, role: str) -> Submission:
    who = viewer(district, role)
    sight = submission_for(who, submission.pk, TODAY)
    assert sight.todo is not None, f"not the turn of {role}"
    assert may_do(who, sight.todo, TODAY)
    office = sight.todo.for_organization
    kind = AT[sight.submission.state]
    return reviews.sign(
        sight.submission,
        sight.todo,
        office=office,
        seen=sight.submission.case.round,
        now=clock.now(),
        by=who.actor(RIGHT[kind], office.path),
    )


def signed(district: District, submission: Submission, *, but: int = 0) -> Submission:
    """Signed by everybody the column asks; but: how many of the last are left out."""
    kinds = list(SIGNERS)
    if submission.reviews == 2:
        kinds.remove("second")
    for kind in kinds[: len(kinds) - but]:
        submission = sign(district, submission, SIGNERS[kind])
    return submission


def published(district: District, where: Column, *args: Any, **more: Any) -> Publication:
    article = begun(district, where, *args, **more)
    signed(district, sent(district, article, where))
    return Publication.objects.get(article=article, ended_at__isnull=True)


def at(day: int, hour: int = 9) -> dt.datetime:
    return clock.now().replace(day=day, hour=hour, minute=0)

"""What everybody may read: publications that run, never a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from dangjian.kernel.refusal import Missing
from dangjian.portal.models import (
    Column,
    Ending,
    Generation,
    Part,
    Picture,
    Publication,
    Submission,
    Theme,
    Way,
)
from dangjian.portal.queries.reviews import Signed, signed_line
from dangjian.portal.rules.content import Content, Shown, digest, read
from dangjian.registry.models import Organization

RUNS = Q(ended_at__isnull=True)


@dataclass(frozen=True)
class Place:
    """A column as pages name it: number, title, way, whose it is, and the columns above it."""

    pk: int
    title: str
    way: str
    organization_id: int
    office: str
    above: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Reading:
    """An article as it is read. content: None where it was withdrawn or is over (a tombstone).

    text: the canonical text of the content; corrected: how often it was replaced.
    """

    article: int
    title: str
    published_at: dt.datetime
    ended_at: dt.datetime | None
    ending: str
    reason: str
    column: Place
    content: Content | None
    text: str
    signatures: list[Signed]
    digest: str
    corrected: int


# A column alone has some forty fields, which no list shows.
_IN_A_LIST = (
    *("article_id", "title", "summary", "part", "published_at", "column__title"),
    *("column__organization__short_name", "column__organization__name"),
    "column__organization__uid",
)


def listed(columns: Sequence[int] | None = None) -> QuerySet[Publication]:
    """Running publications, the newest first; of these columns, or of all."""
    found = (
        Publication.objects.filter(RUNS).select_related("column__organization").only(*_IN_A_LIST)
    )
    if columns is not None:
        found = found.filter(column__in=columns)
    return found.order_by("-published_at", "-pk")


def newest(way: Way, count: int) -> list[Publication]:
    """The newest articles of a way of the site map. One query."""
    return list(listed().filter(column__way=way)[:count])


# Written out: composing it anew costs several times what asking it does, and every visitor of an
# article asks it.
_READING = """
    SELECT p.title, p.published_at, p.ended_at, p.ending, p.reason, s.content, s.digest,
        c.page_ptr_id, g.title, c.way, c.organization_id, o.short_name,
        (SELECT json_agg(json_build_array(a.id, a.title) ORDER BY a.path)
            FROM wagtailcore_page a JOIN portal_column ac ON ac.page_ptr_id = a.id
            WHERE starts_with(g.path, a.path) AND a.id <> g.id),
        (SELECT json_agg(json_build_array(
                t.kind, w.short_name, t.role, extract(epoch FROM t.at)) ORDER BY t.id)
            FROM portal_signature t JOIN registry_organization w ON w.id = t.office_id
            WHERE t.submission_id = s.id),
        (SELECT count(*) FROM portal_publication r
            WHERE r.article_id = p.article_id AND r.ending = %(replaced)s)
    FROM portal_publication p JOIN portal_submission s ON s.id = p.submission_id
        JOIN portal_column c ON c.page_ptr_id = p.column_id
        JOIN wagtailcore_page g ON g.id = c.page_ptr_id
        JOIN registry_organization o ON o.id = c.organization_id
    WHERE p.article_id = %(article)s ORDER BY p.id DESC LIMIT 1
"""


def reading(pk: int) -> Reading:
    """An article by its number: as it stands on the site, or what is left of it. Missing for one
    that was never published. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_READING, {"article": pk, "replaced": Ending.REPLACED.value})
        row = cursor.fetchone()
    if row is None:
        raise Missing("没有这篇文章。")
    title, published_at, ended_at, ending, reason, text, signed_digest, *rest = row
    column, column_title, way, organization, office, above, signatures, corrected = rest
    return Reading(
        pk,
        title,
        published_at,
        ended_at,
        ending,
        reason,
        Place(column, column_title, way, organization, office, [(n, t) for n, t in above or ()]),
        None if ended_at else read(text),
        text,
        [signed_line(*one) for one in signatures or ()],
        signed_digest,
        corrected,
    )


def is_as_signed(submission: Submission) -> bool:
    """Whether the text is the one that was signed, to the bit."""
    return digest(submission.content) == submission.digest


def columns(way: Way | None = None, organization: int | None = None) -> QuerySet[Column]:
    """Columns with their number of articles and the day of the last; the closed ones last."""
    found = Column.objects.select_related("organization")
    if way is not None:
        found = found.filter(way=way)
    if organization is not None:
        found = found.filter(organization=organization)
    runs = Q(publications__ended_at__isnull=True)
    return found.annotate(
        shown=Count("publications", filter=runs),
        latest=Max("publications__published_at", filter=runs),
    ).order_by("closed_on", "organization__path", "pk")


def open_columns(way: Way) -> list[Column]:
    """The columns of a way that are not closed, with title and number of articles. One query."""
    found = columns(way).filter(closed_on__isnull=True)
    return list(found.select_related(None).only("title"))


_OF_A_COLUMN = (
    *("title", "path", "depth", "numchild", "way", "reviews", "introduction", "closed_on"),
    *("organization__short_name", "organization__name", "organization__path"),
)


def column(pk: int) -> Column:
    """One column. Missing where there is none."""
    found = Column.objects.select_related("organization").only(*_OF_A_COLUMN).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这个栏目。")
    return found


def running_themes(count: int) -> list[Theme]:
    """Themed columns that are not closed, the latest first, with their titles. One query."""
    found = Theme.objects.filter(closed_on__isnull=True).only("title")
    return list(found.order_by("-from_on", "-pk")[:count])


def theme(pk: int) -> Theme | None:
    """The themed column with this number, if it is one."""
    return Theme.objects.select_related("organization").filter(pk=pk).first()


def by_part(column: Column) -> dict[str, list[Publication]]:
    """The articles of a themed column by where they stand in it. One query."""
    found: dict[str, list[Publication]] = {part.value: [] for part in Part}
    for one in listed([column.pk])[:100]:
        found[one.part].append(one)
    return found


_TOP = 2  # under the root of the tree, which is no column


def above(column: Column) -> list[Column]:
    """The columns over a column, the outermost first. One query, none for one at the top."""
    if column.depth <= _TOP:
        return []
    return list(Column.objects.filter(pk__in=column.get_ancestors().values("pk")).order_by("path"))


def below(column: Column) -> list[Column]:
    """The columns directly under a column. One query."""
    inside = Column.objects.filter(path__startswith=column.path, depth=column.depth + 1)
    return list(inside.only("title").order_by("path"))


def sites() -> list[Organization]:
    """The organizations that have a column, in the order of the tree. One query."""
    having = Column.objects.values("organization")
    return list(Organization.objects.open().filter(pk__in=having).order_by("position", "path"))


def site(pk: int) -> Organization:
    """The organization whose sub-site it is. Missing where it has no column."""
    having = Column.objects.values("organization")
    found = Organization.objects.filter(pk=pk).filter(pk__in=having).first()
    if found is None:
        raise Missing("这个单位还没有栏目。")
    return found


def picture(pk: int) -> Picture | None:
    """A picture that stands in a running publication. None for any other."""
    found = Picture.objects.filter(pk=pk).first()
    if found is None:
        return None
    running = Publication.objects.filter(RUNS, article=found.article_id).select_related(
        "submission"
    )
    return found if any(pk in read(one.submission.content).pictures for one in running) else None


def lead_picture(publication: Publication) -> Shown | None:
    """The first picture of an article, for a list."""
    content = read(publication.submission.content)
    return next(iter(content.pictures.values()), None)


def due_to_end(now: dt.datetime) -> QuerySet[Publication]:
    """Publications whose day is over."""
    return Publication.objects.filter(RUNS, expire_at__lte=now).order_by("pk")


def generation() -> int:
    """How often the site has changed so far. One query."""
    return Generation.objects.values_list("number", flat=True).get()

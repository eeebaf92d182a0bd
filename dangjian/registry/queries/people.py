"""Lists of members, today's and any day's, and who may be seen by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from psycopg import sql

from dangjian.kernel import codes, identity, pinyin
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import (
    IN_THE_PARTY,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Person,
    Post,
    PostTitle,
    StandingKind,
    after_subtree,
)
from dangjian.registry.rules import HAS_MEMBERS

M = TypeVar("M", bound=Model)

COUNTED_UP_TO = 20_000
"""How far a list is counted, and up to where it is gathered before it is sorted: see `_page`."""

MARKS = {"lost": "失联", "floating": "流动"}
EVERYBODY = "all"


@dataclass(frozen=True)
class Wanted:
    """What a list of members was asked for; every field is optional.

    text: a name or a part of it, pinyin or initials. Numbers find nobody here.
    within: an organization of any form: its subtree, or for a group its members.
    standing: a StandingKind, "" for everybody who counts as a member, EVERYBODY for all.
    mark: a key of MARKS.
    """

    text: str = ""
    within: Organization | None = None
    standing: str = ""
    sex: str = ""
    education: str = ""
    mark: str = ""

    @property
    def sensitive(self) -> bool:
        """Whether the answer alone tells more of whoever is on the list than a roster does."""
        beyond_members = self.standing not in ("", *IN_THE_PARTY)
        return bool(beyond_members or self.education or self.mark)


@dataclass(frozen=True)
class Slice:
    """One page of rows. total: of the whole list, None if that is more than COUNTED_UP_TO."""

    rows: Sequence[Row]
    total: int | None


@dataclass(frozen=True)
class Row:
    """A member on a list of a day: who, where, what he was then.

    branch_path: where the right to see this row is held; path_now: where the record stands today.
    age, education, lost, floating are today's: a list of a past day leaves them out.
    """

    person_id: int
    name: str
    sex: str
    branch_id: int
    branch: str
    branch_path: str
    path_now: str
    standing: str
    joined_on: dt.date | None
    posts: tuple[str, ...] = ()
    age: int | None = None
    education: str = ""
    lost: bool = False
    floating: bool = False

    @property
    def standing_label(self) -> str:
        return str(StandingKind(self.standing).label) if self.standing else ""


# --- today --------------------------------------------------------------------------------------


def members(scope: Scope, wanted: Wanted) -> QuerySet[Person]:
    """The people of the scope that fit, as today, by pinyin of their names.

    Rows are Person with `organization` loaded.
    """
    return _listed().filter(scope.q(), _fits(wanted))


def _listed() -> QuerySet[Person]:
    return Person.objects.select_related("organization").order_by("name_key", "pk")


def page_today(
    scope: Scope, wanted: Wanted, today: dt.date, *, limit: int, offset: int = 0
) -> Slice:
    """One page of today's list with its total. Three queries: order, people, posts."""
    found, total = _page(members(scope, wanted), _listed(), "name_key", limit, offset)
    return Slice(rows_today(found, today), total)


def rows_today(people: Sequence[Person], today: dt.date) -> list[Row]:
    """Rows of people of `members`, with the posts they hold. One query."""
    posts = _posts_on(people, today)
    return [_row_today(p, posts.get(p.pk, ()), today) for p in people]


def _page(
    rows: QuerySet[M], listed: QuerySet[M], order: str, limit: int, offset: int
) -> tuple[list[M], int | None]:
    """One page of rows in their order, and how many there are (None: more than COUNTED_UP_TO).

    listed: any rows, in that order, with what is shown of each: what was looked for is asked once.
    order: the column the rows are ordered by, before their id. Up to COUNTED_UP_TO the keys are
    gathered first and sorted then, or the planner might walk the names of the whole district for
    one branch; above it that walk is the cheaper plan, and nobody waits for a count.
    """
    total, ids = _gather(rows, order, limit, offset)
    if total > COUNTED_UP_TO:
        return list(rows[offset : offset + limit]), None
    return list(listed.filter(pk__in=ids)) if ids else [], total


def _gather(rows: QuerySet[M], order: str, limit: int, offset: int) -> tuple[int, list[int]]:
    """How many rows there are, counted to one above COUNTED_UP_TO, and the ids of one page."""
    try:
        keys = rows.order_by().values_list("pk", order)[: COUNTED_UP_TO + 1]
        inner, params = keys.query.sql_with_params()
    except EmptyResultSet:
        return 0, []
    statement = sql.SQL(
        "WITH gathered (id, name_key) AS MATERIALIZED ({})"
        " SELECT (SELECT count(*) FROM gathered),"
        " ARRAY(SELECT id FROM gathered ORDER BY name_key, id LIMIT %s OFFSET %s)"
    ).format(sql.SQL(inner))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, limit, offset])
        total, ids = cursor.fetchone()
    return total, ids


def _row_today(person: Person, posts: Sequence[Post], today: dt.date) -> Row:
    branch = person.organization
    gone = person.standing == StandingKind.DIED
    return Row(
        person_id=person.pk,
        name=person.name,
        sex=codes.SEX.name(person.sex),
        branch_id=branch.pk if branch else 0,
        branch=branch.short_name if branch else "",
        branch_path=person.path,
        path_now=person.path,
        standing=person.standing,
        joined_on=person.joined_on,
        posts=_titles(posts, branch.pk if branch else 0, {}, branch.short_name if branch else ""),
        age=None if gone else identity.age_on(person.born_on, today),
        education=codes.EDUCATION.name(person.education) if person.education else "",
        lost=person.lost,
        floating=person.floating,
    )


def _fits(wanted: Wanted) -> Q:
    fits = Q()
    if wanted.standing == "":
        fits &= Q(standing__in=IN_THE_PARTY)
    elif wanted.standing in StandingKind.values:
        fits &= Q(standing=wanted.standing)
    if wanted.within is not None:
        fits &= _within_today(wanted.within)
    if wanted.sex:
        fits &= Q(sex=wanted.sex)
    if wanted.education:
        fits &= Q(education=wanted.education)
    if wanted.mark in MARKS:
        fits &= Q(**{wanted.mark: True})
    return fits & _text(wanted)


def _within_today(place: Organization) -> Q:
    if place.form == OrganizationForm.GROUP:
        return Q(pk__in=Membership.objects.current().filter(group=place).values("person"))
    return Q(path__gte=place.path, path__lt=after_subtree(place.path))


# --- what was typed -------------------------------------------------------------------------------


def _text(wanted: Wanted, *, gone_too: bool = False) -> Q:
    """A name, a part of it, its pinyin or initials. gone_too: also of people who stand elsewhere
    today, by comparing every name that the list's other conditions leave."""
    text = wanted.text.strip()
    if not text:
        return Q()
    if text.isascii():
        return _by_pinyin(text)
    return Q(name__contains=text) if gone_too else named(text)


def named(text: str) -> Q:
    """Whose name holds the text, among the people of the viewer's places as they stand today: asked
    of a function of the database (config/guarded.py: registry_named), since a policy of rows keeps
    a pattern from every index."""
    return Q(pk__in=RawSQL("SELECT registry_named(%s)", [text]))  # noqa: S611


def _by_pinyin(text: str) -> Q:
    """Names whose pinyin begins like the text, or whose initials do: "linhe", "lin h", "lhq".

    Each way is a range of the index of names, and all of them lie under one letter, from which a
    long list is walked; nothing here looks into the middle of a name.
    """
    keys = [key for key in pinyin.query_keys(text) if key]
    if not keys:
        return Q(pk__in=())
    fits = Q()
    for key in keys:
        fits |= Q(name_key__gte=key, name_key__lt=key + "~")
    letters = [letter for letter in text.lower() if "a" <= letter <= "z"]
    if len(letters) > 1:
        fits |= Q(name_key__regex="^" + "[a-z]* ".join(letters))
    first = keys[0][0]
    return Q(name_key__gte=first, name_key__lt=first + "~") & fits


def person_with_number(viewer: Viewer, number: str) -> Person | None:
    """Whoever bears this identity number, if the viewer may read his record; None otherwise."""
    if not number:
        return None
    return (
        Person.objects.filter(viewer.scope(Purpose.READ).q())
        .filter(id_number_index=Person.index_of("id_number", number))
        .select_related("organization")
        .first()
    )


# --- posts and names ------------------------------------------------------------------------------


def _posts_on(people: Iterable[Person], on: dt.date) -> dict[int, list[Post]]:
    held: dict[int, list[Post]] = {}
    posts = Post.objects.on(on).filter(person__in=list(people)).select_related("organization")
    for post in posts.order_by("organization__path", "pk"):
        held.setdefault(post.person_id, []).append(post)
    return held


def _titles(
    posts: Sequence[Post], branch: int, names: dict[int, str], home: str
) -> tuple[str, ...]:
    """书记 in the own branch, 第一党小组组长 in a group of it, 青禾镇党委委员 elsewhere.

    home: what the branch was called on that day.
    """
    return tuple(
        str(PostTitle(post.title).label)
        if post.organization_id == branch
        else post_name(
            post, within(names.get(post.organization_id, post.organization.short_name), home)
        )
        for post in posts
    )


def within(place: str, home: str) -> str:
    """A name beside that of the branch, which is not said twice: 第一党小组."""
    return place.removeprefix(home) or place


def post_name(post: Post, place: str) -> str:
    """A post with the organization it is held in, as people say it: 第一党小组组长."""
    title = str(PostTitle(post.title).label)
    return place + (title.removeprefix("党小组") if place.endswith("党小组") else title)


def _names_on(organizations: Collection[int], on: dt.date) -> dict[int, str]:
    namings = Naming.objects.on(on).filter(organization__in=organizations)
    return dict(namings.values_list("organization", "short_name"))


# --- places to choose ----------------------------------------------------------------------------


def around(scope: Scope, place: Organization | None) -> list[tuple[int, Organization]]:
    """Where a list can go from here: (level, organization) above, here, below (beside, at a leaf).

    Without a place the tops of the scope and what stands directly under them. One query.
    """
    visible = Organization.objects.open().filter(scope.q())
    if place is None:
        tops = Q(path__in=scope.paths)
        found = visible.filter(tops | Q(parent__path__in=scope.paths)).order_by("path")
        return [(0 if o.path in scope.paths else 1, o) for o in found]
    above = _above(place.path)
    near = Q(path__in=above) | Q(parent=place) | Q(parent=place.parent_id, parent__isnull=False)
    found = visible.filter(near).exclude(pk=place.pk).order_by("position", "pk")
    line = sorted([*(o for o in found if o.path in above), place], key=lambda o: o.depth)
    below = [o for o in found if o.parent_id == place.pk]
    beside = [o for o in found if o.parent_id == place.parent_id and o.path not in above]
    level = len(line) if below else len(line) - 1
    return [*enumerate(line), *((level, o) for o in below or beside)]


def _above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:n]) + "/" for n in range(1, len(parts))]


def places(scope: Scope, *, groups: bool) -> list[tuple[str, list[Organization]]]:
    """The open branches of the scope (and their groups, each after its branch), by superior."""
    forms = [*HAS_MEMBERS, OrganizationForm.GROUP] if groups else [*HAS_MEMBERS]
    found = Organization.objects.open().filter(scope.q(), form__in=forms)
    headings: dict[str, list[Organization]] = {}
    heading = ""
    for place in found.select_related("parent").order_by("path"):
        if place.form != OrganizationForm.GROUP:
            heading = place.parent.short_name if place.parent else ""
        headings.setdefault(heading, []).append(place)
    return list(headings.items())


# --- doors ----------------------------------------------------------------------------------------


def person_for(viewer: Viewer, purpose: Purpose, pk: int) -> Person:
    """One person, if the viewer may see him for this purpose; one's own record may be read.

    Missing otherwise: nobody learns whether a foreign number exists.
    """
    mine = Q(pk=viewer.person_id) if purpose is Purpose.READ else Q(pk__in=())
    found = (
        Person.objects.select_related("organization")
        .filter(viewer.scope(purpose).q() | mine)
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Missing("没有这条记录，或者不在您的管理范围内。")
    return found


def organization_for(viewer: Viewer, purpose: Purpose, pk: int) -> Organization:
    """One organization, if the viewer may see it for this purpose. Missing otherwise."""
    found = Organization.objects.filter(viewer.scope(purpose).q(), pk=pk).first()
    if found is None:
        raise Missing("没有这个组织，或者不在您的管理范围内。")
    return found

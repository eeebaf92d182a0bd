"""What the public site shows on the first day: columns and articles, reviewed and signed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.db.models import Max

from dangjian.courier import reading
from dangjian.courier.models import Message
from dangjian.flow.rules import may_do
from dangjian.portal.actions import articles, columns, reviews
from dangjian.portal.actions.articles import Draft
from dangjian.portal.models import Column, Part, State, Submission, Way
from dangjian.portal.rules import AT, RIGHT, blocks
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Organization, Person, Role
from demo.accounts import WRITER, sign_ins
from demo.ground import Ground

_STREET_WRITER = "何秋实"
"""Who writes for the street: not one of those who review."""
_REVIEWS = 2
_DAY = dt.timedelta(days=1)


def published(ground: Ground, now: dt.datetime) -> None:
    """Open the columns and bring every article through its reviews; one waits for its first."""
    told = tomllib.loads((Path(__file__).parent / "articles.toml").read_text())
    known = {member.profile.name: member.person for member in ground.members if member.known}
    logins = [one.login_name for one in sign_ins() if one.role in _SIGNING]
    signers = [viewer_of(Account.objects.get(login_name=one), ground.today) for one in logins]
    by_place = {place.short_name: place for place in ground.organizations.values()}
    district = by_place["禾丰区委"]
    found = _columns(told, by_place, signers, ground.today)
    before = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    for article in sorted(told["article"], key=lambda one: -one["days"]):
        where = found[article["column"]]
        writer = known[WRITER if where.organization_id == district.pk else _STREET_WRITER]
        at = now - article["days"] * _DAY
        _sign(_sent(article, where, writer, at), signers, ground.today, at)
    for theme in told["theme"]:
        if "closed" in theme:
            by = _holder(signers, Purpose.COLUMNS).actor(Purpose.COLUMNS, district.path)
            columns.close_column(
                found[theme["key"]], on=ground.today - theme["closed"] * _DAY, by=by
            )
    for message in Message.objects.filter(pk__gt=before):
        reading.read(message.person_id, message.pk, now)
    waiting = told["article"][0] | {"title": "办事清单怎么写，先看这一张", "days": 0}
    _sent(waiting, found["street"], known[_STREET_WRITER], now)


_SIGNING = (Role.CLERK, Role.OFFICE, Role.SECURITY_OFFICER, Role.LEADER)


def _columns(
    told: dict[str, Any], by_place: dict[str, Organization], signers: list[Viewer], today: dt.date
) -> dict[str, Column]:
    by = _holder(signers, Purpose.COLUMNS).actor(Purpose.COLUMNS)
    found: dict[str, Column] = {
        one["key"]: columns.open_column(
            by_place[one["place"]],
            title=one["title"],
            way=Way(one["way"]),
            reviews=_REVIEWS,
            introduction=one["introduction"],
            by=by,
        )
        for one in told["column"]
    }
    for one in told["theme"]:
        began = today - one["began"] * _DAY
        found[one["key"]] = columns.open_theme(
            by_place[one["place"]],
            title=one["title"],
            reviews=_REVIEWS,
            from_on=began,
            until_on=began + one["runs"] * _DAY,
            aim=one["aim"],
            by=by,
        )
    return found


def _sent(article: dict[str, Any], where: Column, writer: Person, now: dt.datetime) -> Submission:
    account = Account.objects.filter(person=writer).first()
    viewer = Viewer(account.pk if account else 0, writer.pk, writer.uid, writer.name, ())
    by = viewer.actor(Purpose.WRITE, where.organization.path)
    draft = Draft(
        article["title"],
        article["summary"],
        article.get("source", ""),
        Part(article.get("part", "news")),
        blocks.split(article["text"]),
    )
    begun = articles.begin(where, draft, by=by)
    return reviews.send_in(begun, seen=begun.latest_revision_id, now=now, by=by)


def _sign(submission: Submission, signers: list[Viewer], today: dt.date, now: dt.datetime) -> None:
    """Everybody whose turn it is signs, until it is published."""
    while submission.state in AT:
        kind = AT[State(submission.state)]
        todo = submission.case.todos.select_related("for_organization").get(closed_at__isnull=True)
        who = next(
            one
            for one in signers
            if may_do(one, todo, today)
            and not submission.signatures.filter(signer=one.person_id).exists()
        )
        submission = reviews.sign(
            submission,
            todo,
            office=todo.for_organization,
            seen=submission.case.round,
            now=now,
            by=who.actor(RIGHT[kind], todo.for_organization.path),
        )
        submission.refresh_from_db()


def _holder(signers: list[Viewer], purpose: Purpose) -> Viewer:
    return next(one for one in reversed(signers) if one.may_anywhere(purpose))

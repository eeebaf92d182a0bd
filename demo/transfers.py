"""Transfers, floating members and a correction that are under way on the first day."""

from __future__ import annotations

import datetime as dt

from dangjian.kernel import calendar, terms
from dangjian.kernel.evidence import Actor
from dangjian.membership.actions import corrections
from dangjian.membership.rules import HELP_WITHIN
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import Account, Floating, Organization, Person, Post, PostTitle
from dangjian.transfers.actions import guests, moving, starting
from dangjian.transfers.models import Side, Transfer
from dangjian.transfers.queries.offices import committee_of
from dangjian.transfers.rules import Part
from demo import cast
from demo.ground import BY, Ground

_LEAVES, _ON_HIS_WAY = "邵闻笛", "姜一苇"
_BROUGHT, _LIVES_HERE = "程南浦", "许归帆"
_ELSEWHERE = "中共远山市委组织部"
_NOTED = 60
"""So many of those who are away somebody was in touch with."""


def under_way(ground: Ground, now: dt.datetime) -> None:
    """One transfer waits for the committee, one is in transit, one came by letter; a floating
    member lives here, others are away; the new member wants his education corrected."""
    known = {m.profile.name: m.person for m in ground.members if m.known}
    secretary, new_member = known[cast.SECRETARY], known[cast.NEW_MEMBER]
    home = Person.objects.select_related("organization").get(pk=secretary.pk).organization
    assert home is not None
    by = viewer_of(Account.objects.get(person=secretary), ground.today).actor(
        Purpose.MAINTAIN, home.path
    )
    target = _elsewhere(home)
    _started(known[_LEAVES], target, "调到那边工作", now, by)
    _sent(_started(known[_ON_HIS_WAY], target, "搬到那边居住", now, by), now)
    _presented(home, now, by)
    guests.take_in(
        home,
        name=_LIVES_HERE,
        id_number="",
        home="中共远山市城关镇东门社区支部",
        contact="",
        on=ground.today - dt.timedelta(days=120),
        now=now,
        by=by,
    )
    _kept_in_touch(ground)
    _wants_corrected(ground, new_member, now)


def _elsewhere(home: Organization) -> Organization:
    """The first branch under another committee."""
    own = committee_of(home)
    branches = Organization.objects.open().filter(form="branch").order_by("path")
    return next(one for one in branches if committee_of(one).pk != own.pk)


def _started(
    person: Person, to: Organization, reason: str, now: dt.datetime, by: Actor
) -> Transfer:
    return starting.start(person, to=to, reason=reason, part=Part.OLD_BRANCH, now=now, by=by)


def _sent(transfer: Transfer, now: dt.datetime) -> None:
    moving.approve(
        transfer,
        dues_until=now.date(),
        valid_until=now.date() + dt.timedelta(days=60),
        part=Part.SENDER,
        seen=Transfer.objects.get(pk=transfer.pk).case.round,
        now=now,
        by=BY,
    )


def _presented(home: Organization, now: dt.datetime, by: Actor) -> None:
    day = now.date()
    starting.present(
        home,
        name=_BROUGHT,
        from_words=_ELSEWHERE,
        letter_number=f"远组〔{day.year}〕第118号",
        letter_issued_on=day - dt.timedelta(days=6),
        letter_valid_until=day + dt.timedelta(days=54),
        reason="到本区企业工作",
        part=Part.NEW_BRANCH,
        now=now,
        by=by,
    )


def _kept_in_touch(ground: Ground) -> None:
    """The secretaries of some of those who are away were in touch with them lately."""
    posts = Post.objects.on(ground.today).filter(title=PostTitle.SECRETARY).select_related("person")
    secretaries = {post.organization_id: post.person for post in posts}
    away = Floating.objects.filter(valid__upper_inf=True).select_related("person__organization")
    for spell in away.order_by("pk")[:_NOTED]:
        home = spell.person.organization
        author = secretaries.get(home.pk) if home else None
        if home is None or author is None or author.pk == spell.person_id:
            continue
        guests.keep_in_touch(
            floating=spell,
            guest=None,
            organization=home,
            side=Side.HOME,
            on=ground.days_ago(3, 80),
            words=ground.chance.choice(
                ("打过电话，工作稳定，身体都好。", "微信联系，说春节回来参加组织生活会。")
            ),
            today=ground.today,
            by=Actor(None, "secretary", author.uid),
        )


def _wants_corrected(ground: Ground, person: Person, now: dt.datetime) -> None:
    stored = Person.objects.get(pk=person.pk)
    wanted = next(code for code in ("31", "21") if code != stored.education)
    corrections.ask_correction(
        stored,
        {"education": wanted},
        proofs={"education": "去年拿到的毕业证，原件在手里。"},
        seen=stored.version,
        due_on=terms.last_day(ground.today, HELP_WITHIN, "working", calendar.load()).day,
        today=ground.today,
        now=now,
        by=viewer_of(Account.objects.get(person=person), ground.today).myself(),
    )

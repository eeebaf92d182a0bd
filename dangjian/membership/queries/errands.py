"""Errands as each of those concerned may see them, who can be asked, and what would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from dangjian.kernel import identity
from dangjian.kernel.refusal import Missing
from dangjian.kit import words
from dangjian.membership import rules
from dangjian.membership.models import OPEN, Errand, Move, ProposedItem, State, Step
from dangjian.membership.rules import Part
from dangjian.registry.actions.people import SEALED
from dangjian.registry.authority import POSTS_THAT_LEAD, PURPOSES, Purpose, Viewer
from dangjian.registry.models import (
    IN_THE_PARTY,
    Account,
    Organization,
    Person,
    Post,
    PostTitle,
    Role,
    RoleGrant,
)

PER_PAGE = 20
KEEPERS = [role for role in Role if Purpose.MAINTAIN in PURPOSES[role]]
"""Roles whose holders keep members' items, and so can be asked to."""

# --- who can be asked ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Helper:
    """Somebody who can be asked: who, at which organization, in which post or role."""

    person: Person
    office: Organization
    post: str

    @property
    def title(self) -> str:
        return f"{self.office.short_name}{self.post}"


def helpers_of(person: Person, today: dt.date, *, but: Collection[int] = ()) -> list[Helper]:
    """Who keeps this person's items and has an account, the nearest first. Two queries.

    but: persons not to be offered; never the person himself.
    """
    above = Q(organization__path__in=_line(person.path), organization__closed_on__isnull=True)
    posts = Post.objects.on(today).filter(above, _able("person"), title__in=POSTS_THAT_LEAD)
    grants = RoleGrant.objects.on(today).filter(above, _able("holder"), role__in=KEEPERS)
    found = [
        *(
            Helper(p.person, p.organization, str(PostTitle(p.title).label))
            for p in posts.select_related("person", "organization")
        ),
        *(
            Helper(g.holder, g.organization, str(Role(g.role).label))
            for g in grants.select_related("holder", "organization")
        ),
    ]
    nearest: dict[int, Helper] = {}
    for helper in sorted(found, key=lambda h: (-h.office.depth, h.person.name_key, h.person.pk)):
        nearest.setdefault(helper.person.pk, helper)
    return [h for pk, h in nearest.items() if pk != person.pk and pk not in but]


def _able(who: str) -> Q:
    return Q(**{f"{who}__standing__in": IN_THE_PARTY, f"{who}__account__is_active": True})


def _line(path: str) -> list[str]:
    """The paths of an organization and of all above it."""
    parts = path.strip("/").split("/") if path else []
    return ["/" + "/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


# --- whose errand it is ---------------------------------------------------------------------------


_UP_TO_YOU = {
    Move.FILL_IN: "等您填",
    Move.CONFIRM: "等您确认",
    Move.WITNESS: "等您核对签字",
}


@dataclass(frozen=True)
class Sight:
    """An errand as one viewer may see it: what he is to it, and the moves he may make now."""

    errand: Errand
    parts: frozenset[Part]

    @property
    def moves(self) -> frozenset[Move]:
        return frozenset(m for m in rules.FLOW if rules.may(m, self.errand, self.parts))

    @property
    def state(self) -> tuple[str, str]:
        """Where the errand stands as the viewer reads it, and the colour of its tag."""
        for move, told in _UP_TO_YOU.items():
            if move in self.moves and self.errand.state == rules.FLOW[move].from_[0]:
                return told, "soon"
        colour = {State.ASKED: "wait", State.FILLED: "wait", State.CONFIRMED: "done"}
        state = State(self.errand.state)
        return str(state.label), colour.get(state, "")

    @property
    def is_asker(self) -> bool:
        return Part.ASKER in self.parts


def errand_for(viewer: Viewer, pk: int, today: dt.date) -> Sight:
    """One errand, for its asker, its helper, or whoever has to see to it. Missing otherwise."""
    found = _visible(viewer, today).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这件代办，或者不是您的。")
    return _sight(viewer, found)


@dataclass(frozen=True)
class Slice:
    """One page of a list, and how many rows the whole list has."""

    rows: Sequence[Sight]
    total: int


def asked_by(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """The errands the viewer asked for, open ones first. Two queries."""
    return _slice(viewer, _visible(viewer, today).filter(_asker(viewer)), limit, offset)


def given_to(viewer: Viewer, today: dt.date, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """The errands the viewer is to fill in, hand on or witness, open ones first. Two queries."""
    mine = _helper(viewer) | _lead(viewer) | _witness(viewer)
    return _slice(viewer, _visible(viewer, today).filter(mine), limit, offset)


def _slice(viewer: Viewer, errands: QuerySet[Errand], limit: int, offset: int) -> Slice:
    ordered = errands.order_by(F("ended_at").desc(nulls_first=True), "-asked_at", "-pk")
    rows = [_sight(viewer, errand) for errand in ordered[offset : offset + limit]]
    return Slice(rows, errands.count())


def _visible(viewer: Viewer, today: dt.date) -> QuerySet[Errand]:
    here = {"organization": OuterRef("office"), "organization__closed_on__isnull": True}
    grants = RoleGrant.objects.on(today).filter(holder=OuterRef("helper"), role__in=KEEPERS, **here)
    posts = Post.objects.on(today).filter(
        person=OuterRef("helper"), title__in=POSTS_THAT_LEAD, **here
    )
    account = Account.objects.filter(is_active=True)
    helps = (Exists(grants) | Exists(posts)) & Exists(account.filter(person=OuterRef("helper")))
    return (
        Errand.objects.annotate(
            helps=helps, signs_in=Exists(account.filter(person=OuterRef("asker")))
        )
        .filter(_asker(viewer) | _helper(viewer) | _lead(viewer) | _witness(viewer))
        .select_related("person__organization", "asker", "helper", "office", "filled_by")
    )


def _kept(viewer: Viewer) -> Q:
    """Errands about people whose items the viewer keeps."""
    return viewer.scope(Purpose.MAINTAIN).q("person__path")


def _asker(viewer: Viewer) -> Q:
    return Q(asker=viewer.person_id) & (Q(person=viewer.person_id) | _kept(viewer))


def _helper(viewer: Viewer) -> Q:
    return Q(helper=viewer.person_id) & _kept(viewer)


def _lead(viewer: Viewer) -> Q:
    """Whoever holds the right at the helper's office or above, once the helper has left it."""
    over_the_office = viewer.scope(Purpose.MAINTAIN).q("office__path")
    return Q(helps=False, state__in=OPEN) & over_the_office & _kept(viewer)


def _witness(viewer: Viewer) -> Q:
    """Whoever else keeps the items of an asker who cannot sign in to confirm by himself."""
    by_paper = Q(signs_in=False, state=State.FILLED, asker=F("person"))
    return by_paper & _kept(viewer) & ~Q(filled_by=viewer.person_id)


def _sight(viewer: Viewer, errand: Errand) -> Sight:
    """The same rules once more, on one row that is known to be visible."""
    me, path = viewer.person_id, errand.person.path
    keeps = viewer.may(Purpose.MAINTAIN, path)
    over = viewer.may(Purpose.MAINTAIN, errand.office.path)
    helps, signs_in = errand.helps, errand.signs_in  # type: ignore[attr-defined]
    by_paper = not signs_in and errand.asker_id == errand.person_id
    am = {
        Part.ASKER: errand.asker_id == me and (errand.person_id == me or keeps),
        Part.HELPER: errand.helper_id == me and keeps,
        Part.LEAD: not helps and keeps and over,
        Part.WITNESS: by_paper and keeps and errand.filled_by_id not in (None, me),
    }
    return Sight(errand, frozenset(part for part, is_so in am.items() if is_so))


# --- what would change ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One item: how it stands in the register now, and how it would be."""

    label: str
    before: str
    after: str


def proposal_of(errand: Errand) -> dict[str, object]:
    """The items proposed last, by name, as `correct_items` takes them."""
    items = ProposedItem.objects.filter(errand=errand, round=errand.round).order_by("pk")
    return {one.item: typed(one.item, one.unseal("value")) for one in items}


def changes_of(errand: Errand, *, in_full: bool, own: bool) -> list[Change]:
    """The proposal beside the register of today.

    in_full: sealed values of the proposal stand there as they were filled in: for who gave them,
    and for who filled them in to print the slip. own: the register's own stand there masked, for
    the person himself; others learn only that there is one.
    """
    person = errand.person
    return [
        Change(_label(name), _before(person, name, own), _after(name, value, in_full))
        for name, value in proposal_of(errand).items()
    ]


def typed(name: str, text: str) -> object:
    """A value as it was kept, as `correct_items` takes it."""
    if not name.endswith("_on"):
        return text
    return dt.date.fromisoformat(text) if text else None


_AWAY = dict(zip(rules.AWAY, ("外出日期", "外出流向", "外出期间的联系人", "返回日期"), strict=True))


def _label(name: str) -> str:
    if name in _AWAY:
        return _AWAY[name]
    return str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _before(person: Person, name: str, own: bool) -> str:
    if name in _AWAY:
        return "登记为流动党员" if person.floating else "没有外出"
    if name in SEALED and own:
        return MASKS[name](person.unseal(name))
    if name in SEALED:
        return "已登记" if getattr(person, name) else ""
    return shown(name, getattr(person, name))


def _after(name: str, value: object, in_full: bool) -> str:
    if value in ("", None):
        return "去掉"
    if name in SEALED and not in_full:
        return MASKS[name](str(value)) if name != "id_number" else "已填新号码"
    return shown(name, value)


def _mask_address(address: str) -> str:
    return address[:6] + "……" if len(address) > 6 else address


MASKS: Mapping[str, Callable[[str], str]] = {
    "id_number": identity.mask_id,
    "mobile": identity.mask_phone,
    "address": _mask_address,
}
"""A masked identity number beside the birthday is the number, so only its owner sees it so."""


def shown(name: str, value: object) -> str:
    """An item in full, as people read it."""
    if name == "mobile":
        number = str(value)
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if isinstance(value, dt.date):
        return words.cn_date(value)
    if name in _AWAY:
        return str(value)
    choices = dict(Person._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value or ""))


# --- how it went ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One step as people read it."""

    at: dt.datetime
    who: str
    did: str
    said: str


def steps_of(errand: Errand) -> list[Told]:
    """Every step, oldest first. One query."""
    steps = Step.objects.filter(errand=errand).select_related("by")
    return [Told(s.at, s.by.name, s.get_move_display(), s.unseal("words")) for s in steps]

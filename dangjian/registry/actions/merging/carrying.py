"""Everything that stands at one record, to another one of the same person.

Which rows there are is asked of the models (`registry.models.shares`), and what may go of the
database: its constraints say where two rows exclude one another, its triggers what is written once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, InternalError, transaction
from django.db.models import Model, QuerySet

from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Floating, LostContact, Membership, Person, Post, Standing
from dangjian.registry.models.shares import Share
from dangjian.registry.models.validity import DateRange
from dangjian.registry.rules.merging import uncovered

_ONE_AT_A_TIME: tuple[type[Membership] | type[Standing], ...] = (Membership, Standing)
_SPELLS: tuple[type[Post] | type[LostContact] | type[Floating], ...] = (Post, LostContact, Floating)
_WRITTEN_ONCE = "P0001"  # what a trigger raises that names no other code


@dataclass(frozen=True)
class Carried:
    """How many rows of a kind went along, and how many stayed as history."""

    label: str
    went: int
    stayed: int

    def as_stored(self) -> dict[str, object]:
        return {"label": self.label, "went": self.went, "stayed": self.stayed}


def relations() -> Iterator[tuple[type[Model], str, Share]]:
    """Every relation to a person whose model says where it goes, of every room."""
    for model in apps.get_models():
        shares: dict[str, Share] = getattr(model, "of_person", {})
        for name, share in shares.items():
            yield model, name, share


def carry(gone: Person, kept: Person, on: dt.date) -> list[Carried]:
    """Bring over what belongs to the record that is kept; what became of each kind.

    Refused: rows that are not finished and cannot go, since the kept record has one of its own
    that excludes them.
    """
    carried = [_facts(model, gone, kept) for model in _ONE_AT_A_TIME]
    for model, name, share in relations():
        if model in _ONE_AT_A_TIME:
            continue
        rows = model._base_manager.filter(**{name: gone.pk})
        carried.append(_rows(rows, name, share, kept) if share.goes else _left(rows, share))
    for spells in _SPELLS:
        spells.objects.filter(person=gone).current().end(on)
    return [one for one in carried if one.went or one.stayed]


def _facts(model: type[Membership] | type[Standing], gone: Person, kept: Person) -> Carried:
    """Facts of which one holds on any day: the kept record's own, and the other's for the days on
    which it says nothing. What the other said otherwise never was; `Merger.before` keeps it."""
    own = list(model.objects.filter(person=kept).values_list("valid", flat=True))
    went = stayed = 0
    for fact in model.objects.filter(person=gone).exclude(valid__isempty=True).order_by("valid"):
        pieces = uncovered(fact.valid, own)
        stayed += not pieces
        went += bool(pieces)
        fact.valid, days = DateRange(empty=True), fact.valid
        if pieces == [days]:
            fact.person, fact.valid = kept, days
            pieces = []
        fact.save()
        for piece in pieces:
            fact.pk, fact.person, fact.valid = None, kept, piece
            fact._state.adding = True
            fact.save()
    return Carried(model.of_person["person"].label, went, stayed)


def _left(rows: QuerySet[Model], share: Share) -> Carried:
    return Carried(share.label, 0, rows.count())


def _rows(rows: QuerySet[Model], name: str, share: Share, kept: Person) -> Carried:
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids or _go(rows, name, kept):
        return Carried(share.label, len(ids), 0)
    stayed = [pk for pk in ids if not _go(rows.filter(pk=pk), name, kept)]
    if rows.filter(share.running, pk__in=stayed).exists():
        raise Refused(
            f"两份档案都有没办完的“{share.label}”，合在一起互相冲突。请先办结其中一件，再申请合并。"
        )
    return Carried(share.label, len(ids) - len(stayed), len(stayed))


def _go(rows: QuerySet[Model], name: str, kept: Person) -> bool:
    """Whether the database let all of these rows go over."""
    try:
        with transaction.atomic():
            rows.update(**{name: kept.pk})
    except IntegrityError:
        return False
    except InternalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _WRITTEN_ONCE:
            raise
        return False
    return True

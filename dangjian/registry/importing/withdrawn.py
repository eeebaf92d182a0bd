"""What is left of a person or organization whose import was taken back (docs/decisions/0005)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from dangjian.registry.models import (
    CommitteeTerm,
    Floating,
    ImportRow,
    LostContact,
    Membership,
    Naming,
    Organization,
    Parentage,
    Person,
    Standing,
    UnitLink,
)
from dangjian.registry.models.validity import Dated

PERSON_AFTERWARDS: Mapping[str, Any] = {
    "name": "",
    "name_key": "",
    "sex": "0",
    "born_on": dt.date(1900, 1, 1),
    "ethnic": "97",
    "native_place": "",
    "education": "",
    "occupation": "",
    "started_work_on": None,
    "id_number": None,
    "id_number_index": None,
    "mobile": None,
    "mobile_index": None,
    "landline": "",
    "address": None,
    "joined_on": None,
    "full_on": None,
    "organization": None,
    "path": "",
    "standing": "",
    "lost": False,
    "floating": False,
}
"""Without path and branch a row is on no list and within nobody's scope; without number it is found
by nobody and in nobody's way."""

ORGANIZATION_AFTERWARDS: Mapping[str, Any] = {
    "code": None,
    "name": "",
    "short_name": "",
    "name_key": "",
    "parent": None,
    "opened_on": dt.date(1900, 1, 1),
    "closed_on": dt.date(1900, 1, 2),
    "founding_document": "",
    "may_approve": False,
    "contact": "",
    "phone": "",
}
"""Closed before anything else was open, at a path under no organization."""

_OF_AN_IMPORT: Mapping[type[Model], tuple[type[Dated], ...]] = {
    Person: (Membership, Standing, LostContact, Floating),
    Organization: (Naming, Parentage, UnitLink, CommitteeTerm),
}


def dated(kind: type[Model]) -> tuple[type[Dated], ...]:
    """The dated facts an import writes of a person or an organization."""
    return _OF_AN_IMPORT[kind]


def changed_since(made: Sequence[Person] | Sequence[Organization]) -> set[int]:
    """Which of them were changed after they came in, or are referred to by anything else.

    Every act that changes a person or organization counts its version up; what else refers to one
    is asked of the models, so that rooms above are asked too.
    """
    if not made:
        return set()
    kind = type(made[0])
    ids = [one.pk for one in made]
    changed = {one.pk for one in made if one.version > 1}
    own = (*_OF_AN_IMPORT[kind], ImportRow)
    for relation in kind._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if isinstance(model, str) or (model in own and name != "parent" and name != "group"):
            continue
        referring = model._default_manager.filter(**{f"{name}__in": ids})
        if issubclass(model, Dated):  # what was made empty never was
            referring = referring.filter(valid__isempty=False)
        if model is Organization:  # a superior goes with what came in below it
            referring = referring.exclude(pk__in=ids)
        elif model is Parentage:
            referring = referring.exclude(organization__in=ids)
        changed |= set(referring.values_list(name, flat=True))
    return changed

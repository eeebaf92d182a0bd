"""What is left of a person or organization whose import was taken back (docs/decisions/0005)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql

from dangjian.registry.importing.planning import as_array
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
    "organization_id": None,
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
    "parent_id": None,
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
_WITH_A_PATH = (Membership, Standing)
"""They repeat the person's path. The database puts right what is said of it, but at the price of
writing every row once more."""


def emptied(kind: type[Person] | type[Organization], ids: Sequence[int]) -> None:
    """Empty people or organizations, and make every fact their import wrote one that never was."""
    of = sql.Identifier("person_id" if kind is Person else "organization_id")
    values = PERSON_AFTERWARDS if kind is Person else ORGANIZATION_AFTERWARDS
    with connection.cursor() as cursor:
        for facts in _OF_AN_IMPORT[kind]:
            nowhere = sql.SQL(", person_path = ''" if facts in _WITH_A_PATH else "")
            never = sql.SQL("UPDATE {} SET valid = 'empty'{} WHERE {} = ANY(%s::bigint[])").format(
                sql.Identifier(facts._meta.db_table), nowhere, of
            )
            cursor.execute(never, [as_array(ids)])
        columns: list[sql.Composable] = [
            sql.SQL("{} = %s").format(sql.Identifier(name)) for name in values
        ]
        if kind is Organization:
            columns.append(sql.SQL("path = '/0/0/' || id || '/'"))
        cursor.execute(
            sql.SQL("UPDATE {} SET {}, version = version + 1 WHERE id = ANY(%s::bigint[])").format(
                sql.Identifier(kind._meta.db_table), sql.SQL(", ").join(columns)
            ),
            [*values.values(), as_array(ids)],
        )


def changed_since(kind: type[Person] | type[Organization], versions: Mapping[int, int]) -> set[int]:
    """Which of them were changed after they came in, or are referred to by anything else.

    versions: the version of each, by id.

    Every act that changes a person or organization counts its version up; what else refers to one
    is asked of the models, so that rooms above are asked too.
    """
    if not versions:
        return set()
    ids = as_array(versions)
    changed = {pk for pk, version in versions.items() if version > 1}
    own = (*_OF_AN_IMPORT[kind], ImportRow)
    for relation in kind._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if isinstance(model, str) or (model in own and name not in _ALSO):
            continue
        changed |= _referred_to(model, str(relation.field.column), ids)
    return changed


_ALSO = ("parent", "group")
"""References of an import's own facts that count: a superior's to others, a group's to members."""


def _referred_to(model: type[Model], column: str, ids: str) -> set[int]:
    """Which of the ids a table refers to, by facts that hold and from others than themselves."""
    of = sql.Identifier(column)
    wanted: list[sql.Composable] = [sql.SQL("{} = ANY(%(ids)s::bigint[])").format(of)]
    if issubclass(model, Dated):  # what was made empty never was
        wanted.append(sql.SQL("NOT isempty(valid)"))
    if model is Organization:  # a superior goes with what came in below it
        wanted.append(sql.SQL("NOT id = ANY(%(ids)s::bigint[])"))
    elif model is Parentage:
        wanted.append(sql.SQL("NOT organization_id = ANY(%(ids)s::bigint[])"))
    statement = sql.SQL("SELECT DISTINCT {} FROM {} WHERE {}").format(
        of, sql.Identifier(model._meta.db_table), sql.SQL(" AND ").join(wanted)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"ids": ids})
        return {pk for (pk,) in cursor}

"""Doubles between the rows of an import, found by the database on blind indexes alone.

They come to what `rules.imports.doubles` says of the same rows in memory.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext
from typing import NamedTuple

from django.db import connection

from dangjian.registry.importing.planning import as_array, as_bytes_array, uncounted
from dangjian.registry.models import Import, ImportRow
from dangjian.registry.rules.imports.columns import NUMBER

_FORGET = """
    UPDATE registry_importrow r SET issues = kept.issues, verdict =
    CASE WHEN EXISTS (SELECT 1 FROM jsonb_array_elements(kept.issues) i
                      WHERE i->>'code' LIKE 'R-%%' AND NOT i ? 'confirmed') THEN 'reject'
         WHEN EXISTS (SELECT 1 FROM jsonb_array_elements(kept.issues) i
                      WHERE i->>'code' LIKE 'H-%%' AND NOT i ? 'confirmed') THEN 'human'
         WHEN kept.issues @? '$[*] ? (@.code starts with "N-")' THEN 'normalise'
         ELSE 'accept' END
    FROM (SELECT o.id, coalesce(jsonb_agg(i.value ORDER BY i.n) FILTER
                 (WHERE i.value->>'code' NOT LIKE 'H-DUP-%%' OR i.value ? 'confirmed'),
                 '[]') AS issues
          FROM registry_importrow o, jsonb_array_elements(o.issues) WITH ORDINALITY i(value, n)
          WHERE o.run_id = %(run)s AND o.state = 'waiting' {among}
            AND o.issues @? '$[*] ? (@.code starts with "H-DUP-")'
          GROUP BY o.id) kept
    WHERE r.id = kept.id
"""
_EXACT = """
    WITH listed AS (
        SELECT id, first_value(id) OVER w AS first, first_value(sheet) OVER w AS sheet,
               first_value("row") OVER w AS "row"
        FROM registry_importrow
        WHERE run_id = %(run)s AND state IN ('waiting', 'entered') {among}
        WINDOW w AS (PARTITION BY whole ORDER BY position)
    )
    UPDATE registry_importrow r SET verdict = 'skip', state = 'skipped', issues = jsonb_build_array(
        jsonb_build_object('column', '*', 'code', 'S-EXACT-DUPLICATE', 'same_as',
                           jsonb_build_object('sheet', l.sheet, 'row', l."row")))
    FROM listed l WHERE r.id = l.id AND l.first <> l.id AND r.state = 'waiting'
"""
# The first names the second, all others name the first.
_SAY = """
    UPDATE registry_importrow r SET
        verdict = CASE r.verdict WHEN 'reject' THEN 'reject' ELSE 'human' END,
        issues = r.issues || jsonb_build_array(jsonb_build_object('column', %(column)s::text,
            'code', d.code, 'same_as', jsonb_build_object('sheet', o.sheet, 'row', o."row")))
    FROM doubled d JOIN registry_importrow o ON o.id = d.other
    WHERE r.id = d.id AND r.state = 'waiting'
      AND NOT r.issues @> jsonb_build_array(jsonb_build_object('code', d.code))
"""
_NUMBER = """
    WITH grouped AS (
        SELECT id, row_number() OVER w AS n, first_value(id) OVER w AS first,
               lead(id) OVER w AS following, count(*) OVER p AS many,
               min(encode(branch_index, 'hex')) OVER p <> max(encode(branch_index, 'hex')) OVER p
                   AS apart
        FROM registry_importrow
        WHERE run_id = %(run)s AND state IN ('waiting', 'entered') {among}
          AND number_index IS NOT NULL
        WINDOW p AS (PARTITION BY number_index),
               w AS (PARTITION BY number_index ORDER BY position)
    ), doubled AS (
        SELECT id, CASE WHEN n = 1 THEN following ELSE first END AS other,
               CASE WHEN apart THEN 'H-DUP-TWO-BRANCHES' ELSE 'H-DUP-SAME-NUMBER' END AS code
        FROM grouped WHERE many > 1
    )
"""
_PERSON = """
    WITH grouped AS (
        SELECT id, row_number() OVER w AS n, first_value(id) OVER w AS first,
               lead(id) OVER w AS following, count(*) OVER p AS many
        FROM registry_importrow
        WHERE run_id = %(run)s AND state IN ('waiting', 'entered') {among}
          AND number_index IS NOT NULL AND likeness IS NOT NULL
          AND NOT issues @? '$[*] ? (@.code like_regex "^H-DUP-(TWO-BRANCHES|SAME-NUMBER)")'
        WINDOW p AS (PARTITION BY likeness), w AS (PARTITION BY likeness ORDER BY position)
    ), doubled AS (
        SELECT id, CASE WHEN n = 1 THEN following ELSE first END AS other,
               'H-DUP-SAME-PERSON' AS code
        FROM grouped WHERE many > 1
    )
"""


_ALIKE = """
    SELECT id, number_index, likeness, whole FROM registry_importrow
    WHERE run_id = %s AND (number_index = ANY(%s::bytea[]) OR likeness = ANY(%s::bytea[])
                           OR whole = ANY(%s::bytea[]))
"""
_STATEMENTS = (_FORGET, _EXACT, "".join((_NUMBER, _SAY)), "".join((_PERSON, _SAY)))


class Keys(NamedTuple):
    """By what a row is found to be the double of another."""

    number: bytes | None
    likeness: bytes | None
    whole: bytes | None

    @classmethod
    def of(cls, row: ImportRow) -> Keys:
        return cls._make(
            bytes(key) if key else None for key in (row.number_index, row.likeness, row.whole)
        )


def mark_doubles(run: Import, around: Collection[Keys] | None = None) -> None:
    """Say of the waiting rows of an import which of them are doubles, as they stand now.

    What was said of doubles before is forgotten first, except what somebody has confirmed: of two
    rows with one number the other is in order again once one was put right or set aside.
    around: the keys a few changed rows had and have; only what they can bear on is looked at.
    """
    values: dict[str, int | str] = {"run": run.pk, "column": NUMBER}
    among = ""
    if around is not None:
        values["ids"] = as_array(_alike(run, around))
        among = "AND id = ANY(%(ids)s::bigint[])"
    with uncounted() if around is None else nullcontext(), connection.cursor() as cursor:
        for statement in _STATEMENTS:
            named = among.replace("id =", "o.id =") if statement is _FORGET else among
            cursor.execute(statement.replace("{among}", named), values)


def _alike(run: Import, around: Collection[Keys]) -> set[int]:
    """The rows that agree with these in a number, a likeness or as a whole; with those again."""
    found: set[int] = set()
    keys, more = set(around), set(around)
    while more:
        with connection.cursor() as cursor:
            columns = [{key for key in column if key} for column in zip(*more, strict=True)]
            cursor.execute(_ALIKE, [run.pk, *(as_bytes_array(column) for column in columns)])
            rows = cursor.fetchall()
        found |= {pk for pk, *_ in rows}
        more = {Keys._make(bytes(k) if k else None for k in row[1:]) for row in rows} - keys
        keys |= more
    return found

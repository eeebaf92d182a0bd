"""Doubles between the rows of an import, found by the database on blind indexes alone.

They come to what `rules.imports.doubles` says of the same rows in memory.
"""

from __future__ import annotations

from django.db import connection

from dangjian.registry.importing.planning import uncounted
from dangjian.registry.models import Import
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
          WHERE o.run_id = %(run)s AND o.state = 'waiting'
            AND o.issues @? '$[*] ? (@.code starts with "H-DUP-")'
          GROUP BY o.id) kept
    WHERE r.id = kept.id
"""
_EXACT = """
    WITH listed AS (
        SELECT id, first_value(id) OVER w AS first, first_value(sheet) OVER w AS sheet,
               first_value("row") OVER w AS "row"
        FROM registry_importrow WHERE run_id = %(run)s AND state IN ('waiting', 'entered')
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
        WHERE run_id = %(run)s AND state IN ('waiting', 'entered') AND number_index IS NOT NULL
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
        WHERE run_id = %(run)s AND state IN ('waiting', 'entered')
          AND number_index IS NOT NULL AND likeness IS NOT NULL
          AND NOT issues @? '$[*] ? (@.code like_regex "^H-DUP-(TWO-BRANCHES|SAME-NUMBER)")'
        WINDOW p AS (PARTITION BY likeness), w AS (PARTITION BY likeness ORDER BY position)
    ), doubled AS (
        SELECT id, CASE WHEN n = 1 THEN following ELSE first END AS other,
               'H-DUP-SAME-PERSON' AS code
        FROM grouped WHERE many > 1
    )
"""


def mark_doubles(run: Import) -> None:
    """Say of the waiting rows of an import which of them are doubles, as they stand now.

    What was said of doubles before is forgotten first, except what somebody has confirmed: of two
    rows with one number the other is in order again once one was put right or set aside.
    """
    values: dict[str, int | str] = {"run": run.pk, "column": NUMBER}
    with uncounted(), connection.cursor() as cursor:
        for statement in (_FORGET, _EXACT, "".join((_NUMBER, _SAY)), "".join((_PERSON, _SAY))):
            cursor.execute(statement, values)

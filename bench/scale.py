"""A district of any size for measuring, written by SQL in seconds (not believable, only large)."""

from __future__ import annotations

from django.db import connections
from django.db.backends.utils import CursorWrapper

STREETS = 45
BRANCHES_PER_STREET = 34


def fill(members: int) -> None:
    """One district, 45 streets, 1,530 branches, and so many members spread evenly over them.

    Written as the owner: rows only, no evidence, sealed columns empty.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO registry_organization (id, uid, code, name, short_name, name_key, form,
                parent_id, path, position, opened_on, closing_reason,
                closing_document, founding_document, may_approve, unit_relation, contact, phone,
                version)
            SELECT n, gen_random_uuid(), 'B' || n, '组织' || n, '组织' || n, 'zu zhi ' || n, form,
                parent, path, 100, '2000-01-01', '',
                '', '', false, 'same', '', '', 1
            FROM (
                SELECT 1 AS n, 'district' AS form, NULL::bigint AS parent, '/1/' AS path
                UNION ALL
                SELECT 1 + s, 'work_committee', 1, '/1/' || (1 + s) || '/'
                FROM generate_series(1, %(streets)s) s
                UNION ALL
                SELECT 100 + b, 'branch', 2 + b %% %(streets)s,
                    '/1/' || (2 + b %% %(streets)s) || '/' || (100 + b) || '/'
                FROM generate_series(0, %(branches)s - 1) b
            ) tree;
            """,
            {"streets": STREETS, "branches": STREETS * BRANCHES_PER_STREET},
        )
        cursor.execute(
            """
            INSERT INTO registry_person (uid, name, name_key, sex, born_on, ethnic, native_place,
                education, occupation, landline, joined_on, full_on, organization_id, path,
                standing, lost, floating, version)
            SELECT gen_random_uuid(), '成员' || i,
                (ARRAY['an','bai','cai','deng','fang','gao','huang','jiang','li','liu','ma','ning',
                       'peng','qian','ren','sun','tang','wang','xu','yang','zhang','zhao','zhou'])
                    [1 + (i * 7919) %% 23] || ' ' || lpad(((i * 104729) %% 999983)::text, 6, '0'),
                (1 + i %% 2)::text, date '1940-01-01' + ((i * 37) %% 25000)::int, '01', '',
                '21', '职工', '',
                '2010-01-01', '2011-01-01', o.id, o.path, 'full', false, false, 1
            FROM generate_series(1::bigint, %s) i
            JOIN registry_organization o ON o.id = 100 + i %% %s
            """,
            [members, STREETS * BRANCHES_PER_STREET],
        )
        cursor.execute(
            "INSERT INTO registry_membership (person_id, organization_id, arrival, document, valid)"
            " SELECT id, organization_id, 'registered', '', daterange(joined_on, NULL)"
            " FROM registry_person"
        )
        cursor.execute(
            "INSERT INTO registry_standing (person_id, kind, reason, document, valid)"
            " SELECT id, 'full', '', '', daterange(full_on, NULL) FROM registry_person"
        )
        for table in ("organization", "person", "membership", "standing"):
            cursor.execute(f"VACUUM ANALYZE registry_{table}")
        _make_due(cursor)


def _make_due(cursor: CursorWrapper) -> None:
    """A committee for every branch with terms ending over six years, every fiftieth member on
    probation, every five-hundredth out of touch for a year."""
    cursor.execute(
        "INSERT INTO registry_committeeterm (organization_id, years, due_on, document, valid)"
        " SELECT id, 3, current_date - 365 + ((id * 37) % 2190)::int, '',"
        " daterange('2020-01-01', NULL) FROM registry_organization WHERE form = 'branch'"
    )
    cursor.execute(
        "UPDATE registry_person SET standing = 'probationary', full_on = NULL,"
        " joined_on = current_date - ((id * 37) % 400)::int WHERE id % 50 = 0"
    )
    cursor.execute("UPDATE registry_person SET lost = true WHERE id % 500 = 1")
    cursor.execute(
        "INSERT INTO registry_lostcontact (person_id, efforts, valid)"
        " SELECT id, '', daterange((current_date - 365), NULL) FROM registry_person WHERE lost"
    )
    cursor.execute("ANALYZE")

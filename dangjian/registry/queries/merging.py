"""找到重复的人: records that may be one person's, with the reason, and what a record says."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from dangjian.kernel.refusal import Missing
from dangjian.kernel.row_scope import widening
from dangjian.kit.words import cn_date
from dangjian.registry.authority import Purpose, Scope, Viewer
from dangjian.registry.models import Distinction, Merger, Person, after_subtree
from dangjian.registry.queries import records
from dangjian.registry.queries.people import person_for

MOST = 200
"""So many pairs are proposed at once: one by one they are looked at anyway."""

_PAIRS = """
    WITH listed AS MATERIALIZED (
        SELECT id, name, born_on, mobile_index, id_number_index IS NOT NULL AS numbered, name_key
        FROM registry_person WHERE {scope}
    ), pairs AS (
        SELECT a.id AS one, b.id AS other FROM listed a
        JOIN listed b ON b.name = a.name AND b.born_on = a.born_on AND a.id < b.id
        UNION
        SELECT a.id, b.id FROM listed a
        JOIN listed b ON b.mobile_index = a.mobile_index AND a.id < b.id
            AND (b.name = a.name OR b.born_on = a.born_on)
    )
    SELECT a.id, b.id, a.name = b.name, a.born_on = b.born_on,
           coalesce(a.mobile_index = b.mobile_index, false), a.numbered AND b.numbered
    FROM pairs
    JOIN listed a ON a.id = pairs.one
    JOIN listed b ON b.id = pairs.other
    WHERE NOT EXISTS (SELECT FROM registry_distinction d
                      WHERE d.one_id = a.id AND d.other_id = b.id)
    ORDER BY (a.numbered AND b.numbered), a.name_key, a.id, b.id
    LIMIT %(most)s
"""


@dataclass(frozen=True)
class Pair:
    """Two records that may be one person's: what they agree in, and what speaks against it."""

    one: Person
    other: Person
    alike: Sequence[str]
    against: Sequence[str]


def doubles(scope: Scope) -> list[Pair]:
    """At most MOST pairs of the scope, those without two numbers first. Two queries, or none.

    Nothing follows from it by itself; two people of one name and birthday do exist.
    """
    if not scope.paths:
        return []
    values: dict[str, str | int] = {"most": MOST}
    ranges = []
    for at, path in enumerate(scope.paths):
        values |= {f"from{at}": path, f"to{at}": after_subtree(path)}
        ranges.append(f"(path >= %(from{at})s AND path < %(to{at})s)")
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.replace("{scope}", " OR ".join(ranges)), values)
        rows = cursor.fetchall()
    ids = {pk for one, other, *_ in rows for pk in (one, other)}
    people = Person.objects.select_related("organization").in_bulk(ids) if ids else {}
    return [Pair(people[row[0]], people[row[1]], *_why(*row[2:])) for row in rows]


def _why(name: bool, born: bool, mobile: bool, numbered: bool) -> tuple[list[str], list[str]]:
    alike = [
        *(["姓名一样"] if name else []),
        *(["出生日期一样"] if born else []),
        *(["手机号一样"] if mobile else []),
    ]
    against = [
        *([] if name else ["姓名写得不一样"]),
        *([] if born else ["出生日期不一样"]),
        *(["公民身份号码不一样"] if numbered else []),
    ]
    return alike, against


def pair_for(viewer: Viewer, one_pk: int, other_pk: int) -> Pair:
    """Two records the viewer keeps, whether they look alike or not.

    Missing where one of them is not his, or it is the same one.
    """
    if one_pk == other_pk:
        raise Missing("这是同一份档案。")
    one, other = sorted(
        (person_for(viewer, Purpose.STANDING, pk) for pk in (one_pk, other_pk)),
        key=lambda person: person.pk,
    )
    same_mobile = one.mobile_index is not None and (
        bytes(one.mobile_index) == bytes(other.mobile_index or b"")
    )
    numbered = one.id_number_index is not None and other.id_number_index is not None
    told = _why(one.name == other.name, one.born_on == other.born_on, same_mobile, numbered)
    return Pair(one, other, *told)


def told_apart(one: Person, other: Person) -> Distinction | None:
    """What was found where somebody looked already."""
    first, second = sorted((one.pk, other.pk))
    return Distinction.objects.select_related("by").filter(one=first, other=second).first()


@widening("records that were closed into one")
def mergers_of(person: Person) -> list[Merger]:
    """The records that were closed into this one. One query."""
    found = Merger.objects.filter(kept=person).select_related("gone", "consent__maker")
    return list(found.select_related("consent__checker").order_by("pk"))


def kept_instead_of(pk: int) -> Person | None:
    """The record that goes on in place of a closed one; None where it was not closed so."""
    found = Merger.objects.filter(gone=pk).select_related("kept").first()
    return found.kept if found else None


@widening("records that were closed into one")
def known_as(person: Person) -> list[uuid.UUID]:
    """Under which uids the log knows this person: his own, and those of closed records."""
    closed = Merger.objects.filter(kept=person).values_list("gone__uid", flat=True)
    return [person.uid, *closed]


# --- what a record says ---------------------------------------------------------------------------


def lines_of(person: Person) -> list[tuple[str, str]]:
    """Everything but the sealed items, as (label, value): to compare, and to keep as history."""
    record = records.record_of(person, dt.date.max)
    return [(label, value) for label, value in _lines(person, record) if value]


def _lines(person: Person, record: records.Record) -> list[tuple[str, str]]:
    return [
        ("姓名", person.name),
        ("性别", person.get_sex_display()),
        ("出生日期", cn_date(person.born_on)),
        ("民族", person.get_ethnic_display()),
        ("籍贯", person.native_place),
        ("学历", person.get_education_display()),
        ("工作岗位", person.occupation),
        ("参加工作日期", cn_date(person.started_work_on)),
        ("固定电话", person.landline),
        ("加入党组织日期", cn_date(person.joined_on)),
        ("转为正式党员日期", cn_date(person.full_on)),
        *(("党籍状态", _told(one.get_kind_display(), one)) for one in record.standings),
        *(("支部", _told(one.branch, one.membership)) for one in record.stays),
        *(("党内职务", _told(one.name, one.post)) for one in record.posts),
        *(("失联", _told("失联", one)) for one in record.losses),
        *(("流动", _told(one.destination, one)) for one in record.floatings),
    ]


def _told(what: str, fact: object) -> str:
    began, last = fact.began_on, fact.last_day  # type: ignore[attr-defined]
    return f"{what}，{cn_date(began)}至{cn_date(last) or '今'}"


def by_label(person: Person) -> dict[str, list[str]]:
    """What a record says, by label; some labels have several lines."""
    told: dict[str, list[str]] = {}
    for label, value in lines_of(person):
        told.setdefault(label, []).append(value)
    return told

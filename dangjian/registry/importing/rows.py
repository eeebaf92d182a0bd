"""Judged rows to storage and back: one sealed value, four blind indexes, written by COPY."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from dangjian.kernel.copying import Packed, Packer, pack
from dangjian.kernel.crypto import Sealer
from dangjian.kernel.randomness import random_uuid
from dangjian.registry.importing.planning import uncounted
from dangjian.registry.models import Import, ImportKind, ImportRow, Person, RowState
from dangjian.registry.rules.imports import (
    Issue,
    Judged,
    MemberEntry,
    OrganizationEntry,
    UnitEntry,
)
from dangjian.registry.rules.imports.columns import (
    BORN,
    BRANCH,
    FULL,
    JOINED,
    NAME,
    NUMBER,
    ROSTER,
)

TABLE = ImportRow._meta.db_table
_COLUMNS = (
    "uid",
    "run_id",
    "position",
    "sheet",
    "row",
    "verdict",
    "issues",
    "content",
    "number_index",
    "likeness",
    "whole",
    "branch_index",
    "organization_id",
    "person_id",
    "state",
    "version",
)
_TYPES = (
    "uuid",
    "int8",
    "int8",
    "varchar",
    "int8",
    "varchar",
    "jsonb",
    "bytea",
    "bytea",
    "bytea",
    "bytea",
    "bytea",
    "int8",
    "int8",
    "varchar",
    "int4",
)
_DATES = [MemberEntry._fields.index(f) for f in ("born_on", "joined_on", "full_on", "lost_on")]
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Indexes(dict[str, bytes]):
    """Blind indexes of one column by text, for texts that are asked for again."""

    def __init__(self, index: Callable[[str], bytes]) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, text: str) -> bytes:
        if len(self) > _REMEMBERED:
            self.clear()
        index = self[text] = self._index(text)
        return index


_REMEMBERED = 20_000


class Sealers:
    """The keys of an import's rows, looked up once."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.content = Sealer(TABLE, "content").seal
        self.likeness = Sealer(TABLE, "likeness").index
        self.whole = Sealer(TABLE, "whole").index
        self.branch = Indexes(Sealer(TABLE, "branch_index").index)
        self.number = Indexes(Sealer(Person._meta.db_table, "id_number").index)

    def indexes(self, one: Judged[Any]) -> tuple[bytes | None, ...]:
        """number_index, likeness, whole, branch_index of a row; none of one that is skipped
        (or of organizations, whose doubles their own rules find)."""
        if one.verdict == "skip" or self.kind != ImportKind.ROSTER:
            return None, None, None, None
        number, likeness, whole, branch = _texts(one)
        return (
            self.number[number] if number else None,
            self.likeness(likeness) if likeness else None,
            self.whole(whole),
            self.branch[branch],
        )


_LIKENESS = (NAME, BORN, JOINED, FULL)
_NAME, _BORN, _JOINED, _FULL, _NUMBER, _BRANCH = map(ROSTER.index, (*_LIKENESS, NUMBER, BRANCH))


def _texts(one: Judged[Any]) -> tuple[str, str, str, str]:
    """Number, likeness, whole row and branch, as `rules.imports.doubles` has them.

    What somebody confirmed counts as certain.
    """
    raw = one.raw
    if type(raw) is tuple and one.verdict == "accept":  # nothing was put right, nothing is wrong
        number = raw[_NUMBER] if len(raw[_NUMBER]) == 18 else ""
        likeness = f"{raw[_NAME]}|{raw[_BORN]}|{raw[_JOINED]}|{raw[_FULL]}"
        certain = raw[_NAME] and raw[_BORN] and raw[_JOINED]
        return number, likeness if certain else "", "\x1f".join(raw), raw[_BRANCH]
    text = one.texts()
    wrong = {i.column for i in unconfirmed(one.issues) if i.code[0] in "HR"} if one.issues else ()
    number = text.get(NUMBER, "")
    if len(number) != 18 or NUMBER in wrong:
        number = ""
    parts = [text.get(column, "") for column in _LIKENESS]
    if not all(parts[:3]) or any(column in wrong for column in _LIKENESS[:3]):
        parts = []
    whole = "\x1f".join([text.get(column, "") for column in ROSTER])
    return number, "|".join(parts), whole, text.get(BRANCH, "")


def pack_rows(
    packer: Packer,
    run: Import,
    judged: Sequence[tuple[Judged[Any], int | None]],
    first: int,
    sealers: Sealers,
) -> Packed:
    """Judged rows ready to be written (`copying.pack`), each with the person of the register it
    was found to be, if any. first: the position of the first."""
    made = _rows(run, judged, first, sealers)
    return pack(packer, TABLE, _COLUMNS, made, _TYPES, guarded=True)


def _rows(
    run: Import,
    judged: Sequence[tuple[Judged[Any], int | None]],
    first: int,
    sealers: Sealers,
) -> Iterator[tuple[Any, ...]]:
    skipped, waiting = str(RowState.SKIPPED), str(RowState.WAITING)
    for position, (one, person) in enumerate(judged, first):
        uid = random_uuid()
        yield (
            uid,
            run.pk,
            position,
            one.sheet[:100],
            one.row,
            one.verdict,
            Jsonb(plain(one.issues), as_json) if one.issues else _NO_ISSUES,
            sealers.content(uid, content(one)),
            *sealers.indexes(one),
            *_links(run.kind, one, person),
            skipped if one.verdict == "skip" else waiting,
            1,
        )


def _links(kind: str, one: Judged[Any], found: int | None) -> tuple[int | None, int | None]:
    """The organization and the person of a row; found: what it is in the register already."""
    if kind == ImportKind.ORGANIZATIONS:
        return found, None
    return getattr(one.entry, "organization_id", None), found


_NO_ISSUES = Jsonb([], lambda _: b"[]")


def unconfirmed(issues: Iterable[Issue]) -> list[Issue]:
    """The issues somebody still has to look at."""
    return [issue for issue in issues if not issue.more.get("confirmed")]


_OPEN = ("same_as", "confirmed")


def plain(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues as they are stored in the open."""
    return [
        {"column": one.column, "code": one.code} | {k: v for k, v in one.more.items() if k in _OPEN}
        for one in issues
    ]


def content(one: Judged[Any], reason: str = "") -> str:
    """The content of a row before sealing; its entry first, for whoever needs no more."""
    plain_text = _plain_content(one) if one.verdict == "accept" and not reason else ""
    if plain_text:
        return plain_text
    kept: dict[str, Any] = {
        "entry": one.entry,
        "cells": one.cells,
        "normalised": one.normalised,
    }
    if more := {f"{i.column}|{i.code}": left for i in one.issues if (left := _sealed(i))}:
        kept["more"] = more
    if reason:
        kept["reason"] = reason
    return as_json(kept)


_SEEN = re.compile(r'["\\\x00-\x1f]').search
_CELLS = "{" + ",".join(f'"{column}":"%s"' for column in ROSTER) + "}"
_ENTRY = '[%d,"%s","%s","%s","%s","%s","%s","%s",%s,"%s","%s","%s","%s","%s",%s,%s,%s,"%s"]'


def _plain_content(one: Judged[Any]) -> str:
    """The same text for a row in which nothing needs an escape, in a fifth of the time; else "".

    Nearly all rows of a table are such.
    """
    raw, entry = one.raw, one.entry
    if type(raw) is not tuple or type(entry) is not MemberEntry or one.issues or one.normalised:
        return ""
    texts = (entry.name, entry.occupation, entry.mobile, entry.landline, entry.address)
    if _SEEN("".join((*raw, *texts, entry.destination, entry.id_number))):
        return ""
    values = list(entry)
    for at in _OPTIONAL_DATES:
        values[at] = f'"{values[at]}"' if values[at] else "null"
    for at in _TRUTHS:
        values[at] = "true" if values[at] else "false"
    return f'{{"entry":{_ENTRY % tuple(values)},"cells":{_CELLS % raw},"normalised":{{}}}}'


_OPTIONAL_DATES = [MemberEntry._fields.index(f) for f in ("full_on", "lost_on")]
_TRUTHS = [MemberEntry._fields.index(f) for f in ("lost", "floating")]


def _sealed(issue: Issue) -> dict[str, Any]:
    """What more is to be said of an issue, as far as it may be of class key."""
    return {name: value for name, value in issue.more.items() if name not in _OPEN}


def judged_of(row: ImportRow) -> Judged[Any]:
    """A stored row as it was judged."""
    opened = row.opened
    issues = [
        Issue(told["column"], told["code"], {k: v for k, v in told.items() if k not in _NAMED})
        for told in row.told
    ]
    entry = opened["entry"] and entry_of(row.run.kind, opened["entry"])
    return Judged(
        row.sheet, row.row, row.verdict, issues, opened["cells"], opened["normalised"], entry
    )


_NAMED = ("column", "code")


def put_back(row: ImportRow, one: Judged[Any], person: int | None = None, reason: str = "") -> None:
    """Store what was said anew of a row. A row that is skipped waits no longer."""
    _renew(row, one, person, reason)
    row.save()


def put_back_all(
    rows: Sequence[ImportRow], judged: Sequence[tuple[Judged[Any], int | None]]
) -> None:
    """Store what was said anew of many rows of one import, with one statement."""
    for row, (one, person) in zip(rows, judged, strict=True):
        _renew(row, one, person, "")
    columns = [[getattr(row, name) for row in rows] for name in ("pk", *_RENEWED)]
    columns[_ISSUES] = [as_json(issues) for issues in columns[_ISSUES]]
    with uncounted(), connection.cursor() as cursor:
        cursor.execute(_UPDATE, columns)


_TYPES_RENEWED = {
    "verdict": "text",
    "issues": "text",
    "content": "bytea",
    "number_index": "bytea",
    "likeness": "bytea",
    "whole": "bytea",
    "branch_index": "bytea",
    "organization_id": "bigint",
    "person_id": "bigint",
    "state": "text",
    "version": "int",
}
_RENEWED = tuple(_TYPES_RENEWED)
_ISSUES = 1 + _RENEWED.index("issues")
_UPDATE = (
    f"UPDATE {TABLE} r SET "  # noqa: S608 - ours
    + ", ".join(f"{n} = n.{n}{'::jsonb' if n == 'issues' else ''}" for n in _RENEWED)
    + " FROM unnest(%s::bigint[], "
    + ", ".join(f"%s::{of}[]" for of in _TYPES_RENEWED.values())
    + f") AS n (id, {', '.join(_RENEWED)}) WHERE r.id = n.id"
)


def _renew(row: ImportRow, one: Judged[Any], person: int | None, reason: str) -> None:
    one.sheet, one.row = row.sheet, row.row
    row.issues, row.verdict = plain(one.issues), one.verdict
    row.content = Sealer(TABLE, "content").seal(row.uid, content(one, reason or _reason(row)))
    row.__dict__.pop("opened", None)
    row.number_index, row.likeness, row.whole, row.branch_index = Sealers(row.run.kind).indexes(one)
    row.organization_id, row.person_id = _links(row.run.kind, one, person)
    row.state = RowState.SKIPPED if one.verdict == "skip" else RowState.WAITING
    row.version += 1


def _reason(row: ImportRow) -> str:
    reason: str = row.opened.get("reason", "")
    return reason


def entry_of(kind: str, stored: Sequence[Any]) -> Any:
    """The entry of a row of this kind of table, from storage."""
    return member_entry(stored) if kind == ImportKind.ROSTER else organization_entry(stored)


def entered_as(text: str) -> tuple[MemberEntry, str]:
    """The member's entry in an opened content, and the reason for what was let in as it stands."""
    if not text.startswith(_BEGINNING):
        opened = json.loads(text)
        return member_entry(opened["entry"]), opened.get("reason", "")
    entry, end = _decode(text, len(_BEGINNING))
    reason = json.loads(text).get("reason", "") if text.find('"reason":', end) >= 0 else ""
    return member_entry(entry), reason


_BEGINNING = '{"entry":'
_decode = json.JSONDecoder().raw_decode


def organization_entry(stored: Sequence[Any]) -> OrganizationEntry:
    values = dict(zip(OrganizationEntry._fields, stored, strict=True))
    for name in ("opened_on", "term_from", "term_to"):
        values[name] = dt.date.fromisoformat(values[name]) if values[name] else None
    values["units"] = tuple(UnitEntry(*unit) for unit in values["units"])
    return OrganizationEntry(**values)


def member_entry(stored: Sequence[Any]) -> MemberEntry:
    """A member's entry as it was judged, from storage."""
    values = list(stored)
    for at in _DATES:
        values[at] = dt.date.fromisoformat(values[at]) if values[at] else None
    return MemberEntry(*values)

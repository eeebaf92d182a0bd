"""Organizations: the verdict on each row of a list of organizations.

Whether a superior exists, a code is given twice or superiors run in a circle is known when all rows
have been read: `judge` reads them, `finish` judges them against one another and answers them all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from dangjian.kernel import identity
from dangjian.kernel.files import Cell, Part
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import Sector, UnitRelation
from dangjian.registry.rules import MAY_APPROVE, may_stand_under
from dangjian.registry.rules.imports.cells import (
    NOTHING,
    Doubt,
    Memo,
    Reader,
    as_written,
    careful,
    nothing,
    open_cell,
)
from dangjian.registry.rules.imports.columns import Table, called
from dangjian.registry.rules.imports.dates import reader as date_reader
from dangjian.registry.rules.imports.entries import OrganizationEntry, UnitEntry
from dangjian.registry.rules.imports.names import read_name
from dangjian.registry.rules.imports.numbers import read_landline
from dangjian.registry.rules.imports.packaged import words
from dangjian.registry.rules.imports.places import Place, plain
from dangjian.registry.rules.imports.sheets import Sheets
from dangjian.registry.rules.imports.verdicts import Issue, Judged, gravest
from dangjian.registry.rules.imports.words import read_yes_no, squeezed, text_reader

CODE, NAME, SHORT, SUPERIOR, FORM = "组织编码", "组织名称", "组织简称", "上级党组织", "组织类别"
OPENED, TERM_FROM, TERM_TO = "成立日期", "本届任期起", "本届任期止"
SECRETARY, CONTACT, PHONE = "书记", "党务联系人", "联系电话"
RELATION, UNITS, CREDIT, SECTOR = "所在单位情况", "所在单位", "统一社会信用代码", "单位类别"
APPROVES, MEMBERS, NOTE = "是否有审批预备党员权限", "党员数", "备注"

COLUMNS = (
    CODE, NAME, SHORT, SUPERIOR, FORM, OPENED, TERM_FROM, TERM_TO, SECRETARY, CONTACT, PHONE,
    RELATION, UNITS, CREDIT, SECTOR, APPROVES, MEMBERS, NOTE,
)  # fmt: skip

TABLE = Table(
    title="党组织名册",
    columns=COLUMNS,
    mandatory=(NAME, FORM, SUPERIOR),
    aliases=called("organizations"),
)


def _meanings(section: str, choices: type[models.TextChoices]) -> dict[str, str]:
    """Label or other word: value."""
    found = {choice.label: choice.value for choice in choices}
    return found | {word: c.value for c in choices for word in words(section, c.value)}


_FORMS = _meanings("form", Form)
_RELATIONS = _meanings("relation", UnitRelation)
_SECTORS = _meanings("sector", Sector) | dict.fromkeys(words("sector", "either"), "")
_VILLAGE = re.compile(r"村(?:民委员会|委会|村委)?$|村民小组$")
_APART = re.compile(r"[、；;，,/\n]+")
CODE_LENGTH, NAME_LENGTH, SHORT_LENGTH = 32, 120, 60


class OrganizationsSheet(Sheets):
    """Judges the rows of a list of organizations, some of which the register may have already.

    known: organizations of the register, possible superiors. `judge` answers nothing: the verdicts
    on all rows come from `finish`.
    """

    table = TABLE
    columns = COLUMNS

    def __init__(self, known: Iterable[Place] = (), *, as_of: dt.date) -> None:
        super().__init__()
        self.known = {place.name: place.form for place in known}
        self._rows: list[Judged[OrganizationEntry]] = []
        any_day, future = date_reader(as_of, optional=True), date_reader(dt.date.max, optional=True)
        self._memos = [
            Memo(text_reader(CODE_LENGTH)),
            Memo(_name_reader(NAME_LENGTH)),
            Memo(_name_reader(SHORT_LENGTH)),
            Memo(_name_reader(NAME_LENGTH)),
            Memo(_word_reader(_FORMS, {str(form): form.label for form in Form})),
            Memo(any_day),
            Memo(any_day),
            Memo(future),
            Memo(_person),
            Memo(_person),
            Memo(read_landline),
            Memo(
                _word_reader(_RELATIONS, {str(one): one.label for one in UnitRelation}, keep=True)
            ),
            Memo(text_reader(2000)),
            Memo(_credit_code),
            Memo(_word_reader(_SECTORS, {str(one): one.label for one in Sector}, keep=True)),
            Memo(read_yes_no),
            Memo(text_reader(20)),
            Memo(text_reader(500)),
        ]

    def judge(self, part: Part) -> list[Judged[Any]]:
        self._rows += super().judge(part)
        return []

    def finish(self) -> list[Judged[Any]]:
        self._rows += super().finish()
        judged = self._rows
        self._rows = []
        _against_one_another([row for row in judged if row.verdict != "skip"], self.known)
        return judged

    def _row(
        self, row: int, raw: tuple[Cell, ...], filled: frozenset[str], hint: str
    ) -> Judged[OrganizationEntry]:
        issues: list[Issue] = []
        normalised: dict[str, str] = {}
        values: dict[str, Any] = {}
        for column, memo, cell in zip(COLUMNS, self._memos, raw, strict=True):
            reading = memo[cell]
            values[column] = reading
            if column in filled:
                issues.append(Issue(column, "N-MERGED-FILL"))
                normalised[column] = as_written(cell)
            if isinstance(reading, Doubt):
                values[column] = reading.value
                issues += [Issue(column, code, more) for code, more in reading.issues]
                if reading.text is not None and reading.issues:
                    normalised[column] = reading.text
        issues += _missing(values, issues)
        issues += _within(values)
        cells = {column: as_written(cell) for column, cell in zip(COLUMNS, raw, strict=True)}
        verdict = gravest(issue.code for issue in issues)
        entry = None if verdict in ("reject", "human") else _entry(values)
        return Judged("", row, verdict, issues, cells, normalised, entry)


# --- cells ---------------------------------------------------------------------------------------


def _name_reader(length: int) -> Reader:
    """A reader of names of organizations: no white space within them."""
    inner = text_reader(length)

    def read(cell: Cell) -> object:
        reading = inner(cell)
        text = reading.value if isinstance(reading, Doubt) else reading
        if not isinstance(text, str) or not re.search(r"\s", text):
            return reading
        together = re.sub(r"\s+", "", text)
        issues = reading.issues if isinstance(reading, Doubt) else ()
        return Doubt(together, together, (*issues, ("N-TRIM", NOTHING)))

    return read


def _word_reader(
    table: Mapping[str, str], names: Mapping[str, str], *, keep: bool = False
) -> Reader:
    """A reader of a word from a list. keep: known words may stand as they are."""
    known = {squeezed(word): str(value) for word, value in table.items()}

    def read(cell: Cell) -> object:
        opened = open_cell(cell)
        if opened.text in table and (keep or names.get(table[opened.text]) == opened.text):
            value = str(table[opened.text])
            return Doubt(value, opened.text, opened.issues) if opened.codes else value
        value = known.get(squeezed(opened.text), "?")
        if value == "?":
            empty = nothing(opened)
            return Doubt(None, None, (("R-CODE-UNKNOWN", NOTHING),)) if empty is None else empty
        opened.codes.append("N-STATUS")
        return Doubt(value, names.get(value, opened.text), opened.issues)

    return careful(read)


def _person(cell: Cell) -> object:
    """The name of an officer; what is no name of one person is kept for somebody to look at."""
    reading = read_name(cell)
    if isinstance(reading, str) and cell not in ("", reading):
        return Doubt("", "", (("N-EMPTY-MARK", NOTHING),))
    return reading


@careful
def _credit_code(cell: Cell) -> object:
    opened = open_cell(cell)
    empty = nothing(opened)
    if empty is not None:
        return empty
    code = re.sub(r"[\s\-]", "", opened.text).upper()
    if code != opened.text:
        opened.codes.append("N-ID-SPACES")
    if not identity.is_credit_code(code):
        return Doubt(None, None, (("R-CREDIT-CODE", NOTHING),))
    return Doubt(code, code, opened.issues) if opened.codes else code


# --- one row -------------------------------------------------------------------------------------


def _missing(values: Mapping[str, Any], said: list[Issue]) -> list[Issue]:
    wrong = {issue.column for issue in said if issue.code[0] in "HR"}
    needed = [NAME, FORM, OPENED]
    return [
        Issue(column, "R-MISSING")
        for column in needed
        if not values[column] and column not in wrong
    ]


def _within(values: Mapping[str, Any]) -> list[Issue]:
    """What the cells of one row say of one another."""
    found = []
    opened, start, end = values[OPENED], values[TERM_FROM], values[TERM_TO]
    if start and end and end < start:
        found.append(Issue(TERM_TO, "R-TERM-ORDER"))
    if start and opened and start < opened:
        found.append(Issue(TERM_FROM, "H-TERM-BEFORE-OPENING"))
    if values[APPROVES] and values[FORM] and Form(values[FORM]) not in MAY_APPROVE:
        found.append(Issue(APPROVES, "R-MAY-NOT-APPROVE"))
    names = units_of(values[UNITS])
    if len(names) > 1 and values[CREDIT]:
        found.append(Issue(CREDIT, "H-CREDIT-CODE-OF-WHICH"))
    if values[UNITS] and values[SECTOR] is None:
        return found
    return found


def units_of(text: str | None) -> list[str]:
    """The units a cell names."""
    return [name.strip() for name in _APART.split(text or "") if name.strip()]


def relation_of(text: str, units: str) -> str:
    """The relation to units that a cell states, or the one that follows from the units; "" for a
    word that is none."""
    if not text:
        return str(_relation_by(units_of(units)))
    return next((str(v) for word, v in _RELATIONS.items() if squeezed(word) == squeezed(text)), "")


def _relation_by(units: Sequence[str]) -> UnitRelation:
    return UnitRelation.JOINT if len(units) > 1 else UnitRelation.SAME_AS_SUPERIOR


def _entry(values: Mapping[str, Any]) -> OrganizationEntry:
    form = values[FORM]
    names = units_of(values[UNITS])
    relation = values[RELATION] or _relation_by(names)
    credit = values[CREDIT] or ""
    units = tuple(
        UnitEntry(name, credit if len(names) == 1 else "", _sector(name, values)) for name in names
    )
    return OrganizationEntry(
        code=values[CODE] or "",
        name=values[NAME],
        short_name=values[SHORT] or plain(values[NAME])[:SHORT_LENGTH],
        superior=values[SUPERIOR] or "",
        form=form,
        opened_on=values[OPENED],
        term_from=values[TERM_FROM] or None,
        term_to=values[TERM_TO] or None,
        secretary=values[SECRETARY] or "",
        contact=values[CONTACT] or "",
        phone=values[PHONE] or "",
        relation=str(relation),
        units=units,
        may_approve=bool(values[APPROVES]),
        note=values[NOTE] or "",
    )


def _sector(unit: str, values: Mapping[str, Any]) -> str:
    """The sector of a unit; 村(居)民委员会 is one of two, which its name tells."""
    if values[SECTOR] or not values[UNITS]:
        return values[SECTOR] or ""
    if "居民" in unit or "社区" in unit or "居委会" in unit:
        return str(Sector.COMMUNITY)
    if _VILLAGE.search(unit) or "村" in unit:
        return str(Sector.VILLAGE)
    return str(Sector.OTHER)


# --- rows against one another --------------------------------------------------------------------


def _against_one_another(rows: list[Judged[Any]], known: Mapping[str, str]) -> None:
    forms = {row.text(NAME): _FORMS.get(row.text(FORM), "") for row in rows} | dict(known)
    superiors = {row.text(NAME): row.text(SUPERIOR) for row in rows}
    codes = Counter(code for row in rows if (code := row.text(CODE)))
    names = Counter(row.text(NAME) for row in rows if row.text(NAME))
    beside = Counter((row.text(SUPERIOR), row.text(SHORT)) for row in rows if row.text(SHORT))
    credits = Counter(code for row in rows if (code := row.text(CREDIT)))
    short = _by_short(rows)
    for row in rows:
        _superior(row, forms, short)
        if row.text(NAME) in known:
            row.amend(Issue(NAME, "H-ORG-KNOWN"))
        if names[row.text(NAME)] > 1:
            row.amend(Issue(NAME, "R-NAME-TWICE"))
        elif row.text(SHORT) and beside[(row.text(SUPERIOR), row.text(SHORT))] > 1:
            row.amend(Issue(SHORT, "R-NAME-TWICE"))
        if codes[row.text(CODE)] > 1:
            row.amend(Issue(CODE, "R-CODE-TWICE"))
        if credits[row.text(CREDIT)] > 1 and not row.is_wrong(CREDIT):
            row.amend(Issue(CREDIT, "H-CREDIT-CODE-TWICE"))
        if _in_a_circle(row.text(NAME), superiors):
            row.amend(Issue(SUPERIOR, "R-SUPERIOR-CIRCLE"))
        if row.verdict in ("reject", "human"):
            row.entry = None
    _below_the_wrong(rows, known)


def _by_short(rows: list[Judged[Any]]) -> dict[str, list[str]]:
    """Full names by what else an organization is called."""
    found: dict[str, list[str]] = {}
    for row in rows:
        name = row.text(NAME)
        for other in {row.text(SHORT), row.text(CODE), plain(name)} - {"", name}:
            found.setdefault(other, []).append(name)
    return found


def _superior(row: Judged[Any], forms: Mapping[str, str], short: Mapping[str, list[str]]) -> None:
    superior, form = row.text(SUPERIOR), _FORMS.get(row.text(FORM), "")
    if not superior:
        if form and form != Form.DISTRICT:
            row.amend(Issue(SUPERIOR, "R-SUPERIOR-MISSING"))
        return
    if superior not in forms:
        meant = short.get(superior) or short.get(plain(superior)) or []
        if len(meant) != 1:
            more = {"candidates": meant} if meant else NOTHING
            row.amend(Issue(SUPERIOR, "H-ORG-AMBIGUOUS" if meant else "R-SUPERIOR-UNKNOWN", more))
            return
        superior = meant[0]
        row.normalised = {**row.normalised, SUPERIOR: superior}
        row.amend(Issue(SUPERIOR, "N-ORG-VARIANT"))
        if row.entry is not None:
            row.entry = row.entry._replace(superior=superior)
    if form and forms[superior] and not may_stand_under(form, forms[superior]):
        row.amend(Issue(SUPERIOR, "R-MAY-NOT-STAND-UNDER"))


def _in_a_circle(name: str, superiors: Mapping[str, str]) -> bool:
    seen = set()
    at = superiors.get(name, "")
    while at and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = superiors.get(at, "")
    return False


def _below_the_wrong(rows: list[Judged[Any]], known: Mapping[str, str]) -> None:
    """Who stands under an organization that does not go in, and is not there yet, waits with it."""
    waiting = {row.text(NAME) for row in rows if row.entry is None} - set(known)
    below: dict[str, list[Judged[Any]]] = {}
    for row in rows:
        below.setdefault(row.text(SUPERIOR), []).append(row)
    ahead = list(waiting)
    while ahead:
        for row in below.get(ahead.pop(), []):
            if row.entry is None:
                continue
            row.amend(Issue(SUPERIOR, "H-SUPERIOR-WAITS"))
            row.entry = None
            ahead.append(row.text(NAME))

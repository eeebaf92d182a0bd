"""The sheets of a file: where the header is, which rows are of persons, what merged cells mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, TypedDict

from dangjian.kernel.files import Cell, Part
from dangjian.kernel.refusal import Refused
from dangjian.registry.rules.imports.cells import EMPTY_MARKS, as_written, bare
from dangjian.registry.rules.imports.columns import Header, Table, recognise
from dangjian.registry.rules.imports.verdicts import WHOLE_ROW, Issue, Judged

LOOKED_THROUGH = 40  # rows at the top of a sheet in which a header may stand
_LEAST = 3  # columns a header has
_TOLD = 40  # layouts, and columns left out, that are remembered
_WIDEST = 60  # letters of a header that are remembered

_SUBTOTAL = re.compile(
    r"(?:本|以上|上述|全)?[页表镇乡村区县市街道社支部单位组所年度]{0,4}(?:小|合|总|累|共)\s*计(?![^\d\s:：(（人名党]).*"
    r"|(?:总|合计)?(?:人数|党员(?:总|人)?数)\s*[:：]?\s*\d*\s*[人名]?"
    r"|共(?:有|计)?\s*(?:党员)?\s*\d+\s*[人名].*|(?:sub)?total\b.*",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"填[表报写]|审[核批]|制[表单]|负责人|经办|签[字名章]|盖章|公章|截止|截至|说明|备注[:：]|^注[:：]?|^第?\s*\d+\s*页|共\s*\d+\s*页"
    r"|日期\s*[:：]|单位\s*[:：(（]|联系人\s*[:：]|电话\s*[:：]|书记\s*[:：]|^附[件表]|^示例|^样例|^例[:：]|^\*|^※"
)
_TITLE = re.compile(r"花名册|名册|名单|名录|台账|一览表|统计表|登记表|信息表|汇总表|情况表|明细表")
_SERIAL = re.compile(r"^(?:序号|编号|序|号|次序|no|num|id)$", re.IGNORECASE)
_COUNTING = re.compile(r"\(?\d{1,2}\)?|[甲乙丙丁戊己庚辛壬癸]|[A-Z]{1,2}")
_DIGITS = re.compile(r"[0-9０-９]")


class Layout(TypedDict):
    """columns: [header as written, the column it was taken for] in the order of the sheets.

    left_out: headers that were not taken. lacking: columns no header was found for.
    """

    sheets: list[str]
    columns: list[list[str]]
    left_out: list[str]
    lacking: list[str]


@dataclass
class Sheet:
    """One sheet while it is read."""

    name: str
    hidden: bool
    header: Header | None = None
    waiting: list[tuple[int, list[Cell]]] = field(default_factory=list)
    waiting_hidden: set[int] = field(default_factory=set)
    given_up: str = ""
    titles: list[str] = field(default_factory=list)
    pick: Callable[[Sequence[Cell]], tuple[Cell, ...]] = tuple
    width: int = 0
    is_short: bool = False  # of some columns: pick takes them from a blank cell behind the row
    serials: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    first: int = 0
    closed_at: int = 0  # the last row, where it is the subtotal of a block


class Sheets:
    """Reads a file part by part into judged rows; keeps the header of each sheet between parts.

    `judge` every part in order, then `finish` once: the rows of a sheet whose header has not yet
    been found are held back, and a file without any usable table is refused only at its end.
    notes: what is to be said once of a sheet (columns of one name, sheets passed over).
    layouts: which header was taken for which column; sheets alike in this share one.
    """

    table: Table
    columns: tuple[str, ...]

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.layouts: list[Layout] = []
        self._sheet: Sheet | None = None
        self._usable = 0
        self._seen: list[str] = []
        self._trouble = ""

    # --- what a table fills in -------------------------------------------------------------------

    def _row(
        self, row: int, raw: tuple[Cell, ...], filled: frozenset[str], hint: str
    ) -> Judged[Any]:
        """Judge the cells of one row, in the order of `columns`."""
        raise NotImplementedError

    @property
    def _has_hint(self) -> bool:
        """Whether the table has a last column that only helps to read another."""
        return len(self.table.columns) > len(self.columns)

    def _begin(self, sheet: Sheet) -> tuple[str, ...]:
        """A sheet whose header was found begins; which mandatory columns it lacks."""
        return sheet.header.missing if sheet.header else ()

    def _section(self, text: str) -> bool:
        """Whether a row that holds one text alone is the heading of the rows below."""
        return False

    # --- parts -----------------------------------------------------------------------------------

    def judge(self, part: Part) -> list[Judged[Any]]:
        """The rows of a part, judged; rows held back until now come first."""
        judged: list[Judged[Any]] = []
        sheet = self._sheet
        if sheet is None or sheet.name != part.sheet:
            judged = self._end()
            sheet = self._sheet = Sheet(part.sheet, part.hidden)
        if sheet.header is not None:
            return judged + self._body(sheet, part, part.rows, part.first_row)
        if sheet.given_up:
            return judged + [self._passed(sheet, n, row) for n, row in _numbered(part)]
        sheet.waiting += _numbered(part)
        sheet.waiting_hidden |= part.hidden_rows
        if not self._find_header(sheet):
            if len(sheet.waiting) > LOOKED_THROUGH:
                judged += self._give_up(sheet)
            return judged
        return judged + self._start(sheet, part)

    def finish(self) -> list[Judged[Any]]:
        """The rows still held back. Refused where no sheet of the file held such a table."""
        judged = self._end()
        self._sheet = None
        if not self._usable:
            raise Refused(self._refusal())
        return judged

    def _end(self) -> list[Judged[Any]]:
        sheet = self._sheet
        if sheet is None or sheet.given_up:
            return []
        if sheet.header is None:
            return self._give_up(sheet)
        # A subtotal closes its block with a blank row; below the last one no file need store it.
        after = sheet.closed_at + 1
        return [_skipped(sheet, (after, []), "S-BLANK")] if sheet.closed_at else []

    # --- the header ------------------------------------------------------------------------------

    def _find_header(self, sheet: Sheet) -> bool:
        texts = [[bare(as_written(c)) for c in row] for _, row in sheet.waiting[:LOOKED_THROUGH]]
        most = 0
        for at, row in enumerate(texts):
            self._remember(row)
            if sum(bool(cell) and self.table.column(cell) != "" for cell in row) < 2:
                continue
            header = recognise(self.table, texts[max(at - 1, 0) : at + 1])
            is_one = self.table.mandatory[0] in header.places and len(header.places) >= _LEAST
            if is_one and len(header.places) > most:
                most, sheet.first, sheet.header = len(header.places), at, header
        return most > 0

    def _remember(self, row: list[str]) -> None:
        """The row that looks most like a header, for the sentence when none is one."""
        words = [cell for cell in row if cell and len(cell) < 15 and not _DIGITS.search(cell)]
        if len(words) > len(self._seen):
            self._seen = words

    def _start(self, sheet: Sheet, part: Part) -> list[Judged[Any]]:
        """The header is found: judge what stood before it, then the rows after it."""
        header = sheet.header
        assert header is not None
        before = sheet.waiting[: sheet.first]
        judged = [self._before(sheet, n, row, at) for at, (n, row) in enumerate(before)]
        judged.append(_skipped(sheet, sheet.waiting[sheet.first], "S-HEADER"))
        rows = sheet.waiting[sheet.first + 1 :]
        sheet.waiting = []
        lacking = self._begin(sheet)
        if lacking or header.clashing:
            sheet.header = None
            sheet.given_up = f"缺少{_listed(lacking)}列"
            if header.clashing:
                sheet.given_up = f"有不止一列{_listed(header.clashing)}，请只留一列"
            self._trouble = sheet.given_up
            self.notes.append(f"工作表“{sheet.name}”{sheet.given_up}，没有读取。")
            return judged + [self._passed(sheet, n, row) for n, row in rows]
        self._usable += 1
        self._lay_out(sheet, header)
        if not rows:
            return judged
        kept = [row for _, row in rows]
        return judged + self._body(sheet, part, kept, rows[0][0])

    def _lay_out(self, sheet: Sheet, header: Header) -> None:
        own = [header.places.get(column) for column in self.columns]
        last = max((place for place in own if place is not None), default=0)
        sheet.width = max(last, *header.places.values()) + 1
        sheet.is_short = any(place is None for place in own)
        sheet.pick = itemgetter(*(-1 if place is None else place for place in own))
        sheet.serials = frozenset(p for p, text in header.extra if _SERIAL.match(bare(text)))
        sheet.places = frozenset(header.places.values())
        left_out = [text for place, text in header.extra if place not in sheet.serials]
        for column, text in header.doubled:
            self.notes.append(f"工作表“{sheet.name}”里“{text}”也像是{column}，没有采用。")
        doubled = {text for _, text in header.doubled}
        self._remember_layout(sheet, header, [one for one in left_out if one not in doubled])

    def _remember_layout(self, sheet: Sheet, header: Header, left_out: list[str]) -> None:
        """Which header means what: once for all sheets of one layout.

        Headers are cut and counted: a file decides how long they are, and how many.
        """
        ordered = sorted(header.places, key=lambda column: header.places[column])
        columns = [[_short(header.names[column]), column] for column in ordered]
        rest = [_short(text) for text in left_out][:_TOLD]
        lacking = [column for column in self.columns if column not in header.places]
        for known in self.layouts:
            if known["columns"] == columns and known["left_out"] == rest:
                known["sheets"] = [*known["sheets"], sheet.name][:_TOLD]
                return
        told = Layout(sheets=[sheet.name], columns=columns, left_out=rest, lacking=lacking)
        self.layouts = [*self.layouts, told][:_TOLD]

    def _give_up(self, sheet: Sheet) -> list[Judged[Any]]:
        sheet.given_up = f"没有找到{self.table.title}的表头"
        rows, sheet.waiting = sheet.waiting, []
        if any(cell != "" for _, row in rows for cell in row):
            self.notes.append(f"工作表“{sheet.name}”{sheet.given_up}，没有读取。")
        return [self._before(sheet, n, row, -1) for n, row in rows]

    def _refusal(self) -> str:
        wanted = _listed(self.table.mandatory)
        if self._trouble:
            return (
                f"这份文件里没有可以读取的{self.table.title}：{self._trouble}。"
                f"{self.table.title}至少要有{wanted}这几列，请补上后再导入。"
            )
        seen = f"看到的是{_listed(self._seen[:12])}。" if self._seen else "没有看到列名。"
        return (
            f"没有找到{self.table.title}的表头：要有{wanted}这几列，{seen}"
            f"请换成{self.table.title}，或把列名改成上面的说法。"
        )

    # --- rows ------------------------------------------------------------------------------------

    def _body(
        self, sheet: Sheet, part: Part, rows: Sequence[list[Cell]], first: int
    ) -> list[Judged[Any]]:
        header = sheet.header
        assert header is not None
        fills = _fills(part, sheet.places) if part.merged else {}
        extra = [(p, text) for p, text in header.extra if p not in sheet.serials]
        hint = header.places.get(self.table.columns[-1], -1) if self._has_hint else -1
        none: frozenset[str] = frozenset()
        judged = []
        pick, width, judge = sheet.pick, sheet.width, self._row
        for number, row in enumerate(rows, first):
            if len(row) < width:
                row = [*row, *[""] * (width - len(row))]
            if sheet.is_short:
                row = [*row, ""]
            filled = none
            if number in fills:
                row, filled = _with_fills(row, fills[number], header)
            one = judge(number, pick(row), filled, as_written(row[hint]) if hint >= 0 else "")
            one.sheet = sheet.name
            if one.entry is None and (code := self._what(sheet, row, filled)):
                one = Judged(
                    sheet.name, number, "skip", [Issue(WHOLE_ROW, code)], one.cells, {}, None
                )
            for place, text in extra:
                if place < len(row) and row[place] != "":
                    one.keep(text, as_written(row[place]))
            judged.append(one)
        if judged:
            last = judged[-1]
            ends = last.has("S-SUBTOTAL") and any("小计" in t for t in last.cells.values())
            sheet.closed_at = last.row if ends else 0
        self._say_hidden(sheet, part, judged)
        return judged

    def _say_hidden(self, sheet: Sheet, part: Part, judged: list[Judged[Any]]) -> None:
        hidden = part.hidden_rows | sheet.waiting_hidden
        if not sheet.hidden and not hidden:
            return
        for one in judged:
            if one.verdict == "skip":
                continue
            if sheet.hidden:
                one.amend(Issue(WHOLE_ROW, "H-HIDDEN-SHEET"))
            elif one.row in hidden:
                one.amend(Issue(WHOLE_ROW, "H-HIDDEN-ROW"))

    def _what(self, sheet: Sheet, row: Sequence[Cell], filled: frozenset[str]) -> str:
        """The code of a row that is not of this table; "" for one that is."""
        header = sheet.header
        assert header is not None
        texts = [bare(as_written(cell)) for cell in row]
        taken = {header.places[column] for column in filled if column in header.places}
        said = [
            text
            for place, text in enumerate(texts)
            if text
            and place not in taken
            and not (place in sheet.serials and (text.isdecimal() or text in EMPTY_MARKS))
        ]
        if all(text in EMPTY_MARKS for text in said):
            return "S-BLANK"
        if self._is_one(header, texts):
            return ""
        if header.repeats(texts):
            return "S-REPEATED-HEADER"
        if any(_SUBTOTAL.fullmatch(text) for text in [t for t in texts if t][:4]):
            return "S-SUBTOTAL"
        if len(said) >= 3 and all(_COUNTING.fullmatch(text) for text in said):
            return "S-HEADER"
        if len(said) == 1:
            return self._alone(sheet, texts, said[0])
        notes = sum(bool(_NOTE.search(text)) for text in said)
        return "S-NOTE" if notes and notes * 2 >= len(said) else ""

    def _is_one(self, header: Header, texts: Sequence[str]) -> bool:
        """Whether a row is surely one of the table's: it has what only such a row has."""
        surely = [header.places.get(column) for column in self.table.mandatory[1:3]]
        return any(
            p is not None and p < len(texts) and len(_DIGITS.findall(texts[p])) >= 8 for p in surely
        ) and not any(_SUBTOTAL.fullmatch(text) for text in texts[:3])

    def _alone(self, sheet: Sheet, texts: Sequence[str], said: str) -> str:
        header = sheet.header
        assert header is not None
        if self._section(said) or said in sheet.titles or _TITLE.search(said):
            return "S-TITLE"
        at = header.places.get(self.table.mandatory[0])
        alone = at is not None and at < len(texts) and texts[at] == said
        return "" if alone and len(said) <= 4 and not _NOTE.search(said) else "S-NOTE"

    def _before(self, sheet: Sheet, number: int, row: list[Cell], at: int) -> Judged[Any]:
        """A row above the header, or of a sheet without one."""
        texts = [bare(as_written(cell)) for cell in row]
        said = [text for text in texts if text]
        group = at >= 0 and at == sheet.first - 1
        if not said:
            code = "S-BLANK"
        elif group and len(said) > 1 and not any(_NOTE.search(text) for text in said):
            code = "S-HEADER"
        elif len(said) == 1 and not _NOTE.search(said[0]) and not re.search("[:：]", said[0]):
            code = "S-TITLE" if at >= 0 or not sheet.titles else "S-NOTE"
        else:
            code = "S-NOTE"
        sheet.titles += said
        return _skipped(sheet, (number, row), code)

    def _passed(self, sheet: Sheet, number: int, row: list[Cell]) -> Judged[Any]:
        blank = not any(bare(as_written(cell)) for cell in row)
        return _skipped(sheet, (number, row), "S-BLANK" if blank else "S-SHEET")


def _numbered(part: Part) -> list[tuple[int, list[Cell]]]:
    return list(enumerate(part.rows, part.first_row))


def _skipped(sheet: Sheet, numbered: tuple[int, list[Cell]], code: str) -> Judged[Any]:
    number, row = numbered
    cells = {str(place + 1): as_written(cell) for place, cell in enumerate(row) if cell != ""}
    return Judged(sheet.name, number, "skip", [Issue(WHOLE_ROW, code)], cells, {}, None)


def _short(header: str) -> str:
    return " ".join(header.split())[:_WIDEST]


def _listed(words: Sequence[str]) -> str:
    return "、".join(f"“{' '.join(word.split())}”" for word in words)


Fills = Mapping[int, Sequence[tuple[int, Cell]]]


def _fills(part: Part, places: frozenset[int]) -> Fills:
    """Row: the cells it takes from the top of a cell merged downwards."""
    fills: dict[int, list[tuple[int, Cell]]] = {}
    for top, left, bottom, _ in part.merged:
        at = top - part.first_row
        if bottom == top or left not in places or not 0 <= at < len(part.rows):
            continue
        value = part.rows[at][left] if left < len(part.rows[at]) else ""
        if value == "":
            continue
        for row in range(top + 1, bottom + 1):
            fills.setdefault(row, []).append((left, value))
    return fills


def _with_fills(
    row: Sequence[Cell], fills: Sequence[tuple[int, Cell]], header: Header
) -> tuple[list[Cell], frozenset[str]]:
    row = list(row)
    columns = {place: column for column, place in header.places.items()}
    filled = set()
    for place, value in fills:
        if place < len(row) and row[place] == "":
            row[place] = value
            filled.add(columns[place])
    return row, frozenset(filled)

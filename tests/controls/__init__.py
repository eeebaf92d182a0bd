"""The control maps of docs/controls: read, counted, checked; `python -m tests.controls` writes the
counts into their README."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "docs" / "controls"
README = FOLDER / "README.md"
MAPS = ("asvs-5.0", "mlps")
ANSWERS = {
    "met": "已做到",
    "operator": "由运行单位做",
    "not met": "没有做到",
    "not applicable": "用不着",
}
ASVS_LEVELS = {1: 70, 2: 183}
ASVS_THREE = 92
"""Requirements of level 3, which the map does not answer."""
BEGIN, END = "<!-- counts -->\n", "<!-- /counts -->\n"

Line = Mapping[str, Any]
Map = Mapping[str, Line]


def read(name: str) -> dict[str, Line]:
    """One map: id → its entry. A key that stands twice is no TOML and is refused by the reader."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@functools.cache
def tests_in(file: str) -> frozenset[str]:
    """The tests a file defines; none where there is no such file."""
    path = PROJECT / file
    if not path.is_file():
        return frozenset()
    functions = ast.parse(path.read_text("utf-8")).body
    return frozenset(one.name for one in functions if isinstance(one, ast.FunctionDef))


def unknown_tests(lines: Map) -> list[str]:
    """Tests an answer names that no file defines."""
    named = {test for line in lines.values() for test in line.get("tests", ())}
    return sorted(test for test in named if not _is_defined(test))


def _is_defined(test: str) -> bool:
    file, _, name = test.partition("::")
    return name.startswith("test_") and name in tests_in(file)


def badly_answered(lines: Map) -> list[str]:
    """Entries without an answer of the closed list, or without what that answer needs."""
    found = []
    for key, line in lines.items():
        answer = line.get("answer")
        needs = "tests" if answer == "met" else "why"
        if answer not in ANSWERS or not line.get(needs) or not line.get("what"):
            found.append(key)
    return found


def without_place(lines: Map) -> list[str]:
    """Entries that point to a chapter of a page which has none of that name.

    Written as: docs/controls/security.md：chapter, or docs/operate.md“chapter”.
    """
    found = []
    for key, line in lines.items():
        told = f"{line.get('where', '')} {line.get('why', '')}"
        for page, colon, quoted in re.findall(r"(docs/[\w/.]+\.md)(?:：(\S+)|“([^”]+)”)", told):
            if (colon or quoted) not in chapters(page):
                found.append(f"{key}: {page} {colon or quoted}")
    return found


@functools.cache
def chapters(page: str) -> frozenset[str]:
    """The headings of a page, without what stands in brackets behind them."""
    found = re.findall(r"(?m)^#+ ([^\n（]+)", (PROJECT / page).read_text("utf-8"))
    return frozenset(heading.strip() for heading in found)


def counted(lines: Iterable[Line], level: int, key: str) -> dict[str, int]:
    """How often each answer was given at a level. key: "level", or "levels" (several)."""
    here = [one for one in lines if one[key] == level or key == "levels" and level in one[key]]
    return {answer: sum(one["answer"] == answer for one in here) for answer in ANSWERS}


def summary() -> str:
    """The counts, as they stand in the README."""
    asvs, mlps = (read(name) for name in MAPS)
    head = "| | " + " | ".join(f"{word} {answer}" for answer, word in ANSWERS.items()) + " | 共 |"
    rows = [head, "|---|" + "---:|" * (len(ANSWERS) + 1)]
    for level in ASVS_LEVELS:
        rows.append(_row(f"ASVS 5.0.0 L{level}", counted(asvs.values(), level, "level")))
    for level, word in ((2, "二"), (3, "三")):
        rows.append(_row(f"等保第{word}级", counted(mlps.values(), level, "levels")))
    open_ones = [f"- `{key}` {line['what']}：{line['why']}" for key, line in _open(asvs, mlps)]
    return "\n".join([*rows, "", "没有做到的 / not met:", "", *open_ones, ""])


def _open(*maps: Map) -> list[tuple[str, Line]]:
    return [(key, line) for one in maps for key, line in one.items() if line["answer"] == "not met"]


def _row(title: str, counts: Mapping[str, int]) -> str:
    numbers = [*counts.values(), sum(counts.values())]
    return f"| {title} | " + " | ".join(map(str, numbers)) + " |"


def with_summary(page: str) -> str:
    """The README with the counts of today between its two marks."""
    return between_marks(page, summary())


def between_marks(page: str, text: str) -> str:
    """A page with a text that is written by itself between its two marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"

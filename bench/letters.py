"""How well letters are read, against the keys: the 300 of a year, and our own on other topics.

Our own (tests/voices/letters_elsewhere.jsonl) come in sets. `first` and `unseen` were written
before the lists of words; `unseen` was never looked at while correcting them. `second`, `third`
and `fourth` were written afterwards, to find where the lists fail, and used to correct them. At
first sight their routes were right for 72 %, 53 % (it avoids every word of the lists on purpose)
and 85 %; 11 of 20, 4 of 20 and 12 of 14 discipline letters were led. Expect the like of new ones.

python -m bench.letters
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from dangjian.kernel import leaks
from dangjian.voices.reading import likeness, routes

Say = Callable[..., None]
Letter = dict[str, Any]
PROJECT = Path(__file__).resolve().parent.parent
YEAR = PROJECT.parent / "shared" / "data" / "petitions.jsonl"
ELSEWHERE = PROJECT / "tests" / "voices" / "letters_elsewhere.jsonl"


def letters(path: Path) -> list[Letter]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure(say: Say) -> None:
    """One line of figures for each set of letters."""
    if YEAR.is_file():
        say("letters of a year", **figures(letters(YEAR)))
    else:
        say("letters of a year", skipped="the shared data are not beside this checkout")
    elsewhere = letters(ELSEWHERE)
    for name in dict.fromkeys(letter["set"] for letter in elsewhere):
        chosen = [letter for letter in elsewhere if letter["set"] == name]
        say(f"letters on other topics, {name}", **figures(chosen))


def figures(key: Sequence[Letter]) -> dict[str, object]:
    """Shares and counts of what was read as the key has it."""
    began = time.perf_counter()
    read = [routes.read(letter["text"]) for letter in key]
    took = (time.perf_counter() - began) / len(key)
    pairs = list(zip(key, read, strict=True))
    reports = [r for letter, r in pairs if letter["category"] == "discipline_report"]
    others = [r for letter, r in pairs if letter["category"] != "discipline_report"]
    return {
        "letters": len(key),
        "route": _share(r.route == letter["route"] for letter, r in pairs),
        "category": _share(r.category == letter["category"] for letter, r in pairs),
        "reports_led": f"{sum(r.accusation.leads for r in reports)}/{len(reports)}",
        "false_alarms": sum(r.accusation.leads for r in others),
        **_duplicates(key),
        "personal_left": sum(map(_left, key)),
        "read_ms": round(took * 1000, 1),
    }


def _share(right: Any) -> float:
    answers = list(right)
    return round(sum(answers) / len(answers), 3)


def _duplicates(key: Sequence[Letter]) -> dict[str, float]:
    """Precision and recall over pairs of letters."""
    found = likeness.groups([letter["text"] for letter in key])
    ours, theirs = set(), set()
    for n, m in combinations(range(len(key)), 2):
        group = key[n]["near_duplicate_group"]
        if found[n] == found[m]:
            ours.add((n, m))
        if group is not None and group == key[m]["near_duplicate_group"]:
            theirs.add((n, m))
    both = len(ours & theirs)
    return {
        "duplicates": len(theirs),
        "duplicate_precision": round(both / len(ours), 3) if ours else 1.0,
        "duplicate_recall": round(both / len(theirs), 3) if theirs else 1.0,
    }


def _left(letter: Letter) -> int:
    """Items of personal data that a public text still shows; a report has no public text."""
    if letter["route"] == "discipline":
        return 0
    named = letter.get("personal") or [d["text"] for d in letter.get("personal_data", [])]
    shown = leaks.mask(letter["text"])
    return sum(item in shown for item in named)


def _print(what: str, **found: object) -> None:
    print(json.dumps({"what": what, **found}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    measure(_print)

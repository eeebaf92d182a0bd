"""Which kind of letter it is and where it may go: proposed with reasons, decided by a person.

Each signal of voices/data/letters.toml gives points to a category; the category with most is
proposed. Advertising, accusations and bare insults are looked for first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from dangjian.kernel import leaks
from dangjian.kernel.leaks.plain import plain
from dangjian.voices.reading import words
from dangjian.voices.reading.discipline import Accusation, accusation_in
from dangjian.voices.reading.sentences import sentences
from dangjian.voices.reading.words import Lexicon

CATEGORIES = {
    "appeal": "申诉求决",
    "inquiry": "咨询",
    "suggestion": "建议意见",
    "service_complaint": "作风服务投诉",
    "discipline_report": "检举控告",
    "thanks": "表扬感谢",
    "spam": "广告",
    "abuse": "辱骂",
}
ROUTES = {
    "petition": "信访事项",
    "party_affairs": "党务部门",
    "mailbox": "领导信箱",
    "discipline": "纪检监察机关的渠道",
    "discard_review": "待清理（人工复核）",
}
_USUAL = {
    "suggestion": "mailbox",
    "thanks": "mailbox",
    "discipline_report": "discipline",
    "spam": "discard_review",
    "abuse": "discard_review",
}
_MAY_BE_PARTY = frozenset({"inquiry", "appeal"})


class Reading(NamedTuple):
    """A proposal. confidence: 0 to 1, how far the first category stands before the second."""

    category: str
    route: str
    reason: str
    confidence: float
    points: dict[str, int]
    abusive: bool
    accusation: Accusation

    @property
    def sure(self) -> bool:
        return self.confidence >= 0.6


class _Signal(NamedTuple):
    category: str
    points: int
    first: int
    last: int
    most: int
    because: str
    phrases: Lexicon


class _Weighed(NamedTuple):
    points: Counter[str]
    reasons: dict[str, list[str]]


def read(text: str) -> Reading:
    """What a letter may be."""
    matter = sentences(text)
    found = accusation_in(matter)
    insults = _abuse()["insults"].found_in(plain(text).text)
    party = _party(matter)
    weighed = _weigh(matter)
    category, confidence = _first(weighed.points)
    reasons = weighed.reasons.get(category, [])
    if found.leads:
        category, confidence = "discipline_report", 0.8
    elif spam := _advertising(text, weighed.points["appeal"] + weighed.points["service_complaint"]):
        category, confidence, reasons = "spam", 0.8, [spam]
    elif insults and not _speaks_of_something(matter):
        category, confidence = "abuse", 0.7
        reasons = [_said(words.table("letters")["abuse"]["because"], insults)]
    route = _route(category, party)
    reason = found.reason if found.leads else _sentence(category, route, reasons, party)
    points = {name: value for name, value in weighed.points.items() if value > 0}
    return Reading(category, route, reason, confidence, points, bool(insults), found)


def _route(category: str, party: Sequence[str]) -> str:
    if party and category in _MAY_BE_PARTY:
        return "party_affairs"
    return _USUAL.get(category, "petition")


def _weigh(matter: Sequence[str]) -> _Weighed:
    points: Counter[str] = Counter({"appeal": 1})
    reasons: dict[str, list[str]] = {}
    for signal in _signals():
        hits = [(n, signal.phrases.found_in(sentence)) for n, sentence in enumerate(matter)]
        hits = [(n, said) for n, said in hits if said][: signal.most]
        if not hits:
            continue
        points[signal.category] += _points(signal, [n for n, _ in hits], len(matter))
        if signal.points > 0:
            said = list(dict.fromkeys(word for _, some in hits for word in some))
            reasons.setdefault(signal.category, []).append(_said(signal.because, said))
    return _Weighed(points, reasons)


def _points(signal: _Signal, at: Sequence[int], sentences: int) -> int:
    """What the sentences that bear a signal count: most letters begin with what they are about."""
    if sentences > 2 and list(at) == [sentences - 1]:
        return signal.last
    return sum(signal.first if n == 0 else signal.points for n in at)


def _first(points: Counter[str]) -> tuple[str, float]:
    (category, best), *others = points.most_common()
    second = max((value for _, value in others), default=0)
    return category, round(best / (best + max(second, 0) + 1), 2)


def _party(matter: Sequence[str]) -> list[str]:
    """The words of Party life, where there are enough of them."""
    rules = words.table("letters")["party"]
    found = {n: [w for s in matter for w in said.found_in(s)] for n, said in _party_words().items()}
    total = sum(rules[f"{n}_points"] * len(set(found[n])) for n in found)
    return list(dict.fromkeys(found["strong"] + found["weak"])) if total >= rules["enough"] else []


def _advertising(text: str, grievance: int) -> str:
    """Why a letter looks like an advertisement; "" if it does not, or if it complains as much."""
    rules, lists = words.table("letters")["spam"], _spam()
    seen = plain(text).text
    if lists["but_not"].stands_in(seen):
        return ""
    found = {n: lists[n].found_in(seen) for n in ("strong", "weak")}
    total = sum(rules[f"{n}_points"] * len(found[n]) for n in found)
    links = "http" in seen or "www." in seen
    links = links or any(f.kind in ("wechat", "qq") for f in leaks.find(text))
    total += rules["link_points"] * links
    said = [*found["strong"], *found["weak"]]
    enough = said and total >= max(rules["enough"], grievance)
    return _said(rules["because"], said) if enough else ""


def _speaks_of_something(matter: Sequence[str]) -> bool:
    """Whether a piece of it without an insult is about a matter."""
    lists = _abuse()
    pieces = [piece for sentence in matter for piece in sentence.split(",")]
    clean = [p for p in pieces if not lists["insults"].stands_in(p)]
    return any(lists["matter"].stands_in(p) for p in clean)


def _said(because: str, found: Sequence[str]) -> str:
    return f"{because}（{'、'.join(_quoted(word) for word in found[:3])}）"


def _quoted(found: str) -> str:
    """In the punctuation of a Chinese sentence: letters are compared with their commas narrow."""
    return f"“{found.replace(',', '，')}”"


def _sentence(category: str, route: str, reasons: Sequence[str], party: Sequence[str]) -> str:
    why = "，".join(reasons) or "写的是一件具体的事，没有别的特征"
    where = f"，说的是党内的事（{'、'.join(f'“{w}”' for w in party[:3])}）"
    tail = where if route == "party_affairs" else ""
    return f"因为信里{why}{tail}，像是{CATEGORIES[category]}，建议转{ROUTES[route]}。"


@cache
def _signals() -> tuple[_Signal, ...]:
    file = words.table("letters")
    return tuple(_signal(written, file["lists"]) for written in file["signal"])


def _signal(written: dict[str, Any], lists: dict[str, str]) -> _Signal:
    points = written["points"]
    phrases = words.lexicon(written["words"], lists)
    return _Signal(
        written["category"],
        points,
        written.get("first", points),
        written.get("last", points),
        written["most"],
        written["because"],
        phrases,
    )


@cache
def _party_words() -> dict[str, Lexicon]:
    rules = words.table("letters")["party"]
    return {name: words.lexicon(rules[name], {}) for name in ("strong", "weak")}


@cache
def _spam() -> dict[str, Lexicon]:
    rules = words.table("letters")["spam"]
    return {name: words.lexicon(rules[name], {}) for name in ("strong", "weak", "but_not")}


@cache
def _abuse() -> dict[str, Lexicon]:
    rules = words.table("letters")["abuse"]
    return {
        "insults": words.lexicon(rules["words"], {}),
        "matter": words.lexicon(rules["matter"], {}),
    }

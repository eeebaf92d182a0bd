"""Does a letter accuse an office-holder in a matter of discipline? Then it does not belong here.

纪检监察机关处理检举控告工作规则 Art. 15: reports go to the discipline organ, not copied, not excerpted,
not entered in a platform. So the form leads the writer to that organ's channel before anything is
kept. A reminder too many costs a click; a report let through costs the writer dearly: the lists lean
to the side of leading.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dangjian.voices.reading import words
from dangjian.voices.reading.sentences import sentences
from dangjian.voices.reading.words import Lexicon

_REACH = 3  # sentences from the person to the deed
_AROUND = 8  # characters before an office that tell whose it is


class Accusation(NamedTuple):
    """Whether to lead the writer away, and why, as a sentence for the clerk or the form."""

    leads: bool
    reason: str
    offices: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


def accusation(text: str) -> Accusation:
    """Reads the whole letter."""
    return accusation_in(sentences(text))


class _Sentence(NamedTuple):
    offices: tuple[str, ...]
    private: bool
    acts: tuple[str, ...]
    cues: tuple[str, ...]
    pointed: tuple[str, ...]


def accusation_in(matter: Sequence[str]) -> Accusation:
    """The same for sentences already parted."""
    whole = "\n".join(matter)
    lists = {name: found.likely_in(whole) for name, found in _lexicons().items()}
    read = [_read(sentence, lists) for sentence in matter]
    offices = _all(s.offices for s in read)
    cues = _all(s.cues for s in read)
    acts = _all(s.acts for n, s in enumerate(read) if s.acts and _somebody(read, n))
    if acts and (offices or cues):
        return Accusation(True, _because(offices, acts, cues), offices, acts, cues)
    pointed = _all(s.pointed for s in read)
    if pointed and len(cues) > 1:
        return Accusation(True, _because(offices, pointed, cues), offices, acts, cues)
    return Accusation(False, "没有写到有职务的人谋私违纪。", offices, acts, cues)


def _read(sentence: str, lists: dict[str, Lexicon]) -> _Sentence:
    offices = tuple(_offices(sentence, lists))
    private = lists["私人"].stands_in(sentence)
    acts = [] if _shielded(sentence, lists) else lists["acts"].found_in(sentence)
    return _Sentence(
        offices,
        private,
        tuple(acts),
        tuple(lists["cues"].found_in(sentence)),
        () if _shielded(sentence, lists) else tuple(lists["pointed"].found_in(sentence)),
    )


def _shielded(sentence: str, lists: dict[str, Lexicon]) -> bool:
    return any(lists[name].stands_in(sentence) for name in ("praise", "asking", "general"))


def _offices(sentence: str, lists: dict[str, Lexicon]) -> list[str]:
    """Offices that are not somebody asked for help and not of a private firm."""
    found = []
    for phrase in lists["职务"].phrases:
        span = phrase.find(sentence)
        if span is None:
            continue
        before = sentence[max(0, span[0] - _AROUND) : span[0]].rsplit(",", 1)[-1]
        if not lists["addressing"].stands_in(before) and not lists["私人"].stands_in(before):
            found.append(sentence[slice(*span)])
    return [a for a in found if not any(a != b and a in b for b in found)]


def _somebody(read: Sequence[_Sentence], n: int) -> bool:
    """Whether the deed of a sentence has an office-holder near; a firm's or neighbour's has none."""
    if read[n].offices:
        return True
    if read[n].private:
        return False
    near = read[max(0, n - _REACH) : n + 2]
    return any(s.offices for s in near) or any(s.cues for s in read)


def _all(found: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for some in found for word in some))  # type: ignore[attr-defined]


def _because(offices: Sequence[str], acts: Sequence[str], cues: Sequence[str]) -> str:
    people = f"信里写到{_quoted(offices)}" if offices else "信里"
    said = f"，还写了{_quoted(cues)}" if cues else ""
    return f"因为{people}有{_quoted(acts)}这样的事{said}，像是反映有职务的人违纪。"


def _quoted(found: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in found[:3])


@cache
def _lexicons() -> dict[str, Lexicon]:
    file = words.table("discipline")
    lists: dict[str, str] = file["lists"]
    written = {name: lists[name] for name in ("职务", "私人")}
    written["acts"] = f"{file['acts']['words']} {file['frames']['words']}"
    written |= {name: file[name]["words"] for name in ("cues", "pointed")} | file["shields"]
    return {name: words.lexicon(found, lists) for name, found in written.items()}

"""Does a letter accuse an office-holder in a matter of discipline? Then it does not belong here.

纪检监察机关处理检举控告工作规则 Art. 15: reports go to the discipline organ, not copied, not excerpted,
not entered in a platform. So the form leads the writer to that organ's channel before anything is
kept. A reminder too many costs a click; a report let through may cost the writer dearly: the lists
lean to the side of leading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from dangjian.kernel.leaks import places
from dangjian.voices.reading import words
from dangjian.voices.reading.sentences import sentences
from dangjian.voices.reading.words import Lexicon, Span

_REACH = 3  # sentences from the person to the deed
_AROUND = 8  # characters before an office that tell whose it is
_NAMED = re.compile(rf"{places.NAME}|[老小]{places.SURNAME}|{places.SURNAME}某{{1,2}}")
_NAME_BEFORE = re.compile(rf"(?:{places.NAME})$")


class Accusation(NamedTuple):
    """Whether to lead the writer away, and why, as a sentence for the clerk and for the form."""

    leads: bool
    reason: str
    offices: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


class _Sentence(NamedTuple):
    offices: tuple[str, ...] = ()
    named: bool = False
    private: bool = False
    acts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


def accusation(text: str) -> Accusation:
    """Reads the whole letter."""
    return accusation_in(sentences(text))


def accusation_in(matter: Sequence[str]) -> Accusation:
    """The same for sentences already parted."""
    whole = "\n".join(matter)
    lists = {name: found.likely_in(whole) for name, found in _lexicons().items()}
    read = [_read(sentence, lists) for sentence in matter]
    offices, cues = _all(s.offices for s in read), _all(s.cues for s in read)
    acts = _all(s.acts for n, s in enumerate(read) if s.acts and _somebody(read, n))
    hints = _all(s.hints for n, s in enumerate(read) if s.hints and _office_near(read, n))
    pointed = _all(s.pointed for s in read)
    deeds = _deeds(acts, hints, pointed, cues, any(s.named for s in read))
    if not deeds:
        return Accusation(False, "没有写到有职务的人谋私违纪。", offices, acts, cues)
    return Accusation(True, _because(offices, deeds, cues), offices, deeds, cues)


def _deeds(
    acts: tuple[str, ...],
    hints: tuple[str, ...],
    pointed: tuple[str, ...],
    cues: tuple[str, ...],
    named: bool,
) -> tuple[str, ...]:
    """What makes it an accusation; () if nothing does."""
    if acts:
        return acts
    if pointed and len(cues) > 1:
        return pointed + hints
    needed = 2 if named else 3
    enough = len(hints) >= needed - 1 and len(hints) + len(cues) >= needed
    return hints if enough else ()


def _read(sentence: str, lists: dict[str, Lexicon]) -> _Sentence:
    spans = _offices(sentence, lists)
    private = lists["私人"].stands_in(sentence)
    cues = tuple(lists["cues"].found_in(sentence))
    seen = _Sentence(
        tuple(sentence[slice(*span)] for span in spans),
        any(_is_named(sentence, span) for span in spans),
        private,
        cues=cues,
    )
    pointed = tuple(lists["pointed"].found_in(sentence))
    if lists["asking"].stands_in(sentence):
        return seen
    if not pointed and (lists["praise"].stands_in(sentence) or lists["general"].stands_in(sentence)):
        return seen
    plain_service = lists["service"].stands_in(sentence)
    return seen._replace(
        acts=tuple(lists["acts"].found_in(sentence)),
        hints=() if plain_service else tuple(lists["hints"].found_in(sentence)),
        pointed=pointed,
    )


def _offices(sentence: str, lists: dict[str, Lexicon]) -> list[Span]:
    """Offices that are not somebody asked for help and not of a private firm."""
    found = []
    for phrase in lists["职务"].phrases:
        span = phrase.find(sentence)
        if span is None:
            continue
        before = sentence[max(0, span[0] - _AROUND) : span[0]].rsplit(",", 1)[-1]
        if not lists["addressing"].stands_in(before) and not lists["私人"].stands_in(before):
            found.append(span)
    return words.outermost(found)


def _is_named(sentence: str, span: Span) -> bool:
    before = sentence[max(0, span[0] - 4) : span[0]]
    return bool(_NAMED.match(sentence, span[1]) or _NAME_BEFORE.search(before))


def _somebody(read: Sequence[_Sentence], n: int) -> bool:
    """Whether the deed of a sentence has an office-holder near; a firm's or neighbour's has none."""
    if read[n].private and not read[n].offices:
        return False
    return _office_near(read, n) or any(s.cues for s in read)


def _office_near(read: Sequence[_Sentence], n: int) -> bool:
    return any(s.offices for s in read[max(0, n - _REACH) : n + 2])


def _all(found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for some in found for word in some))


def _because(offices: Sequence[str], acts: Sequence[str], cues: Sequence[str]) -> str:
    people = f"信里写到{_quoted(offices)}，" if offices else "信里"
    said = f"，还写了{_quoted(cues)}" if cues else ""
    return f"因为{people}说有{_quoted(acts)}这样的事{said}，像是反映有职务的人违纪。"


def _quoted(found: Sequence[str]) -> str:
    return "、".join(f"“{word}”" for word in found[:3])


@cache
def _lexicons() -> dict[str, Lexicon]:
    file = words.table("discipline")
    lists: dict[str, str] = file["lists"]
    written = {
        "职务": f"{lists['职务']} {file['offices']['words']}",
        "私人": lists["私人"],
        "acts": f"{file['acts']['words']} {file['frames']['words']}",
        **{name: file[name]["words"] for name in ("hints", "cues", "pointed")},
        **file["shields"],
    }
    return {name: words.lexicon(found, lists) for name, found in written.items()}

"""Does a letter accuse an office-holder in a matter of discipline? Then it does not belong here.

纪检监察机关处理检举控告工作规则 Art. 15: reports go to the discipline organ, not copied, not
excerpted, not entered in a platform. So the form leads the writer to that organ's channel before
anything is kept. A reminder too many costs a click; a report let through may cost the writer
dearly: the lists lean to the side of leading.
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
_FOLLOWING = 3  # characters after it that tell whether somebody only speaks or comes
_ENOUGH = 3  # points of telling details
_NAMED = re.compile(rf"{places.NAME}|[老小]{places.SURNAME}|{places.SURNAME}某{{1,2}}")
_NAME_BEFORE = re.compile(
    rf"(?:{places.NAME})(?<![局部会站所办院校社村委科处室队组区镇乡县市厂司街道])$"
)


class Accusation(NamedTuple):
    """Whether to lead the writer away, and why, as a sentence for the clerk and for the form."""

    leads: bool
    reason: str
    offices: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


class _Sentence(NamedTuple):
    offices: tuple[str, ...] = ()
    doers: int = 0  # 1 where an office-holder does something, 2 where he is named
    private: bool = False
    acts: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    praise: bool = False
    own: bool = False


def accusation(text: str) -> Accusation:
    """Reads the whole letter."""
    return accusation_in(sentences(text))


def accusation_in(matter: Sequence[str]) -> Accusation:
    """The same for sentences already parted."""
    lists = _lexicons()
    read = [_read(sentence, lists) for sentence in matter]
    offices, cues = _all(s.offices for s in read), _all(s.cues for s in read)
    deeds = _plain_deeds(read, cues) or _pointed(read) or _telling_details(read, cues)
    if not deeds:
        return Accusation(False, "没有写到有职务的人谋私违纪。", offices, (), cues)
    return Accusation(True, _because(offices, deeds, cues), offices, deeds, cues)


def _plain_deeds(read: Sequence[_Sentence], cues: Sequence[str]) -> tuple[str, ...]:
    """Deeds that are plainly against discipline, near an office-holder or reported as such.

    A firm's or a neighbour's are not.
    """
    return _all(
        s.acts
        for n, s in enumerate(read)
        if s.acts
        and (s.offices or (not s.private and (cues or _doer_near(read, n, any_office=True))))
    )


def _pointed(read: Sequence[_Sentence]) -> tuple[str, ...]:
    """Who reports somebody by his office need not use a known word for the deed."""
    return _all(s.pointed + s.hints for s in read if s.pointed)


def _telling_details(read: Sequence[_Sentence], cues: Sequence[str]) -> tuple[str, ...]:
    """Details that together say what no single word does; () if there are too few."""
    doers = max((s.doers for s in read), default=0)
    if not doers or (any(s.praise for s in read) and not cues):
        return ()
    hints = _all(s.hints for n, s in enumerate(read) if s.hints and _doer_near(read, n))
    points = doers + len(hints) + min(len(cues), 2) + (not any(s.own for s in read))
    if points < _ENOUGH or (doers < 2 and not hints):
        return ()
    return hints or ("有职务的人做的事",)


def _doer_near(read: Sequence[_Sentence], n: int, *, any_office: bool = False) -> bool:
    near = read[max(0, n - _REACH) : n + 2]
    return any(s.doers or (any_office and s.offices) for s in near)


def _read(sentence: str, lists: dict[str, Lexicon]) -> _Sentence:
    spans = _offices(sentence, lists)
    seen = _Sentence(
        tuple(sentence[slice(*span)] for span in spans),
        private=lists["私人"].stands_in(sentence),
        cues=tuple(lists["cues"].found_in(sentence)),
        praise=lists["praise"].stands_in(sentence),
        own=lists["own"].stands_in(sentence),
    )
    pointed = tuple(lists["pointed"].found_in(sentence))
    # Who points at somebody by his office is not praising; but he may still only be asking.
    shields = ("asking",) if pointed else ("asking", "praise", "general")
    if any(lists[name].stands_in(sentence) for name in shields):
        return seen
    acts = tuple(lists["acts"].found_in(sentence))
    if lists["service"].stands_in(sentence):
        return seen._replace(acts=acts)
    return seen._replace(
        acts=acts,
        doers=max((_doer(sentence, span, lists) for span in spans), default=0),
        hints=tuple(lists["hints"].found_in(sentence)),
        pointed=pointed,
    )


def _offices(sentence: str, lists: dict[str, Lexicon]) -> list[Span]:
    """Offices that are not somebody asked for help and not of a private firm."""
    found = []
    for span in lists["职务"].spans_in(sentence):
        before = sentence[max(0, span[0] - _AROUND) : span[0]].rsplit(",", 1)[-1]
        if not lists["addressing"].stands_in(before) and not lists["私人"].stands_in(before):
            found.append(span)
    return found


def _doer(sentence: str, span: Span, lists: dict[str, Lexicon]) -> int:
    """2 if a named office-holder does something, 1 if one without a name does, else 0."""
    name = _NAMED.match(sentence, span[1])
    named = name or _NAME_BEFORE.search(sentence[max(0, span[0] - 4) : span[0]])
    follows = sentence[name.end() if name else span[1] :][:_FOLLOWING]
    if not follows.strip(",!?") or lists["neutral"].stands_in(follows):
        return 0
    if named:
        return 2
    return int(sentence[slice(*span)] != "党员")  # most who say so speak of themselves


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
        **{name: file[name]["words"] for name in ("hints", "cues", "pointed", "neutral", "own")},
        **file["shields"],
    }
    praise = (s["words"] for s in words.table("letters")["signal"] if s["category"] == "thanks")
    written["praise"] = " ".join([file["shields"]["praise"], *praise])
    lists = {**words.table("letters")["lists"], **lists}
    return {name: words.lexicon(found, lists) for name, found in written.items()}

"""Those whom a notice is about: what may be said of them, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused

MOST = 60
_FAMILY = ("家庭住址", "家庭成员", "配偶", "子女", "父亲", "母亲", "身份证", "手机", "住址")
_MONTH = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True)
class Subject:
    """Name, sex, month of birth, present post, what is proposed: all that may be public of one.

    born: "1984年6月", or "" where it is not told. post may be "".
    """

    name: str
    sex: str
    born: str
    post: str
    proposal: str


def month(text: str) -> str:
    """ "1984-06" as "1984年6月"; "" for "". Refused for a day of birth and anything else."""
    text = text.strip()
    if not text:
        return ""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2100:
        raise Refused("出生年月只写到月，例如1984年6月，不写哪一天。", field="born")
    return f"{found[1]}年{int(found[2])}月"


def check_public(
    parts: Iterable[tuple[str, str]],
    *,
    allowed: frozenset[str] = frozenset(),
    family: bool = True,
) -> None:
    """Refused where a text (label, words) carries what a public one must not say of anybody.

    allowed: kinds of `leaks` that may stand there, as an office's own telephone. family: whether
    the mere words for papers and relatives are refused too (a text on how to apply needs them).
    """
    for label, words in parts:
        if leaks.secrecy_marks(words):
            raise Refused(
                f"{label}里有密级标志。这样的内容不能放在本系统，没有保存；请线下处理并告诉保密员。"
            )
        for one in leaks.find(words):
            if one.kind != "name" and one.kind not in allowed:
                raise Refused(f"{label}里好像有{one.name}，公示里不能写，请删去。")
        for word in _FAMILY if family else ():
            if word in words:
                raise Refused(f"{label}里有“{word}”，公示里不写证件、电话、住址和家庭情况。")


def check_subjects(subjects: Sequence[Subject]) -> None:
    """Refused: nobody; too many; one twice; a field that carries more than it may."""
    if not subjects:
        raise Refused("请至少写一名公示对象。")
    if len(subjects) > MOST:
        raise Refused(f"一份公示最多{MOST}人，请分成几份。")
    seen: set[tuple[str, ...]] = set()
    for one in subjects:
        parts = [("姓名", one.name), ("现任职务", one.post), ("拟任", one.proposal)]
        check_public(parts)
        key = (one.name, one.born, one.post)
        if key in seen:
            raise Refused(f"“{one.name}”写了两次，请核对。")
        seen.add(key)


def check_names_nobody(subjects: Sequence[Subject], parts: Iterable[tuple[str, str]]) -> None:
    """Refused where a name of the list stands in a text that stays when names are taken out."""
    for label, words in parts:
        for one in subjects:
            if one.name in words:
                raise Refused(f"{label}里不要写姓名，姓名只写在名单里，公示期满才能隐去。")


def written(subjects: Sequence[Subject]) -> str:
    """One text for one list, to be sealed."""
    return json.dumps([asdict(one) for one in subjects], ensure_ascii=False, sort_keys=True)


def read(text: str) -> tuple[Subject, ...]:
    """What `written` wrote."""
    return tuple(Subject(**one) for one in json.loads(text))

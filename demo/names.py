"""Names of invented people, as varied as real ones, and no name of anybody well known.

Names that stand for somebody - leaders, past and present, martyrs, scientists, artists - are never
given. They are kept as digests in reserved.txt, so that this project lists nobody. To add some:
`python -m demo.names NAME...` prints the lines. A name beginning with * reserves the given name
with any surname.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random

from demo import characters
from demo.numbers import MALE

_RARE_SHARE = 0.008


def name(chance: Random, *, sex: str, born: int, ethnic: str = "01") -> str:
    """A name for somebody of that sex ("1" male, "2" female), birth year and people (GB/T 3304)."""
    make = _OWN_STYLE.get(ethnic, _han)
    while is_reserved(drawn := make(chance, sex, born, ethnic)):
        pass
    return drawn


def is_reserved(full_name: str) -> bool:
    """Whether the name, or its given name, is kept for somebody everybody knows."""
    surname_length = 2 if full_name[:2] in _surnames()[0] else 1
    given = f"*{full_name[surname_length:]}"
    return not {digest(full_name), digest(given)}.isdisjoint(_reserved())


def digest(text: str) -> str:
    """The line of reserved.txt for a name."""
    return hashlib.sha256(f"demo:{text}".encode()).hexdigest()[:12]


@cache
def _reserved() -> frozenset[str]:
    text = (resources.files("demo") / "reserved.txt").read_text(encoding="ascii")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def _surnames() -> tuple[tuple[str, ...], tuple[int, ...]]:
    words = characters.SURNAMES.split()
    return tuple(words[::2]), tuple(accumulate(int(weight) for weight in words[1::2]))


def _han(chance: Random, sex: str, born: int, ethnic: str) -> str:
    own = characters.HAN_STYLE.get(ethnic)
    if own and chance.random() < 0.7:
        surname = chance.choice(own)
    else:
        known, weights = _surnames()
        surname = chance.choices(known, cum_weights=weights)[0]
    return surname + _given(chance, sex, born)


def _given(chance: Random, sex: str, born: int) -> str:
    era = _era(sex, born)
    if chance.random() < _RARE_SHARE:
        return chance.choice(era.first) + chance.choice(characters.RARE)
    if chance.random() < era.single:
        return chance.choice(era.singles)
    if era.whole and chance.random() < 0.15:
        return chance.choice(era.whole.split())
    first = chance.choice(era.first)
    second = chance.choice(era.second)
    return first + second if second != first else _given(chance, sex, born)


def _era(sex: str, born: int) -> characters.Era:
    eras = characters.MEN if sex == MALE else characters.WOMEN
    index = sum(born >= year for year in characters.ERA_BEGINS) - 1
    return eras[index]


def _with_dot(men: list[str], women: list[str]):
    """Own name · father's name."""

    def make(chance: Random, sex: str, born: int, ethnic: str) -> str:
        own = chance.choice(men if sex == MALE else women)
        father = chance.choice([one for one in men if one != own])
        return f"{own}·{father}"

    return make


def _tibetan(chance: Random, sex: str, born: int, ethnic: str) -> str:
    ends = characters.TIBETAN_MEN_END if sex == MALE else characters.TIBETAN_WOMEN_END
    first = chance.choice(characters.TIBETAN)
    return first + chance.choice([end for end in ends if end != first])


def _mongol(chance: Random, sex: str, born: int, ethnic: str) -> str:
    if chance.random() < 0.4:
        return _han(chance, sex, born, ethnic)
    return chance.choice(characters.MONGOL if sex == MALE else characters.MONGOL_WOMEN)


_OWN_STYLE = {
    "02": _mongol,
    "04": _tibetan,
    "05": _with_dot(characters.UYGHUR, characters.UYGHUR_WOMEN),
    "17": _with_dot(characters.KAZAKH, characters.KAZAKH_WOMEN),
}


if __name__ == "__main__":
    print("\n".join(digest(one) for one in sys.argv[1:]))

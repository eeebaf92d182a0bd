"""Invented people have names of their time, and nobody has a name everybody knows."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from demo import cast, characters, names
from demo.numbers import FEMALE, MALE
from tests.district import TODAY


def _names(count: int, *, seed: int = 1, **of: object) -> list[str]:
    chance = Random(seed)
    given = {"sex": MALE, "born": 1975} | of
    return [names.name(chance, **given) for _ in range(count)]


def test_the_same_chance_gives_the_same_names():
    assert _names(50) == _names(50)
    assert _names(50) != _names(50, seed=2)


def test_names_are_varied():
    drawn = Counter(_names(5000))
    assert len(drawn) > 3000
    assert drawn.most_common(1)[0][1] < 50


def test_names_have_two_or_three_characters_or_four_with_a_double_surname():
    lengths = Counter(len(name) for name in _names(5000))
    assert set(lengths) <= {2, 3, 4}
    assert lengths[4] < 20


@pytest.mark.parametrize(("born", "typical"), [(1953, "建国"), (2004, "梓涵")])
def test_a_time_has_its_names(born, typical):
    assert any(name.endswith(typical) for name in _names(3000, born=born))
    assert not any(name.endswith("梓涵") for name in _names(3000, born=1955))


def test_a_woman_of_the_fifties_is_not_called_like_a_student():
    drawn = "".join(_names(2000, sex=FEMALE, born=1953))
    assert "秀" in drawn and "桂" in drawn
    assert "萱" not in drawn and "彤" not in drawn


def test_minorities_with_names_of_their_own_style_write_a_dot():
    assert all("·" in name for name in _names(100, ethnic="05"))
    assert all("·" not in name for name in _names(100, ethnic="04"))


def test_a_few_names_have_characters_many_programs_lose():
    rare = [name for name in _names(5000) if set(name) & set(characters.RARE)]
    assert 10 < len(rare) < 100


def test_names_of_people_everybody_knows_are_never_given():
    known = "雷锋"
    assert names.is_reserved(known)
    drawn = [
        name
        for born in (1935, 1955, 1965, 1975, 1985, 1995, 2004)
        for sex in (MALE, FEMALE)
        for name in _names(3000, born=born, sex=sex)
    ]
    assert not any(names.is_reserved(name) for name in drawn)


def test_a_reserved_given_name_is_reserved_with_any_surname():
    assert names.is_reserved("欧阳继光")
    assert names.is_reserved("张继光")
    assert not names.is_reserved("继光明")


def test_reserved_names_are_not_listed_in_the_open():
    text = (names.resources.files("demo") / "reserved.txt").read_text(encoding="ascii")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) > 1500
    assert all(len(line) == 12 for line in lines)


def test_nobody_of_the_cast_bears_a_known_name():
    assert not [role.name for role in cast.roles(TODAY) if names.is_reserved(role.name)]

"""The picture of a table: every move once, no two words over one another, the case in it."""

from __future__ import annotations

import itertools

import pytest

from dangjian.desk import rooms
from dangjian.flow.diagram import WIDTH, Diagram, draw
from dangjian.flow.rules import Flow
from tests.flow.probe import PROBE

TABLES = [*rooms.TABLES.values(), PROBE]


def places(picture: Diagram) -> list[tuple[int, int, int, int]]:
    """Left, top, right and bottom of everything that is written or boxed."""
    boxes = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in picture.boxes]
    words = [(w.x, w.y - 14, w.x + 14 * len(w.text), w.y + 3) for w in picture.labels]
    return boxes + words


@pytest.mark.parametrize("flow", TABLES, ids=lambda flow: flow.key)
@pytest.mark.parametrize("long", [False, True])
def test_nothing_written_lies_over_anything_else_or_beyond_the_edge(flow: Flow, long: bool) -> None:
    words = dict.fromkeys(flow.words, "一二三四五六七八九十" * 2) if long else {}
    picture = draw(flow, words=words, visited=[flow.states[0].name], now=flow.states[1].name)
    for one, other in itertools.combinations(places(picture), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)
    assert max(right for _, _, right, _ in places(picture)) <= WIDTH
    assert max(bottom for *_, bottom in places(picture)) <= picture.height


@pytest.mark.parametrize("flow", TABLES, ids=lambda flow: flow.key)
def test_every_move_that_leads_somewhere_has_its_words_and_its_arrow(flow: Flow) -> None:
    picture = draw(flow)
    drawn = sorted(label.text for label in picture.labels)
    wanted = sorted(m.says for m in flow.moves if not m.stays for _ in m.from_)
    assert "".join(drawn) == "".join(wanted)
    assert len(picture.arrows) <= len(wanted)
    told = sum(len(way.moves) for way in picture.ways)
    assert told == sum(len(m.from_) for m in flow.moves)


def test_the_case_finds_its_place_and_the_words_of_its_edition() -> None:
    picture = draw(
        PROBE, words={"handling": "承办中"}, visited=["received", "handling"], now="handling"
    )
    marks = {"".join(line.text for line in box.lines): box.mark for box in picture.boxes}
    assert marks["✓ 待登记"] == "done"
    assert marks["现在：承办中"] == "now"
    assert marks["待审签"] == ""
    assert [(way.says, way.mark) for way in picture.ways][:2] == [
        ("待登记", "办过"),
        ("承办中", "现在"),
    ]
    assert "承办中" in picture.summary

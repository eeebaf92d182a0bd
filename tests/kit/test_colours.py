"""UX.md §4: words at least 4.5 : 1 on their ground, lines and shapes 3 : 1, in every view."""

from __future__ import annotations

import re

import pytest

from tests.kit.pages import STATIC

pytestmark = pytest.mark.guards

CSS = re.sub(r"/\*.*?\*/", "", (STATIC / "kit/app.css").read_text("utf-8"), flags=re.S)
VIEWS = {
    "light": (":root",),
    "dark": (":root", ":root[data-theme=dark]"),
    "elder": (":root", ":root[data-view=elder]"),
    "elder, dark": (
        ":root",
        ":root[data-theme=dark]",
        ":root[data-view=elder]",
        ":root[data-view=elder][data-theme=dark]",
    ),
}
WORDS = [
    *[(ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("bg", "surface", "sunken")],
    *[("link", ground) for ground in ("bg", "surface", "sunken", "blue-tint")],
    *[("red-ink", ground) for ground in ("bg", "surface", "red-tint")],
    *[("ok", ground) for ground in ("surface", "ok-tint")],
    *[("warn", ground) for ground in ("surface", "warn-tint")],
    *[("late", ground) for ground in ("bg", "surface", "late-tint")],
    *[("ink", tint) for tint in ("red-tint", "blue-tint", "ok-tint", "warn-tint", "late-tint")],
    ("ink2", "red-tint"),
    ("link", "late-tint"),
    ("gold-ink", "gold-tint"),
    ("on-red", "red"),
    ("on-red", "red2"),
    ("on-red2", "red2"),
    ("on-red-gold", "red2"),
    ("surface", "late"),
    ("surface", "ink"),
    ("on-night", "night"),
    ("on-night-link", "night"),
    ("on-night-ok", "night"),
]
SHAPES = [
    ("line2", "surface"),
    ("line2", "bg"),
    ("red-ink", "surface"),
    ("ok", "surface"),
    ("late", "surface"),
    ("gold", "surface"),
    ("c1", "surface"),
    ("c3", "surface"),
    ("c4", "surface"),
    ("focus2", "surface"),
    ("focus2", "bg"),
]
# Amber beside a label and a tint in the light view: a companion, never the only sign.
SHAPES_THAT_ACCOMPANY = {("gold", "light"), ("gold", "elder")}


def _block(selector: str) -> dict[str, str]:
    """The colour tokens of the first rule with exactly this selector."""
    body = re.search(rf"(?m)^{re.escape(selector)} \{{(.*?)\}}", CSS, re.S)
    assert body, selector
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body.group(1)))


def _tokens(view: str) -> dict[str, str]:
    return {name: value for rule in VIEWS[view] for name, value in _block(rule).items()}


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


@pytest.mark.parametrize("view", VIEWS)
def test_words_can_be_read_on_their_ground(view: str) -> None:
    tokens = _tokens(view)
    measured = {(a, b): round(contrast(tokens[a], tokens[b]), 2) for a, b in WORDS}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("view", VIEWS)
def test_lines_and_shapes_can_be_seen(view: str) -> None:
    tokens = _tokens(view)
    measured = {
        (a, b): round(contrast(tokens[a], tokens[b]), 2)
        for a, b in SHAPES
        if (a, view) not in SHAPES_THAT_ACCOMPANY
    }
    assert {pair: ratio for pair, ratio in measured.items() if ratio < 3} == {}


def test_words_on_the_brightest_terrace_can_still_be_read() -> None:
    brightest = _over("#d8323a", 0.1, "#860c13", times=8)
    assert contrast("#fff", brightest) > 6
    assert contrast(_tokens("light")["on-red2"], brightest) > 4.5


def _over(colour: str, alpha: float, ground: str, times: int) -> str:
    parts = [int(ground[n : n + 2], 16) for n in (1, 3, 5)]
    above = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    for _ in range(times):
        parts = [alpha * a + (1 - alpha) * g for a, g in zip(above, parts, strict=True)]
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def test_the_terraces_are_painted_with_at_most_eight_layers() -> None:
    assert (STATIC / "kit/terraces.svg").read_text().count('fill="#d8323a"') <= 8


@pytest.mark.parametrize("elder", ["", "[data-view=elder]"])
def test_as_the_device_means_the_same_night_colours(elder: str) -> None:
    assert _block(f":root{elder}[data-theme=auto]") == _block(f":root{elder}[data-theme=dark]")


def test_old_kernels_understand_the_style_sheet() -> None:
    """@layer hides everything before Chromium 99; nesting and light-dark() are newer still."""
    assert "@layer" not in CSS
    assert "light-dark(" not in CSS
    assert not re.search(r"(?m)^\s*&", CSS)


def test_the_style_sheet_asks_for_no_address_but_its_own_pictures() -> None:
    """default-src 'self' would block a data: picture as well."""
    assert set(re.findall(r"url\(([^)]*)\)", CSS)) == {
        '"terraces.svg"',
        '"tick.svg"',
        '"chevron.svg"',
    }

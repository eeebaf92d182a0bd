"""The elder view on the pages people begin with (M2): letters, targets, and no page too wide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.journeys.conftest import Site

pytestmark = pytest.mark.guards

PageFor = Callable[..., Any]
WIDTHS = (320, 360, 390, 768, 1440)
VIEWS: dict[str, dict[str, str]] = {
    "standard": {},
    "elder": {"view": "elder"},
    "largest": {"view": "elder", "size": "xl"},
}
LEAST_LETTERS = {"standard": 13.9, "elder": 18, "largest": 24}
MAIN_LETTERS = {"standard": 17, "elder": 22, "largest": 30}
LEAST_TARGET = {"standard": 44, "elder": 60, "largest": 60}

# Every piece of text that is seen, with the size of its letters and lines.
LETTERS = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element.getClientRects().length || element.closest(".sr, svg, .badge")) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    found.push([text.slice(0, 20), size, parseFloat(style.lineHeight) / size]);
  }
  return found;
}"""
TARGETS = """least => [...document.querySelectorAll(
  ".btn, .pref, .chip, .in, .tile, .nav-list a, .tabs-list a, .fold > summary, .bars a")]
  .filter(one => one.getClientRects().length)
  .filter(one => one.getBoundingClientRect().height < least - 0.5)
  .map(one => one.className + " " + one.innerText)"""


def pages(site: Site) -> list[tuple[str | None, str]]:
    district = site.district
    return [
        (None, reverse("home")),
        (None, f"{reverse('find')}?q=dongli"),
        (None, reverse("find_organization", args=[district.street.pk])),
        ("office", reverse("overview")),
        ("office", reverse("overview_list", args=["too-few"])),
        ("office", reverse("organization", args=[district.east.pk])),
        ("office", reverse("member", args=[district.people["member"].pk])),
        ("office", reverse("tree")),
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_letters_and_targets_are_large_enough_and_no_page_is_too_wide(
    view: str, site: Site, page_for: PageFor
) -> None:
    tabs = {role: page_for(role, width=390, **VIEWS[view]) for role in (None, "office")}
    faults = []
    for role, address in pages(site):
        page = tabs[role]
        assert page.goto(address).status == 200, address
        letters = page.evaluate(LETTERS)
        faults += [(address, *one) for one in letters if one[1] < LEAST_LETTERS[view]]
        faults += [(address, *one) for one in letters if one[2] < 1.2]
        body = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert body >= MAIN_LETTERS[view], address
        faults += [(address, one) for one in page.evaluate(TARGETS, LEAST_TARGET[view])]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults += [(address, width, wide)] if wide > 0 else []
        page.set_viewport_size({"width": 390, "height": 900})
    assert faults == []

"""Every page in every mode: nothing axe finds, nothing that overflows at 320 pixels."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.urls import reverse

from tests.guards.matrix import MATRIX, VISITOR
from tests.guards.objects import objects
from tests.journeys.conftest import Site
from tests.journeys.test_large_letters import LEAST_TARGET, TARGETS

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
PageFor = Callable[..., Any]
Tabs = dict[tuple[str | None, str], Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations'], preload: false}})"
    ".then(({violations}) => ({violations}))"
)
MODES: dict[str, dict[str, Any]] = {
    "standard": {"width": 320},
    "elder": {"width": 320, "view": "elder"},
    "elder, larger": {"width": 320, "view": "elder", "size": "xl"},
    "dark": {"width": 1440, "theme": "dark"},
    "elder, dark": {"width": 1440, "view": "elder", "theme": "dark"},
    "high contrast": {"width": 390, "contrast": True},
    "print": {"width": 1440, "media": "print"},
}
PARTS = 8
# Leads elsewhere, or shows only what a post did.
NO_PAGE = {"start", "still_here", "preferences", "account_logout", "import_row_aside"}
# A file, and a part of a page.
NO_PAGE |= {"verify_checkpoint", "import_blank", "import_progress", "picture", "document_file"}
NO_PAGE |= {"scan_file", "scan_picture", "scan_progress", "export_progress"}
NO_PAGE |= {"development_paper", "appraisal_form_file", "appraisal_summary_file"}
NO_PAGE |= {"development_scan", "meeting_minutes"}
NO_PAGE |= {"handover_paper"}
NO_PAGE |= {"verify_bundle", "verify_script", "search_suggest"}
# A file; without anything chosen it leads back.
NO_PAGE |= {"correction_file", "data_wrong"}
# For programs.
NO_PAGE |= {"site_feed", "column_feed", "sub_site_feed", "notices_feed"}
NO_PAGE |= {"sitemap", "sitemap_section", "robots"}
# Pages that a question in the address makes another: found, narrowed, another list.
ASKED: list[tuple[str, str | None, str]] = [
    ("find", None, "?q=dongli"),
    ("tree", "office", "?q=dong"),
    ("members", "office", "?standing=full&sex=2"),
    ("errands", "organizer", "?list=given"),
    ("inbox", "office", "?kind=todo"),
    ("data_wrong", "member", "?items=mobile&items=education"),
    ("guests", "office", "?list=here"),
    ("visits", "office", "?list=hardship"),
]

pytestmark = pytest.mark.guards


Entry = tuple[str, str | None, str]


@pytest.fixture(scope="module")
def entries(site: Site) -> list[Entry]:
    """(address name, the role that looks, address) for every page somebody may open."""
    known = objects(site.district, foreign=False)
    found = []
    for name, door in sorted(MATRIX.items()):
        if name in NO_PAGE or not door.own:
            continue
        looks = "office" if "office" in door.own else sorted(door.own - {VISITOR})[0]
        role = None if VISITOR in door.own else looks
        found.append((name, role, reverse(name, args=known.get(name, []))))
    return found + [(name, role, reverse(name) + asked) for name, role, asked in ASKED]


@pytest.mark.full
@pytest.mark.parametrize("mode", MODES)
def test_no_page_has_an_accessibility_fault_or_overflows_in_any_mode(
    mode: str, entries: list[Entry], page_for: PageFor
) -> None:
    tabs: Tabs = {}
    turns = [(entry, mode) for entry in entries]
    assert [fault for turn in turns for fault in faults(page_for, tabs, *turn)] == []


@pytest.mark.parametrize(
    "part", [pytest.param(n, marks=[pytest.mark.full] if n else []) for n in range(PARTS)]
)
def test_no_page_has_an_accessibility_fault_or_overflows(
    part: int, site: Site, entries: list[Entry], page_for: PageFor
) -> None:
    """Every page once, each in another mode than its neighbour; one part of eight
    in `make test`, the others, and all modes, by `make guards`.

    And none takes anything from elsewhere.
    """
    tabs: Tabs = {}
    turns = list(zip(entries, itertools.cycle(MODES), strict=False))[part::PARTS]
    assert [fault for turn in turns for fault in faults(page_for, tabs, *turn)] == []
    asked = {url for page in tabs.values() for url in page.asked}
    assert [url for url in asked if not url.startswith((site.address, "data:"))] == []


def faults(page_for: PageFor, tabs: Tabs, entry: Entry, mode: str) -> list[str]:
    """What axe finds on one page in one mode, by how much it is too wide, what is too small;
    whether it says once what it is, and lets nothing foreign run.

    What is folded is unfolded first: it is read, too.
    """
    name, role, address = entry
    page = tabs.get((role, mode)) or _tab(page_for(role, **MODES[mode]))
    tabs[role, mode] = page
    answer = page.goto(address)
    assert answer.status == 200, f"{name}: {answer.status}"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [
        f"{name}, {mode}: {fault['id']} at {[node['target'] for node in fault['nodes']][:3]}"
        for fault in page.evaluate(RUN)["violations"]
    ]
    if mode != "print":
        least = LEAST_TARGET["elder" if "elder" in mode else "standard"]
        found += [f"{name}, {mode}: small {one}" for one in page.evaluate(TARGETS, least)]
    policy = answer.headers.get("content-security-policy", "")
    if "default-src 'self'" not in policy or "unsafe" in policy:
        found.append(f"{name}: {policy}")
    headings = page.evaluate("document.querySelectorAll('main h1').length")
    if headings != 1 and name != "gallery":
        found.append(f"{name}: {headings} headings")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{name}, {mode}: {wide} px too wide"] if wide > 0 else [])


def _tab(page: Any) -> Any:
    """A tab that remembers what it asked for, and has axe on every page: the browser keeps it, so
    that half a megabyte goes over once."""
    page.add_init_script(AXE)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def test_the_check_can_fail(site: Site, page_for: PageFor) -> None:
    """The broken twin: a picture without words and a block too wide are both found."""
    page = page_for(None, width=320)
    page.goto("/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<img src=\"/static/kit/favicon.svg\" width=900>')"
    )
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {runOnly: ['wcag2a']})")
    assert [fault["id"] for fault in result["violations"]] == ["image-alt"]


def test_a_visitor_gets_no_cookie(site: Site, page_for: PageFor) -> None:
    """T1: reading leaves no trace in the browser (a page with a form needs its security mark)."""
    page = page_for(None)
    page.context.clear_cookies()
    for name in ("home", "first_steps", "calendar", "rules", "gallery"):
        page.goto(reverse(name))
    assert page.context.cookies() == []

"""The one browser of a test process: two would quarrel over the process's event loop."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

# The first draws pages and nothing else: half the work of a browser with windows of its own.
NAMES = ("chromium-headless-shell",)
NAMES += ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    # Going back swaps whole pages in and out of this cache while playwright asks the one that left:
    # "Not attached to an active page", now and then, on a loaded machine.
    "--disable-features=BackForwardCache",
)


def chromium() -> str | None:
    """The browser: DANGJIAN_CHROMIUM or the first one found."""
    given = os.environ.get("DANGJIAN_CHROMIUM")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the worker; without one the journeys are skipped, and counted."""
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine (install one, or set DANGJIAN_CHROMIUM)")
    from playwright.sync_api import Locator, sync_playwright

    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", _until_there(Locator.click))
        running = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()


def _until_there(click: Callable[..., None]) -> Callable[..., None]:
    """A click that opens a page comes back when the page stands, as a reader waits for it.

    The library's own comes back with the page's first byte: what is read then may be nothing yet.
    """

    def clicked(self: Any, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state()

    return clicked

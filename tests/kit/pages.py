"""What the tests of the kit look at: templates, static files, a page without a server."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string

from dangjian.kit import gallery
from dangjian.kit.preferences import Preferences

PROJECT = Path(__file__).resolve().parents[2]
KIT = PROJECT / "dangjian/kit"
STATIC = KIT / "static"
STATES = {
    "standard": Preferences(),
    "elder": Preferences(view="elder"),
    "elder, larger": Preferences(view="elder", size="xl"),
    "dark": Preferences(theme="dark"),
    "elder, dark": Preferences(view="elder", theme="dark"),
}


def templates() -> list[Path]:
    return sorted(PROJECT.glob("dangjian/*/templates/**/*.html"))


def gallery_page(prefs: Preferences) -> str:
    """The style guide as HTML in one state, without a request and without a database."""
    return render_to_string("kit/gallery.html", {**gallery.sample(), "prefs": prefs, **FRAME})


FRAME = {
    "site_name": "禾丰党建网",
    "site_sub": "中共禾丰区委组织部主办",
    "site_nav": [("首页", "#a", True), ("党务公开", "#b", False), ("办事", "#c", False)],
    "sign_in_url": "#in",
    "footer_help": [("请人代办", "#d")],
}

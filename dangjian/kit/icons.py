"""The icons: drawn by us on a grid of 24, line 1.8, round ends."""

from __future__ import annotations


class Drawing(str):
    """Inner SVG written by us, so that it need not be escaped."""

    def __html__(self) -> str:
        return self


_DRAWINGS = {
    "home": '<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>',
    "doc": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "horn": '<path d="M4 10v4l10 4V6zM14 8a4 4 0 0 1 0 8M6 15l1 5h3l-1-4"/>',
    "book": (
        '<path d="M5 4h6a2 2 0 0 1 2 2v14a2 2 0 0 0-2-2H5zM13 6a2 2 0 0 1 '
        '2-2h4v14h-4a2 2 0 0 0-2 2"/>'
    ),
    "chat": '<path d="M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5"/>',
    "mail": '<path d="M4 6h16v12H4zM4 7l8 6 8-6"/>',
    "shield": '<path d="M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM12 8v4M12 15.5v.5"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="m20 20-4.6-4.6"/>',
    "track": (
        '<path d="M5 5h9M5 10h6M5 15h4"/><circle cx="15" cy="15" r="4"/><path d="m21 21-3-3"/>'
    ),
    "board": '<path d="M6 5h12v16H6zM9 3h6v4H9zM9 12h6M9 16h4"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5-6"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "alert": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17v.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5V8"/>',
    "people": (
        '<circle cx="9" cy="8" r="3.5"/>'
        '<path d="M3 20c0-4 3-6 6-6s6 2 6 6M16 5a3.5 3.5 0 0 1 0 6.5M17 14.5c2.5.5 4 2.5 4 5.5"/>'
    ),
    "user": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c0-4.5 3.5-7 7.5-7s7.5 2.5 7.5 7"/>',
    "tree": '<path d="M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4"/>',
    "pen": '<path d="M4 20v-4L15.5 4.5l4 4L8 20zM13 7l4 4"/>',
    "phone": (
        '<path d="M6 3h4l2 5-2.5 2a12 12 0 0 0 5 5l2-2.5 4.5 2v4.5a2 2 0 0 1-2 '
        '2C11 21 4 13 4 5a2 2 0 0 1 2-2z"/>'
    ),
    "sound": '<path d="M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11"/>',
    "moon": '<path d="M19 14.5A8 8 0 0 1 9.5 5 8 8 0 1 0 19 14.5z"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4"/>',
    "down": '<path d="M12 4v11m-5-5 5 5 5-5M5 20h14"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z"/>',
    "lock": '<path d="M6 10h12v11H6zM8.5 10V7a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5"/>',
    "eye": (
        '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
        '<circle cx="12" cy="12" r="3"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "cam": '<path d="M3 7h4l2-3h6l2 3h4v13H3z"/><circle cx="12" cy="13" r="4"/>',
    "cal": '<path d="M4 6h16v15H4zM4 11h16M8 3v5M16 3v5"/>',
    "up": '<path d="M12 20V9m-5 5 5-5 5 5M5 4h14"/>',
    "chart": '<path d="M4 20h16M7 20v-7M12 20V6M17 20v-10"/>',
    "send": '<path d="M3 11 21 4l-6 17-4-7zM11 14l5-6"/>',
    "elder": '<path d="M3 19 8.5 5 14 19M5 14.5h7M15 19l3-8 3 8M16 16.5h4"/>',
    "hand": (
        '<path d="M3 14h4l4-2h4a2 2 0 0 1 0 4h-4M15 14.5l4-2.5a1.7 1.7 0 0 1 2 '
        '2.5L15 20H7l-4-1"/><circle cx="14" cy="6" r="3"/>'
    ),
    "quiz": (
        '<circle cx="12" cy="12" r="9"/>'
        '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5"/>'
    ),
    "grid": '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"/>',
    "layers": '<path d="m12 3 9 5-9 5-9-5zM3 12.5l9 5 9-5M3 16.5l9 5 9-5"/>',
    "gear": (
        '<circle cx="12" cy="12" r="3"/>'
        '<path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1'
        'M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1"/>'
    ),
    "sun": (
        '<circle cx="12" cy="12" r="4.5"/>'
        '<path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4'
        'M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"/>'
    ),
    "out": '<path d="M14 4H5v16h9M10 12h10m-4-4 4 4-4 4"/>',
    "key": '<circle cx="8" cy="15" r="4.5"/><path d="m11.2 11.8 8.3-8.3M16 7l3 3M13.5 9.5l2 2"/>',
    "history": '<path d="M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2"/>',
    "move": '<path d="M4 8h14m-4-4 4 4-4 4M20 16H6m4-4-4 4 4 4"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "left": '<path d="m14.5 5-7 7 7 7"/>',
    "right": '<path d="m9.5 5 7 7-7 7"/>',
}

ICONS = {name: Drawing(drawing) for name, drawing in _DRAWINGS.items()}

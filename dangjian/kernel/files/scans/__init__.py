"""Scans: pages without words in them, looked at, shown and read in a process that may fail.

Recognising words is an extra (requirements/ocr.txt); without it pages say that they were not read.
"""

from dangjian.kernel.files.scans.reading import (
    IMAGES,
    Look,
    PageRead,
    can_recognise,
    checked,
    look,
    picture,
    read_pages,
    sort_of,
)

__all__ = [
    "IMAGES",
    "Look",
    "PageRead",
    "can_recognise",
    "checked",
    "look",
    "picture",
    "read_pages",
    "sort_of",
]

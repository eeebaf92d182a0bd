"""Nouns of the library: what readers see, and what its keepers have in hand."""

from dangjian.library.models.admissions import OPEN, Admission, Stage
from dangjian.library.models.documents import (
    Attachment,
    Clearance,
    Document,
    Generation,
    Kind,
    Licence,
    Link,
    Reading,
    Shelving,
    State,
)
from dangjian.library.models.drafts import Draft, PageState, Reach, ScanPage, Upload

__all__ = [
    "OPEN",
    "Admission",
    "Attachment",
    "Clearance",
    "Document",
    "Draft",
    "Generation",
    "Kind",
    "Licence",
    "Link",
    "PageState",
    "Reach",
    "Reading",
    "ScanPage",
    "Shelving",
    "Stage",
    "State",
    "Upload",
]

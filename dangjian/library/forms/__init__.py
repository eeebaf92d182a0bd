"""Forms of the library: what readers choose, what keepers enter."""

from dangjian.library.forms.entering import (
    Entering,
    Narrowing,
    Proofing,
    Returning,
    Sending,
    Signing,
    Withdrawing,
)
from dangjian.library.forms.reading import PlaceForm, ShelfForm, years

__all__ = [
    "Entering",
    "Narrowing",
    "PlaceForm",
    "Proofing",
    "Returning",
    "Sending",
    "ShelfForm",
    "Signing",
    "Withdrawing",
    "years",
]

"""Forms of the room; those of corrections stand in `corrections`."""

from dangjian.membership.forms.errands import (
    Asking,
    Confirming,
    Filling,
    HandingOn,
    Taking,
    Witnessing,
    Word,
)

__all__ = ["Asking", "Confirming", "Filling", "HandingOn", "Taking", "Witnessing", "Word"]

"""What must not be kept here at all: asked of every text before anything is stored."""

from __future__ import annotations

from enum import StrEnum

from dangjian.kernel import leaks
from dangjian.voices.reading.discipline import accusation


class Stop(StrEnum):
    """Why a text is not taken. Only the second may be overruled, by the writer himself."""

    SECRECY = "secrecy"
    DISCIPLINE = "discipline"


def stopped(*texts: str, another_matter: bool = False) -> Stop | None:
    """Whether one of the texts bears a secrecy mark, or accuses somebody in a matter of discipline.

    another_matter: the writer has read where such reports go, and says that this is none.
    """
    if any(leaks.secrecy_marks(text) for text in texts):
        return Stop.SECRECY
    if not another_matter and any(accusation(text).leads for text in texts):
        return Stop.DISCIPLINE
    return None

"""Why a file is not read on."""

from __future__ import annotations

ENCRYPTED = "F-ENCRYPTED"
DAMAGED = "F-DAMAGED"
EMPTY = "F-EMPTY"
TOO_LARGE = "F-TOO-LARGE"
NOT_A_WORKBOOK = "F-NOT-A-WORKBOOK"


class Stop(Exception):
    """code: one of the above. why: which case of it, a word the sentences know (or "")."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why

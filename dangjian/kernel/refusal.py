"""How the platform says no: a sentence a secretary understands, with the clause if there is one."""

from __future__ import annotations


class Refused(Exception):
    """An action that may not happen.

    sentence: what a person reads, in Chinese, saying what is wrong and what to do.
    clause:   the provision it rests on, e.g. "《中国共产党支部工作条例（试行）》第四条".
    field:    the form field it belongs to, or "" for the whole form.
    status:   HTTP status of the answer when no form catches it (always 4xx).
    """

    status = 422

    def __init__(
        self, sentence: str, *, clause: str = "", field: str = "", status: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.clause = clause
        self.field = field
        if status is not None:
            self.status = status

    def __str__(self) -> str:
        return f"{self.sentence}（依据：{self.clause}）" if self.clause else self.sentence


class Stale(Refused):
    """Somebody else changed the record after this form was opened."""

    status = 409


class Missing(Refused):
    """There is no such record, or not for this viewer; the two must look the same."""

    status = 404

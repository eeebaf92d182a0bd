"""Answers of a letter as they stand."""

from __future__ import annotations

from dangjian.voices.models import Answer, Instance, Letter


def signed_answer(letter: Letter, instance: Instance = Instance.FIRST) -> Answer | None:
    """The answer that was signed last. One query."""
    found = letter.answers.filter(instance=instance, signed_at__isnull=False)
    return found.select_related("office").order_by("-round").first()


def last_draft(letter: Letter, instance: Instance = Instance.FIRST) -> Answer | None:
    """The last draft, signed or not. One query."""
    return letter.answers.filter(instance=instance).order_by("-round").first()

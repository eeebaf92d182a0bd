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


def instance_of(letter: Letter) -> Instance:
    """Which of the three is being written or signed, by where the letter is: the first, the review
    or the re-review (《信访工作条例》35、36)."""
    found = (one for one in Instance if letter.state in (f"{one}_asked", f"{one}_signing"))
    return next(found, Instance.FIRST)


def answers_before(letter: Letter, instance: Instance) -> list[Answer]:
    """What was signed before an instance, the oldest first. One query, of the first none."""
    if instance == Instance.FIRST:
        return []
    signed = letter.answers.filter(signed_at__isnull=False).exclude(instance=instance)
    return list(signed.select_related("office").order_by("signed_at"))

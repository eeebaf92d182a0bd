"""A matter: the letter it is dealt with in, those joined to it, and who stands behind them."""

from __future__ import annotations

from django.db.models import QuerySet

from dangjian.kernel import rules
from dangjian.kernel.row_scope import widening
from dangjian.voices.models import Kind, Letter, Writer
from dangjian.voices.rules.parts import REPRESENTATIVES_RULE


def case_of(letter: Letter) -> Letter:
    """The letter that the matter is dealt with in: itself, or the one it was joined to."""
    seen = {letter.pk}
    while letter.leading is not None and letter.leading_id not in seen:
        letter = letter.leading
        seen.add(letter.pk)
    return letter


@widening("how many letters were joined to one")
def joined_to(letter: Letter) -> int:
    """How many letters on the same matter were joined to it, at whatever office. One query."""
    return letter.joined.count()


def still_in(letter: Letter) -> QuerySet[Writer]:
    """Who still stands behind a matter: the writers of the letter it is dealt with in, and of the
    letters that were joined to it."""
    matter = {letter.pk}
    joined = Letter.objects.values_list("pk", flat=True)
    while more := set(joined.filter(leading__in=matter)) - matter:
        matter |= more
    return Writer.objects.filter(letter__in=matter, left_at__isnull=True)


@widening("how many stand behind a matter")
def others_stand_behind(letter: Letter, writer: Writer) -> bool:
    """Whether anybody does but this one; who, nobody learns of."""
    return still_in(letter).exclude(pk=writer.pk).exists()


@widening("how many stand behind a matter")
def may_be_joined(letter: Letter) -> bool:
    """Whether one more representative may come to it: a petition that is not closed, with fewer
    than the rule allows (信访工作条例, Art. 20)."""
    if letter.kind != Kind.PETITION or letter.case.closed_at is not None:
        return False
    most = rules.value(REPRESENTATIVES_RULE, on=letter.received_on)
    return most.holds(letter.writers.filter(left_at__isnull=True).count() + 1)

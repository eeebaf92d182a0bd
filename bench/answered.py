"""Answered questions first: how long a question waits among a hundred thousand published answers.

floor: the two hundred latest answers, read by their index. Texts are put together from sentences of
ours (tests/voices/letters_elsewhere.jsonl), so that every pair of characters of a question stands
in thousands of answers: the hardest case for an index of pairs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from django.db import connections
from django.utils import timezone

from bench import scale
from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.flow.models import Case, Edition
from dangjian.registry.models import Organization, Person
from dangjian.voices.models import Kind, Letter
from dangjian.voices.queries import published

Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]
ANSWERS, PIECE = 100_000, 5_000
QUESTIONS = {
    "a line": "医保卡丢了去哪里补办？",
    "a paragraph": "小区的化粪池满了，污水冒到一楼院子里，物业说要动用维修资金，该找谁？",
}


def measure(rounds: int, say: Say, timed: Timed) -> None:
    """In a database of its own, dropped afterwards."""
    from bench.letters import ELSEWHERE, letters
    from bench.pages import _use

    home, name = cluster.home(), "bench_answered"
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        scale.fill(2000)
        texts = [letter["text"] for letter in letters(ELSEWHERE)]
        _write([one for text in texts for one in re.split(r"(?<=[。！？])", text) if len(one) > 8])
        floor = timed(lambda: published.newest(200), rounds)
        questions = {**QUESTIONS, "a long letter": "".join(texts)[:10_000]}
        for what, question in questions.items():
            told = timed(lambda question=question: published.like(question, 3), rounds)
            ratio = round(told["median_ms"] / floor["median_ms"], 1)
            say(f"answers like {what}", answers=ANSWERS, **told, ratio_to_floor=ratio)
    finally:
        _use("dangjian")
        cluster.drop_database(home, name)


def _write(sentences: list[str]) -> None:
    """Rows only, no evidence; the index of pairs is built at the end, which is quicker."""
    dice, now = random.Random(1921), timezone.now()
    edition = Edition.objects.get(procedure__key="petition")
    office, person = Organization.objects.get(path="/1/"), Person.objects.earliest("pk")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('letter_published_pairs'::regclass)")
        (index,) = cursor.fetchone()
        cursor.execute("DROP INDEX letter_published_pairs")
        for begun in range(0, ANSWERS, PIECE):
            cases = Case.objects.bulk_create(
                Case(edition=edition, organization=office, opened_at=now) for _ in range(PIECE)
            )
            Letter.objects.bulk_create(
                Letter(
                    case=case,
                    number=f"P{begun + n}",
                    kind=Kind.CONSULTATION,
                    organization=office,
                    received_on=now.date(),
                    public_text="".join(dice.sample(sentences, 4)),
                    public_answer="".join(dice.sample(sentences, 3)),
                    public_office=office.name,
                    may_publish=True,
                    published_at=now,
                    published_by=person,
                )
                for n, case in enumerate(cases)
            )
        cursor.execute(index)
        cursor.execute("VACUUM ANALYZE voices_letter")

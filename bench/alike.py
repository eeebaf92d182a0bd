"""How long whoever registers a letter waits for those that resemble it, among a hundred thousand.

Candidates come from the signatures (PostgreSQL, GIN), the few of them are opened and compared.
floor: the comparing alone, of as many texts. Letters are put together from sentences of ours
(tests/voices/letters_elsewhere.jsonl), so that many share a sentence and few are of one matter.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import uuid
from collections.abc import Callable

from dangjian.config import cluster
from dangjian.config.install import install
from dangjian.flow.models import Case, ToDo
from dangjian.kernel import clock
from dangjian.registry.authority import Viewer, viewer_of
from dangjian.registry.models import Account, Role, RoleGrant
from dangjian.voices.models import Letter
from dangjian.voices.queries import alike
from dangjian.voices.queries.sight import letters_seen
from dangjian.voices.reading.likeness import near_ones, signature
from demo import build

Say = Callable[..., None]
Timed = Callable[[Callable[[], object], int], dict[str, float]]
LETTERS = 100_000
WORDINGS = 2_000
"""Different wordings; a text is one of them with its sentences in another order and one more."""
TEXTS = 10_000
"""Different texts, each sent in by ten: their signatures are reckoned once."""


def measure(rounds: int, say: Say, timed: Timed) -> None:
    """In a database of its own, dropped afterwards."""
    from bench.letters import ELSEWHERE, letters
    from bench.pages import _use

    home, name = cluster.home(), "bench_alike"
    cluster.drop_database(home, name)
    cluster.create_database(home, name)
    _use(name)
    try:
        install(say=lambda _: None)
        build.build("small", say=lambda _: None)
        sentences = [
            one
            for letter in letters(ELSEWHERE)
            for one in re.split(r"(?<=[。！？])", letter["text"])
            if len(one) > 8
        ]
        today = clock.today()
        viewer, sample = _whoever_registers(today)
        sample = _write(sample, sentences)
        text = sample.unseal("text")
        candidates = list(alike.candidates(viewer, sample.shingles, today, without=sample.pk))
        texts = [one.unseal("text") for one in candidates]
        floor = timed(lambda: near_ones(text, texts), rounds)
        whole = timed(lambda: alike.alike_of(viewer, sample, today), rounds)
        share = round(floor["median_ms"] / whole["median_ms"], 2)
        say("letters that resemble one", letters=LETTERS, **whole, of_floor=share)
    finally:
        _use("dangjian")
        cluster.drop_database(home, name)


def _whoever_registers(today: dt.date) -> tuple[Viewer, Letter]:
    """Somebody of the district's office, and a letter he sees."""
    for grant in RoleGrant.objects.filter(role=Role.OFFICE):
        viewer = viewer_of(Account.objects.get(person=grant.holder_id), today)
        letters = letters_seen(viewer, today).filter(text__isnull=False, leading__isnull=True)
        letter = letters.exclude(shingles=[]).first()
        if letter is not None:
            return viewer, letter
    raise SystemExit("no letter in the demo that its office sees")


def _write(sample: Letter, sentences: list[str]) -> Letter:
    """So many letters at the sample's office, each with a to-do of that office; the last of them.

    Rows only, no evidence."""
    dice = random.Random(1921)
    wordings = [dice.sample(sentences, 6) for _ in range(WORDINGS)]
    texts = []
    for n in range(TEXTS):
        wording = wordings[n % WORDINGS]
        text = "".join(dice.sample(wording, len(wording))) + dice.choice(sentences)
        texts.append((text, signature(text)))
    todo = ToDo.objects.filter(case=sample.case_id, for_organization__isnull=False).latest("pk")
    for begun in range(0, LETTERS, 5_000):
        span = range(begun, min(begun + 5_000, LETTERS))
        cases = Case.objects.bulk_create(
            Case(**_fields(sample.case, uid=uuid.uuid4())) for _ in span
        )
        letters = []
        for n, case in zip(span, cases, strict=True):
            text, shingles = texts[n % TEXTS]
            fields = {"uid": uuid.uuid4(), "number": f"B{n}", "origin": None, "case": case}
            letter = Letter(**_fields(sample, **fields, shingles=shingles))
            letter.seal("text", text)
            letters.append(letter)
        Letter.objects.bulk_create(letters)
        ToDo.objects.bulk_create(
            ToDo(**_fields(todo, uid=uuid.uuid4(), case=case)) for case in cases
        )
    return letters[-1]


def _fields(like: Case | Letter | ToDo, **other: object) -> dict[str, object]:
    """The columns of a row, some of them others."""
    names = [field.name for field in like._meta.concrete_fields if not field.primary_key]
    return {name: getattr(like, name) for name in names} | other

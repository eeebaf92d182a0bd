"""What the index knows of its words: counted a little after the texts came in.

Nothing waits for it to be found. Counting within the acts would make all writers wait for one
another at the commonest words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from dangjian.search.models import Entry, Passage, Term, Uncounted
from dangjian.search.rules import packaged, sounds, tokens
from dangjian.search.rules.cutting import cutter
from dangjian.search.rules.plain import plain

AT_ONCE = 5_000
PIECE, TERMS = 2_000, 20_000
"""Passages that are counted anew in one transaction, and terms that are corrected in one."""
_LOCK = "hashtextextended('dangjian.search.learn', 0)"
_HAN_WORD = re.compile(rf"[{tokens.HAN}]{{2,8}}")
_NAMED = re.compile(r"[“《「『]([^”》」』]{3,8})[”》」』]")


def learn() -> int:
    """Count the passages that are not counted yet; how many. Safe beside another run of it; none
    while everything is counted anew."""
    done = 0
    while True:
        with transaction.atomic():
            taken = _taken() if _may_learn() else []
            if taken:
                _add(taken)
        done += len(taken)
        if len(taken) < AT_ONCE:
            return done


def recount() -> int:
    """Count everything anew (what was taken out is still counted till then); how many terms.

    In pieces, each a transaction of its own, beside the terms; then what differs is corrected, in
    pieces too. Nobody who puts a text into the index waits for it, and what breaks off has changed
    nothing or is correct in part. Safe to run again.
    """
    with _alone():
        _run("DROP TABLE IF EXISTS pg_temp.search_counted")
        _run(
            "CREATE TEMPORARY TABLE search_counted"
            ' (term varchar(60) COLLATE "C" PRIMARY KEY, count int, known boolean)'
        )
        waiting, last = [], 0
        while passages := _after(last):
            with transaction.atomic():
                waiting += _uncounted(passages)
                _add(passages, _ANEW)
            last = passages[-1]
        _correct()
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_uncounted WHERE passage_id = ANY(%s::bigint[])", [waiting]
            )
        _run("DROP TABLE pg_temp.search_counted")
        return Term.objects.count()


@contextmanager
def _alone() -> Iterator[None]:
    """No learner counts meanwhile, and no second recount; whoever indexes is not concerned."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({_LOCK})")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock({_LOCK})")


def _may_learn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock_shared({_LOCK})")
        return bool(cursor.fetchone()[0])


def _run(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


def _after(last: int) -> list[int]:
    found = Passage.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
    return list(found[:PIECE])


def _uncounted(passages: list[int]) -> list[int]:
    return list(Uncounted.objects.filter(pk__in=passages).values_list("pk", flat=True))


def _correct() -> None:
    """Bring the terms in line with what was counted: few of them on an ordinary night."""
    last = ""
    with connection.cursor() as cursor:
        while last is not None:
            cursor.execute(_RIGHT, {"after": last, "most": TERMS})
            last = cursor.fetchone()[0]
    while _run(_GONE) == TERMS:
        pass
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.term FROM search_counted c JOIN search_term t USING (term)"
            " WHERE c.known AND NOT t.known ORDER BY c.term"
        )
        fresh = [term for (term,) in cursor.fetchall()]
    for start in range(0, len(fresh), TERMS):
        _know(set(fresh[start : start + TERMS]))


def _taken() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_uncounted WHERE passage_id IN (SELECT passage_id FROM"
            " search_uncounted ORDER BY passage_id LIMIT %s FOR UPDATE SKIP LOCKED)"
            " RETURNING passage_id",
            [AT_ONCE],
        )
        return [pk for (pk,) in cursor.fetchall()]


_STATISTICS = """
    ts_stat(
        format('SELECT words FROM search_passage WHERE id = ANY(%%L::bigint[])', %s::bigint[])
        {labels})
"""
_NOTHING = "false, '', '', '', '{}'"
# In the order of the terms, so that two learners never deadlock. The piece of a block is no word.
_COUNTED = f"""
    SELECT word AS term, ndoc AS n FROM {_STATISTICS.format(labels="")} AS s
    WHERE length(word) <= 60 AND word NOT LIKE '#%%' ORDER BY word COLLATE "C"
"""  # noqa: S608
_PHRASES = "SELECT term, n FROM unnest(%s::text[], %s::int[]) AS given(term, n)"
_TERMS = f"""
    INSERT INTO search_term (term, count, known, sound, blurred, initials, near)
    SELECT term, n, {_NOTHING} FROM ({{counted}}) AS counted
    ON CONFLICT (term) DO UPDATE SET count = search_term.count + excluded.count
"""  # noqa: S608
_ANEW = """
    INSERT INTO search_counted (term, count, known)
    SELECT term, n, false FROM ({counted}) AS counted
    ON CONFLICT (term) DO UPDATE SET count = search_counted.count + excluded.count
"""
_RIGHT = f"""
    WITH piece AS MATERIALIZED (
        SELECT term, count FROM search_counted WHERE term > %(after)s OR %(after)s = ''
        ORDER BY term LIMIT %(most)s
    ), written AS (
        INSERT INTO search_term (term, count, known, sound, blurred, initials, near)
        SELECT term, count, {_NOTHING} FROM piece
        ON CONFLICT (term) DO UPDATE SET count = excluded.count
            WHERE search_term.count <> excluded.count
    )
    SELECT max(term) FROM piece WHERE term <> ''
"""  # noqa: S608
_GONE = f"""
    DELETE FROM search_term WHERE term IN (
        SELECT t.term FROM search_term t
        WHERE NOT EXISTS (SELECT FROM search_counted c WHERE c.term = t.term) LIMIT {TERMS}
    )
"""  # noqa: S608
_KNOW = """
    UPDATE search_term t SET known = true, sound = g.sound, blurred = g.blurred,
        initials = g.initials, near = g.near::varchar(20)[]
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS g(term, sound, blurred, initials, near)
    WHERE t.term = g.term
"""


def _add(passages: list[int], into: str = _TERMS) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM {_STATISTICS.format(labels=', $$ac$$')}", [passages])  # noqa: S608
        words = {word for (word,) in cursor.fetchall() if _HAN_WORD.fullmatch(word)}
        cursor.execute(into.replace("{counted}", _COUNTED), [passages])
        # A phrase that is a word too was counted as one.
        phrases = Counter(p for p in _phrases(passages) if p not in words)
        given = {"": len(passages)} | {phrase: phrases[phrase] for phrase in sorted(phrases)}
        cursor.execute(into.replace("{counted}", _PHRASES), [list(given), list(given.values())])
        if into is _ANEW:
            cursor.execute(
                "UPDATE search_counted SET known = true WHERE NOT known AND term = ANY(%s)",
                [sorted(words | set(phrases))],
            )
            return
    _know(words | set(phrases))


def _know(words: set[str]) -> None:
    """Keep how words sound and what they are near to, where that is not known yet."""
    fresh = sorted(words - set(_known(words)))
    sounded = [sounds.sound(word)[:80] for word in fresh]
    with connection.cursor() as cursor:
        cursor.execute(
            _KNOW,
            [
                fresh,
                sounded,
                [sounds.blurred(one) for one in sounded],
                [tokens.initials(word)[:20] for word in fresh],
                ["{" + ",".join(f'"{form}"' for form in sounds.near(word)) + "}" for word in fresh],
            ],
        )


def _known(words: set[str]) -> Iterator[str]:
    known = Term.objects.filter(pk__in=words, known=True)
    return known.values_list("pk", flat=True).iterator(chunk_size=10_000)


def _phrases(passages: list[int]) -> Iterator[str]:
    """Sayings of the titles, and names in quotation marks: what people type as one word."""
    titles = Entry.objects.filter(passages__in=passages).distinct().values_list("title", flat=True)
    for title in titles:
        yield from _of_title(plain(title).text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM search_passage WHERE id = ANY(%s)", [passages])
        for (text,) in cursor:
            for name in _NAMED.findall(text):
                word = plain(name).text
                if _HAN_WORD.fullmatch(word):
                    yield word


def _of_title(title: str) -> Iterator[str]:
    """Two to four neighbouring words, eight characters at most, none of them empty at its end."""
    empty = packaged.empty_words() | packaged.functional()
    for run in re.findall(rf"[{tokens.HAN}]+", title):
        words = cutter().cut(run)
        for start in range(len(words)):
            for end in range(start + 2, min(start + 4, len(words)) + 1):
                joined = "".join(words[start:end])
                whole = words[start] in empty or words[end - 1] in empty
                if _HAN_WORD.fullmatch(joined) and not whole:
                    yield joined

"""What the index knows of its words: counted a little after the texts came in.

Nothing waits for it to be found. Counting within the acts would make all writers wait for one
another at the commonest words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.db import connection, transaction

from dangjian.search.models import Entry, Term
from dangjian.search.rules import packaged, sounds, tokens
from dangjian.search.rules.cutting import cutter
from dangjian.search.rules.plain import plain

AT_ONCE = 5_000
_HAN_WORD = re.compile(rf"[{tokens.HAN}]{{2,8}}")
_NAMED = re.compile(r"[“《「『]([^”》」』]{3,8})[”》」』]")


def learn() -> int:
    """Count the passages that are not counted yet; how many. Safe beside another run of it."""
    done = 0
    while True:
        with transaction.atomic():
            taken = _taken()
            if taken:
                _add(taken)
        done += len(taken)
        if len(taken) < AT_ONCE:
            return done


def recount() -> int:
    """Count everything anew (what was taken out is still counted till then); how many terms."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE search_uncounted IN EXCLUSIVE MODE")
        cursor.execute("DELETE FROM search_uncounted")
        cursor.execute("UPDATE search_term SET count = 0 WHERE count > 0")
        cursor.execute("SELECT id FROM search_passage")
        passages = [pk for (pk,) in cursor.fetchall()]
        for start in range(0, len(passages), AT_ONCE):
            _add(passages[start : start + AT_ONCE])
        cursor.execute("DELETE FROM search_term WHERE count = 0")
        return Term.objects.count()


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
# In the order of the terms, so that two learners never deadlock.
_COUNT = f"""
    INSERT INTO search_term (term, count, known, sound, blurred, initials, near)
    SELECT word, ndoc, {_NOTHING} FROM {_STATISTICS.format(labels="")} AS s
    WHERE length(word) <= 60 ORDER BY word COLLATE "C"
    ON CONFLICT (term) DO UPDATE SET count = search_term.count + excluded.count
"""  # noqa: S608
_COUNT_PHRASES = f"""
    INSERT INTO search_term (term, count, known, sound, blurred, initials, near)
    SELECT term, n, {_NOTHING} FROM unnest(%s::text[], %s::int[]) AS given(term, n)
    ON CONFLICT (term) DO UPDATE SET count = search_term.count + excluded.count
"""  # noqa: S608
_KNOW = """
    UPDATE search_term t SET known = true, sound = g.sound, blurred = g.blurred,
        initials = g.initials, near = g.near::varchar(20)[]
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS g(term, sound, blurred, initials, near)
    WHERE t.term = g.term
"""


def _add(passages: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM {_STATISTICS.format(labels=', $$ac$$')}", [passages])  # noqa: S608
        words = {word for (word,) in cursor.fetchall() if _HAN_WORD.fullmatch(word)}
        cursor.execute(_COUNT, [passages])
        # A phrase that is a word too was counted as one.
        phrases = Counter(p for p in _phrases(passages) if p not in words)
        given = {"": len(passages)} | {phrase: phrases[phrase] for phrase in sorted(phrases)}
        cursor.execute(_COUNT_PHRASES, [list(given), list(given.values())])
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

"""What the index knows of its words: counted a little after the texts came in.

Nothing waits for it to be found. Counting within the acts would make all writers wait for one
another at the commonest words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import rjieba
from django.db import connection, transaction

from dangjian.search.models import Entry, Term
from dangjian.search.rules import packaged, sounds, tokens
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
    SELECT word, ndoc FROM ts_stat(
        format('SELECT words FROM search_passage WHERE id = ANY(%%L::bigint[])', %s::bigint[])
        {labels})
"""


def _add(passages: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_STATISTICS.format(labels=""), [passages])
        every: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(_STATISTICS.format(labels=", 'ac'"), [passages])
        words = {word for word, _ in cursor.fetchall() if _HAN_WORD.fullmatch(word)}
    phrases = Counter(_phrases(passages))
    _write({"": len(passages)} | every, set())
    known = words | set(phrases)
    fresh = known - set(Term.objects.filter(pk__in=known, known=True).values_list("pk", flat=True))
    _write({word: phrases[word] for word in set(phrases) - set(every)}, set())
    _write(dict.fromkeys(fresh, 0), fresh)


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
        words = rjieba.cut(run)
        for start in range(len(words)):
            for end in range(start + 2, min(start + 4, len(words)) + 1):
                joined = "".join(words[start:end])
                whole = words[start] in empty or words[end - 1] in empty
                if _HAN_WORD.fullmatch(joined) and not whole:
                    yield joined


def _write(counts: dict[str, int], known: Iterable[str]) -> None:
    """Add to the counts; in the order of the terms, so that two learners never deadlock."""
    words = set(known)
    rows = []
    for term in sorted(counts):
        if len(term) > 60:
            continue
        if term in words:
            sounded = sounds.sound(term)[:80]
            rows.append(
                (term, counts[term], True, sounded, sounds.blurred(sounded))
                + (tokens.initials(term)[:20], sounds.near(term))
            )
        else:
            rows.append((term, counts[term], False, "", "", "", []))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_term (term, count, known, sound, blurred, initials, near)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (term) DO UPDATE SET count = search_term.count + excluded.count,"
            " known = search_term.known OR excluded.known,"
            " sound = CASE WHEN excluded.known THEN excluded.sound ELSE search_term.sound END,"
            " blurred = CASE WHEN excluded.known THEN excluded.blurred"
            " ELSE search_term.blurred END,"
            " initials = CASE WHEN excluded.known THEN excluded.initials"
            " ELSE search_term.initials END,"
            " near = CASE WHEN excluded.known THEN excluded.near ELSE search_term.near END",
            rows,
        )

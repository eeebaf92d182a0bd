"""What somebody who is typing may be about to ask for: titles that hold what he has typed."""

from __future__ import annotations

from django.db import connection

from dangjian.registry.authority import Viewer
from dangjian.search.queries.finding import Filters, where
from dangjian.search.queries.scoring import quoted
from dangjian.search.rules import asking

MOST = 8
_LOOKED_AT = 60
_LONGEST_LETTERS = 10
_SUGGESTED = """
    SELECT title FROM (
        SELECT e.title, e.day FROM search_entry e
        WHERE e.heading @@ %(query)s::tsquery AND ({entries}) LIMIT %(looked_at)s
    ) found ORDER BY length(title), day DESC NULLS LAST, title
"""


def suggested(typed: str, *, viewer: Viewer | None) -> list[str]:
    """Titles the viewer may find (None: anybody), the shortest first; none for nothing. One query.

    First letters of pinyin count as the words they begin.
    """
    asked = asking.read(typed)
    pieces = [way.pieces for group in asked.groups for way in group.alternatives[:1]]
    if not pieces:
        return []
    query = "&".join(dict.fromkeys(quoted(piece) for way in pieces for piece in way))
    letters = asked.text.replace(" ", "")
    if letters.isascii() and letters.isalpha() and 1 < len(letters) <= _LONGEST_LETTERS:
        query = f"({query})|{quoted(f'~{letters}:*')}"
    entries, values = where(viewer, Filters())
    with connection.cursor() as cursor:
        given = values | {"query": query, "looked_at": _LOOKED_AT}
        cursor.execute(_SUGGESTED.format(entries=entries), given)
        return list(dict.fromkeys(title for (title,) in cursor.fetchall()))[:MOST]

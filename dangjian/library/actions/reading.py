"""How far somebody has read: his own, and no evidence of it, since the log never forgets."""

from __future__ import annotations

import datetime as dt

from dangjian.library.models import Document, Reading


def keep_place(document: Document, *, person: int, paragraph: int, now: dt.datetime) -> None:
    """Keep the paragraph a person has come to; 0 forgets it."""
    mine = Reading.objects.filter(person_id=person, document=document)
    if paragraph == 0:
        mine.delete()
    elif not mine.update(paragraph=paragraph, at=now):
        Reading.objects.update_or_create(
            person_id=person, document=document, defaults={"paragraph": paragraph, "at": now}
        )

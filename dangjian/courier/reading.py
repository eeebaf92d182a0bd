"""What a person has read: his own mark, for nobody else.

Not an action: it leaves no leaf, because a log of who read what and when must not exist.
"""

from __future__ import annotations

import datetime as dt

from dangjian.courier.models import Message


def read(person_id: int, message_id: int, at: dt.datetime) -> bool:
    """Mark one of a person's own messages as read; whether it is one of his."""
    mine = Message.objects.filter(person=person_id, pk=message_id)
    return bool(mine.filter(read_at__isnull=True).update(read_at=at)) or mine.exists()


def read_all(person_id: int, at: dt.datetime) -> int:
    """Mark all as read, with one moment by which `unread_again` finds them; how many."""
    return Message.objects.filter(person=person_id, read_at__isnull=True).update(read_at=at)


def unread_again(person_id: int, at: dt.datetime) -> int:
    """Take back a `read_all` of that very moment; how many are unread again."""
    return Message.objects.filter(person=person_id, read_at=at).update(read_at=None)

"""Nouns of the room."""

from dangjian.voices.models.answer import Answer, Instance, Notice, NoticeKind, Rating, Verdict
from dangjian.voices.models.channel import Channel
from dangjian.voices.models.draft import Draft, Referral
from dangjian.voices.models.letter import (
    Category,
    Kind,
    Letter,
    Mailbox,
    Message,
    Way,
    Wish,
    Writer,
)

__all__ = [
    "Answer",
    "Category",
    "Channel",
    "Draft",
    "Instance",
    "Kind",
    "Letter",
    "Mailbox",
    "Message",
    "Notice",
    "NoticeKind",
    "Rating",
    "Referral",
    "Verdict",
    "Way",
    "Wish",
    "Writer",
]

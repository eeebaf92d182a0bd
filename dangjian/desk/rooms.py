"""The rooms whose nouns have to-dos or messages, and which page each of them leads to.

An explicit list: a room answers for the to-dos that belong to it, and only desk knows all rooms.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

from dangjian.appraisal import addresses as appraisal
from dangjian.appraisal import rules as appraising
from dangjian.development.rules import tables as development
from dangjian.dues import addresses as dues
from dangjian.dues import rules as dues_rules
from dangjian.feeds import addresses as feeds
from dangjian.feeds import recording as headlines
from dangjian.flow import queries as flow
from dangjian.flow.queries import Leads
from dangjian.flow.rules import Tables
from dangjian.forum import addresses as forum
from dangjian.forum.actions import panel, threads
from dangjian.handover import addresses as handover
from dangjian.honours import addresses as honours
from dangjian.honours import rules as awarding
from dangjian.library import addresses as library
from dangjian.library.actions import indexing as documents
from dangjian.library.rules import tables as shelving
from dangjian.meetings import addresses as meetings
from dangjian.meetings import rules as voting
from dangjian.membership import addresses as membership
from dangjian.openness import addresses as openness
from dangjian.openness import recording as publicity_recording
from dangjian.openness import rules as publicity
from dangjian.portal import addresses as portal
from dangjian.portal import recording as site
from dangjian.portal import rules as publishing
from dangjian.search import actions as search
from dangjian.search.actions import Source
from dangjian.search.models import Kind
from dangjian.search.queries.finding import Hit
from dangjian.transfers import addresses as transfers
from dangjian.transfers import rules as moving
from dangjian.voices import addresses as letters
from dangjian.voices import rules as voices
from dangjian.voices.actions import answering

TODO_PAGES: Leads = (
    *membership.TODO_PAGES,
    *dues.TODO_PAGES,
    *letters.TODO_PAGES,
    *forum.TODO_PAGES,
    *portal.TODO_PAGES,
    *openness.TODO_PAGES,
    *meetings.TODO_PAGES,
    *honours.TODO_PAGES,
    *appraisal.TODO_PAGES,
    *library.TODO_PAGES,
    *transfers.TODO_PAGES,
    *handover.TODO_PAGES,
)
"""The ways of every room from a to-do to the page where it is done."""

TABLES: Tables = {
    **voices.TABLES,
    **publishing.TABLES,
    **publicity.TABLES,
    **voting.TABLES,
    **awarding.TABLES,
    **appraising.TABLES,
    **shelving.TABLES,
    **development.TABLES,
    **moving.TABLES,
    **dues_rules.TABLES,
}
"""Every table of every room: their first editions are set up with the database."""


def pages(todos: Collection[int]) -> dict[int, str]:
    """The address of every to-do that has a page. One query for one and for many."""
    return flow.pages(todos, TODO_PAGES)


MESSAGES: tuple[Callable[[Collection[int]], Mapping[int, str]], ...] = ()
"""Rooms that keep which message they told about which of their nouns: a link from the noun to the
message, never the other way. None does so far; the others lead to where their kind is seen to."""


def message_pages(messages: Collection[int]) -> dict[int, str]:
    """The address of every message a room knows a page for. One query a room, for one and many."""
    found: dict[int, str] = {}
    for pages_of in MESSAGES if messages else ():
        found |= pages_of(messages)
    return found


Found = tuple[str, str]
"""Where a found noun is read, and what its room calls it (its own code, or its uid)."""

FINDABLE: Mapping[Kind, Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Found]]] = {
    Kind.ARTICLE: portal.found,
    Kind.NOTICE: openness.found,
    Kind.DOCUMENT: library.found,
    Kind.ANSWER: letters.found,
    Kind.ITEM: openness.items_found,
    Kind.DISCLOSED: openness.answers_found,
    Kind.HEADLINE: feeds.found,
    Kind.TOPIC: forum.topics_found,
    Kind.NOTE: forum.notes_found,
}
"""The room that knows the page of each kind of thing that can be found."""


def sources(today: dt.date) -> Mapping[Kind, Source]:
    """What each room lets be found, in pieces, for an index written anew."""
    return {
        Kind.ARTICLE: site.every_findable,
        Kind.NOTICE: publicity_recording.every_findable,
        Kind.DOCUMENT: documents.every_findable,
        Kind.ANSWER: answering.every_findable,
        Kind.ITEM: publicity_recording.every_findable_item,
        Kind.DISCLOSED: publicity_recording.every_findable_answer,
        Kind.HEADLINE: headlines.every_findable,
        Kind.TOPIC: partial(threads.every_findable, today=today),
        Kind.NOTE: panel.every_findable,
    }


def rebuild(today: dt.date, told: Callable[[Kind, int], object]) -> dict[Kind, int]:
    """Write the whole index anew; how many of each kind. What broke off before goes on there.

    told: is called with the kind and how many each piece wrote.
    """
    return {
        kind: search.rebuild(kind, source, FINDABLE[kind], told=partial(told, kind))
        for kind, source in sources(today).items()
    }


def found_pages(hits: Iterable[Hit]) -> dict[uuid.UUID, Found]:
    """Address and code of what was found, by the noun's uid. One query a kind."""
    nouns: dict[Kind, list[uuid.UUID]] = {}
    for hit in hits:
        nouns.setdefault(hit.kind, []).append(hit.noun)
    found: dict[uuid.UUID, Found] = {}
    for kind, uids in nouns.items():
        found |= FINDABLE[kind](uids)
    return found


def unproofed(hits: Iterable[Hit]) -> set[uuid.UUID]:
    """What was found in words that a machine recognised and nobody compared. One query, or none."""
    documents = [hit.noun for hit in hits if hit.kind == Kind.DOCUMENT]
    return library.unproofed(documents) if documents else set()

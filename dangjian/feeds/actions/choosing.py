"""A person chooses what everybody sees, sets aside the rest, and may take either back."""

from __future__ import annotations

import datetime as dt

from dangjian.feeds.models import Entry, State
from dangjian.feeds.recording import findable
from dangjian.kernel import evidence, leaks
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.portal.recording import changed, person_of
from dangjian.portal.rules.content import MUST_BE_MASKED, check_no_marks
from dangjian.search import actions as search
from dangjian.search.models import Kind


@evidence.action
def choose(entry: Entry, *, now: dt.datetime, by: Actor) -> Entry:
    """Show an entry to everybody: title, source, date and the way to it.

    Stale: somebody decided before. Refused: a title with a secrecy mark or somebody's number.
    """
    stored = _waiting(entry)
    check_no_marks([("标题", stored.title)])
    if any(one.kind in MUST_BE_MASKED for one in leaks.find(stored.title)):
        raise Refused("标题里有号码，可能是个人信息，不能登。")
    _decide(stored, State.CHOSEN, now, by)
    search.index(findable(stored))
    changed()
    _leaf(by, "choose", stored, title=stored.title, link=stored.link)
    return stored


@evidence.action
def set_aside(entry: Entry, *, now: dt.datetime, by: Actor) -> Entry:
    """Do not show an entry. Stale: somebody decided before."""
    stored = _waiting(entry)
    _decide(stored, State.ASIDE, now, by)
    _leaf(by, "set_aside", stored)
    return stored


@evidence.action
def take_back(entry: Entry, *, now: dt.datetime, by: Actor) -> Entry:
    """Undo what was decided: the entry waits again, and nobody outside sees it any more."""
    stored = _stored(entry)
    if stored.state == State.NEW:
        raise Stale("这一条已经撤回来了。")
    before = stored.state
    _decide(stored, State.NEW, now, by)
    if before == State.CHOSEN:
        search.forget(Kind.HEADLINE, [stored.uid])
        changed()
    _leaf(by, "take_back", stored, before=before)
    return stored


def _waiting(entry: Entry) -> Entry:
    stored = _stored(entry)
    if stored.state != State.NEW:
        raise Stale(f"别的同志已经定了这一条：{stored.get_state_display()}。")
    return stored


def _stored(entry: Entry) -> Entry:
    return (
        Entry.objects.select_for_update(of=("self",))
        .select_related("source__organization")
        .get(pk=entry.pk)
    )


def _decide(entry: Entry, state: State, now: dt.datetime, by: Actor) -> None:
    entry.state, entry.decided_at, entry.decided_by = state, now, person_of(by)
    entry.save(update_fields=["state", "decided_at", "decided_by"])


def _leaf(by: Actor, verb: str, entry: Entry, **detail: object) -> None:
    path = entry.source.organization.path
    evidence.record(by, verb, "entry", entry.uid, path, **detail)

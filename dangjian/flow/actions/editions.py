"""Editions of a procedure: the first comes with the program, an office drafts and publishes more.

A draft is changed piece by piece and is nobody's law; what was published stays as it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dangjian.flow.models import Edition, Procedure
from dangjian.flow.queries.editions import changes, draft_of, last_published, latest_table
from dangjian.flow.rules import Flow, Tables
from dangjian.flow.rules.editions import WARN_BEFORE, check_term, parts_called
from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.models import Organization, Person

LONGEST_WORD = 20
MOST_PAPERS = 20


@transaction.atomic
def install(flow: Flow, *, now: dt.datetime, by: Actor) -> Edition | None:
    """Publish the first edition of a table that has none; None where it has one."""
    procedure, _ = Procedure.objects.get_or_create(key=flow.key, defaults={"says": flow.says})
    known = procedure.editions.filter(number__isnull=False).order_by("-number")
    if any(edition.table == flow.revision for edition in known):
        return None
    latest = known.first()
    edition = Edition.objects.create(
        procedure=procedure,
        number=latest.number + 1 if latest and latest.number else 1,
        table=flow.revision,
        note="随系统发布",
        published_at=now,
    )
    evidence.record(by, "publish", "edition", edition.uid, number=edition.number)
    return edition


@evidence.action
def draft_edition(procedure: Procedure, tables: Tables, *, by: Actor) -> Edition:
    """Start a draft that says what the last edition says, on the newest table of the program.

    What that table does not know any more is left behind. Stale where there is a draft.
    """
    # One change of a procedure's editions at a time.
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    if draft_of(procedure) is not None:
        raise Stale("已经有一份草稿，请接着改那一份。")
    flow, last = latest_table(procedure.key, tables), last_published(procedure)
    draft = Edition.objects.create(procedure=procedure, table=flow.revision)
    clocks = {clock.name for clock in flow.clocks}
    for term in last.terms.filter(clock__in=clocks):
        draft.terms.create(clock=term.clock, days=term.days, warn_days=term.warn_days)
    for word in last.words.filter(name__in=flow.words):
        draft.words.create(name=word.name, says=word.says)
    for one in last.recipients.filter(part__in=parts_called(flow)):
        draft.recipients.create(part=one.part, organization=one.organization)
    for paper in last.papers.filter(move__in=flow.words):
        draft.papers.create(move=paper.move, title=paper.title)
    evidence.record(by, "draft_edition", "edition", draft.uid, procedure=procedure.key)
    return draft


@evidence.action
def set_term(
    draft: Edition,
    flow: Flow,
    clock: str,
    *,
    days: int | None,
    warn_days: int = WARN_BEFORE,
    on: dt.date,
    path: str,
    by: Actor,
) -> Edition:
    """Set a term and when it is warned of; days None: as the rule says.

    Refused, with the clause, where the rule in force at the path allows it no other or no laxer.
    """
    stored = _locked(draft)
    known = {one.name: one for one in flow.clocks}
    if clock not in known:
        raise Missing("没有这个期限。")
    check_term(known[clock], days, warn_days, on=on, path=path)
    stored.terms.filter(clock=clock).delete()
    if (days, warn_days) != (None, WARN_BEFORE):
        stored.terms.create(clock=clock, days=days, warn_days=warn_days)
    _leaf(by, "set_term", stored, clock=clock, days=days, warn_days=warn_days)
    return stored


@evidence.action
def set_word(draft: Edition, flow: Flow, name: str, *, says: str, by: Actor) -> Edition:
    """Call a state or a move otherwise; "", or the program's own word: as the program does.

    Refused: too long; a word that another state or another move has.
    """
    stored, says = _locked(draft), says.strip()
    if name not in flow.words:
        raise Missing("没有这个状态或者步骤。")
    if len(says) > LONGEST_WORD:
        raise Refused(f"最多{LONGEST_WORD}个字。", field="says")
    here = dict(stored.words.exclude(name=name).values_list("name", "says"))
    states, programs = {state.name for state in flow.states}, flow.words
    alike = [one for one in programs if one != name and (one in states) == (name in states)]
    if says != programs[name] and says in {here.get(one, programs[one]) for one in alike}:
        raise Refused(f"已经有别的叫“{says}”，请换一个叫法。", field="says")
    stored.words.filter(name=name).delete()
    if says not in ("", programs[name]):
        stored.words.create(name=name, says=says)
    _leaf(by, "set_word", stored, name=name, says=says)
    return stored


@evidence.action
def set_recipient(
    draft: Edition, flow: Flow, part: str, *, organization: Organization | None, by: Actor
) -> Edition:
    """Name the organization a part falls to; None: the one that has the case."""
    stored = _locked(draft)
    if part not in parts_called(flow):
        raise Missing("没有这一方。")
    if organization is not None and organization.closed_on is not None:
        raise Refused(f"{organization.short_name}已经撤销，请另选一处。", field="organization")
    stored.recipients.filter(part=part).delete()
    if organization is not None:
        stored.recipients.create(part=part, organization=organization)
    place = organization.pk if organization else None
    _leaf(by, "set_recipient", stored, part=part, organization=place)
    return stored


@evidence.action
def set_paper(draft: Edition, flow: Flow, move: str, *, title: str, by: Actor) -> Edition:
    """Want a paper before a move. Refused: no title, the same twice, too many."""
    stored, title = _locked(draft), title.strip()
    if move not in {one.name for one in flow.moves}:
        raise Missing("没有这个步骤。")
    if not title:
        raise Refused("请写明要什么材料。", field="title")
    wanted = list(stored.papers.filter(move=move).values_list("title", flat=True))
    if title in wanted:
        raise Refused("这一步已经要这份材料了。", field="title")
    if len(wanted) >= MOST_PAPERS:
        raise Refused(f"一步最多要{MOST_PAPERS}份材料。", field="title")
    stored.papers.create(move=move, title=title)
    _leaf(by, "set_paper", stored, move=move, title=title)
    return stored


@evidence.action
def drop_paper(draft: Edition, move: str, *, title: str, by: Actor) -> Edition:
    """Want a paper no longer. Stale where it is not wanted."""
    stored = _locked(draft)
    if not stored.papers.filter(move=move, title=title).delete()[0]:
        raise Stale("这份材料已经不要了。")
    _leaf(by, "drop_paper", stored, move=move, title=title)
    return stored


@evidence.action
def discard_draft(draft: Edition, *, by: Actor) -> None:
    """Throw a draft away: nothing of it was ever in force."""
    stored = _locked(draft)
    for rows in (stored.terms, stored.words, stored.recipients, stored.papers):
        rows.all().delete()
    _leaf(by, "discard_draft", stored)
    stored.delete()


@evidence.action
def publish(
    draft: Edition, tables: Tables, *, note: str, now: dt.datetime, path: str, by: Actor
) -> Edition:
    """Put a draft into force for cases that begin from now on; others end as they began.

    Refused: it changes nothing; a term the rule of today does not allow; a table that the program
    has replaced meanwhile.
    """
    stored = _locked(draft)
    flow, last = latest_table(stored.procedure.key, tables), last_published(stored.procedure)
    if stored.table != flow.revision:
        raise Refused("系统升级以后流程表有变化，请放弃这份草稿，重新起草。")
    for term in stored.terms.all():
        known = flow.clock(term.clock)
        check_term(known, term.days, term.warn_days, on=now.date(), path=path)
    if not changes(last, stored, tables, on=now.date()):
        raise Refused("这份草稿与现行的一版没有不同，不用发布。")
    stored.number = (last.number or 0) + 1
    stored.note, stored.published_at = note.strip(), now
    stored.published_by = Person.objects.get(uid=by.person_uid) if by.person_uid else None
    stored.save()
    _leaf(by, "publish", stored, number=stored.number)
    return stored


def _locked(draft: Edition) -> Edition:
    """The draft, locked with its procedure. Stale where it was published or thrown away."""
    Procedure.objects.select_for_update().get(pk=draft.procedure_id)
    stored = Edition.objects.select_for_update().filter(pk=draft.pk).first()
    if stored is None or stored.number is not None:
        raise Stale("这份草稿已经发布或者放弃了，请回到这种程序重新看。")
    return stored


def _leaf(by: Actor, verb: str, edition: Edition, **detail: Any) -> None:
    evidence.record(by, verb, "edition", edition.uid, "", **detail)

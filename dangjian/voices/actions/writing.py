"""What somebody who wrote does afterwards: adds, rates, asks for more, takes back.

Where his letter was joined to another on the same matter, it happens to that one, since that is the
one that is dealt with; what he adds stays marked as his.
"""

from __future__ import annotations

import datetime as dt

from dangjian.flow import actions as flow
from dangjian.kernel import evidence, receipts, rules
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused, Stale
from dangjian.voices.actions.receiving import NewWriter
from dangjian.voices.models import Kind, Letter, Message, Rating, Verdict, Writer
from dangjian.voices.queries.matters import case_of, still_in
from dangjian.voices.queries.offices import superior_of
from dangjian.voices.queries.writers import beyond_the_platform
from dangjian.voices.rules import Part, table_of
from dangjian.voices.rules.citizen import AGAIN_AT_MOST, ASK_CLOCKS, TOO_LATE
from dangjian.voices.rules.parts import LONGEST, REPRESENTATIVES_RULE, handler_of
from dangjian.voices.rules.stopping import Stop, stopped


@evidence.action
def add(writer: Writer, text: str, *, now: dt.datetime, by: Actor) -> Message:
    """Add something while the letter is dealt with. Refused: nothing said, too long, a secrecy
    mark. Stale: it has been answered or has ended."""
    text = _said(text, "请写一句要补充的情况。", "text")
    _check_in(writer)
    letter = case_of(writer.letter)
    _move(letter, "add", now, by)
    message = Message(letter=letter, writer=writer, at=now)
    message.seal("text", text)
    message.save()
    return message


@evidence.action
def rate(
    writer: Writer, verdict: Verdict, words: str = "", *, now: dt.datetime, by: Actor
) -> Rating:
    """Say how content he is with the answer that was signed last: once for each writer.

    Refused: rated before, a secrecy mark in the words.
    """
    words = _bounded(words, "words")
    _check_in(writer)
    letter = case_of(writer.letter)
    _move(letter, "rate", now, by)
    answer = letter.answers.filter(signed_at__isnull=False).order_by("-signed_at", "-pk").first()
    if answer is None:
        raise Refused("还没有答复，不能评价。")
    if Rating.objects.filter(answer=answer, writer=writer).exists():
        raise Refused("这份答复您已经评价过了，谢谢。")
    rating = Rating(answer=answer, writer=writer, verdict=verdict, at=now)
    rating.seal("words", words)
    rating.save()
    return rating


@evidence.action
def again(writer: Writer, words: str, *, now: dt.datetime, by: Actor) -> Letter:
    """Not content: the office deals with it once more. Refused a second time, after the last day,
    without a reason."""
    words = _said(words, "请写明哪里没有解决、希望怎样办。", "words")
    letter = _locked(writer)
    _check_in(writer)
    if letter.again >= AGAIN_AT_MOST:
        raise Refused("这封信已经应您的要求再办过一次。还有新的情况，请另写一封。")
    _check_term(letter, "again", now)
    _move(letter, "again", now, by, words, handler_of(letter.organization))
    letter.again += 1
    letter.save(update_fields=["again"])
    return letter


@evidence.action
def ask_review(writer: Writer, words: str, *, now: dt.datetime, by: Actor) -> Letter:
    """A petitioner asks the office above to review the opinion (35). Refused after the last day."""
    return _ask_above(writer, "ask_review", words, now, by)


@evidence.action
def ask_recheck(writer: Writer, words: str, *, now: dt.datetime, by: Actor) -> Letter:
    """A petitioner asks the office above the reviewing one to look once more (36)."""
    return _ask_above(writer, "ask_recheck", words, now, by)


@evidence.action
def withdraw(writer: Writer, *, now: dt.datetime, by: Actor) -> Letter:
    """Stand behind the letter no longer; it is withdrawn when nobody of the matter does.

    One of several takes back for himself alone: the others' letter goes on. Stale where he has
    left before, or where there is nothing to withdraw from any more.
    """
    letter = _locked(writer)
    if "withdraw" not in {m.name for m in table_of(letter).open_to(letter.state, [Part.CITIZEN])}:
        raise Stale(TOO_LATE)
    _check_in(writer)
    writer.left_at = now
    writer.save(update_fields=["left_at"])
    if still_in(letter).exists():
        evidence.record(by, "leave", "letter", letter.uid, letter.organization.path)
    else:
        _move(letter, "withdraw", now, by)
    return letter


@evidence.action
def join(letter: Letter, given: NewWriter, *, now: dt.datetime, by: Actor) -> str:
    """One more representative of a joint letter that is not closed; returns his receipt code.

    He sees his own letter, and of the others nothing. Refused: as many as the rule allows, closed.
    """
    stored = Letter.objects.select_for_update().get(pk=letter.pk)
    if stored.case.closed_at is not None:
        raise Stale("这封信已经办结，不能再加人。")
    most = rules.value(REPRESENTATIVES_RULE, on=stored.received_on)
    if not most.holds(stored.writers.filter(left_at__isnull=True).count() + 1):
        raise Refused(f"多人共同反映的，请推选代表，最多{most.number}人。", clause=most.citation)
    code = receipts.draw()
    writer = Writer(
        letter=stored,
        receipt_index=receipts.index_of(code),
        account=given.account,
        wish=given.wish,
        joined_at=now,
    )
    for name in ("name", "phone", "address"):
        writer.seal(name, getattr(given, name).strip())
    writer.save()
    evidence.record(by, "join", "letter", stored.uid, stored.organization.path)
    return code


# --- alike in all of them -------------------------------------------------------------------------


def _move(
    letter: Letter, name: str, now: dt.datetime, by: Actor, words: str = "", *to: object
) -> None:
    flow.advance(
        letter,
        table_of(letter),
        name,
        part=Part.CITIZEN,
        now=now,
        by=by,
        words=words,
        to=to,  # type: ignore[arg-type]
    )


def _locked(writer: Writer) -> Letter:
    """The letter the matter is dealt with in, held until the end of the transaction."""
    found = case_of(writer.letter)
    return Letter.objects.select_for_update().get(pk=found.pk)


def _check_in(writer: Writer) -> None:
    """Stale where he stands behind the letter no longer, as stored at this moment."""
    writer.refresh_from_db(fields=["left_at"])
    if writer.left_at is not None:
        raise Stale("您已经退出这封信，只能看进度和答复。还有话要说，请另写一封。")


def _ask_above(writer: Writer, move: str, words: str, now: dt.datetime, by: Actor) -> Letter:
    says = "处理意见" if move == "ask_review" else "复查意见"
    words = _said(words, f"请写明对{says}哪里不服、为什么。", "words")
    letter = _locked(writer)
    _check_in(writer)
    if letter.kind != Kind.PETITION:
        raise Refused("只有信访事项可以请求复查、复核；这封信可以要求再办一次。")
    _check_term(letter, move, now)
    office = superior_of(letter, now.date())
    if office is None:
        clock, key = ASK_CLOCKS[move]
        term = letter.case.terms.filter(clock=clock, ended_on__isnull=True).first()
        raise Refused(
            beyond_the_platform(letter, move, term.due_on if term else None),
            clause=rules.value(key, on=now.date()).citation,
        )
    _move(letter, move, now, by, words, handler_of(office))
    letter.organization = office
    letter.save(update_fields=["organization"])
    return letter


def _check_term(letter: Letter, move: str, now: dt.datetime) -> None:
    """Refused, with the clause, where the writer's own last day has passed."""
    clock, key = ASK_CLOCKS[move]
    term = letter.case.terms.filter(clock=clock, ended_on__isnull=True).first()
    if term is None or term.due_on is None or term.due_on >= now.date():
        return
    rule = rules.value(key, on=now.date())
    day = term.due_on
    raise Refused(
        f"最后一天是{day.year}年{day.month}月{day.day}日，已经过了。", clause=rule.citation
    )


def _said(text: str, otherwise: str, field: str) -> str:
    text = _bounded(text, field)
    if not text:
        raise Refused(otherwise, field=field)
    return text


def _bounded(text: str, field: str) -> str:
    """Refused where it is too long or bears a secrecy mark: then nothing of it is kept."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Refused(f"最多{LONGEST:,}字，您写了{len(text):,}字，请写主要的。", field=field)
    if stopped(text, another_matter=True) is Stop.SECRECY:
        raise Refused(
            "内容里有密级标志。涉密的内容不能放在互联网上，没有保存。请当面或者通过保密渠道反映。",
            field=field,
        )
    return text

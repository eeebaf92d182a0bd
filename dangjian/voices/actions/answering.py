"""The handler writes, the leader signs; the writer is told; what may be public is checked first."""

from __future__ import annotations

from django.utils import timezone

from dangjian.flow import actions as flow
from dangjian.flow.models import Extension, Step
from dangjian.kernel import evidence
from dangjian.kernel.refusal import Refused
from dangjian.search import actions as search
from dangjian.search.models import Kind
from dangjian.voices.models import Answer, Instance, Letter, NoticeKind
from dangjian.voices.queries.answers import signed_answer
from dangjian.voices.queries.published import title_of
from dangjian.voices.recording.drafts import Draft, complete, kept, signed
from dangjian.voices.recording.hands import Hand, give_notice, go
from dangjian.voices.rules import notices, table_of
from dangjian.voices.rules.parts import handler_of, leader_of
from dangjian.voices.rules.public import check_public


@evidence.action
def draft(letter: Letter, given: Draft, *, hand: Hand) -> Answer:
    """Write the answer and send it up to be signed.

    Refused: nothing written, a part of a petition's opinion missing, not to be public and no reason
    why.
    """
    complete(letter, given)
    go(letter, "draft", hand, to=[leader_of(letter)])
    return kept(letter, Instance.FIRST, given, hand)


@evidence.action
def send_back(letter: Letter, *, words: str, hand: Hand) -> Step:
    """The leader wants it written otherwise."""
    return go(letter, "send_back", hand, to=[handler_of(letter.organization)], words=words)


@evidence.action
def return_to(letter: Letter, *, state: str, words: str, hand: Hand) -> Step:
    """Back to an earlier step of the letter."""
    return go(
        letter,
        "return",
        hand,
        to=[handler_of(letter.organization)],
        words=words,
        back_to=state,
    )


@evidence.action
def sign(letter: Letter, *, hand: Hand) -> Answer:
    """Sign the last draft: now it is the answer. Refused for whoever wrote it; a countersignature
    that is missing."""
    return signed(letter, "sign", Instance.FIRST, hand)


@evidence.action
def reopen(letter: Letter, *, words: str, hand: Hand) -> Step:
    """Take an answered letter up once more."""
    return go(letter, "reopen", hand, to=[handler_of(letter.organization)], words=words)


@evidence.action
def decide_extension(
    extension: Extension, letter: Letter, *, granted: bool, hand: Hand
) -> Extension:
    """Grant or refuse more days; granted, the writers of a petition are told in writing (34)."""
    decided = flow.decide_extension(
        extension, letter, table_of(letter), granted=granted, now=hand.now, by=hand.by
    )
    if granted:
        body = notices.extended(letter, decided.days, decided.term.due_on, decided.unseal("reason"))
        give_notice(letter, NoticeKind.EXTENDED, body, hand)
    return decided


_PUBLISHED = ("public_text", "public_answer", "public_office")


@evidence.action
def publish(letter: Letter, *, text: str, answer: str, hand: Hand) -> Letter:
    """Let everybody read question and answer, without anybody's data.

    Refused: not answered, no consent, the signed draft says that it is not to be public, a secrecy
    mark (hard stop), personal data that were not masked.
    """
    last = signed_answer(letter)
    if last is None:
        raise Refused("还没有答复，不能公开。")
    if not letter.may_publish:
        raise Refused("来信人没有同意公开。")
    if not last.public:
        raise Refused("签发的时候定为不公开。")
    text, answer = text.strip(), answer.strip()
    for field, shown in (("public_text", text), ("public_answer", answer)):
        if not shown:
            raise Refused("请把公开的内容写全。", field=field)
        check_public(shown, field)
    letter.public_text, letter.public_answer = text, answer
    letter.public_office = letter.organization.name
    letter.published_at, letter.published_by = hand.now, hand.person
    letter.save(update_fields=[*_PUBLISHED, "published_at", "published_by"])
    evidence.record(hand.by, "publish", "letter", letter.uid, letter.organization.path)
    search.index(_findable(letter))
    return letter


def every_findable(after: int, most: int) -> list[tuple[int, search.Findable]]:
    """So many published answers after a number, locked, for an index written anew."""
    rows = Letter.objects.filter(pk__gt=after, published_at__isnull=False).order_by("pk")
    return [(one.pk, _findable(one)) for one in rows.select_for_update()[:most]]


def _findable(letter: Letter) -> search.Findable:
    published_at = letter.published_at
    return search.Findable(
        kind=Kind.ANSWER,
        noun=letter.uid,
        title=title_of(letter.public_text),
        text=f"{letter.public_text}\n{letter.public_answer}",
        day=timezone.localtime(published_at).date() if published_at else None,
        issuer=letter.public_office[:100],
    )


@evidence.action
def take_down(letter: Letter, *, hand: Hand) -> Letter:
    """Take a published answer down again; what was shown stays with the letter."""
    letter.published_at, letter.published_by = None, None
    letter.save(update_fields=["published_at", "published_by"])
    evidence.record(hand.by, "take_down", "letter", letter.uid, letter.organization.path)
    search.forget(Kind.ANSWER, [letter.uid])
    return letter

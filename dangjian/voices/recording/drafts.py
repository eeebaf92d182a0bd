"""Drafts of answers, opinions and reviews: checked, kept, signed."""

from __future__ import annotations

from dataclasses import dataclass

from dangjian.kernel.refusal import Refused
from dangjian.voices.models import Answer, Instance, Kind, Letter
from dangjian.voices.recording.hands import Hand, give_notice, go
from dangjian.voices.rules import notices
from dangjian.voices.rules.parts import LONGEST
from dangjian.voices.rules.public import check_secrecy


@dataclass(frozen=True)
class Draft:
    """What a handler writes. Of a petition's opinion request, facts and basis belong to it (32)."""

    text: str
    request: str = ""
    facts: str = ""
    basis: str = ""
    public: bool = False
    private_because: str = ""


def complete(letter: Letter, given: Draft) -> None:
    for name in ("text", "request", "facts", "basis"):
        value = getattr(given, name)
        check_secrecy(value, name)
        if len(value) > LONGEST:
            raise Refused(f"最多{LONGEST:,}字。", field=name)
    if not given.text.strip():
        raise Refused("请写答复正文。", field="text")
    if letter.kind == Kind.PETITION:
        for name, says in (("request", "请求"), ("facts", "查明的事实"), ("basis", "依据")):
            if not getattr(given, name).strip():
                raise Refused(
                    f"处理意见书要写明{says}。",
                    clause=f"{notices.REGULATION}第三十二条",
                    field=name,
                )
    if not given.public and not given.private_because.strip():
        raise Refused("不公开的，请写明理由，审签的负责人会看到。", field="private_because")


def kept(letter: Letter, instance: Instance, given: Draft, hand: Hand) -> Answer:
    last = letter.answers.filter(instance=instance).order_by("-round").first()
    answer = Answer(
        letter=letter,
        instance=instance,
        round=last.round + 1 if last else 1,
        office=letter.organization,
        public=given.public,
        private_because="" if given.public else given.private_because.strip(),
        drafted_by=hand.person,
        drafted_at=hand.now,
    )
    for name in ("request", "facts", "text", "basis"):
        answer.seal(name, getattr(given, name).strip())
    answer.save()
    return answer


def signed(letter: Letter, move: str, instance: Instance, hand: Hand) -> Answer:
    answer = letter.answers.filter(instance=instance).order_by("-round").first()
    if answer is None:
        raise Refused("还没有起草。")
    if answer.drafted_by_id == hand.person.pk:
        raise Refused("起草的同志不能自己签发，请另一位负责人签。", status=403)
    go(letter, move, hand)
    answer.signed_by, answer.signed_at = hand.person, hand.now
    answer.save(update_fields=["signed_by", "signed_at"])
    give_notice(letter, notices.OPINIONS[instance], notices.opinion(letter, answer), hand)
    return answer

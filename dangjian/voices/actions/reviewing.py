"""Review and re-review: the office above looks at the answer, and its own leader signs (35, 36)."""

from __future__ import annotations

from dangjian.flow import actions as flow
from dangjian.flow.models import CaseTerm, Pause, Step
from dangjian.flow.rules import Office
from dangjian.kernel import evidence
from dangjian.registry.authority import Purpose
from dangjian.voices.models import Answer, Instance, Letter
from dangjian.voices.recording.drafts import Draft, complete, kept, signed
from dangjian.voices.recording.hands import Hand, go
from dangjian.voices.rules import table_of
from dangjian.voices.rules.parts import handler_of

_STATE = {Instance.REVIEW: "review", Instance.RECHECK: "recheck"}


@evidence.action
def draft_review(letter: Letter, given: Draft, *, hand: Hand) -> Answer:
    """Write the opinion of the review, or of the re-review, and send it up to be signed.

    Refused as an answer is.
    """
    instance = _instance(letter)
    complete(letter, given)
    to = [Office(letter.organization, Purpose.SIGN)]
    go(letter, f"draft_{_STATE[instance]}", hand, to=to)
    return kept(letter, instance, given, hand)


@evidence.action
def send_back_review(letter: Letter, *, words: str, hand: Hand) -> Step:
    """The leader wants it written otherwise."""
    move = f"send_back_{_STATE[_instance(letter)]}"
    return go(letter, move, hand, to=[handler_of(letter.organization)], words=words)


@evidence.action
def sign_review(letter: Letter, *, hand: Hand) -> Answer:
    """Sign it. Refused for whoever wrote it."""
    instance = _instance(letter)
    return signed(letter, f"sign_{_STATE[instance]}", instance, hand)


@evidence.action
def hold_hearing(letter: Letter, *, reason: str, hand: Hand) -> Pause:
    """A hearing of the re-review begins: its days do not count (36)."""
    return flow.pause(letter, table_of(letter), "recheck", reason=reason, now=hand.now, by=hand.by)


@evidence.action
def close_hearing(letter: Letter, *, hand: Hand) -> CaseTerm:
    """The hearing is over: days count again."""
    return flow.resume(letter, table_of(letter), "recheck", now=hand.now, by=hand.by)


def _instance(letter: Letter) -> Instance:
    """The re-review once it was asked for, else the review. By the state as it is stored now."""
    letter.refresh_from_db(fields=["state"])
    return Instance.RECHECK if letter.state.startswith("recheck") else Instance.REVIEW

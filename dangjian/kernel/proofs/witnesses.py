"""What the installation knows of its witnesses: who they are, what each confirmed last, what the
next of them is to be asked.

This is for everybody to see, and proves nothing by itself: whoever rewrites the log can rewrite
these rows. The proof is what the witness keeps (witnessing.py, `dangjian evidence verify
--witness`).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Cosignature, KnownWitness, LogCheckpoint
from dangjian.kernel.proofs import cosigning, log, notes, tree
from dangjian.kernel.proofs.notes import COSIGNING, BadNote, PublicKey
from dangjian.kernel.proofs.witnessing import Request
from dangjian.kernel.refusal import Missing, Refused

OLD = dt.timedelta(days=1)
"""After so long without a confirmation the operators are told."""

_WITNESSES = uuid.UUID("5f7d6c0e-6a5b-5a1e-9d0a-8d6f5b1c2e77")
"""The subject of leaves about witnesses: the list itself."""


@dataclass(frozen=True)
class Confirmed:
    """The last head one witness confirmed: how many leaves, and when."""

    name: str
    size: int
    at: dt.datetime

    def old(self, now: dt.datetime) -> bool:
        return now - self.at > OLD


# --- who they are ---------------------------------------------------------------------------------


@evidence.action
def admit(text: str, *, now: dt.datetime, by: Actor) -> KnownWitness:
    """Take somebody's confirmations from now on. text: his public key.

    Refused for what is no key of a witness, and for a name or key that is known already.
    """
    try:
        key = PublicKey.parse(text)
    except BadNote as bad:
        raise Refused(bad.sentence) from bad
    if key.kind != COSIGNING:
        raise Refused("这不是见证人的公钥。见证人的公钥由 dangjian witness new 打印。")
    if len(str(key)) > 300:
        raise Refused("见证人的名字太长了。")
    try:
        with transaction.atomic():
            admitted = KnownWitness.objects.create(name=key.name, key=str(key), admitted_at=now)
    except IntegrityError:
        raise Refused(f"见证人“{key.name}”已经登记过，或者这把公钥登记过。") from None
    evidence.record(by, "admit_witness", "witness", _WITNESSES, witness=key.name, key=str(key))
    return admitted


@evidence.action
def end(name: str, *, now: dt.datetime, by: Actor) -> None:
    """Take no more confirmations of a witness. Missing where there is none of that name."""
    known = KnownWitness.objects.select_for_update().filter(name=name, ended_at=None).first()
    if known is None:
        raise Missing(f"没有登记过叫“{name}”的见证人。")
    known.ended_at = now
    known.save(update_fields=["ended_at"])
    evidence.record(by, "end_witness", "witness", _WITNESSES, witness=name, key=known.key)


def admitted_keys(using: str = "default") -> list[PublicKey]:
    """The keys of those who confirm now."""
    known = KnownWitness.objects.using(using).filter(ended_at=None).order_by("pk")
    return [PublicKey.parse(one.key) for one in known]


# --- what they confirmed --------------------------------------------------------------------------


def take_in(note: str, *, now: dt.datetime) -> list[Confirmed]:
    """Keep the confirmations on a note; those that were new.

    Refused where it is no head of this log, or nobody known confirmed it. (No leaf of its own: it
    says nothing that the log does not hold, and would itself be the next thing to confirm.)
    """
    try:
        signed = notes.opened(note, log.public_keys())
        found = cosigning.cosignatures(note, admitted_keys())
    except BadNote as bad:
        raise Refused(bad.sentence) from bad
    if not found:
        raise Refused("上面没有登记过的见证人的签名。先用 dangjian evidence admit 登记他的公钥。")
    if not LogCheckpoint.objects.filter(size=signed.size, root=signed.root).exists():
        raise Refused(
            f"见证人见过 {signed.size:,} 条的检查点，这里却没有："
            "记录被改写过或者退回过，请立即核对。"
        )
    known = {one.key: one for one in KnownWitness.objects.filter(ended_at=None)}
    fresh = []
    for one in found:
        _, created = Cosignature.objects.get_or_create(
            witness=known[str(one.key)],
            size=signed.size,
            at=one.at,
            defaults={"line": one.line, "received_at": now},
        )
        if created:
            fresh.append(Confirmed(one.key.name, signed.size, one.at))
    return fresh


def confirmed(using: str = "default") -> list[Confirmed]:
    """What each witness confirmed last, the newest first. One query."""
    newest = (
        Cosignature.objects.using(using)
        .filter(witness__ended_at=None)
        .order_by("witness_id", "-at", "-size")
        .distinct("witness_id")
        .values_list("witness__name", "size", "at")
    )
    return sorted((Confirmed(*row) for row in newest), key=lambda one: one.at, reverse=True)


def standing(now: dt.datetime) -> str:
    """A sentence for the operators: how old the last confirmation is, "" where nothing is amiss."""
    if not KnownWitness.objects.filter(ended_at=None).exists():
        return "还没有登记见证人：拿到签名密钥的人把证据全部重算，没有见证人看不出来。"
    newest = next(iter(confirmed()), None)
    if newest is None:
        return "见证人还一次也没有见证过，请看他那边的定时任务。"
    if not newest.old(now):
        return ""
    hours = (now - newest.at) // dt.timedelta(hours=1)
    return (
        f"最近一次见证是 {hours:,} 小时以前（{newest.name}），已经超过一天："
        "请看见证人那边的定时任务，问他是不是拒绝了。"
    )


# --- what they are asked --------------------------------------------------------------------------


def head_note(now: dt.datetime) -> str:
    """The newest head with the confirmations it has. Two queries."""
    return _with_confirmations(_newest(now))


def request(old: int, now: dt.datetime) -> Request:
    """The newest head, and the proof that it continues that of `old` leaves. Four queries.

    Refused (409) where the log has not so many leaves.
    """
    newest = _newest(now)
    if old > newest.size:
        raise Refused(f"现在只有 {newest.size:,} 条，没有 {old:,} 条。", status=409)
    path: Sequence[bytes] = log.consistency(old, newest.size)
    return Request(old, path, _with_confirmations(newest))


def _newest(now: dt.datetime) -> LogCheckpoint:
    """The newest head; of a log without leaves that of the empty tree, signed now."""
    newest = LogCheckpoint.objects.order_by("-number").first()
    if newest is None:
        key, root = log.signing_keys()[-1], tree.empty_root()
        note = key.sign(notes.Checkpoint(key.name, 0, root, now))
        newest = LogCheckpoint(number=0, size=0, root=root, note=note, settled=0)
    return newest


def _with_confirmations(head: LogCheckpoint) -> str:
    lines = (
        Cosignature.objects.filter(size=head.size, witness__ended_at=None)
        .order_by("witness_id", "-at")
        .distinct("witness_id")
        .values_list("line", flat=True)
    )
    return head.note + "".join(f"{line}\n" for line in lines)

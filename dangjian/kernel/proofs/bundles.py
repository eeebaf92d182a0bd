"""Proof bundles: what somebody takes home to check what was publicly stated of a text.

A bundle is one JSON object:

    format       "dangjian-proof/1"
    statements   in the order of their numbers, each with body and salt of its leaf (text, hex), its
                 position, the first checkpoint that covers it (note), the proof that it is included
                 there, and the proof that the newest checkpoint continues that one (hex each);
                 sm3: where the newest checkpoint has a root of SM3, the proof that it is included
                 there, by that hash
    checkpoint   the newest checkpoint, a signed note
    text         the text itself, where it was given

offline/check_proof.py checks one with nothing but Python.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import log, notes, statements, tree
from dangjian.kernel.proofs.notes import Checkpoint
from dangjian.kernel.refusal import Missing, Refused

FORMAT = "dangjian-proof/1"
OFFLINE = Path(__file__).parent / "offline" / "check_proof.py"
"""The stand-alone script, to be offered for download as it is."""

_COVERED = """
SELECT p.leaf_id, p.position, c.size, c.note
FROM kernel_position p
LEFT JOIN LATERAL (SELECT size, note FROM kernel_logcheckpoint
                   WHERE size > p.position ORDER BY size LIMIT 1) c ON true
WHERE p.leaf_id = ANY(%s)
"""


def of_subject(uid: uuid.UUID, text: str | None = None) -> dict[str, Any]:
    """The bundle of everything publicly stated of a subject, in a number of queries that does not
    grow with its history.

    Missing where nothing was. Refused while the newest statement has no place in the log yet.
    """
    leaves = Leaf.objects.filter(subject_uid=uid, verb=statements.VERB).order_by("id")
    public = [leaf for leaf in leaves if is_public(leaf)]
    if not public:
        raise Missing("没有这份公示的公开记录。")
    return of_leaves(public, text)


def of_leaves(leaves: Sequence[Leaf], text: str | None = None) -> dict[str, Any]:
    """The bundle of these public leaves, in this order.

    Refused for an ordinary leaf, which says who acted: its salt and body stay here.
    """
    if not all(is_public(leaf) for leaf in leaves):
        raise Refused("这条记录写着是谁办的，不对外提供。")
    places = _places([leaf.pk for leaf in leaves])
    head, newest = log.head(), log.newest_note()
    if newest is None or any(leaf.pk not in places for leaf in leaves):
        raise Refused("刚刚登记，还没有编入公开的记录，请过几秒钟再取。", status=409)
    plans = [
        plan
        for position, size, _ in (places[leaf.pk] for leaf in leaves)
        for plan in (
            tree.inclusion_plan(position, size),
            tree.consistency_plan(size, head.size),
        )
    ]
    proofs = iter(log.proofs(plans))
    by_sm3 = _by_sm3([places[leaf.pk][0] for leaf in leaves], notes.read(newest))
    bundle: dict[str, Any] = {
        "format": FORMAT,
        "statements": [
            {
                "body": leaf.body,
                "salt": bytes(leaf.salt).hex(),
                "position": places[leaf.pk][0],
                "inclusion": [step.hex() for step in next(proofs)],
                "checkpoint": places[leaf.pk][2],
                "consistency": [step.hex() for step in next(proofs)],
                **next(by_sm3),
            }
            for leaf in leaves
        ],
        "checkpoint": newest,
    }
    if text is not None:
        bundle["text"] = text
    return bundle


def _by_sm3(positions: list[int], newest: Checkpoint) -> Iterator[dict[str, list[str]]]:
    """For each position the proof under SM3, where the newest checkpoint states that root."""
    if newest.sm3 is None:
        return itertools.repeat({}, len(positions))
    plans = [tree.inclusion_plan(position, newest.size) for position in positions]
    proofs = log.proofs(plans, tree.sm3)
    return iter([{"sm3": [step.hex() for step in proof]} for proof in proofs])


def is_public(leaf: Leaf) -> bool:
    """Whether a leaf holds a public statement and nothing else, by its columns and by its body."""
    return (
        leaf.verb == statements.VERB
        and (leaf.actor_account, leaf.actor_person, leaf.behalf_person) == (None, None, None)
        and (leaf.actor_role, leaf.path) == ("", "")
        and statements.read(leaf.body) is not None
    )


def _places(ids: list[int]) -> dict[int, tuple[int, int, str]]:
    """Leaf id → position, size and note of the first checkpoint that covers it."""
    with connection.cursor() as cursor:
        cursor.execute(_COVERED, [ids])
        return {pk: (position, size, note) for pk, position, size, note in cursor if note}

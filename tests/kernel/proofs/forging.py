"""A superuser at work: single rows of a small log, forged past every trigger and privilege."""

from __future__ import annotations

import hashlib
import json
import os
import random
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import erased, log, notes, tree
from dangjian.kernel.proofs.notes import Checkpoint, SigningKey
from dangjian.kernel.proofs.statements import text_digest

TABLES = ("kernel_leaf", "kernel_position", "kernel_treenode", "kernel_logcheckpoint")
THIEF = SigningKey("", os.urandom(32))


class _Never(Exception):
    """Undoes what was forged."""


@contextmanager
def undone() -> Iterator[None]:
    """The owner's transaction, without triggers; at the end nothing of it was so."""
    try:
        with transaction.atomic(using="owner"):
            for table in TABLES:
                do(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            raise _Never
    except _Never:
        return


def do(statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


Dice = random.Random


def _some(dice: Dice, table: str = "kernel_leaf", key: str = "id") -> int:
    rows = do(f"SELECT {key} FROM {table} ORDER BY {key}")
    return int(dice.choice(rows)[0])


def _digest(salt: bytes, body: str) -> bytes:
    return hashlib.sha256(salt + body.encode()).digest()


def edit_body(dice: Dice) -> None:
    pk = _some(dice)
    (body,) = do("SELECT body FROM kernel_leaf WHERE id = %s", pk)[0]
    place = dice.randrange(len(body))
    forged = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
    do("UPDATE kernel_leaf SET body = %s WHERE id = %s", forged, pk)


def edit_body_and_digest(dice: Dice) -> None:
    """The row fits together again; the tree does not."""
    pk = _some(dice)
    salt, body = do("SELECT salt, body FROM kernel_leaf WHERE id = %s", pk)[0]
    content = json.loads(body)
    if "public" in content:  # one key more in a statement would be seen at once
        content["statement"]["text_digest"] = text_digest(str(dice.random()))
    else:
        content["forged"] = dice.random()
    forged = json.dumps(content)
    do(
        "UPDATE kernel_leaf SET body = %s, digest = %s WHERE id = %s",
        forged,
        _digest(bytes(salt), forged),
        pk,
    )


def edit_salt(dice: Dice) -> None:
    do("UPDATE kernel_leaf SET salt = %s WHERE id = %s", dice.randbytes(16), _some(dice))


def edit_digest(dice: Dice) -> None:
    do("UPDATE kernel_leaf SET digest = %s WHERE id = %s", dice.randbytes(32), _some(dice))


def erase(dice: Dice) -> None:
    """As if two had agreed to it: salt and words gone, a tombstone that is right in itself."""
    leaf = Leaf.objects.get(pk=_some(dice))
    told = erased.tombstone(erased.of(leaf))
    do("UPDATE kernel_leaf SET salt = '', body = %s WHERE id = %s", told, leaf.pk)


def edit_column(dice: Dice) -> None:
    """What lists and pages read, beside a body that was left alone."""
    change = dice.choice(
        (
            "verb = verb || 'x'",
            "actor_role = actor_role || 'x'",
            "path = path || '9/'",
            "subject_kind = 'other'",
            "subject_uid = gen_random_uuid()",
            "actor_account = coalesce(actor_account, 0) + 1",
            "actor_person = gen_random_uuid()",
            "behalf_person = gen_random_uuid()",
        )
    )
    do(f"UPDATE kernel_leaf SET {change} WHERE id = %s", _some(dice))


def back_date(dice: Dice) -> None:
    do(
        "UPDATE kernel_leaf SET at = at - %s * interval '1 second' WHERE id = %s",
        dice.randint(1, 10**6),
        _some(dice),
    )


def back_date_whole(dice: Dice) -> None:
    """Column, body and digest are moved together."""
    pk = _some(dice)
    salt, body, at = do("SELECT salt, body, at - interval '9 days' FROM kernel_leaf"
                        " WHERE id = %s", pk)[0]  # fmt: skip
    forged = json.dumps(json.loads(body) | {"at": at.isoformat()})
    do(
        "UPDATE kernel_leaf SET at = %s, body = %s, digest = %s WHERE id = %s",
        at,
        forged,
        _digest(bytes(salt), forged),
        pk,
    )


def remove(dice: Dice) -> None:
    do("DELETE FROM kernel_leaf WHERE id = %s", _some(dice))


def remove_with_its_place(dice: Dice) -> None:
    pk = _some(dice)
    do("DELETE FROM kernel_position WHERE leaf_id = %s", pk)
    do("DELETE FROM kernel_leaf WHERE id = %s", pk)


def swap(dice: Dice) -> None:
    """Two leaves change places with all they hold."""
    one, other = dice.sample([pk for (pk,) in do("SELECT id FROM kernel_leaf")], 2)
    for source, target in ((one, -1), (other, one), (-1, other)):
        do("UPDATE kernel_leaf SET id = %s WHERE id = %s", target, source)


def swap_places(dice: Dice) -> None:
    one, other = dice.sample([pk for (pk,) in do("SELECT position FROM kernel_position")], 2)
    for source, target in ((one, -1), (other, one), (-1, other)):
        do("UPDATE kernel_position SET position = %s WHERE position = %s", target, source)


def insert_in_between(dice: Dice) -> None:
    """A leaf like another, with an id that somebody drew and never committed, or below all."""
    used = {pk for (pk,) in do("SELECT id FROM kernel_leaf")}
    free = [pk for pk in range(1, max(used)) if pk not in used]
    pk = dice.choice([*free, -dice.randint(1, 1000)])
    do(
        "INSERT INTO kernel_leaf SELECT %s, at, actor_account, actor_person, actor_role,"
        " behalf_person, verb, subject_kind, gen_random_uuid(), path, salt, body, digest"
        " FROM kernel_leaf WHERE id = %s",
        pk,
        _some(dice),
    )


def append_unsigned(dice: Dice) -> None:
    """A leaf with a place at the end that no sequencer gave."""
    (last,) = do("SELECT max(id) + 1 FROM kernel_leaf")[0]
    do(
        "INSERT INTO kernel_leaf SELECT %s, at, actor_account, actor_person, actor_role,"
        " behalf_person, verb, subject_kind, subject_uid, path, salt, body, digest"
        " FROM kernel_leaf WHERE id = %s",
        last,
        _some(dice),
    )
    do(
        "INSERT INTO kernel_position SELECT (SELECT max(position) + 1 FROM kernel_position),"
        " sha256('\\x00' || digest), id FROM kernel_leaf WHERE id = %s",
        last,
    )


def edit_place(dice: Dice) -> None:
    do(
        "UPDATE kernel_position SET hash = %s WHERE position = %s",
        dice.randbytes(32),
        _some(dice, "kernel_position", "position"),
    )


def remove_place(dice: Dice) -> None:
    do(
        "DELETE FROM kernel_position WHERE position = %s",
        _some(dice, "kernel_position", "position"),
    )


def edit_node(dice: Dice) -> None:
    level, number = dice.choice(do("SELECT level, number FROM kernel_treenode"))
    change = dice.choice(("hash = sha256(hash)", "number = number + 1000", "level = level + 20"))
    do(f"UPDATE kernel_treenode SET {change} WHERE level = %s AND number = %s", level, number)


def remove_node(dice: Dice) -> None:
    level, number = dice.choice(do("SELECT level, number FROM kernel_treenode"))
    do("DELETE FROM kernel_treenode WHERE level = %s AND number = %s", level, number)


def edit_checkpoint(dice: Dice) -> None:
    change = dice.choice(
        (
            "root = sha256(root)",
            "note = replace(note, 'time 20', 'time 19')",
            "note = note || note",
            "size = size + 1",
            "number = number + 1000",
            "settled = 0",
        )
    )
    least = 2 if change == "settled = 0" else 1
    rows = do("SELECT number FROM kernel_logcheckpoint WHERE number >= %s", least)
    do(f"UPDATE kernel_logcheckpoint SET {change} WHERE number = %s", dice.choice(rows)[0])


def remove_checkpoint(dice: Dice) -> None:
    number = _some(dice, "kernel_logcheckpoint", "number")
    do("DELETE FROM kernel_logcheckpoint WHERE number = %s", number)


FORGERIES: Mapping[str, Callable[[Dice], None]] = {
    act.__name__: act
    for act in (
        *(edit_body, edit_body_and_digest, edit_salt, edit_digest, erase, edit_column),
        *(back_date, back_date_whole, remove, remove_with_its_place, swap, swap_places),
        *(insert_in_between, append_unsigned, edit_place, remove_place),
        *(edit_node, remove_node, edit_checkpoint, remove_checkpoint),
    )
}


# --- who computes everything anew -----------------------------------------------------------------


def rewrite(dice: Dice, key: SigningKey | None) -> None:
    """Edit a leaf, then compute digest, tree and heads anew. key: signs them; None: the thief has
    none and makes one of the same name."""
    ours = log.signing_keys()[-1]
    key = key or SigningKey(ours.name, THIEF.seed)
    edit_body_and_digest(dice)
    edge = tree.Edge()
    for position, digest in do(
        "SELECT p.position, l.digest FROM kernel_position p JOIN kernel_leaf l ON l.id = p.leaf_id"
        " ORDER BY p.position"
    ):
        hashed = tree.leaf_hash(bytes(digest))
        do("UPDATE kernel_position SET hash = %s WHERE position = %s", hashed, position)
        for node, above in edge.append(hashed):
            do(
                "UPDATE kernel_treenode SET hash = %s WHERE level = %s AND number = %s",
                above,
                *node,
            )
        for number, note in do(
            "SELECT number, note FROM kernel_logcheckpoint WHERE size = %s", edge.size
        ):
            time = notes.read(note).time
            signed = key.sign(Checkpoint(key.name, edge.size, edge.root(), time))
            do(
                "UPDATE kernel_logcheckpoint SET root = %s, note = %s WHERE number = %s",
                edge.root(),
                signed,
                number,
            )


def cut(dice: Dice) -> None:
    """Drop the newest checkpoint and everything it covers and the one before does not."""
    size, settled = do(
        "SELECT size, settled FROM kernel_logcheckpoint ORDER BY number DESC LIMIT 1 OFFSET 1"
    )[0]
    do("DELETE FROM kernel_logcheckpoint WHERE size > %s", size)
    do(
        "DELETE FROM kernel_leaf WHERE id IN"
        " (SELECT leaf_id FROM kernel_position WHERE position >= %s)",
        size,
    )
    do("DELETE FROM kernel_position WHERE position >= %s", size)
    do("DELETE FROM kernel_treenode WHERE (number + 1) << level > %s", size)


def swap_salts(dice: Dice) -> None:
    """Two leaves exchange their salts, and their digests are computed anew."""
    one, other = dice.sample(do("SELECT id, salt, body FROM kernel_leaf"), 2)
    for (pk, _, body), (_, salt, _) in ((one, other), (other, one)):
        digest = _digest(bytes(salt), body)
        do("UPDATE kernel_leaf SET salt = %s, digest = %s WHERE id = %s", salt, digest, pk)


WHOLE: Mapping[str, Callable[[Dice], None]] = {
    "swap_salts": swap_salts,
    "rewrite_without_the_key": lambda dice: rewrite(dice, None),
    "rewrite_with_the_key": lambda dice: rewrite(dice, log.signing_keys()[-1]),
    "cut": cut,
}

__all__ = ["FORGERIES", "WHOLE", "cut", "do", "rewrite", "undone", "uuid"]

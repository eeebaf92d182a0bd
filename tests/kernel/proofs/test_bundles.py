"""X3: somebody takes a proof home and checks it with one small script and nothing else."""

from __future__ import annotations

import ast
import copy
import datetime as dt
import hashlib
import json
import random
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import bundles, log, sequencing
from dangjian.kernel.proofs.bundles import OFFLINE
from dangjian.kernel.proofs.statements import VERB, State
from dangjian.kernel.refusal import Missing, Refused
from tests.kernel.proofs.offline import check_proof
from tests.kernel.proofs.written import REDACTED, TEXT, declare, leave

pytestmark = pytest.mark.guards
TODAY = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
WEEK = TODAY + dt.timedelta(7)


@pytest.fixture
def notice(db: None) -> uuid.UUID:
    """A notice that ran its course, with much else written in between."""
    uid = uuid.uuid4()
    declare(uid, since=TODAY, until=WEEK)
    sequencing.sequence()
    leave(20)
    sequencing.sequence()
    declare(uid, State.EXPIRED, since=WEEK, result="公示期间没有收到异议。")
    sequencing.sequence()
    leave(7)
    declare(uid, State.REDACTED, REDACTED, since=WEEK)
    sequencing.sequence()
    return uid


def key() -> Any:
    return check_proof.read_key(str(log.public_keys()[-1]))


def said(bundle: dict[str, Any], text: str) -> str:
    """All the script says."""
    taken_home = json.loads(json.dumps(bundle))
    return "\n".join(check_proof.report(taken_home, key(), text))


def run(folder: Path, *words: str) -> tuple[int, str]:
    """The script as its own process, without anything of ours to import."""
    done = subprocess.run(
        [sys.executable, "-I", str(OFFLINE), *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_citizen_checks_at_home_what_was_shown_and_until_when(
    notice: uuid.UUID, tmp_path: Path
) -> None:
    """X3: unchanged, from–to, and what the result was."""
    (tmp_path / "proof.json").write_text(json.dumps(bundles.of_subject(notice, TEXT)), "utf-8")
    (tmp_path / "key.txt").write_text(f"{log.public_keys()[-1]}\n")
    (tmp_path / "kept.txt").write_bytes(("\ufeff" + TEXT.replace("\n", "\r\n")).encode())
    (tmp_path / "later.txt").write_text(REDACTED, "utf-8")
    (tmp_path / "forged.txt").write_text(TEXT.replace("五个", "三个"), "utf-8")
    status, told = run(tmp_path, "proof.json", "kept.txt", "--key", "key.txt")
    assert status == 0
    assert f"结论：这份文字从 {TODAY} 起一直公示，没有改过，到 {WEEK} 为止（公示期满）。" in told
    assert "结果：公示期间没有收到异议。" in told
    assert run(tmp_path, "proof.json", "--key", str(log.public_keys()[-1])) == (status, told)
    status, told = run(tmp_path, "proof.json", "later.txt", "--key", "key.txt")
    assert (status, "还在公示" in told) == (0, True)
    status, told = run(tmp_path, "proof.json", "forged.txt", "--key", "key.txt")
    assert (status, told.splitlines()[-1][:4]) == (1, "不成立：")
    for words in (
        ("nothing.json", "--key", "key.txt"),
        ("key.txt", "--key", "key.txt"),
        ("proof.json", "--key", "dangjian-log/x+00+AA"),
    ):
        status, told = run(tmp_path, *words)
        assert (status, told[:4]) == (2, "读不懂：")


def test_a_text_that_was_changed_is_proved_for_the_days_it_stood(db: None) -> None:
    uid, second = uuid.uuid4(), TODAY + dt.timedelta(2)
    declare(uid, since=TODAY, until=WEEK)
    declare(uid, State.CHANGED, REDACTED, since=second)
    declare(uid, State.CHANGED, TEXT, since=WEEK)
    declare(uid, State.WITHDRAWN, TEXT, since=WEEK + dt.timedelta(1))
    sequencing.sequence()
    bundle = bundles.of_subject(uid)
    told = said(bundle, TEXT)
    assert f"从 {TODAY} 起一直公示，没有改过，到 {second} 为止（改为另一份文字）" in told
    assert f"从 {WEEK} 起一直公示，没有改过，到 {WEEK + dt.timedelta(1)} 为止（撤下）" in told
    assert told.count("结论") == 2
    bundle["statements"] = [bundle["statements"][n] for n in (0, 3)]
    with pytest.raises(check_proof.Wrong, match="缺失"):
        said(bundle, TEXT)


def test_what_was_stated_afterwards_is_not_proved_for_the_days_before(db: None) -> None:
    uid = uuid.uuid4()
    declare(uid, since=TODAY - dt.timedelta(3))
    sequencing.sequence()
    told = said(bundles.of_subject(uid), TEXT)
    assert f"（自称从 {TODAY - dt.timedelta(3)} 起，当时没有记入，不能作准）" in told


def test_a_moment_is_told_in_the_districts_time(db: None) -> None:
    uid, now = uuid.uuid4(), dt.datetime.now(dt.UTC)
    declare(uid, since=now)
    sequencing.sequence()
    here = now.astimezone(dt.timezone(dt.timedelta(hours=8)))
    assert f"从 {here:%Y-%m-%d %H:%M} 起一直公示" in said(bundles.of_subject(uid), TEXT)


def test_the_bundle_of_an_ordinary_leaf_is_refused(notice: uuid.UUID) -> None:
    """Also of one that calls itself a declaration: what counts is what it holds."""
    ordinary = Leaf.objects.filter(subject_uid=notice).exclude(verb=VERB)[0]
    with transaction.atomic():
        evidence.record(evidence.Actor(7, "clerk"), VERB, "notice", notice)
        evidence.record(SYSTEM, VERB, "notice", notice)
    sequencing.sequence()
    for leaf in (ordinary, *Leaf.objects.filter(verb=VERB).order_by("-id")[:2]):
        with pytest.raises(Refused, match="谁办的"):
            bundles.of_leaves([leaf])
    told = json.dumps(bundles.of_subject(notice), ensure_ascii=False)
    assert len(json.loads(told)["statements"]) == 3
    for leaf in Leaf.objects.exclude(actor_person=None):
        assert str(leaf.actor_person) not in told
        assert bytes(leaf.salt).hex() not in told


def test_there_is_no_bundle_of_nothing_or_of_what_has_no_place_yet(db: None) -> None:
    with pytest.raises(Missing):
        bundles.of_subject(uuid.uuid4())
    uid = uuid.uuid4()
    declare(uid)
    with pytest.raises(Refused, match="请过几秒钟再取") as refused:
        bundles.of_subject(uid)
    assert refused.value.status == 409
    sequencing.sequence()
    assert bundles.of_subject(uid)["format"] == "dangjian-proof/1"


@pytest.mark.parametrize("many", [3, 300])
def test_a_bundle_costs_the_same_number_of_queries_for_3_and_300(db: None, many: int) -> None:
    uid = uuid.uuid4()
    for number in range(many):
        declare(uid, State.CHANGED if number else State.SHOWN)
    sequencing.Sequencer(batch=50).step(wait=True)
    with CaptureQueriesContext(connection) as asked:
        assert len(bundles.of_subject(uid)["statements"]) == many
    assert len(asked) == 6


def test_no_bundle_that_was_tampered_with_holds(notice: uuid.UUID) -> None:
    """Every part of it is replaced by something like it."""
    bundle, dice = bundles.of_subject(notice), random.Random(7)
    assert said(bundle, TEXT)
    tried = 0
    for _ in range(45):
        forged = copy.deepcopy(bundle)
        _tamper(forged, dice)
        if forged == bundle:
            continue
        tried += 1
        with pytest.raises((check_proof.Wrong, check_proof.Unreadable, ValueError, KeyError)):
            said(forged, TEXT)
    assert tried > 35


def _tamper(bundle: dict[str, Any], dice: random.Random) -> None:
    told = bundle["statements"]
    one, other = dice.sample(told, 2)
    match dice.randrange(9):
        case 0:
            one["body"] = one["body"].replace("20", "21", 1)
        case 1:
            one["salt"] = hashlib.sha256(one["salt"].encode()).hexdigest()[:32]
        case 2:
            one["position"] += dice.choice((-1, 1))
        case 3:
            part = dice.choice(("body", "salt", "inclusion", "checkpoint", "position"))
            one[part], other[part] = other[part], one[part]
        case 4:
            one["checkpoint"] = one["checkpoint"].replace("time 20", "time 19")
        case 5:
            steps = dice.choice([one["inclusion"], other["inclusion"]])
            steps[dice.randrange(len(steps))] = "00" * 32
        case 6:
            told.remove(told[0])
        case 7:
            dice.choice([one["inclusion"], one["consistency"]]).append("11" * 32)
        case 8:
            bundle["checkpoint"] = bundle["checkpoint"].replace("\n", "\n0", 1)


# --- the script by itself -------------------------------------------------------------------------


def test_the_script_is_small_and_needs_nothing_but_an_old_python() -> None:
    source = OFFLINE.read_text("utf-8")
    assert len(source.splitlines()) < 360
    parsed = ast.parse(source, feature_version=(3, 8))
    names = {
        alias.name
        for node in ast.walk(parsed)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert not [node for node in ast.walk(parsed) if isinstance(node, ast.ImportFrom)]
    assert names < set(sys.stdlib_module_names)
    newer = r"\.(removeprefix|removesuffix|bit_count|is_relative_to)\b"
    assert not re.search(newer, source)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.data())
def test_its_signatures_are_those_of_the_library(
    seed: bytes, message: bytes, data: st.DataObject
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert check_proof.signed_by(public, message, signature)
    place = data.draw(st.integers(0, 63))
    change = data.draw(st.integers(1, 255))
    forged = bytes(b ^ change if n == place else b for n, b in enumerate(signature))
    assert not check_proof.signed_by(public, message, forged)
    assert not check_proof.signed_by(public, message + b"!", signature)


def test_a_signature_is_not_taken_in_a_second_form() -> None:
    """RFC 8032 5.1.7: S below L, or everybody could make a second signature of a first."""
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = private.public_key().public_bytes_raw(), private.sign(b"x")
    more = int.from_bytes(signature[32:], "little") + check_proof.L
    assert not check_proof.signed_by(public, b"x", signature[:32] + more.to_bytes(32, "little"))
    assert not check_proof.signed_by(public, b"x", signature + b"\0")
    assert not check_proof.signed_by(b"\xff" * 32, b"x", signature)

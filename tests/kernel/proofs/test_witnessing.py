"""A witness somewhere else confirms what continues the head he saw last, and nothing else."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel.proofs import cosigning, notes, tree, witnessing
from dangjian.kernel.proofs.cosigning import WitnessKey
from dangjian.kernel.proofs.notes import BadNote, Checkpoint, PublicKey, SigningKey
from dangjian.kernel.proofs.witnessing import Request, Unfit, Witness
from dangjian.kernel.refusal import Refused

LOG = SigningKey("dangjian-log/test", bytes(range(32)))
NOW = dt.datetime(2026, 11, 26, 8, 0, 30, tzinfo=dt.UTC)
LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(40)]


def request(old: int, new: int, leaves: list[bytes] = LEAVES, at: dt.datetime = NOW) -> Request:
    """What an installation with these leaves asks a witness who saw `old` of them."""
    edge, known = tree.Edge(), {}
    for number, leaf in enumerate(leaves[:new]):
        known[tree.Node(0, number)] = leaf
        known |= dict(edge.append(leaf))
    path = tree.proof(tree.consistency_plan(old, new), known)
    return Request(old, path, LOG.sign(Checkpoint(LOG.name, new, edge.root(), at)))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness.create(tmp_path / "witness", "neighbour.example/one", LOG.public)


def test_what_grows_is_confirmed_and_kept(witness: Witness) -> None:
    """T10: another instance or a second file kept elsewhere."""
    for old, new in ((0, 5), (5, 5), (5, 6), (6, 33)):
        note = witness.keep(request(old, new).text(), NOW)
        assert notes.opened(note, [LOG.public]).size == new
        (one,) = cosigning.cosignatures(note, [witness.key.public])
        assert (one.key.name, one.at) == ("neighbour.example/one", NOW.replace(microsecond=0))
    heads = witnessing.notes_in((witness.folder / "heads.txt").read_text())
    assert [notes.read(one).size for one in heads] == [5, 6, 33]
    assert (witness.folder / "newest.txt").read_text() == note
    assert stat.S_IMODE((witness.folder / "witness.json").stat().st_mode) == 0o600


def test_what_was_rewritten_is_refused_and_kept_as_proof(witness: Witness) -> None:
    witness.keep(request(0, 20).text(), NOW)
    before = (witness.folder / "newest.txt").read_text()
    rewritten = [LEAVES[0][::-1], *LEAVES[1:]]
    for asked, why in (
        (request(20, 30, rewritten), "不是上次见到的 20 条的延续"),
        (request(20, 20, rewritten), "内容却和上次见到的不同"),
        (request(19, 19), "后面的被删除了"),
        (request(20, 30, at=NOW - dt.timedelta(hours=1)), "比上次见到的还早"),
        (request(20, 30, at=NOW + dt.timedelta(hours=1)), "比这里的钟还晚"),
    ):
        with pytest.raises(Unfit, match=why):
            witness.keep(asked.text(), NOW)
    assert (witness.folder / "newest.txt").read_text() == before
    (refused,) = witness.folder.glob("refused-*.txt")
    assert Request.parse(refused.read_text()).old == 20


def test_what_says_nothing_is_no_accusation(witness: Witness) -> None:
    """A stale stick or a damaged file is refused, and is not called a forgery."""
    witness.keep(request(0, 20).text(), NOW)
    thief = SigningKey(LOG.name, bytes(32))
    head = Checkpoint(LOG.name, 30, bytes(32), NOW)
    for text in (
        request(5, 30).text(),
        Request(20, [], thief.sign(head)).text(),
        "old 20\n",
        "",
        request(20, 30).note,
        "old 20\nAAAA\n\n" + request(20, 30).note,
    ):
        with pytest.raises(Refused) as refused:
            witness.keep(text, NOW)
        assert not isinstance(refused.value, Unfit)
    assert not list(witness.folder.glob("refused-*"))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 39), st.integers(0, 39), st.integers(0, 39), st.integers(0, 255))
def test_no_log_with_another_leaf_is_confirmed(old: int, more: int, place: int, byte: int) -> None:
    """Whatever was changed below what was seen is refused, by whatever honest proof of its own."""
    new = min(old + more, 40)
    leaves = list(LEAVES)
    leaves[place] = bytes([byte]) + leaves[place][1:]
    last = notes.read(request(0, old).note)
    asked = request(old, new, leaves)
    if leaves[:old] == LEAVES[:old]:
        witnessing.judge(last, asked, LOG.public, NOW)
        return
    with pytest.raises(Unfit):
        witnessing.judge(last, asked, LOG.public, NOW)


@given(st.text(max_size=300))
def test_whatever_is_handed_to_a_witness_is_read_or_refused(text: str) -> None:
    for brought in (text, f"old 3\n{text}\n\n{request(0, 3).note}", f"old 0\n\n{text}"):
        try:
            assert Request.parse(brought).old >= 0
        except BadNote as bad:
            assert bad.sentence


def test_a_confirmation_is_bound_to_key_head_and_moment() -> None:
    key, other = WitnessKey("w/1", b"1" * 32), WitnessKey("w/1", b"2" * 32)
    note = key.cosign(request(0, 7).note, NOW)
    assert [one.at for one in cosigning.cosignatures(note, [key.public])] == [NOW]
    assert cosigning.cosignatures(note, [other.public]) == []
    assert cosigning.cosignatures(note, [PublicKey("w/1", key.public.key)]) == []
    moved = note.replace("\n7\n", "\n8\n")
    with pytest.raises(BadNote, match="对不上"):
        cosigning.cosignatures(moved, [key.public])
    later = key.cosign(note, NOW + dt.timedelta(1))
    assert later.count("w/1") == 1 and LOG.name in later
    assert PublicKey.parse(str(key.public)) == key.public


def test_a_second_witness_is_not_made_over_the_first(tmp_path: Path, witness: Witness) -> None:
    with pytest.raises(Refused, match="已经有一位见证人"):
        Witness.create(witness.folder, "other", LOG.public)
    with pytest.raises(Refused, match="没有见证人"):
        Witness.load(tmp_path)
    with pytest.raises(Refused, match="不能有空格"):
        Witness.create(tmp_path / "x", "a b", LOG.public)
    assert Witness.load(witness.folder) == witness


def test_a_witness_who_lost_his_last_head_does_not_begin_anew(witness: Witness) -> None:
    witness.keep(request(0, 5).text(), NOW)
    (witness.folder / "newest.txt").write_text("改过的")
    with pytest.raises(Refused, match="被改过或者损坏"):
        witness.keep(request(0, 3).text(), NOW)
    os.unlink(witness.folder / "newest.txt")
    with pytest.raises(Refused, match="不见了"):
        witness.keep(request(0, 3).text(), NOW)


def test_the_witness_needs_no_database(witness: Witness, tmp_path: Path) -> None:
    """The command runs where there is neither Django's settings nor a data directory."""
    shared = tmp_path / "stick"
    shared.mkdir()
    asked = request(0, 9, at=dt.datetime.now(dt.UTC)).text()
    (shared / "neighbour.example_one.request").write_text(asked)
    program = (
        "import sys; from dangjian.config import cli;"
        f"sys.argv = ['dangjian', 'witness', 'keep', {str(witness.folder)!r},"
        f" '--from', {str(shared)!r}];\n"
        "try: cli.main()\nfinally: assert 'django.db' not in sys.modules"
    )
    bare = {"PATH": os.environ["PATH"], "DANGJIAN_HOME": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=bare, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "见证了 9 条，是第一次，以后都和它比。\n"
    confirmed = (shared / "neighbour.example_one.confirmed").read_text()
    assert cosigning.cosignatures(confirmed, [witness.key.public])
    assert not (tmp_path / "none").exists()

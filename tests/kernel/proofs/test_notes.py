"""A head of the log is a signed note as others write and read it, or it is refused."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dangjian.kernel.proofs import notes
from dangjian.kernel.proofs.notes import BadNote, Checkpoint, PublicKey, SigningKey
from tests.kernel.proofs.offline import check_proof

KEY = SigningKey("dangjian-log/test", bytes(range(32)))
OTHER = SigningKey("dangjian-log/test", bytes(32))
WITNESS = SigningKey("witness.example/w1", b"w" * 32)
MOMENT = dt.datetime(2026, 11, 23, 8, 0, 0, tzinfo=dt.UTC)
HEAD = Checkpoint(KEY.name, 20852, bytes(range(32)), MOMENT)
NOTE = KEY.sign(HEAD)

# The example of golang.org/x/mod/sumdb/note, from which the format comes.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_the_lines_are_those_of_the_format() -> None:
    lines = NOTE.split("\n")
    assert lines[:2] == ["dangjian-log/test", "20852"]
    assert lines[3:5] == ["time 2026-11-23T08:00:00Z", ""]
    assert re.fullmatch(r"— dangjian-log/test [A-Za-z0-9+/]{91}=", lines[5])
    assert lines[6:] == [""]


def test_a_key_of_others_is_read_and_written_as_they_do() -> None:
    assert str(PublicKey.parse(NEUMANN)) == NEUMANN
    assert check_proof.read_key(NEUMANN)[1].hex() == "c74f20a3"


def test_what_was_signed_comes_back() -> None:
    assert notes.opened(NOTE, [KEY.public]) == HEAD
    assert notes.opened(NOTE.replace("\n", "\r\n"), [KEY.public]) == HEAD
    opened = check_proof.open_note(NOTE, check_proof.read_key(str(KEY.public)))
    assert opened == (HEAD.size, HEAD.root, MOMENT, None)


def test_the_signature_of_a_witness_beside_ours_does_no_harm() -> None:
    line = WITNESS.sign(HEAD).split("\n\n")[1]
    assert notes.opened(NOTE + line, [KEY.public]) == HEAD
    assert notes.opened(NOTE + line, [KEY.public, WITNESS.public]) == HEAD
    with pytest.raises(BadNote, match="不是本系统的密钥签的"):
        notes.opened(WITNESS.sign(HEAD), [WITNESS.public])


def test_a_note_that_another_key_of_the_same_name_signed_is_refused() -> None:
    with pytest.raises(BadNote, match="不是本系统的密钥签的"):
        notes.opened(OTHER.sign(HEAD), [KEY.public])


@example(len(NOTE) - 3, chr(ord(NOTE[-3]) + 1))
@given(st.integers(0, len(NOTE) - 2), st.characters(exclude_characters="\r"))
def test_no_single_character_can_be_changed(place: int, sign: str) -> None:
    forged = NOTE[:place] + sign + NOTE[place + 1 :]
    if forged == NOTE:
        return
    with pytest.raises(BadNote):
        notes.opened(forged, [KEY.public])
    if place == len(NOTE) - 3:
        return  # the last sign of the base64 has spare bits, which the script does not look at
    with pytest.raises((check_proof.Wrong, check_proof.Unreadable, ValueError)):
        check_proof.open_note(forged, check_proof.read_key(str(KEY.public)))


@given(st.text())
def test_whatever_somebody_brings_is_read_or_refused_with_a_sentence(text: str) -> None:
    for brought in (text, NOTE[:-40] + text, text + NOTE):
        try:
            notes.opened(brought, [KEY.public])
        except BadNote as bad:
            assert bad.sentence


@pytest.mark.parametrize(
    "text", ["", "x", "a+b", NEUMANN[:-4], NEUMANN.replace("c74f20a3", "c74f20a4"), "+++"]
)
def test_a_key_that_was_copied_wrongly_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        PublicKey.parse(text)

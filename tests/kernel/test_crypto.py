"""Identity numbers and telephone numbers rest sealed, each bound to its own row."""

from __future__ import annotations

import hashlib
import hmac
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import crypto
from tests.kernel.profiles import profile

__all__ = ["profile"]

ONE, OTHER = uuid.uuid4(), uuid.uuid4()


@given(st.text(max_size=200))
def test_what_was_sealed_for_a_row_opens_for_that_row(text: str) -> None:
    assert (
        crypto.unseal("person", "id_number", ONE, crypto.seal("person", "id_number", ONE, text))
        == text
    )


@pytest.mark.parametrize(
    ("table", "column", "uid"),
    [("person", "id_number", OTHER), ("person", "mobile", ONE), ("account", "id_number", ONE)],
)
def test_a_sealed_value_moved_elsewhere_does_not_open(
    table: str, column: str, uid: uuid.UUID
) -> None:
    blob = crypto.seal("person", "id_number", ONE, "110100197001029968")
    with pytest.raises(crypto.SealBroken):
        crypto.unseal(table, column, uid, blob)


@given(st.integers(min_value=0, max_value=45), st.integers(min_value=1, max_value=255))
def test_a_single_changed_byte_is_noticed(position: int, change: int) -> None:
    blob = bytearray(crypto.seal("person", "id_number", ONE, "110100197001029968"))
    blob[position % len(blob)] ^= change
    with pytest.raises(crypto.SealBroken):
        crypto.unseal("person", "id_number", ONE, bytes(blob))


def test_each_profile_seals_with_its_own_cipher_and_finds_again(profile: str) -> None:
    """Also two rows whose sealed values were exchanged do not open, under either."""
    version, hashed = {"intl": (1, "sha256"), "gm": (2, "sm3")}[profile]
    blobs = {uid: crypto.seal("p", "m", uid, f"号码{uid}") for uid in (ONE, OTHER)}
    for uid, other in ((ONE, OTHER), (OTHER, ONE)):
        assert blobs[uid][:2] == bytes((version, 1))
        assert crypto.unseal("p", "m", uid, blobs[uid]) == f"号码{uid}"
        with pytest.raises(crypto.SealBroken):
            crypto.unseal("p", "m", uid, blobs[other])
        with pytest.raises(crypto.SealBroken):
            crypto.unseal("p", "m", uid, bytes((3 - version,)) + blobs[uid][1:])
    expected = hmac.new(crypto.keyring().index, b"p|m|15400000001", hashed).digest()[:16]
    assert crypto.blind("p", "m", "15400000001") == expected


def test_sm4_gcm_is_that_of_the_standard() -> None:
    """RFC 8998 A.1."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    bound_to = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = crypto._SM4GCM(key).encrypt(bytes.fromhex("00001234567800000000ABCD"), plain, bound_to)
    assert sealed.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )


def test_a_stolen_dump_is_not_guessed_by_bare_hashes(profile: str) -> None:
    """T10: who has every identity number of the district hashes them all, and finds none. Broken
    twin: an index that is a bare hash gives every one away."""
    numbers = [f"1101011970{month:02}{n:04}" for month in range(1, 13) for n in range(40)]
    sealer = crypto.Sealer("registry_person", "id_number")
    dump = b"".join(sealer.index(one) + sealer.seal(uuid.uuid4(), one) for one in numbers)
    twin = b"".join(hashlib.sha256(one.encode()).digest()[:16] for one in numbers)
    guesses = [
        hashlib.new(name, f"{before}{one}".encode()).digest()[:16]
        for one in numbers
        for name in ("sha256", "sm3", "md5")
        for before in ("", "registry_person|id_number|", "id_number|")
    ]
    assert sum(guess in dump for guess in guesses) == 0
    assert not any(one.encode() in dump for one in numbers)
    assert sum(guess in twin for guess in guesses) == len(numbers)


def test_the_same_number_never_looks_the_same_but_is_found_again() -> None:
    assert crypto.seal("p", "m", ONE, "15400000001") != crypto.seal("p", "m", ONE, "15400000001")
    assert crypto.blind("p", "m", "15400000001") == crypto.blind("p", "m", "15400000001")


def test_the_index_tells_columns_apart() -> None:
    assert crypto.blind("p", "mobile", "15400000001") != crypto.blind(
        "p", "landline", "15400000001"
    )


def test_the_index_is_the_keyed_hash_of_column_and_value() -> None:
    expected = hmac.digest(crypto.keyring().index, b"p|mobile|15400000001", "sha256")
    assert crypto.Sealer("p", "mobile").index("15400000001") == expected[:16]


def test_a_column_opens_what_was_sealed_in_it_and_nothing_else() -> None:
    sealer = crypto.Sealer("p", "mobile")
    blob = sealer.seal(ONE, "15400000001")
    assert sealer.unseal(ONE, blob) == sealer.unseal(str(ONE), blob) == "15400000001"
    with pytest.raises(crypto.SealBroken):
        sealer.unseal(OTHER, blob)
    with pytest.raises(crypto.SealBroken):
        sealer.unseal(ONE, bytes((9,)) + blob[1:])

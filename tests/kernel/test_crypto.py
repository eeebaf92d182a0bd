"""Identity numbers and telephone numbers rest sealed, each bound to its own row."""

from __future__ import annotations

import hmac
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import crypto

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

"""The tree agrees with an independent library on every head and proof, and refuses forged ones."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency

from dangjian.kernel.proofs import tree
from dangjian.kernel.proofs.tree import Edge, Node
from tests.kernel.proofs.offline import check_proof

pytestmark = pytest.mark.guards

SIZES = 130
SOME = (1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 64, 65, 100, 127, 128, 129)


class Grown:
    """A tree of ours with all its nodes and heads, and the same one of the other library."""

    def __init__(self, size: int, hashed: Callable[[bytes], bytes] = tree.sha256) -> None:
        self.hashed = hashed
        self.leaves = [tree.leaf_hash(b"%d" % number, hashed) for number in range(size)]
        self.nodes = {Node(0, number): leaf for number, leaf in enumerate(self.leaves)}
        edge = Edge(hashed=hashed)
        self.roots = [edge.root()]
        for leaf in self.leaves:
            self.nodes |= dict(edge.append(leaf))
            self.roots.append(edge.root())

    def inclusion(self, position: int, size: int) -> list[bytes]:
        return tree.proof(tree.inclusion_plan(position, size), self.nodes, self.hashed)

    def consistency(self, old: int, new: int) -> list[bytes]:
        return tree.proof(tree.consistency_plan(old, new), self.nodes, self.hashed)


@functools.cache
def ours() -> Grown:
    return Grown(SIZES)


@functools.cache
def theirs() -> InmemoryTree:
    other = InmemoryTree(algorithm="sha256")
    for number in range(SIZES):
        other.append_entry(b"%d" % number)
    return other


def test_every_head_is_the_other_librarys() -> None:
    for size in range(1, SIZES + 1):
        assert ours().roots[size] == theirs().get_root(size), size


@pytest.mark.parametrize(
    "sizes", [SOME, pytest.param(tuple(range(1, SIZES + 1)), marks=pytest.mark.full)], ids=len
)
def test_every_proof_is_the_one_of_the_rfc_and_of_the_other_library(sizes: tuple[int, ...]) -> None:
    """Theirs of inclusion holds the leaf too and stands from left to right. Theirs of consistency
    is cut into smaller subtrees, so that only the verdict can be compared."""
    leaves = ours().leaves
    for size in sizes:
        for position in range(size):
            path = ours().inclusion(position, size)
            assert path == _path(position, leaves[:size])
            other = theirs().prove_inclusion(position + 1, size)
            assert sorted(other.path) == sorted([leaves[position], *path])
        for old in range(1, size):
            assert ours().consistency(old, size) == _proof(old, leaves[:size], True)
            other = theirs().prove_consistency(old, size)
            verify_consistency(ours().roots[old], ours().roots[size], other)


def _head(leaves: list[bytes]) -> bytes:
    """MTH(D[n]) as RFC 6962 2.1 writes it, with the leaves hashed already."""
    if len(leaves) == 1:
        return leaves[0]
    k = _split(leaves)
    return tree.node_hash(_head(leaves[:k]), _head(leaves[k:]))


def _path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D[n]) of 2.1.1."""
    if len(leaves) == 1:
        return []
    k = _split(leaves)
    if m < k:
        return [*_path(m, leaves[:k]), _head(leaves[k:])]
    return [*_path(m - k, leaves[k:]), _head(leaves[:k])]


def _proof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of 2.1.2."""
    if m == len(leaves):
        return [] if whole else [_head(leaves)]
    k = _split(leaves)
    if m <= k:
        return [*_proof(m, leaves[:k], whole), _head(leaves[k:])]
    return [*_proof(m - k, leaves[k:], False), _head(leaves[:k])]


def _split(leaves: list[bytes]) -> int:
    return max(1 << n for n in range(8) if 1 << n < len(leaves))


@pytest.mark.parametrize(
    "sizes", [SOME, pytest.param(tuple(range(1, SIZES)), marks=pytest.mark.full)], ids=len
)
def test_every_proof_holds_and_every_forged_one_is_refused(sizes: tuple[int, ...]) -> None:
    """All positions and older heads of each size; each proof is forged in all its parts."""
    grown, held, refused = ours(), 0, 0
    for size in sizes:
        root = grown.roots[size]
        for position in range(size):
            path, leaf = grown.inclusion(position, size), grown.leaves[position]
            for includes in (tree.includes, _offline_includes):
                assert includes(leaf, position, size, path, root)
                held += 1
                for forged in _forged_inclusions(leaf, position, size, path, root):
                    assert not includes(*forged), forged[1:3]
                    refused += 1
        for old in range(1, size + 1):
            path, before = grown.consistency(old, size), grown.roots[old]
            for continues in (tree.continues, _offline_continues):
                assert continues(old, size, before, root, path)
                held += 1
                for forged in _forged_consistencies(old, size, before, root, path):
                    assert not continues(*forged), forged[:2]
                    refused += 1
    assert (held, refused) > ((30_000, 100_000) if len(sizes) > len(SOME) else (2_000, 8_000))


def _forged_inclusions(leaf, position, size, path, root):  # noqa: ANN001, ANN202
    yield tree.sha256(leaf), position, size, path, root
    yield leaf, (position + 1) % size if size > 1 else 1, size, path, root
    yield leaf, position, size, path, tree.sha256(root)
    yield leaf, position, size, [*path, root], root
    yield leaf, size, size, path, root
    yield leaf, -1, size, path, root
    if path:
        middle = len(path) // 2
        yield leaf, position, size, path[:-1], root
        yield leaf, position, size, path[1:], root
        yield leaf, position, size, [*path[:middle], leaf, *path[middle + 1 :]], root


def _forged_consistencies(old, new, before, root, path):  # noqa: ANN001, ANN202
    yield old, new, tree.sha256(before), root, path
    yield old, new, before, tree.sha256(root), path
    yield old, new, before, root, [*path, root]
    yield new + 1, new, before, root, path
    yield -1, new, before, root, path
    if path:
        middle = len(path) // 2
        yield old, new, before, root, path[:-1]
        yield old, new, before, root, path[1:]
        yield old, new, before, root, []
        yield old, new, before, root, [*path[:middle], before[::-1], *path[middle + 1 :]]


def _offline_includes(*given: object) -> bool:
    return _offline(check_proof.includes, *given)


def _offline_continues(*given: object) -> bool:
    return _offline(check_proof.continues, *given)


def _offline(check: Callable[..., bool], *given: object) -> bool:
    """The stand-alone script's answer: it says no by raising, or by False."""
    try:
        return check(*given)
    except check_proof.Wrong:
        return False


def test_a_leaf_never_passes_for_a_node() -> None:
    """RFC 6962 2.1: without the prefixes, what a node is hashed from could be shown as a leaf."""
    left, right = ours().leaves[:2]
    root = ours().roots[2]
    assert tree.includes(left, 0, 2, [right], root)
    assert not tree.includes(tree.leaf_hash(left + right), 0, 1, [], root)
    bare = Grown(2, lambda content: tree.sha256(content[1:]))  # the broken twin
    assert bare.roots[2] == tree.leaf_hash(b"".join(bare.leaves), bare.hashed)


def test_the_tree_of_nothing_is_the_hash_of_nothing() -> None:
    assert Edge().root() == tree.sha256(b"") == ours().roots[0]
    assert tree.continues(0, 5, ours().roots[0], ours().roots[5], [])
    assert not tree.continues(0, 5, ours().roots[1], ours().roots[5], [])


def test_a_national_hash_does_as_well() -> None:
    grown = Grown(37, tree.sm3)
    for position in range(37):
        path = grown.inclusion(position, 37)
        given = (grown.leaves[position], position, 37, path, grown.roots[37])
        assert tree.includes(*given, tree.sm3)
        assert not tree.includes(*given)
    for old in range(1, 37):
        path = grown.consistency(old, 37)
        assert tree.continues(old, 37, grown.roots[old], grown.roots[37], path, tree.sm3)


@given(st.data())
def test_a_tree_grows_on_from_its_edge_as_if_it_had_never_stopped(data: st.DataObject) -> None:
    size = data.draw(st.integers(0, SIZES - 1))
    grown = ours()
    edge = Edge(size, [grown.nodes[node] for node in tree.cover(0, size)])
    for number in range(size, data.draw(st.integers(size, SIZES))):
        for node, hashed in edge.append(grown.leaves[number]):
            assert grown.nodes[node] == hashed
        assert edge.root() == grown.roots[number + 1]


@given(st.data())
def test_proofs_of_large_trees_need_few_nodes(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 2**40))
    levels = size.bit_length()
    plan = tree.inclusion_plan(data.draw(st.integers(0, size - 1)), size)
    assert len(plan) <= levels and sum(map(len, plan)) <= 2 * levels
    plan = tree.consistency_plan(data.draw(st.integers(1, size)), size)
    assert len(plan) <= levels + 1 and sum(map(len, plan)) <= 3 * levels


@pytest.mark.parametrize("wrong", [(-1, 5), (5, 5), (0, 0)])
def test_no_proof_is_made_for_a_place_that_is_not_there(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no position"):
        tree.inclusion_plan(*wrong)


def test_an_edge_must_fit_its_size() -> None:
    with pytest.raises(ValueError, match="cannot be the edge"):
        Edge(3, [b""])
    with pytest.raises(ValueError, match="does not continue"):
        tree.consistency_plan(5, 4)

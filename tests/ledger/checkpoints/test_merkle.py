"""Merkle trees: the published roots, and paths that lead nowhere but to the root."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.ledger.checkpoints.merkle import (
    EMPTY,
    GrowingTree,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_from,
)

# The leaves and roots that the authors of RFC 6962 test their own program with.
_LEAVES = (
    *("", "00", "10", "2021", "3031", "40414243", "5051525354555657"),
    "606162636465666768696a6b6c6d6e6f",
)
_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def _slow_root(leaves: list[bytes]) -> bytes:
    """The root by the definition of RFC 6962, section 2.1."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(_slow_root(leaves[:half]), _slow_root(leaves[half:]))


def test_the_published_trees_have_the_published_roots():
    """Any other program that knows RFC 6962 comes to the same roots."""
    tree = GrowingTree()
    assert tree.root() == EMPTY
    for leaf, root in zip(_LEAVES, _ROOTS, strict=True):
        tree.append(leaf_hash(bytes.fromhex(leaf)))
        assert tree.root().hex() == root


@given(st.integers(1, 70), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_no_other_does(size, data):
    """Whatever the size of the tree; another leaf, index or hash on the way leads elsewhere."""
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path, root = inclusion_path(leaves, index), _slow_root(leaves)
    assert root_from(leaves[index], index, size, path) == root
    assert root_from(leaf_hash(b"forged"), index, size, path) != root
    assert root_from(leaves[index], index, size, [*path, root]) is None
    if path:
        spot = data.draw(st.integers(0, len(path) - 1))
        changed = [*path[:spot], leaf_hash(b"x"), *path[spot + 1 :]]
        assert root_from(leaves[index], index, size, changed) != root
        assert root_from(leaves[index], index, size, path[:-1]) != root


@given(st.integers(1, 200))
def test_a_growing_tree_has_the_root_of_the_definition(size):
    """It keeps a hash a level, and forgets nothing that the root needs."""
    leaves, tree = [leaf_hash(str(number).encode()) for number in range(size)], GrowingTree()
    roots = []
    for leaf in leaves:
        tree.append(leaf)
        roots.append(tree.root())
    assert tree.size == size
    assert tree.root() == _slow_root(leaves)
    assert all(one != other for one, other in pairwise(roots))


def test_there_is_no_path_from_a_leaf_that_is_not_there():
    """An index behind the last leaf is a mistake of the caller."""
    with pytest.raises(IndexError):
        inclusion_path([leaf_hash(b"")], 1)
    assert root_from(leaf_hash(b""), 1, 1, []) is None

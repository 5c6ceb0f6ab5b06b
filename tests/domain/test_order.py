"""The order of presentation: fixed, mixed, and a short form is the beginning of the long one."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.bank import mixed
from suitability.domain.kinds import Item, RatingItem
from tests.domain import toy

BANK = toy.bank()

FROZEN_QUICK = """
C01 S02 P01 T04 S03 C02
T03 E02 P03 E04 S05 P04 C05 T02 E03 P02 T05 C04 S01 P05 S04 E01 T01 C03
D01 J01 D02
"""
FROZEN_MORE = "S06 T08 C08 P06 S08 T07 C07 P07 A02 S07 A01 C06 T06 P08"


def scale_of(item_id: str) -> str:
    item = BANK.items[item_id]
    return (item.scale or "expectation") if isinstance(item, RatingItem) else item_id


def test_the_order_never_changes() -> None:
    """Frozen: results and runs on people's disks were answered in this order."""
    assert BANK.order("quick") == tuple(FROZEN_QUICK.split())
    assert BANK.order("long") == tuple(f"{FROZEN_QUICK} {FROZEN_MORE}".split())


def test_the_short_form_is_the_beginning_of_the_long_one() -> None:
    quick, long = BANK.order("quick"), BANK.order("long")
    assert long[: len(quick)] == quick
    assert len(long) == len(set(long)) == len(quick) + len(toy.MORE) + 2


def test_parts_are_not_mixed_with_each_other() -> None:
    assert set(BANK.order("quick")[-3:]) == {"J01", "D01", "D02"}


def test_neighbours_have_different_scales() -> None:
    for form in ("quick", "long"):
        for first, second in pairwise(BANK.order(form)):
            assert scale_of(first) != scale_of(second)


def test_another_seed_gives_another_order_of_the_same_items() -> None:
    orders = {mixed(toy.STATEMENTS, seed, BANK.items) for seed in range(20)}
    assert len(orders) == 20
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(toy.STATEMENTS))}


def test_the_order_in_the_file_does_not_matter() -> None:
    assert mixed(toy.STATEMENTS[::-1], 1, BANK.items) == mixed(toy.STATEMENTS, 1, BANK.items)


def test_items_of_one_scale_stand_in_hash_order_but_for_keying() -> None:
    """Second implementation for a single scale of one keying: nothing but SHA-256 over "seed:id" decides."""
    names = ["S01", "S03", "S05", "S06", "S07"]
    expected = sorted(names, key=lambda name: hashlib.sha256(f"9:{name}".encode()).hexdigest())
    assert list(mixed(names, 9, BANK.items)) == expected


def pool(sizes: tuple[int, ...]) -> dict[str, Item]:
    """Return rating items in groups of these sizes."""
    return {
        f"G{group}{number}": replace(toy.rating("S01"), id=f"G{group}{number}", scale=f"g{group}")
        for group, size in enumerate(sizes)
        for number in range(size)
    }


def touches(order: tuple[str, ...]) -> bool:
    """Return whether two neighbours share their group (second letter of the id)."""
    return any(a[1] == b[1] for a, b in pairwise(order))


@given(st.lists(st.integers(1, 7), min_size=2, max_size=5).map(tuple), st.integers(0, 99))
def test_neighbours_differ_whenever_that_is_possible(sizes: tuple[int, ...], seed: int) -> None:
    """Possible exactly when the largest group is at most one larger than all others together."""
    items = pool(sizes)
    order = mixed(tuple(items), seed, items)
    possible = max(sizes) <= sum(sizes) - max(sizes) + 1
    assert sorted(order) == sorted(items)
    assert touches(order) is not possible


@pytest.mark.parametrize("sizes", [(3, 2, 1), (3, 3), (4, 3), (4, 1, 1), (2, 2, 2), (5, 1), (1, 1, 4)])
def test_the_condition_itself_by_brute_force(sizes: tuple[int, ...]) -> None:
    """All orders of up to seven items: is there one without touching neighbours? Then ours is one."""
    items = pool(sizes)
    letters = [name[1] for name in items]
    possible = any(all(a != b for a, b in pairwise(order)) for order in set(permutations(letters)))
    assert touches(mixed(tuple(items), 3, items)) is not possible


def test_the_keying_alternates_where_it_can() -> None:
    """Of 23 pairs of neighbours among the statements more differ in keying than chance would give (.48)."""
    statements = [item for item in BANK.order("quick") if item in toy.STATEMENTS]
    keyings = [BANK.items[item].keying for item in statements if isinstance(BANK.items[item], RatingItem)]  # type: ignore[union-attr]
    assert Counter(keyings) == {"+": 14, "-": 10}
    assert sum(a != b for a, b in pairwise(keyings)) >= 14


def test_an_unknown_form_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        BANK.order("nothing")

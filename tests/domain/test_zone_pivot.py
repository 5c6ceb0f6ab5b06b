"""The answer that would change a zone: found by trying every answer of every item, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.scoring import ScaleScore, Zone, score_scale
from suitability.domain.zone_pivot import zone_pivot
from tests.domain import toy

BANK = toy.bank()
ITEMS = tuple(item.id for item in BANK.rating_items("quick", "patience"))


def score_of(codes: dict[str, int | None]) -> ScaleScore:
    return score_scale(BANK, "quick", "patience", toy.result(BANK, "quick", dict(codes)).responses)


def others(codes: dict[str, int | None]) -> Iterator[tuple[float, str, int, Zone]]:
    """Yield every single change of an answer that gives another zone: how large, item, code and zone."""
    zone = score_of(codes).zone
    for item, code in codes.items():
        for other in range(1, 6):
            if code is None:
                continue
            new = score_of({**codes, item: other}).zone
            if new is not None and new is not zone:
                yield abs(other - code) / 4, item, other, new


@given(st.lists(st.one_of(st.integers(1, 5), st.none()), min_size=len(ITEMS), max_size=len(ITEMS)))
def test_the_pivot_is_one_of_the_smallest_changes_that_give_another_zone(
    given_codes: list[int | None],
) -> None:
    codes = dict(zip(ITEMS, given_codes, strict=True))
    score = score_of(codes)
    pivot = zone_pivot(BANK, "quick", score, toy.result(BANK, "quick", dict(codes)).responses)
    possible = sorted(others(codes)) if score.zone is not None else []
    if not possible:
        assert pivot is None
        return
    assert pivot is not None
    smallest = {(item, code, zone) for change, item, code, zone in possible if change == possible[0][0]}
    assert (pivot.item, pivot.answer, pivot.zone) in smallest


@pytest.mark.parametrize(("value", "there"), [(0.75, True), (1.0, False), (0.0, False)])
def test_near_a_cut_there_is_a_pivot_and_at_the_ends_there_is_none(value: float, *, there: bool) -> None:
    """Of five items one moves the mean by a fifth at most: 75 can leave its zone, 0 and 100 cannot."""
    codes: dict[str, int | None] = {}
    for name in ITEMS:
        item = next(one for one in BANK.rating_items("quick", "patience") if one.id == name)
        code = item.answer_with(value, 3)
        assert isinstance(code, int)
        codes[name] = code
    found = zone_pivot(BANK, "quick", score_of(codes), toy.result(BANK, "quick", dict(codes)).responses)
    assert (found is not None) is there


def test_without_a_zone_there_is_no_pivot() -> None:
    codes: dict[str, int | None] = dict.fromkeys(ITEMS)
    score = score_of(codes)
    assert score.zone is None
    assert zone_pivot(BANK, "quick", score, {}) is None

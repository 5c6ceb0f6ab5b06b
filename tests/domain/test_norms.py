"""Norm groups: percentile ranks, the size below which there are none, and the error for fewer answers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.norms import (
    LEAST_PEOPLE,
    percentile_rank,
    rounded,
    sem_by_answered,
    shown_norm,
    standing,
)
from tests.domain import toy

GROUP = toy.norm_group("quick", "ru")
ROW = GROUP.scales[0]


@pytest.mark.parametrize(
    ("pomp", "rank"),
    [(0, 5.0), (9, 10.0), (10, 15.0), (49.6, 55.0), (50, 55.0), (50.4, 55.0), (90, 95.0), (95, 100.0)],
)
def test_a_rank_counts_those_below_and_half_of_those_equal(pomp: float, rank: float) -> None:
    """A tenth of the group stands at each of 0, 10, ... 90."""
    assert percentile_rank(ROW, pomp) == pytest.approx(rank)


@given(st.floats(0, 100), st.floats(0, 100))
def test_ranks_never_fall_as_scores_rise(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= percentile_rank(ROW, low) <= percentile_rank(ROW, high) <= 100.0


def test_only_the_ends_of_a_range_have_a_standing() -> None:
    found = standing(GROUP, "patience", 20.0, 60.0)
    assert found is not None
    assert (found.low, found.high) == (25.0, 65.0)


def test_without_a_group_a_range_or_enough_people_there_is_no_standing() -> None:
    small = toy.norm_group("quick", "ru", LEAST_PEOPLE - 10)

    assert standing(None, "patience", 20.0, 60.0) is None
    assert standing(GROUP, "patience", None, None) is None
    assert standing(GROUP, "unknown", 20.0, 60.0) is None
    assert standing(small, "patience", 20.0, 60.0) is None
    assert shown_norm(small) is None
    assert shown_norm(GROUP) is GROUP


def test_a_scale_that_few_of_a_large_group_have_has_no_standing() -> None:
    thin = replace(GROUP, scales=tuple(replace(row, n=LEAST_PEOPLE - 1) for row in GROUP.scales))
    assert standing(thin, "patience", 20.0, 60.0) is None


def test_caution_ends_with_four_hundred_people() -> None:
    assert not GROUP.cautious
    assert toy.norm_group("quick", "ru", 399).cautious


def test_the_error_follows_the_classical_formula_and_grows_with_open_items() -> None:
    found = sem_by_answered(20.0, 0.84, 10, 8)
    assert list(found) == ["8", "9", "10"]
    assert found["10"] == pytest.approx(8.0)
    assert found["8"] == pytest.approx(8.0 * math.sqrt(10 / 8), abs=0.005)


def test_of_several_groups_the_largest_serves() -> None:
    small, large = toy.norm_group("quick", "ru", 200), replace(GROUP, id="large", n=900)
    bank = replace(toy.bank(), norms={"small": small, "large": large})

    assert bank.norm("quick", "ru") is large
    assert bank.norm("quick", "en") is None


@pytest.mark.parametrize(("pomp", "whole"), [(0.0, 0), (62.5, 63), (63.5, 64), (99.5, 100), (12.49, 12)])
def test_halves_are_rounded_up(pomp: float, whole: int) -> None:
    assert rounded(pomp) == whole

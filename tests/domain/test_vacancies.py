"""A list of adverts summed up: hand-worked percentiles, repeats, groups that are never put together."""

from __future__ import annotations

import statistics
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.vacancies import (
    LEAST,
    Advert,
    groups_of,
    percentile,
    summarise,
    without_repeats,
)

ONE = Advert("Оператор", 50_000, 70_000, "RUB", "net", "month", "А", "Москва", "none")


def test_percentiles_by_hand() -> None:
    """Ten values: the place of p25 is 0.25 * 9 = 2.25, a quarter of the way from the third to the fourth."""
    values = [10.0, 20, 30, 40, 50, 60, 70, 80, 90, 100]

    assert percentile(values, 0.25) == pytest.approx(32.5)
    assert percentile(values, 0.5) == pytest.approx(55)
    assert percentile(values, 0.1) == pytest.approx(19)
    assert (percentile(values, 0), percentile(values, 1)) == (10, 100)
    assert percentile([7.0], 0.3) == 7


@given(st.lists(st.floats(1, 1e6), min_size=2, max_size=60))
def test_quartiles_agree_with_the_standard_library(values: list[float]) -> None:
    ordered = sorted(values)
    expected = statistics.quantiles(ordered, n=4, method="inclusive")

    assert [percentile(ordered, share) for share in (0.25, 0.5, 0.75)] == pytest.approx(expected)


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=60))
def test_a_summary_rises_and_stays_inside_its_ends(values: list[float]) -> None:
    found = summarise(values)
    shares = [found.p10, found.p25, found.median, found.p75, found.p90]

    assert (found.n, found.low, found.high) == (len(values), min(values), max(values))
    known = [one for one in shares if one is not None]
    assert len(known) == (5 if len(values) >= LEAST else 0)
    line = [found.low, *known, found.high]
    assert all(a <= b + 1e-9 * b for a, b in pairwise(line))


def test_the_value_is_the_midpoint_or_the_one_bound() -> None:
    assert ONE.value == 60_000
    assert replace(ONE, low=None).value == 70_000
    assert replace(ONE, high=None).value == 50_000


def test_a_repeat_in_another_city_counts_once_and_a_difference_counts() -> None:
    same = replace(ONE, city="Тула", title="  ОПЕРАТОР ", step=None)
    others = [
        replace(ONE, employer="Б"),
        replace(ONE, high=80_000),
        replace(ONE, basis="gross"),
        replace(ONE, currency="KZT"),
    ]

    assert without_repeats([ONE, same, *others, ONE]) == (ONE, *others)


def test_currencies_bases_and_periods_are_never_put_together() -> None:
    adverts = [
        replace(ONE, title=f"{name} {number}", **change)  # type: ignore[arg-type]
        for number in range(3)
        for name, change in (
            ("a", {}),
            ("b", {"basis": "gross"}),
            ("c", {"currency": "USD"}),
            ("d", {"period": "year"}),
        )
    ] + [replace(ONE, title="one more", city="Тула", step="1-3", low=90_000, high=None)]

    groups = groups_of(adverts)

    assert [(one.currency, one.basis, one.period, one.whole.n) for one in groups] == [
        ("RUB", "net", "month", 4),
        ("RUB", "gross", "month", 3),
        ("RUB", "net", "year", 3),
        ("USD", "net", "month", 3),
    ]
    assert [(step, part.n) for step, part in groups[0].by_step] == [("none", 3), ("1-3", 1)]
    assert [(city, part.n) for city, part in groups[0].by_city] == [("Москва", 3), ("Тула", 1)]

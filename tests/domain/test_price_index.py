"""Old amounts in later prices: known multipliers, every step, bounds inside a year, gaps by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.price_index import IndexPoint, Series, bring, in_prices_of, missing_years
from suitability.domain.text import LocalizedText
from suitability.errors import PayDataMissing

GROWTH = {
    2013: 6.45, 2014: 11.36, 2015: 12.91, 2016: 5.38, 2017: 2.52, 2018: 4.27, 2019: 3.05, 2020: 4.91,
    2021: 8.39, 2022: 11.94, 2023: 7.42, 2024: 9.52, 2025: 5.59,
}  # fmt: skip
"""Typed from section 2.1 of the research."""


def point(as_of: str, value: float) -> IndexPoint:
    return IndexPoint(as_of=as_of, value=value, source="s", url="https://s.example/", trust="B")


PRICES = Series(
    kind="prices",
    statistic=LocalizedText(en="growth"),
    points=tuple(point(str(year), value) for year, value in GROWTH.items()),
)
PAY = Series(
    kind="average_pay",
    statistic=LocalizedText(en="pay"),
    points=(point("2024", 87_952), point("2025-06", 103_200), point("2025-11", 98_192)),
    currency="RUB",
    basis="gross",
)


@pytest.mark.parametrize(
    ("start", "factor"), [(2013, 2.308), (2014, 2.073), (2016, 1.742), (2020, 1.507), (2022, 1.242)]
)
def test_the_multipliers_of_the_research_come_out(start: int, factor: float) -> None:
    assert round(bring(PRICES, 1, start, 2025).factor, 3) == factor


def test_every_step_is_there_with_its_year_growth_and_amount() -> None:
    brought = bring(PRICES, 1_000, 2022, 2025)

    assert [(step.year, step.growth) for step in brought.steps] == [(2023, 7.42), (2024, 9.52), (2025, 5.59)]
    assert [round(step.amount, 2) for step in brought.steps] == [1074.2, 1176.46, 1242.23]
    assert (brought.before, brought.after) == (1_000, brought.steps[-1].amount)


def test_a_month_inside_a_year_gives_two_bounds_and_december_one() -> None:
    """11,000 roubles of February 2014: from December 2014 and from December 2013, to December 2025."""
    low, high = in_prices_of(PRICES, 11_000, "2014-02", 2025)

    assert (low.start, high.start) == (2014, 2013)
    assert (round(low.after), round(high.after)) == (22_798, 25_388)
    assert [one.start for one in in_prices_of(PRICES, 11_000, "2014-12", 2025)] == [2014]
    assert [one.start for one in in_prices_of(PRICES, 11_000, "2014", 2025)] == [2014, 2013]


def test_the_lower_bound_comes_first_in_a_year_of_falling_prices_too() -> None:
    falling = replace(PRICES, points=(point("2014", -5.0), point("2015", 2.0)))

    low, high = in_prices_of(falling, 100, "2014-03", 2015)

    assert (low.start, high.start) == (2013, 2014)
    assert low.after < high.after


@given(st.floats(1, 1e7), st.integers(2013, 2025), st.integers(2013, 2025))
def test_there_and_back_is_the_same_amount(amount: float, start: int, end: int) -> None:
    there = bring(PRICES, amount, start, end)
    assert bring(PRICES, there.after, end, start).after == pytest.approx(amount)
    assert len(there.steps) == abs(end - start)


@given(st.integers(2013, 2025), st.integers(2013, 2025), st.integers(2013, 2025))
def test_going_by_a_year_between_makes_no_difference(first: int, second: int, third: int) -> None:
    by_way = bring(PRICES, bring(PRICES, 100, first, second).after, second, third).after
    assert by_way == pytest.approx(bring(PRICES, 100, first, third).after)


@pytest.mark.parametrize(
    ("start", "end", "year"), [(2011, 2025, 2012), (2024, 2026, 2026), (2026, 2024, 2026)]
)
def test_a_year_that_is_not_there_is_named(start: int, end: int, year: int) -> None:
    with pytest.raises(PayDataMissing) as caught:
        bring(PRICES, 100, start, end)

    assert caught.value.code == "index_year_missing"
    assert caught.value.values == {"year": str(year), "known": "2013-2025"}


def test_a_hole_in_the_series_is_found_and_stops_the_way() -> None:
    holed = replace(PRICES, points=tuple(one for one in PRICES.points if one.year not in (2018, 2019)))

    assert missing_years(PRICES.points) == ()
    assert missing_years(holed.points) == (2018, 2019)
    with pytest.raises(PayDataMissing, match="2018"):
        bring(holed, 100, 2014, 2025)


@pytest.mark.parametrize(
    ("as_of", "value"),
    [("2024", 87_952), ("2025-05", None), ("2025-06", 103_200), ("2025-10", 103_200), ("2025", 98_192)],
)
def test_a_value_holds_within_its_year_and_never_beyond(as_of: str, value: float | None) -> None:
    found = PAY.at(as_of)

    assert (None if found is None else found.value) == value
    assert PAY.at("2026-01") is None

"""Selection rates and score gaps against tables worked by hand and against published results."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.fairness import (
    GroupCount,
    Spread,
    Verdict,
    compare_rates,
    fisher_exact,
    mean_gap,
    rate_ratio,
    spread_of,
)


def exact_p(a: int, n1: int, c: int, n2: int) -> Fraction:
    """Return Fisher's two-sided p in whole numbers: the second implementation."""
    selected, total = a + c, n1 + n2
    tables = {
        k: math.comb(n1, k) * math.comb(n2, selected - k)
        for k in range(max(0, selected - n2), min(n1, selected) + 1)
    }
    likely = sum(ways for ways in tables.values() if ways <= tables[a])
    return Fraction(likely, math.comb(total, selected))


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        # the tea-tasting lady, 3 of 4 right (Fisher 1935): 34/70
        (GroupCount("a", 4, 3), GroupCount("b", 4, 1), 34 / 70),
        # the three tables of evidence.md 6
        (GroupCount("a", 20, 12), GroupCount("b", 20, 8), 0.34),
        (GroupCount("a", 50, 30), GroupCount("b", 50, 20), 0.07),
        (GroupCount("a", 100, 60), GroupCount("b", 100, 45), 0.047),
    ],
)
def test_fishers_test_gives_published_values(first: GroupCount, second: GroupCount, p: float) -> None:
    assert fisher_exact(first, second) == pytest.approx(p, abs=0.005)


counts = st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(counts, counts)
def test_fishers_test_agrees_with_whole_numbers(one: tuple[int, int], two: tuple[int, int]) -> None:
    first, second = GroupCount("a", *one), GroupCount("b", *two)
    found = fisher_exact(first, second)
    assert found == pytest.approx(float(exact_p(one[1], one[0], two[1], two[0])), rel=1e-6)
    assert found == pytest.approx(fisher_exact(second, first), rel=1e-9)


def test_the_ratio_of_the_official_example() -> None:
    """60, 45, 48 and 51 in a hundred: 75, 80 and 85 per cent; only the first is below four fifths."""
    groups = [GroupCount(name, 100, n) for name, n in (("w", 60), ("x", 45), ("y", 48), ("z", 51))]
    rows = compare_rates(groups)
    assert [None if row.ratio is None else round(row.ratio.value, 2) for row in rows] == [
        None,
        0.75,
        0.80,
        0.85,
    ]
    assert [row.verdict for row in rows] == [
        Verdict.REFERENCE,
        Verdict.BELOW,
        Verdict.ALIKE,
        Verdict.ALIKE,
    ]


def test_the_interval_of_a_ratio_worked_by_hand() -> None:
    """30/50 against 20/50: ln(2/3) -+ 1.96 sqrt(1/20 - 1/50 + 1/30 - 1/50) = -.4055 -+ .4078."""
    found = rate_ratio(GroupCount("b", 50, 20), GroupCount("a", 50, 30))
    assert found is not None
    assert found.low == pytest.approx(math.exp(-0.40547 - 1.959964 * math.sqrt(0.0433333)), rel=1e-4)
    assert found.high == pytest.approx(math.exp(-0.40547 + 1.959964 * math.sqrt(0.0433333)), rel=1e-4)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 2 / 3 < 1 < found.high


def test_small_groups_are_not_judged() -> None:
    rows = compare_rates([GroupCount("a", 29, 20), GroupCount("b", 400, 100)])
    assert [row.verdict for row in rows] == [Verdict.TOO_FEW, Verdict.REFERENCE]
    rows = compare_rates([GroupCount("a", 10, 9), GroupCount("b", 12, 1)])
    assert [row.verdict for row in rows] == [Verdict.REFERENCE, Verdict.TOO_FEW]


def test_below_four_fifths_by_chance_and_different_above_it() -> None:
    chance = compare_rates([GroupCount("a", 50, 30), GroupCount("b", 50, 20)])
    assert chance[1].verdict is Verdict.BELOW_BY_CHANCE
    large = compare_rates([GroupCount("a", 10_000, 5_000), GroupCount("b", 10_000, 4_500)])
    assert large[1].verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [GroupCount("a", 50, 20)],
        [GroupCount("a", 50, 0), GroupCount("b", 50, 0)],
        [GroupCount("a", 0, 0), GroupCount("b", 0, 0)],
    ],
)
def test_where_nothing_can_be_compared_nothing_is(groups: list[GroupCount]) -> None:
    assert {row.verdict for row in compare_rates(groups)} <= {Verdict.NO_REFERENCE}


def test_all_selected_and_an_empty_group() -> None:
    rows = compare_rates([GroupCount("a", 40, 40), GroupCount("b", 40, 40), GroupCount("c", 0, 0)])
    assert [row.verdict for row in rows] == [Verdict.REFERENCE, Verdict.ALIKE, Verdict.TOO_FEW]


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        GroupCount("a", 4, 5)


def test_the_spread_and_gap_worked_by_hand() -> None:
    """1, 2, 3, 4, 5 against 2, 4, 6: means 3 and 4; variances 2.5 and 4; degrees 3.533; t = 2.9273."""
    one, two = spread_of({1: 1, 2: 1, 3: 1, 4: 1, 5: 1}), spread_of({2: 1, 4: 1, 6: 1})
    assert (one.mean, two.mean) == (3.0, 4.0)
    assert one.sd == pytest.approx(math.sqrt(2.5))
    found = mean_gap(one, two)
    assert found is not None
    variance = 2.5 / 5 + 4 / 3
    degrees = variance**2 / ((2.5 / 5) ** 2 / 4 + (4 / 3) ** 2 / 2)
    assert degrees == pytest.approx(3.5331, abs=1e-3)
    assert found.value == -1.0
    assert found.high is not None
    assert found.low is not None
    assert (found.high - found.low) / 2 == pytest.approx(2.9284 * math.sqrt(variance), rel=2e-3)


def test_gaps_without_people_or_spread() -> None:
    assert mean_gap(spread_of({}), spread_of({1: 5})) is None
    assert mean_gap(spread_of({1: 1}), spread_of({1: 5})) is None
    same = mean_gap(Spread(5, 2.0, 0.0), Spread(5, 1.0, 0.0))
    assert same is not None
    assert (same.low, same.value, same.high) == (1.0, 1.0, 1.0)

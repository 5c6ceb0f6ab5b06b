"""Omega and its jackknife interval: hand-made factors, cases without a solution, coverage."""

from __future__ import annotations

import math

import pytest

from suitability.domain.consistency import alpha, feldt_interval, item_rest
from suitability.domain.intervals import beta_cdf, f_quantile, t_quantile
from suitability.services.reliability import GROUPS, Moments, added, omega_total, omega_with_interval

np = pytest.importorskip("numpy")

LOADINGS = (0.9, 0.7, 0.6, 0.5, 0.8)
UNIQUE = (0.4, 0.6, 0.9, 0.7, 0.5)
TRUE_OMEGA = sum(LOADINGS) ** 2 / (sum(LOADINGS) ** 2 + sum(UNIQUE))


def one_factor() -> list[list[float]]:
    """Return the covariances of a known factor."""
    size = range(len(LOADINGS))
    return [[LOADINGS[a] * LOADINGS[b] + (UNIQUE[a] if a == b else 0.0) for b in size] for a in size]


def drawn(people: int, seed: int) -> list[Moments]:
    """Return the moments of people drawn from the factor, dealt into groups."""
    generator = np.random.default_rng(seed)
    trait = generator.standard_normal((people, 1))
    values = trait * LOADINGS + generator.standard_normal((people, len(LOADINGS))) * np.sqrt(UNIQUE)
    found = []
    for group in range(GROUPS):
        part = values[group::GROUPS]
        found.append(Moments(len(part), tuple(part.sum(axis=0)), tuple(map(tuple, part.T @ part))))
    return found


def test_a_known_factor_gives_its_omega() -> None:
    assert float(omega_total(np.asarray([one_factor()]))[0]) == pytest.approx(TRUE_OMEGA, abs=1e-8)


def test_equal_loadings_make_omega_equal_to_alpha() -> None:
    matrix = [[1.0 if a == b else 0.3 for b in range(8)] for a in range(8)]
    value = alpha(matrix)
    assert value == pytest.approx(8 * 0.3 / (1 + 7 * 0.3))  # Spearman-Brown
    assert float(omega_total(np.asarray([matrix]))[0]) == pytest.approx(value, abs=1e-8)


def test_unequal_loadings_make_alpha_the_smaller() -> None:
    value = alpha(one_factor())
    assert value is not None
    assert value < TRUE_OMEGA - 0.005


@pytest.mark.parametrize(
    "matrix",
    [
        [[1.0, 0.5], [0.5, 1.0]],
        [[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 0.0]],
        [[1.0, 0.99, 0.1], [0.99, 1.0, 0.5], [0.1, 0.5, 1.0]],
    ],
    ids=["two items", "an item that does not vary", "a communality of one"],
)
def test_where_no_factor_fits_there_is_no_omega(matrix: list[list[float]]) -> None:
    assert math.isnan(float(omega_total(np.asarray([matrix]))[0]))


def test_alpha_needs_two_items_and_people_who_differ() -> None:
    assert alpha([[1.0]]) is None
    assert alpha([[0.0, 0.0], [0.0, 0.0]]) is None
    assert item_rest([[0.0, 0.0], [0.0, 1.0]], 0) is None


def test_groups_add_up_to_the_whole() -> None:
    parts = drawn(230, 1)
    whole = added(parts)

    assert whole.n == 230
    with pytest.raises(ValueError, match="no moments"):
        added([])
    found = np.asarray(whole.covariances())
    assert float(np.abs(found - found.T).max()) < 1e-9


def test_few_people_get_a_value_without_an_interval() -> None:
    few = omega_with_interval([Moments(6, tuple(1.0 for _ in LOADINGS), tuple(map(tuple, np.eye(5) + 5)))])
    assert few is None or (few.low, few.high) == (None, None)
    assert omega_with_interval([]) is None


@pytest.mark.slow
def test_the_jackknife_interval_covers_what_it_promises() -> None:
    """300 samples of 400 people: 95 % should hold the true value (3 standard errors: 3.8 %)."""
    intervals = [omega_with_interval(drawn(400, seed)) for seed in range(300)]
    ends = [(one.low, one.high) for one in intervals if one is not None]
    covered = sum(low is not None and high is not None and low <= TRUE_OMEGA <= high for low, high in ends)

    assert len(ends) == 300
    assert 0.912 <= covered / 300 <= 0.988


def test_more_people_make_the_interval_narrower() -> None:
    small, large = omega_with_interval(drawn(200, 3)), omega_with_interval(drawn(5000, 3))
    assert small is not None
    assert large is not None
    assert None not in (small.low, small.high, large.low, large.high)
    assert (large.high or 0) - (large.low or 0) < 0.5 * ((small.high or 0) - (small.low or 0))


def test_feldts_interval_holds_the_estimate_and_narrows() -> None:
    wide, narrow = feldt_interval(0.8, 50, 10), feldt_interval(0.8, 1_000_000, 10)
    assert wide[0] < narrow[0] < 0.8 < narrow[1] < wide[1]
    assert narrow[1] - narrow[0] < 0.002


def test_the_incomplete_beta_function_has_its_known_values() -> None:
    assert beta_cdf(0.0, 2, 3) == 0.0
    assert beta_cdf(1.0, 2, 3) == 1.0
    assert beta_cdf(0.3, 1, 1) == pytest.approx(0.3)
    assert beta_cdf(0.5, 7, 7) == pytest.approx(0.5)
    assert beta_cdf(0.25, 2, 1) == pytest.approx(0.0625)
    assert f_quantile(0.5, 1e6, 1e6) == pytest.approx(1.0, abs=1e-6)
    assert t_quantile(0.5, 10) == 0.0

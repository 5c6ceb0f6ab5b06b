"""Coefficient alpha from a table of covariances, with Feldt's interval, and alpha at other lengths.

Lists and floats only. Omega needs a factor and therefore numpy: ``services.reliability``.
"""

from __future__ import annotations

from collections.abc import Sequence

from suitability.domain.intervals import f_quantile

Matrix = Sequence[Sequence[float]]


def alpha(covariances: Matrix) -> float | None:
    """Return coefficient alpha (Cronbach 1951) of the items of a covariance matrix.

    None with fewer than two items or where the total does not vary. It can be negative; it is at most 1.
    """
    items = len(covariances)
    total = sum(sum(row) for row in covariances)
    if items < 2 or total <= 0.0:
        return None
    own = sum(covariances[place][place] for place in range(items))
    return items / (items - 1.0) * (1.0 - own / total)


def without(covariances: Matrix, place: int) -> list[list[float]]:
    """Return the covariance matrix without the item at ``place``."""
    return [
        [value for column, value in enumerate(row) if column != place]
        for number, row in enumerate(covariances)
        if number != place
    ]


def feldt_interval(value: float, people: int, items: int, level: float = 0.95) -> tuple[float, float]:
    """Return Feldt's interval (1965) of an alpha: (1 - alpha) x F quantiles.

    (1 - alpha) / (1 - estimate) follows F with (n - 1) and (n - 1)(k - 1) degrees of freedom when items are
    parallel and normal; answers in five steps are neither, so the interval is an approximation.

    Args:
        value: the estimated alpha.
        people: number of people n, at least 2.
        items: number of items k, at least 2.
        level: confidence 0-1.
    """
    over, under = people - 1.0, (people - 1.0) * (items - 1.0)
    tail = (1.0 - level) / 2.0
    return (
        1.0 - (1.0 - value) * f_quantile(1.0 - tail, over, under),
        1.0 - (1.0 - value) * f_quantile(tail, over, under),
    )


def item_rest(covariances: Matrix, place: int) -> float | None:
    """Return the correlation of an item with the sum of the others; None where one of them does not vary."""
    own = covariances[place][place]
    with_all = sum(covariances[place])
    rest = sum(sum(row) for row in covariances) - 2.0 * with_all + own
    product = own * rest
    return None if product <= 0.0 else float((with_all - own) / product**0.5)


def mean_correlation(covariances: Matrix) -> float | None:
    """Return the mean correlation of every two items; None with fewer than two, or where one does not vary.

    Unlike alpha it does not depend on the number of items.
    """
    items = len(covariances)
    if items < 2 or min(covariances[place][place] for place in range(items)) <= 0.0:
        return None
    spread: list[float] = [covariances[place][place] ** 0.5 for place in range(items)]
    found = [
        covariances[row][column] / (spread[row] * spread[column])
        for row in range(items)
        for column in range(row)
    ]
    return sum(found) / len(found)


def alpha_of_another_length(value: float, items: int, other: int) -> float:
    """Return the alpha of ``other`` items that hang together as ``items`` with alpha ``value`` do.

    Spearman and Brown (1910): k r / (1 + (k - 1) r) with the mean correlation r that gives ``value``.

    Args:
        value: alpha of the items there are, 0-1.
        items: their number, at least 1.
        other: the number that is asked about, at least 1.
    """
    correlation = value / (items - value * (items - 1.0))
    return other * correlation / (1.0 + (other - 1.0) * correlation)

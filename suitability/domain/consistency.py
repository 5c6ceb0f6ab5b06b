"""Coefficient alpha from a table of covariances, with Feldt's interval; lists and floats only.

Omega needs a factor and therefore numpy: ``services.reliability``.
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

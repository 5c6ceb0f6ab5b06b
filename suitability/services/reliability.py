"""How items hang together: alpha, omega total of one factor, with intervals. numpy loads inside functions.

The factor is fitted to the correlations by least squares (minimum residuals) through iterated principal axes,
many matrices at once, since the jackknife needs as many fits as it has groups.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from suitability.domain.consistency import alpha, feldt_interval, mean_correlation
from suitability.domain.intervals import Interval, t_quantile
from suitability.services.graded_model import load_numpy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GROUPS = 50
"""People are dealt into so many groups; the jackknife leaves out one after the other."""

_ROUNDS = 3_000
_CLOSE = 1e-10
LEAST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Moments:
    """Counts and sums that covariances come from: ``n`` people, sums of each item and of each product."""

    n: int
    sums: tuple[float, ...]
    products: tuple[tuple[float, ...], ...]

    def covariances(self) -> list[list[float]]:
        """Return the covariance matrix (n - 1).

        Raises:
            ZeroDivisionError: fewer than two people.
        """
        return [
            [
                (product - self.sums[row] * self.sums[column] / self.n) / (self.n - 1)
                for column, product in enumerate(line)
            ]
            for row, line in enumerate(self.products)
        ]


def added(parts: Sequence[Moments]) -> Moments:
    """Return the moments of all parts together.

    Raises:
        ValueError: there are no parts.
    """
    if not parts:
        raise ValueError("no moments to add")
    size = range(len(parts[0].sums))
    return Moments(
        sum(part.n for part in parts),
        tuple(math.fsum(part.sums[i] for part in parts) for i in size),
        tuple(tuple(math.fsum(part.products[i][j] for part in parts) for j in size) for i in size),
    )


@dataclass(frozen=True, slots=True)
class Consistency:
    """How the items of a scale or block hang together, over the ``complete`` people who answered them all.

    ``alpha`` with Feldt's interval, ``omega`` total of one factor with a jackknife interval, and ``mean_r``,
    the mean correlation of every two items. None where it cannot be computed, as for a single item.
    """

    complete: int
    alpha: Interval | None = None
    omega: Interval | None = None
    mean_r: float | None = None


def consistency_of(moments: Mapping[int, Moments], items: int, level: float = 0.95) -> Consistency:
    """Return how ``items`` items hang together, from the moments of complete people by jackknife group.

    Raises:
        UserError: numpy is missing.
    """
    groups = [moments[group] for group in sorted(moments)]
    complete = sum(group.n for group in groups)
    if complete < 2:
        return Consistency(complete)
    covariances = added(groups).covariances()
    value = alpha(covariances)
    found = None if value is None else Interval(value, *feldt_interval(value, complete, items, level))
    return Consistency(complete, found, omega_with_interval(groups, level), mean_correlation(covariances))


def omega_total(covariances: Floats) -> Floats:
    """Return omega total of each covariance matrix (matrices x items x items): 1 - uniqueness / variance.

    The share of the variance of the sum that one common factor explains (McDonald 1999), with the factor from
    the correlations; for a correlation matrix this is what R's psych calls omega total with one factor. NaN
    where there is no proper solution: fewer than three items, an item that does not vary, a communality of 1.
    """
    np = load_numpy()
    count, items = covariances.shape[:2]
    found: Floats = np.full(count, np.nan)
    variances = np.einsum("bii->bi", covariances)
    varied = (variances > 0).all(axis=1)
    if items < LEAST_ITEMS or not varied.any():
        return found
    spread = np.sqrt(variances[varied])
    correlations = covariances[varied] / (spread[:, :, None] * spread[:, None, :])
    shared = _communalities(correlations)
    unique = ((1.0 - shared) * variances[varied]).sum(axis=1)
    total = covariances[varied].sum(axis=(1, 2))
    proper = (shared < 1.0 - 1e-6).all(axis=1) & (total > 0)
    found[varied] = np.where(proper, 1.0 - unique / np.where(total > 0, total, 1.0), np.nan)
    return found


def _communalities(correlations: Floats) -> Floats:
    """Return the share of each item's variance that one factor explains, by iterated principal axes."""
    np = load_numpy()
    items = correlations.shape[1]
    shared = np.abs(correlations - np.eye(items)).max(axis=2)
    diagonal = np.arange(items)
    reduced = correlations.copy()
    for _ in range(_ROUNDS):
        reduced[:, diagonal, diagonal] = shared
        values, vectors = np.linalg.eigh(reduced)
        new = np.minimum(np.maximum(values[:, -1:], 0.0) * vectors[:, :, -1] ** 2, 1.0)
        change = float(np.abs(new - shared).max())
        shared = new
        if change < _CLOSE:
            break
    result: Floats = shared
    return result


def omega_with_interval(groups: Sequence[Moments], level: float = 0.95) -> Interval | None:
    """Return omega total of all groups together and its interval, or None where no factor fits.

    The interval is a delete-a-group jackknife of ln(1 - omega), whose spread hardly depends on omega itself,
    with Student's t at (groups - 1) degrees of freedom. It needs no drawing of samples, so that the same
    answers give the same interval, and no more memory for a million people than for a hundred.
    """
    np = load_numpy()
    used = [group for group in groups if group.n > 0]
    if sum(group.n for group in used) < 2:
        return None
    whole = added(used)
    value = float(omega_total(np.asarray([whole.covariances()]))[0])
    if math.isnan(value) or value >= 1.0:
        return None
    left_out = [_less(whole, group) for group in used] if len(used) > 1 else []
    if len(left_out) < 10 or min(group.n for group in left_out) < 3:
        return Interval(value, None, None)
    values = omega_total(np.asarray([group.covariances() for group in left_out]))
    if np.isnan(values).any() or (values >= 1.0).any():
        return Interval(value, None, None)
    logs = np.log1p(-values)
    count = len(left_out)
    error = math.sqrt((count - 1) / count * float(((logs - logs.mean()) ** 2).sum()))
    reach = t_quantile((1.0 + level) / 2.0, count - 1) * error
    centre = math.log1p(-value)
    return Interval(value, 1.0 - math.exp(centre + reach), 1.0 - math.exp(centre - reach))


def _less(whole: Moments, part: Moments) -> Moments:
    return Moments(
        whole.n - part.n,
        tuple(a - b for a, b in zip(whole.sums, part.sums, strict=True)),
        tuple(
            tuple(a - b for a, b in zip(ours, theirs, strict=True))
            for ours, theirs in zip(whole.products, part.products, strict=True)
        ),
    )

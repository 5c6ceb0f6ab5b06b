"""An estimate with its interval, and the distributions that ends need: incomplete beta, F, Student's t.

Checked against R's ``qf`` and ``qt`` (tests/fixtures/quality).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

_TINY = 1e-300
_STEPS = 100_000
_CLOSE = 1e-14


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its 95 % interval; the ends are None where none can be given."""

    value: float
    low: float | None
    high: float | None


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), 0-1, by its continued fraction (Lentz)."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - beta_cdf(1.0 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / _safe(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        change = 1.0
        for term in (even, odd):
            d = 1.0 / _safe(1.0 + term * d)
            c = _safe(1.0 + term / c)
            change = c * d
            value *= change
        if abs(change - 1.0) < _CLOSE:
            break
    return value


def _safe(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def f_quantile(share: float, over: float, under: float) -> float:
    """Return the quantile of the F distribution with ``over`` and ``under`` degrees of freedom, by bisection.

    Args:
        share: 0-1, both ends excluded.
        over: degrees of freedom of the numerator.
        under: those of the denominator.
    """
    low, high = 0.0, 1.0  # of x = over F / (over F + under), which follows a beta distribution
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if beta_cdf(middle, over / 2.0, under / 2.0) < share:
            low = middle
        else:
            high = middle
    x = (low + high) / 2.0
    return under * x / (over * (1.0 - x))


def t_quantile(share: float, degrees: float) -> float:
    """Return the quantile of Student's t distribution; ``share`` 0.5 to 1, 1 excluded."""
    return math.sqrt(f_quantile(2.0 * share - 1.0, 1.0, degrees)) if share > 0.5 else 0.0


def z_quantile(share: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(share)

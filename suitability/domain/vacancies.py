"""A list of job adverts summed up by the rules of ``docs/pay.md``: midpoints, repeats once, percentiles.

Adverts with different currencies, bases or periods are never put together. The value of an advert is the
midpoint of its bounds, or the one bound it gives; adverts with the same title, employer and bounds count
once, whatever the city; percentiles are interpolated linearly between neighbouring adverts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from suitability.domain.pay import STEPS, Basis, Step

AdvertPeriod = Literal["month", "year", "hour"]

LEAST: Final = 5
"""Fewer adverts than this get no percentiles, only the lowest and the highest value (product choice)."""

FEW: Final = 20
"""Fewer adverts than this are called weak ground (product choice)."""

_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class Advert:
    """A job advert with its pay; ``low`` or ``high`` may be None, not both. Unknown texts are empty."""

    title: str
    low: float | None
    high: float | None
    currency: str
    basis: Basis
    period: AdvertPeriod
    employer: str = ""
    city: str = ""
    step: Step | None = None

    @property
    def value(self) -> float:
        """The midpoint of the bounds, or the one that is given."""
        given = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(given) / len(given)


@dataclass(frozen=True, slots=True)
class Summary:
    """What ``n`` values say; the percentiles are None below ``LEAST`` values."""

    n: int
    low: float
    high: float
    p10: float | None = None
    p25: float | None = None
    median: float | None = None
    p75: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class AdvertGroup:
    """Adverts of one currency, basis and period, all together, by step of experience and by city."""

    currency: str
    basis: Basis
    period: AdvertPeriod
    whole: Summary
    by_step: tuple[tuple[Step, Summary], ...]
    by_city: tuple[tuple[str, Summary], ...]


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0-1) of ``ordered`` lies, between neighbours linearly.

    The place is ``share * (n - 1)`` counted from 0 (type 7 of Hyndman and Fan 1996). ``ordered`` rises and is
    not empty.
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def summarise(values: Iterable[float]) -> Summary:
    """Return count, ends and (from ``LEAST`` values on) percentiles of at least one value."""
    ordered = sorted(values)
    if len(ordered) < LEAST:
        return Summary(len(ordered), ordered[0], ordered[-1])
    shares = [percentile(ordered, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)]
    return Summary(len(ordered), ordered[0], ordered[-1], *shares)


def without_repeats(adverts: Iterable[Advert]) -> tuple[Advert, ...]:
    """Return the adverts without those whose title, employer, bounds and kind of pay were there before."""
    first: dict[tuple[object, ...], Advert] = {}
    for one in adverts:
        title, employer = (" ".join(text.casefold().split()) for text in (one.title, one.employer))
        first.setdefault((title, employer, one.low, one.high, one.currency, one.basis, one.period), one)
    return tuple(first.values())


def groups_of(adverts: Iterable[Advert]) -> tuple[AdvertGroup, ...]:
    """Return the adverts (repeats counted once) by currency, basis and period, the largest group first."""
    parts = _by(without_repeats(adverts), lambda one: (one.currency, one.basis, one.period))
    groups = [
        AdvertGroup(
            currency,
            basis,
            period,
            _whole(part),
            tuple((step, _whole(found)) for step in STEPS if (found := [o for o in part if o.step == step])),
            tuple(
                (city, _whole(found))
                for city, found in sorted(_by(part, lambda one: one.city).items())
                if city
            ),
        )
        for (currency, basis, period), part in parts.items()
    ]
    return tuple(sorted(groups, key=lambda one: (-one.whole.n, one.currency, one.basis, one.period)))


def _whole(adverts: Iterable[Advert]) -> Summary:
    return summarise(one.value for one in adverts)


def _by(adverts: Iterable[Advert], key: Callable[[Advert], _K]) -> dict[_K, list[Advert]]:
    parts: dict[_K, list[Advert]] = {}
    for one in adverts:
        parts.setdefault(key(one), []).append(one)
    return parts

"""A norm group: what real answers of stated people say about a form in one language.

While a form has none, standard errors come from the simulation and no score is compared with other people.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from suitability.records import dataclass

LEAST_PEOPLE = 200
"""No norm group below this size (the least sample for a new test in the tutorials); not a setting."""

FULL_CONFIDENCE_FROM = 400
"""From this size on a norm group carries no caution (the same source)."""


@dataclass(frozen=True, slots=True)
class NormScale:
    """One scale in a norm group, in POMP points (0-100).

    ``n`` people have a score; ``mean`` and ``sd`` (n - 1) are theirs. Reliability rests on the ``complete``
    ones who answered every item: coefficient alpha (Feldt's interval), omega total of one factor (interval by
    jackknife; None where no factor could be fitted). ``basis`` names the smaller of the two, which made
    ``sem``, by number of answered items. ``counts`` maps a rounded score to the number of people who have it.
    """

    scale: str
    n: int
    complete: int
    mean: float
    sd: float
    alpha: float
    alpha_low: float
    alpha_high: float
    omega: float | None
    omega_low: float | None
    omega_high: float | None
    basis: Literal["alpha", "omega"]
    sem: Mapping[str, float]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NormGroup:
    """Who the group is and what its scales showed.

    ``name`` is the builder's own description of the people. ``first`` and ``last`` are the days (YYYY-MM-DD)
    of the oldest and the newest result. ``dropped`` counts results left out, by reason. ``marks`` says what
    each rating item of the form measured: a group serves only while all of them still do.
    """

    id: str
    name: str
    form: str
    language: str
    n: int
    first: str
    last: str
    pack: str
    version: str
    digest: str
    dropped: Mapping[str, int]
    marks: Mapping[str, str]
    scales: tuple[NormScale, ...]

    @property
    def cautious(self) -> bool:
        """True while the group is so small that its figures may still move."""
        return self.n < FULL_CONFIDENCE_FROM

    def scale(self, scale_id: str) -> NormScale | None:
        """Return the row of a scale, or None when the group does not have it."""
        return next((row for row in self.scales if row.scale == scale_id), None)

    def sem(self, scale_id: str, answered: int) -> float | None:
        """Return the SEM in POMP points for ``answered`` items of a scale, or None if it is not stored."""
        row = self.scale(scale_id)
        return None if row is None else row.sem.get(str(answered))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a score's range lies among the people of a norm group: percentile ranks 0-100.

    There is no rank of the score alone: it would promise an exactness that the score does not have.
    """

    low: float
    high: float


def shown_norm(group: NormGroup | None) -> NormGroup | None:
    """Return the group if scores may be compared with it at all: it exists and is large enough."""
    return group if group is not None and group.n >= LEAST_PEOPLE else None


def percentile_rank(row: NormScale, pomp: float) -> float:
    """Return the percentage of the group below a score, those with the same rounded score counted half.

    Raises:
        ZeroDivisionError: the row counts nobody.
    """
    place = rounded(pomp)
    below = sum(count for score, count in row.counts.items() if int(score) < place)
    return 100.0 * (below + row.counts.get(str(place), 0) / 2.0) / sum(row.counts.values())


def standing(
    group: NormGroup | None, scale_id: str, low: float | None, high: float | None
) -> Standing | None:
    """Return the percentile ranks of a range's ends, None without a range or a large enough group.

    Args:
        group: the norm group of the form and language, if there is one.
        scale_id: the scale.
        low: lower end of the score's range in POMP points.
        high: its upper end.
    """
    usable = shown_norm(group)
    row = None if usable is None else usable.scale(scale_id)
    if row is None or row.n < LEAST_PEOPLE or low is None or high is None:
        return None
    return Standing(percentile_rank(row, low), percentile_rank(row, high))


def rounded(pomp: float) -> int:
    """Return a score as a whole number; halves go up, always, so that neighbours never share a gap."""
    return math.floor(pomp + 0.5)


def sem_by_answered(sd: float, reliability: float, items: int, needed: int) -> dict[str, float]:
    """Return the SEM in POMP points for ``needed`` to ``items`` answered items.

    With all of them it is SD x sqrt(1 - reliability) (classical test theory); with k of them it grows by
    sqrt(items / k), as the error of a mean of k equally exact items does.
    """
    whole = sd * math.sqrt(max(0.0, 1.0 - reliability))
    return {str(k): round(whole * math.sqrt(items / k), 2) for k in range(max(1, needed), items + 1)}

"""Do groups of people pass alike? Selection rates, their ratios, Fisher's exact test, and gaps in scores.

The four-fifths rule (29 CFR 1607.4 D) compares each group's selection rate with that of the group which was
selected most often. In small groups it raises false alarms: of two groups of 30 that truly pass alike,
38 of 100 comparisons fall below four fifths when half of the people pass. Therefore a group below ``FEWEST``
is never judged, and a ratio always stands beside its interval and the exact test.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from suitability.domain.intervals import Interval, t_quantile, z_quantile

FOUR_FIFTHS = 0.8
FEWEST = 30
"""Groups smaller than this are not judged. A product choice; see the false alarms above."""

ALPHA = 0.05
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One group: how many people it has and how many of them were selected."""

    group: str
    people: int
    selected: int

    def __post_init__(self) -> None:
        """Refuse counts that cannot be.

        Raises:
            ValueError: more selected than people, or a negative number.
        """
        if not 0 <= self.selected <= self.people:
            raise ValueError(f"{self.selected} of {self.people}")

    @property
    def rate(self) -> float | None:
        """Share selected, 0-1; None for an empty group."""
        return self.selected / self.people if self.people else None


class Verdict(StrEnum):
    """What a comparison of two groups says."""

    REFERENCE = "reference"
    """The group with the highest rate: the others are compared with it."""

    TOO_FEW = "too_few"
    """One of the two groups is too small to judge."""

    ALIKE = "alike"
    """Above four fifths, and the exact test sees no difference."""

    BELOW = "below"
    """Below four fifths and more than chance: look into it."""

    BELOW_BY_CHANCE = "below_by_chance"
    """Below four fifths, yet chance alone does that often with so few people: watch it."""

    DIFFERENT = "different"
    """Above four fifths, yet the difference is more than chance (large groups show small ones)."""

    NO_REFERENCE = "no_reference"
    """Nobody was selected, or there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class RateRow:
    """One group beside the reference: ratio of selection rates, exact p (two-sided) and the verdict.

    ``ratio`` and ``p`` are None for the reference itself and where there is nothing to compare.
    """

    count: GroupCount
    ratio: Interval | None
    p: float | None
    verdict: Verdict


def fisher_exact(first: GroupCount, second: GroupCount) -> float:
    """Return the two-sided p of Fisher's exact test for two groups, 0-1.

    The sum of the probabilities of all tables with the same margins that are no more likely than the one seen
    (Fisher 1922; the two-sided rule is that of R's ``fisher.test``, with its relative tolerance of 1e-7).
    """
    total, selected = first.people + second.people, first.selected + second.selected
    least, most = max(0, selected - second.people), min(first.people, selected)

    def log_probability(count: int) -> float:
        return (
            _log_choose(first.people, count)
            + _log_choose(second.people, selected - count)
            - _log_choose(total, selected)
        )

    seen = log_probability(first.selected) + math.log1p(1e-7)
    every = (log_probability(count) for count in range(least, most + 1))
    return min(1.0, math.fsum(math.exp(one) for one in every if one <= seen))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def rate_ratio(group: GroupCount, reference: GroupCount) -> Interval | None:
    """Return the ratio of two selection rates with its 95 % interval (Katz and others 1978, on the log).

    None where the reference selected nobody. No interval where the group selected nobody.
    """
    if not reference.selected or not group.people:
        return None
    ratio = (group.selected / group.people) / (reference.selected / reference.people)
    if not group.selected:
        return Interval(0.0, None, None)
    spread = 1 / group.selected - 1 / group.people + 1 / reference.selected - 1 / reference.people
    reach = z_quantile((1 + LEVEL) / 2) * math.sqrt(max(0.0, spread))
    return Interval(ratio, ratio * math.exp(-reach), ratio * math.exp(reach))


def compare_rates(counts: Sequence[GroupCount]) -> tuple[RateRow, ...]:
    """Return one row per group, in the order given.

    The reference is the group with the highest rate among those of at least ``FEWEST`` people, or among all
    where none is that large; among equals the larger, then the first.
    """
    large = [one for one in counts if one.people >= FEWEST]
    choice = [one for one in (large or counts) if one.people]
    reference = max(choice, key=lambda one: (one.selected / one.people, one.people), default=None)
    if reference is None or not reference.selected or len(counts) < 2:
        return tuple(RateRow(one, None, None, Verdict.NO_REFERENCE) for one in counts)
    return tuple(_rate_row(one, reference) for one in counts)


def _rate_row(count: GroupCount, reference: GroupCount) -> RateRow:
    if count is reference:
        return RateRow(count, None, None, Verdict.REFERENCE)
    ratio, p = rate_ratio(count, reference), fisher_exact(count, reference)
    if ratio is None:
        return RateRow(count, None, None, Verdict.TOO_FEW)
    if min(count.people, reference.people) < FEWEST:
        return RateRow(count, ratio, p, Verdict.TOO_FEW)
    below = ratio.value < FOUR_FIFTHS - 1e-12
    if p < ALPHA:
        return RateRow(count, ratio, p, Verdict.BELOW if below else Verdict.DIFFERENT)
    return RateRow(count, ratio, p, Verdict.BELOW_BY_CHANCE if below else Verdict.ALIKE)


@dataclass(frozen=True, slots=True)
class Spread:
    """Scores of one group on one scale: number, mean and standard deviation in POMP points."""

    n: int
    mean: float | None
    sd: float | None


def spread_of(counts: Mapping[float, int]) -> Spread:
    """Return number, mean and sample standard deviation of scores given as score -> number of people."""
    n = sum(counts.values())
    if not n:
        return Spread(0, None, None)
    mean = math.fsum(score * count for score, count in counts.items()) / n
    if n < 2:
        return Spread(n, mean, None)
    squares = math.fsum(count * (score - mean) ** 2 for score, count in counts.items())
    return Spread(n, mean, math.sqrt(squares / (n - 1)))


def mean_gap(group: Spread, reference: Spread) -> Interval | None:
    """Return the difference of two means, group minus reference, with Welch's 95 % interval (Welch 1947).

    None where a group has fewer than two people. The measurement error of single scores is in it already: it
    widens the spread of both groups.
    """
    if group.mean is None or reference.mean is None or group.sd is None or reference.sd is None:
        return None
    parts = (group.sd**2 / group.n, reference.sd**2 / reference.n)
    value, variance = group.mean - reference.mean, sum(parts)
    if variance == 0.0:
        return Interval(value, value, value)
    degrees = variance**2 / (parts[0] ** 2 / (group.n - 1) + parts[1] ** 2 / (reference.n - 1))
    reach = t_quantile((1 + LEVEL) / 2, degrees) * math.sqrt(variance)
    return Interval(value, value - reach, value + reach)

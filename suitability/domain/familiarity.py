"""Telling real technical terms from invented ones: discrimination and over-claiming, as in signal detection.

Every answer is a claim of 0, 0.5 or 1. The hit rate is the mean claim over real terms, the false-alarm rate
the mean claim over invented ones. Discrimination is z(hits) - z(false alarms), z the normal quantile, after
the log-linear correction (Hautus 1995), which keeps the rates off 0 and 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import NormalDist

from suitability.domain.kinds import FamiliarityItem, Item
from suitability.domain.session import Response
from suitability.records import dataclass

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Familiarity:
    """What the terms of a sitting show.

    ``hits`` and ``false_alarms`` are mean claims 0-1 over real and invented terms, ``discrimination`` the
    index d' (0: real and invented terms are answered alike), ``value`` the same on 0-1 (1: every real term
    could be explained and no invented one was claimed).
    """

    real: int
    invented: int
    hits: float
    false_alarms: float
    discrimination: float
    value: float


@lru_cache(maxsize=1024)
def d_prime(hits: float, real: int, false_alarms: float, invented: int) -> float:
    """Return z(hit rate) - z(false-alarm rate) with the log-linear correction.

    Two answers' worth is added to the trials, half of it claimed, and split between real and invented terms
    as the trials are. With as many of both this is Hautus' rule (0.5 to each count, 1 to each number of
    trials); with 12 and 4 it keeps a person who answers everything alike at exactly 0, where equal additions
    would not.

    Args:
        hits: claims of real terms, summed (0 to ``real``).
        real: number of real terms answered.
        false_alarms: claims of invented terms, summed (0 to ``invented``).
        invented: number of invented terms answered.

    Raises:
        ZeroDivisionError: no terms were answered.
        StatisticsError: only terms of one sort were answered.
    """
    share = real / (real + invented)
    hit_rate = (hits + share) / (real + 2.0 * share)
    false_rate = (false_alarms + 1.0 - share) / (invented + 2.0 * (1.0 - share))
    return _NORMAL.inv_cdf(hit_rate) - _NORMAL.inv_cdf(false_rate)


def familiarity(
    items: Sequence[Item], responses: Mapping[str, Response], answered: float
) -> Familiarity | None:
    """Return what the familiarity items show, None when there are none or too few were answered.

    Args:
        items: the items of a form; other kinds are left out.
        responses: the responses of a sitting.
        answered: share 0-1 of real and, apart, of invented terms that must be answered.
    """
    terms = [item for item in items if isinstance(item, FamiliarityItem)]
    if not terms:
        return None
    claims: dict[bool, list[float]] = {True: [], False: []}
    for term in terms:
        response = responses.get(term.id)
        if response is not None and response.answer is not None:
            claims[term.real].append(term.claim(response.answer))
    for sort, found in claims.items():
        asked = sum(term.real is sort for term in terms)
        if not found or len(found) < answered * asked - 1e-9:
            return None
    hits, false_alarms = sum(claims[True]), sum(claims[False])
    real, invented = len(claims[True]), len(claims[False])
    reached = d_prime(hits, real, false_alarms, invented)
    value = reached / d_prime(real, real, 0.0, invented)
    return Familiarity(
        real, invented, hits / real, false_alarms / invented, reached, round(min(1.0, max(0.0, value)), 9)
    )

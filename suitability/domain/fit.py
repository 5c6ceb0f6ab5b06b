"""A role beside a person, scale by scale: meets, unclear, asks more than was shown. Never added up.

There is no number for the whole role and no order of roles: four comparisons stand side by side, each with
its own range. Callers leave the comparison out when a result is not interpretable.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from suitability.domain.handbook import Ask, Demands, RoleProfile
from suitability.domain.scoring import ScaleScore
from suitability.records import dataclass


class Fit(StrEnum):
    """How one scale of a person stands to what a role asks there."""

    MEETS = "meets"
    UNCLEAR = "unclear"
    ASKS_MORE = "asks_more"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class ScaleFit:
    """The comparison of one scale: what the role asks there, and how the person's range stands to it."""

    scale: str
    ask: Ask
    fit: Fit


def fit_of(score: ScaleScore | None, needed: float) -> Fit:
    """Return how the range of a score stands to ``needed`` (POMP points, 0-100).

    The whole range at or above: meets. The whole range below: asks more than was shown. The mark inside the
    range: unclear. No score: not known; but where nothing is needed (0), nothing can be missing.
    """
    if needed <= 0:
        return Fit.MEETS
    if score is None or score.low is None or score.high is None:
        return Fit.NOT_KNOWN
    if score.low >= needed:
        return Fit.MEETS
    return Fit.ASKS_MORE if score.high < needed else Fit.UNCLEAR


def role_fit(profile: RoleProfile, scores: Sequence[ScaleScore], demands: Demands) -> tuple[ScaleFit, ...]:
    """Return one comparison per scale that the role asks something on, in the order of the role's asks."""
    by_scale = {score.scale: score for score in scores}
    return tuple(
        ScaleFit(ask.scale, ask, fit_of(by_scale.get(ask.scale), demands.from_score(ask.level)))
        for ask in profile.asks
    )

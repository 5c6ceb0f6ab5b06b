"""Keyed responses to scale scores with their 90 % range, zone and border.

POMP (percent of maximum possible) = 100 x mean keyed value, as the keyed values already run from 0 to 1
(Cohen, Cohen, Aiken & West 1999). Range = score +- z x SEM, clipped to 0-100.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank, ZoneRule
from suitability.domain.session import Response
from suitability.records import dataclass


class Zone(StrEnum):
    """The named part of the scale in which a score lies."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """Score of one scale in POMP points (0-100) with its range; all None when too few items were answered.

    ``near`` names the zone on the other side of the cut when the score is on the border.
    """

    scale: str
    answered: int
    total: int
    pomp: float | None = None
    sem: float | None = None
    low: float | None = None
    high: float | None = None
    zone: Zone | None = None
    near: Zone | None = None

    @property
    def on_border(self) -> bool:
        """True when the score lies so near to a cut that the zone could as well be the next one."""
        return self.near is not None


def zone_of(pomp: float, rule: ZoneRule) -> Zone:
    """Return the zone of a score: below ``low_below``, above ``high_above``, or between (cuts included)."""
    if pomp < rule.low_below:
        return Zone.LOW
    return Zone.HIGH if pomp > rule.high_above else Zone.MIDDLE


def border_of(pomp: float, sem: float, rule: ZoneRule) -> Zone | None:
    """Return the neighbouring zone when a cut lies within ``border_sems`` x SEM of the score, else None.

    With both cuts that near, the nearer one counts.
    """
    reach = rule.border_sems * sem
    zone = zone_of(pomp, rule)
    to_low, to_high = abs(pomp - rule.low_below), abs(pomp - rule.high_above)
    if min(to_low, to_high) > reach:
        return None
    if to_low <= to_high:
        return Zone.MIDDLE if zone is Zone.LOW else Zone.LOW
    return Zone.MIDDLE if zone is Zone.HIGH else Zone.HIGH


def band(pomp: float, sem: float, z: float) -> tuple[float, float]:
    """Return the range score +- z x SEM in POMP points, clipped to 0-100."""
    return max(0.0, pomp - z * sem), min(100.0, pomp + z * sem)


def score_scale(
    bank: ItemBank, form_id: str, scale_id: str, responses: Mapping[str, Response], language: str = ""
) -> ScaleScore:
    """Return the score of one scale; without values when fewer than the required share was answered.

    ``language`` is the one answered in: a norm group of form and language has its own standard errors.
    """
    items = bank.rating_items(form_id, scale_id)
    keyed = [
        item.key(response.answer)
        for item in items
        if (response := responses.get(item.id)) is not None and response.answer is not None
    ]
    least = needed(len(items), bank.rules.answered.scale)
    sem = bank.sem(form_id, language, scale_id, len(keyed))
    if not keyed or len(keyed) < least or sem is None:
        return ScaleScore(scale_id, len(keyed), len(items))
    pomp = 100.0 * sum(keyed) / len(keyed)
    low, high = band(pomp, sem, bank.rules.band_z)
    return ScaleScore(
        scale=scale_id,
        answered=len(keyed),
        total=len(items),
        pomp=pomp,
        sem=sem,
        low=low,
        high=high,
        zone=zone_of(pomp, bank.rules.zones),
        near=border_of(pomp, sem, bank.rules.zones),
    )


def score_scales(
    bank: ItemBank, form_id: str, responses: Mapping[str, Response], language: str = ""
) -> tuple[ScaleScore, ...]:
    """Return the scores of all scales, in the order of the scales."""
    ordered = sorted(bank.scales.values(), key=lambda scale: scale.order)
    return tuple(score_scale(bank, form_id, scale.id, responses, language) for scale in ordered)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Strongest and weakest scale, where the difference is larger than measurement error; else None."""

    strongest: str | None
    weakest: str | None


def differs(a: ScaleScore, b: ScaleScore, z: float) -> bool:
    """Return whether two scores differ by at least z x sqrt(SEM_a^2 + SEM_b^2).

    With equal SEMs this is z x sqrt(2) x SEM, the standard error of a difference (evidence.md 5).
    """
    if a.pomp is None or b.pomp is None or a.sem is None or b.sem is None:
        return False
    return abs(a.pomp - b.pomp) >= z * math.hypot(a.sem, b.sem)


def compare(scores: tuple[ScaleScore, ...], z: float) -> Comparison:
    """Return the strongest scale if it clearly exceeds the weakest, and the other way round; ties stay ties.

    A scale is "strongest" when it is the highest and differs clearly from the lowest, and no second scale
    shares its score; the same holds for "weakest".
    """
    known = [score for score in scores if score.pomp is not None]
    if len(known) < 2:
        return Comparison(None, None)
    ordered = sorted(known, key=lambda score: score.pomp or 0.0)
    lowest, highest = ordered[0], ordered[-1]
    if not differs(lowest, highest, z):
        return Comparison(None, None)
    alone_top = ordered[-2].pomp != highest.pomp
    alone_bottom = ordered[1].pomp != lowest.pomp
    return Comparison(highest.scale if alone_top else None, lowest.scale if alone_bottom else None)


@dataclass(frozen=True, slots=True)
class Change:
    """Difference of one scale between two sittings, in POMP points, and whether it exceeds error."""

    scale: str
    difference: float
    reliable: bool


def reliable_change(old: ScaleScore, new: ScaleScore, z: float) -> Change | None:
    """Return the change and its verdict at z x sqrt(SEM_old^2 + SEM_new^2), or None if a score is unknown.

    The reliable change of Jacobson & Truax 1991, for two sittings that need not have the same error.
    """
    if old.pomp is None or new.pomp is None:
        return None
    return Change(new.scale, new.pomp - old.pomp, differs(old, new, z))

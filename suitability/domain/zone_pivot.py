"""The one other answer that would have put a scale's score into another zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from suitability.domain.answers import Answer
from suitability.domain.bank import ItemBank
from suitability.domain.scoring import ScaleScore, Zone, zone_of
from suitability.domain.session import Response


@dataclass(frozen=True, slots=True)
class ZonePivot:
    """The item, the answer that would have changed the zone, and the zone that it leads to."""

    item: str
    answer: Answer
    zone: Zone


def zone_pivot(
    bank: ItemBank, form_id: str, score: ScaleScore, responses: Mapping[str, Response]
) -> ZonePivot | None:
    """Return the single answer whose smallest change of value gives another zone, or None where none does.

    Every value that an answer can have is tried. Equally small changes: the lowest keyed value, then the id.
    A score without a zone has no pivot.
    """
    if score.zone is None:
        return None
    given = sorted(
        (item.key(response.answer), item.id, response.answer)
        for item in bank.rating_items(form_id, score.scale)
        if (response := responses.get(item.id)) is not None and response.answer is not None
    )
    total = sum(value for value, _, _ in given)
    best: tuple[float, ZonePivot] | None = None
    for before, item_id, answer in given:
        item = bank.items[item_id]
        for value in item.values():
            zone = zone_of(100.0 * (total - before + value) / len(given), bank.rules.zones)
            change = abs(value - before)
            if zone is not score.zone and (best is None or change < best[0]):
                best = (change, ZonePivot(item_id, item.answer_with(value, answer), zone))
    return None if best is None else best[1]

"""Ties: who cannot be told apart by one scale, because the ranges around the scores overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The range around one score, all on the same scale, ``low`` <= ``score`` <= ``high``."""

    low: float
    score: float
    high: float


def tie_bands(spans: Sequence[Span], *, descending: bool) -> list[int]:
    """Return the band of every span, counted from 0 at the head of the order.

    Overlapping is not transitive: A may overlap B, and B overlap C, while A and C lie apart. So bands are
    made from the head: the leader is the span with the highest score (the lowest when not ``descending``)
    that is in no band yet; everything left whose range overlaps *the leader's*, touching included, joins its
    band; then the next leader is looked for. Two spans in one band may therefore lie apart from each other,
    but everybody in a band overlaps its leader: nobody stands in a later band than somebody whose lead over
    them could be chance.

    Equal scores lead together: of two with the same score the one with the wider reach towards the tail
    leads, so that the order in which people happen to stand changes nothing.
    """
    way = 1.0 if descending else -1.0
    near = [way * (span.high if descending else span.low) for span in spans]
    far = [way * (span.low if descending else span.high) for span in spans]
    left = sorted(range(len(spans)), key=lambda at: (-way * spans[at].score, far[at]))
    found = [0] * len(spans)
    band = 0
    while left:
        reach = far[left[0]]
        later = []
        for at in left:
            if near[at] >= reach:
                found[at] = band
            else:
                later.append(at)
        left = later
        band += 1
    return found

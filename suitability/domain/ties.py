"""Ties: who cannot be told apart by one scale, because the ranges around the scores overlap."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[float, float, float]
"""The range around one score: low, score, high, all on the same scale."""


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
    if not spans:
        return []
    lows, scores, highs = zip(*spans, strict=True)
    if descending:
        near, far = list(highs), list(lows)
        heads = [-score for score in scores]
    else:  # the same from the other end
        near, far = [-low for low in lows], [-high for high in highs]
        heads = list(scores)
    left = [at for _, _, at in sorted(zip(heads, far, range(len(spans)), strict=True))]
    found = [0] * len(spans)
    band = 0
    while left:
        reach = far[left[0]]
        later = [at for at in left if near[at] < reach]
        for at in later:
            found[at] = band + 1
        left = later
        band += 1
    return found

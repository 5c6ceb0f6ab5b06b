"""How many items must be answered before something is reported: one rule for all."""

from __future__ import annotations

import math


def needed(total: int, share: float) -> int:
    """Return how many of ``total`` items make at least ``share`` (0-1) of them.

    A little is taken off first: 0.55 x 100 is a hair above 55 in binary.
    """
    return math.ceil(share * total - 1e-9)

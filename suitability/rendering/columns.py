"""Two columns of about the same height: how many lines a text takes, and where a list of blocks is cut."""

from __future__ import annotations

import math
from collections.abc import Sequence

LETTERS = 56
"""Letters in a line of a column of 82 mm in the size of the text."""


def lines_of(text: str, letters: int = LETTERS) -> float:
    """Return about how many lines a paragraph takes in a column, with the space below it."""
    return math.ceil(len(text) / letters) + 0.4 if text else 0.0


def halves(blocks: Sequence[tuple[str, float]]) -> tuple[list[str], list[str]]:
    """Return the names of the blocks for the left and the right column, in reading order.

    Args:
        blocks: name and height of each; those without height are left out.

    The cut is where the columns come out nearest to each other; the left one has the first block at least.
    """
    kept = [(name, height) for name, height in blocks if height > 0]
    total = sum(height for _, height in kept)
    cuts = range(1, len(kept) + 1)
    best = min(cuts, key=lambda cut: abs(total - 2 * sum(height for _, height in kept[:cut])), default=0)
    names = [name for name, _ in kept]
    return names[:best], names[best:]

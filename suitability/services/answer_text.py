"""Answers as one cell of a table: a code for kinds with numbered options, a short text for the others.

A choice is ``b``, a situation ``a/d`` (most and least effective), a sequence ``power>cable>driver``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from suitability.domain.kinds import (
    POINTS,
    Answer,
    ChoiceItem,
    InstructedItem,
    Item,
    MostLeast,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.domain.three_point import THREE_POINTS

Cell = int | str


def cell(answer: Answer) -> Cell:
    """Return an answer as a cell."""
    if isinstance(answer, MostLeast):
        return f"{answer.most}/{answer.least}"
    return ">".join(answer) if isinstance(answer, tuple) else answer


def points(item: Item) -> int | None:
    """Return how many numbered options the item has, or None for kinds whose cells are texts."""
    if isinstance(item, RatingItem | InstructedItem):
        return POINTS
    return None if isinstance(item, SituationItem | SequenceItem | ChoiceItem) else THREE_POINTS


def answers_of(item: Item) -> tuple[Answer, ...]:
    """Return every answer that an item can have (of a sequence of seven steps 5,040)."""
    if isinstance(item, SituationItem):
        return tuple(MostLeast(a.id, b.id) for a, b in permutations(item.replies, 2))
    if isinstance(item, SequenceItem):
        return tuple(permutations(step.id for step in item.steps))
    if isinstance(item, ChoiceItem):
        return tuple(option.id for option in item.options)
    return tuple(range(1, (points(item) or 0) + 1))


def keyed_cells(item: Item) -> Mapping[Cell, float]:
    """Return the keyed value 0-1 of every cell that the item can have."""
    return {cell(answer): item.key(answer) for answer in answers_of(item)}

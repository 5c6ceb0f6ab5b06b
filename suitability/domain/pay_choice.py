"""Which pay figures answer a question, and which come nearest where none does.

A figure answers when it stands for the role, covers the place and the step of experience asked for, and may
be shown as current. Nothing is interpolated, no two figures are merged: what comes back are published rows,
the most trusted first, each with what does not fit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from suitability.domain.pay import STEPS, PayFigure, Step, ranked, without_steps

Difference = Literal["role", "place", "other_place", "step", "one_step", "other_step", "too_few", "history"]
"""What does not fit: a wider group, the whole country instead of the place, another place, all steps instead
of the one asked for, one step where none was asked for, another step, too few counted, a figure of the
past."""

COSTS: Final[dict[Difference, int]] = {
    "one_step": 5,
    "place": 10,
    "role": 15,
    "step": 20,
    "other_step": 40,
    "too_few": 45,
    "other_place": 60,
    "history": 100,
}
"""How far away each difference puts a figure (product choice): the smaller sum is nearer."""

NEAREST: Final = 3
"""How many of the nearest figures are named at most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: a role in a country, perhaps in one of its regions and with one step of experience."""

    role: str
    country: str
    place: str | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A figure and what does not fit; nothing for one that answers. ``in_hand`` is its version in hand."""

    figure: PayFigure
    differs: tuple[Difference, ...] = ()
    in_hand: PayFigure | None = None

    @property
    def distance(self) -> int:
        """The sum of what its differences cost; 0 for a figure that answers."""
        return sum(COSTS[one] for one in self.differs)


@dataclass(frozen=True, slots=True)
class Choice:
    """``found`` answers the wish, best first; where it is empty ``nearest`` names what exists."""

    wish: Wish
    found: tuple[Match, ...]
    nearest: tuple[Match, ...]


def choose(figures: Sequence[PayFigure], wish: Wish) -> Choice:
    """Return the figures that answer ``wish``, most trusted first, or the nearest that exist.

    A figure of the past is not named beside a newer one that differs from the question in the same way.
    """
    near = [one for one in figures if one.country == wish.country and one.in_hand_of is None]
    own = [one for one in near if one.stands_for(wish.role) and one.current and one.place == wish.place]
    fit = without_steps(own) if wish.step is None else [one for one in own if one.step == wish.step]
    if fit:
        return Choice(wish, tuple(_match(figures, one) for one in ranked(fit)), ())
    usable = [one for one in near if one.stands_for(wish.role) or wish.role in one.near_roles]
    matches = [_match(figures, one, _differs(one, wish)) for one in ranked(usable)]
    newer = {one.differs for one in matches}
    kept = [one for one in matches if _without_history(one.differs) not in newer - {one.differs}]
    return Choice(wish, (), tuple(sorted(kept, key=lambda one: one.distance)[:NEAREST]))


def ladder(figures: Sequence[PayFigure], wish: Wish) -> tuple[tuple[Step, tuple[Match, ...]], ...]:
    """Return, for each step of experience that has any, the figures of the role at that step.

    Where the role has none of its own at a step and place, the wider group or the whole country stands in,
    and the match says so; history never does.
    """
    rungs: list[tuple[Step, tuple[Match, ...]]] = []
    for step in STEPS:
        choice = choose(figures, Wish(wish.role, wish.country, wish.place, step))
        usable = tuple(one for one in choice.nearest if set(one.differs) <= {"role", "place", "too_few"})
        best = usable[0].distance if usable else 0
        found = choice.found or tuple(one for one in usable if one.distance == best)
        if found:
            rungs.append((step, found))
    return tuple(rungs)


def _match(figures: Sequence[PayFigure], figure: PayFigure, differs: tuple[Difference, ...] = ()) -> Match:
    return Match(figure, differs, next((one for one in figures if one.in_hand_of == figure.id), None))


def _without_history(differs: tuple[Difference, ...]) -> tuple[Difference, ...]:
    return tuple(one for one in differs if one != "history")


def _differs(figure: PayFigure, wish: Wish) -> tuple[Difference, ...]:
    found: list[Difference] = []
    if not figure.stands_for(wish.role):
        found.append("role")
    if figure.place != wish.place:
        found.append("place" if figure.place is None else "other_place")
    if figure.step != wish.step:
        found.append("one_step" if wish.step is None else "step" if figure.step is None else "other_step")
    if not figure.current:
        found.append("history" if figure.history else "too_few")
    return tuple(found)

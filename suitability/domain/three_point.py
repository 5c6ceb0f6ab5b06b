"""The two kinds answered on three points: knowing a technical term, and living with a working condition.

Both run from the least (code 1) to the most (code 3), as the five-point formats do.
"""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from suitability.domain.answers import Answer, Draw, code_of
from suitability.domain.text import LocalizedText
from suitability.records import dataclass

THREE_POINTS = 3
"""Number of options of a familiarity or condition item."""

THREE_VALUES = (0.0, 0.5, 1.0)
"""Shares of the three codes."""


def _share(item_id: str, answer: Answer) -> float:
    return THREE_VALUES[code_of(item_id, answer, THREE_POINTS) - 1]


def _drawn(trait: float, draw: Draw, thresholds: tuple[float, float]) -> int:
    """Return a code 1-3 from a graded response model of slope 1.3."""
    uniform = draw()
    return 1 + sum(uniform < 1.0 / (1.0 + math.exp(-1.3 * (trait - cut))) for cut in thresholds)


@dataclass(frozen=True, slots=True)
class FamiliarityItem:
    """One technical term, real or invented. Codes: 1 new to me, 2 heard of it, 3 could explain it.

    One term says little by itself; ``domain.familiarity`` takes all of a form together.
    """

    kind: ClassVar[str] = "familiarity"

    id: str
    format: str
    text: LocalizedText
    sign: str
    real: bool
    facet: str | None = None
    note: str | None = None

    @property
    def keying(self) -> Literal["+", "-"]:
        """Return "+" for a real term and "-" for an invented one: what knowing it speaks for."""
        return "+" if self.real else "-"

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` is a code from 1 to 3."""
        code_of(self.id, answer, THREE_POINTS)

    def claim(self, answer: Answer) -> float:
        """Return how far the term is claimed to be known: 0 new, 0.5 heard of, 1 could explain."""
        return _share(self.id, answer)

    def key(self, answer: Answer) -> float:
        """Return the keyed value 0-1: the claim, mirrored for an invented term."""
        return self.claim(answer) if self.real else 1.0 - self.claim(answer)

    def values(self) -> tuple[float, ...]:
        """Return every keyed value that an answer can have, ascending."""
        return THREE_VALUES

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return the code with a keyed value of ``values()``; only one has it, wherever ``near`` lies."""
        del near
        return 1 + THREE_VALUES.index(value if self.real else 1.0 - value)

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return a code: real terms are known more often at a high trait, invented ones seldom claimed."""
        return _drawn(trait, draw, (-0.8, 0.6)) if self.real else _drawn(-0.5 * trait, draw, (0.4, 2.0))


@dataclass(frozen=True, slots=True)
class ConditionItem:
    """A condition of work. Codes: 1 no, 2 can live with it, 3 fine. Feeds no scale, sign or quality index."""

    kind: ClassVar[str] = "condition"

    id: str
    format: str
    text: LocalizedText
    note: str | None = None

    @property
    def sign(self) -> None:
        """A working condition belongs to no sign."""

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` is a code from 1 to 3."""
        code_of(self.id, answer, THREE_POINTS)

    def key(self, answer: Answer) -> float:
        """Return how acceptable the condition is: 0 no, 0.5 can live with it, 1 fine."""
        return _share(self.id, answer)

    def values(self) -> tuple[float, ...]:
        """Return every value that an answer can have, ascending."""
        return THREE_VALUES

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return the code with a value of ``values()``; only one has it, wherever ``near`` lies."""
        del near
        return 1 + THREE_VALUES.index(value)

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return a code: the higher the trait, the more is accepted."""
        return _drawn(trait, draw, (-1.0, 0.4))

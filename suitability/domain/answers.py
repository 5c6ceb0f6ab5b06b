"""What an answer can be, and the check that all kinds answered by one code share."""

from __future__ import annotations

from collections.abc import Callable

from suitability.errors import AnswerError
from suitability.records import dataclass


@dataclass(frozen=True, slots=True)
class MostLeast:
    """Answer to a situation: the reply thought most effective and the one thought least effective."""

    most: str
    least: str


Answer = int | str | tuple[str, ...] | MostLeast
"""rating, instructed, familiarity, condition: the option's code; choice: option id; sequence: step ids."""

Draw = Callable[[], float]
"""A source of uniform random numbers in [0, 1); the caller owns the generator."""


def told(answer: Answer) -> str:
    """Return an answer as a message quotes it: the way it stands in a file, without brackets."""
    if isinstance(answer, MostLeast):
        return f"most: {answer.most}, least: {answer.least}"
    return ", ".join(map(str, answer)) if isinstance(answer, tuple) else str(answer)


def code_of(item_id: str, answer: Answer, points: int) -> int:
    """Return ``answer`` as a code from 1 to ``points``.

    Raises:
        AnswerError: it is something else.
    """
    if isinstance(answer, bool) or not isinstance(answer, int) or not 1 <= answer <= points:
        raise AnswerError("answer_not_a_code", item=item_id, answer=told(answer), points=points)
    return answer

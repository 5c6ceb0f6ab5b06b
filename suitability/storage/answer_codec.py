"""Answers as plain JSON values, the same in run files, result files and answers files.

A rating or instructed item is a whole number, a choice is a text, a sequence a list of texts, a situation an
object with ``most`` and ``least``; an omitted item is null.
"""

from __future__ import annotations

import json

from suitability.domain.kinds import Answer, MostLeast

Plain = int | str | list[str] | dict[str, str] | None
"""What an answer looks like in JSON."""


def to_plain(answer: Answer | None) -> Plain:
    """Return the JSON value of ``answer``; None stands for an omitted item."""
    if isinstance(answer, MostLeast):
        return {"most": answer.most, "least": answer.least}
    return list(answer) if isinstance(answer, tuple) else answer


def from_plain(value: object) -> Answer | None:
    """Return the answer that a JSON value stands for.

    Raises:
        ValueError: no kind of answer looks like this.
    """
    if value is None or isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, list) and all(isinstance(step, str) for step in value):
        return tuple(value)
    if isinstance(value, dict) and value.keys() == {"most", "least"}:
        most, least = value["most"], value["least"]
        if isinstance(most, str) and isinstance(least, str):
            return MostLeast(most=most, least=least)
    raise ValueError(f"not an answer: {type(value).__name__}")


def canonical(value: object) -> str:
    """Return ``value`` as JSON with sorted keys and no blanks: equal values give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

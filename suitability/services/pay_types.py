"""What is said about pay, ready to draw: report, screens, guide and command line draw the same values.

Texts are finished in the reader's language and hold no markup. ``source`` is a reference as the medium wants
it (a number in brackets, a citation of the guide); ``figure`` names the record that the numbers come from, so
that every printed amount can be traced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from suitability.domain.guide import Guide
from suitability.domain.pay import Step
from suitability.services.words import Words

Cite: TypeAlias = Callable[[str], str]
"""Turns the id of a source into the reference to print."""


EVERYWHERE: Final = ""
"""Stands for the country where a role is asked for and none is known: every listed country answers."""


@dataclass(frozen=True, slots=True)
class PayPlace:
    """What is asked: a country, and where known the role, a region of it, the experience and the rate.

    ``country`` is an id or, with a role, ``EVERYWHERE``. ``rate`` is the part of a full job, above 0 and
    up to 1.
    """

    country: str
    role: str | None = None
    region: str | None = None
    step: Step | None = None
    rate: float = 1.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What an answer is made with: the figures, the words of one language, and how sources are cited."""

    guide: Guide
    words: Words
    cite: Cite


@dataclass(frozen=True, slots=True)
class PayLine:
    """One figure as an answer: what it is of, its amounts, and all that a reader needs to judge it.

    ``in_hand`` says what is left after tax, or why that is not worked out; ``share`` the part for the rate
    asked for; ``differs`` what does not fit the question; each is None where there is nothing to say.
    """

    figure: str
    label: str
    amounts: str
    basis: str
    in_hand: str | None
    share: str | None
    sample: str
    date: str
    source: str
    caution: str | None
    differs: str | None


@dataclass(frozen=True, slots=True)
class TimeStep:
    """One step from an old amount to today: what was done, the amount it gives, and its source.

    ``source`` is None for a step that only calculates. ``kind`` is "told", "hourly", "whole", "minimum_wage",
    "average_pay", "chain", "priced" or "offered": steps of one kind stand side by side.
    """

    kind: str
    label: str
    amount: str
    source: str | None


@dataclass(frozen=True, slots=True)
class ThenNow:
    """What one person told of their pay, step by step up to today's offers, and what the two say together."""

    story: str
    title: str
    steps: tuple[TimeStep, ...]
    conclusion: str


@dataclass(frozen=True, slots=True)
class PayAnswer:
    """What a role pays at a place: the figures that answer, or the nearest that exist.

    ``ladder`` goes up the steps of experience; ``moves`` is what moves the pay within a job.
    """

    title: str
    lead: str
    lines: tuple[PayLine, ...]
    ladder: tuple[PayLine, ...]
    moves_lead: str
    moves: tuple[str, ...]
    notes: tuple[str, ...]

"""Response quality: how careless answering shows, in indices with cuts.

Signals change what the report says, never the score. Only the verdict "not interpretable" replaces zones
and signs by a sentence.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from enum import StrEnum

from suitability.domain.bank import ItemBank, QualityRule
from suitability.domain.familiarity import familiarity
from suitability.domain.kinds import FamiliarityItem, InstructedItem, RatingItem
from suitability.domain.session import Response
from suitability.records import dataclass

SIGNALS = (
    "fast_share",
    "instructed_failed",
    "longest_run",
    "answer_sd",
    "yes_saying",
    "no_saying",
    "overclaiming",
)
"""Names of the indices, in the order in which they are computed."""


class Level(StrEnum):
    """How strong a signal is; UNKNOWN where the index could not be computed."""

    NONE = "none"
    SOFT = "soft"
    STRONG = "strong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Signal:
    """One response-quality index with its value and level."""

    index: str
    value: float | None
    level: Level


@dataclass(frozen=True, slots=True)
class Quality:
    """All signals of a sitting and whether its result can be interpreted."""

    signals: tuple[Signal, ...]
    interpretable: bool

    @property
    def raised(self) -> tuple[Signal, ...]:
        """The signals of level SOFT or STRONG."""
        return tuple(signal for signal in self.signals if signal.level in (Level.SOFT, Level.STRONG))


def fast_share(elapsed_ms: Sequence[int], fast_ms: int) -> float:
    """Return the share 0-1 of answers given in under ``fast_ms`` (2 s a page: Bowling et al. 2023).

    Raises:
        ZeroDivisionError: no times were given.
    """
    return sum(time < fast_ms for time in elapsed_ms) / len(elapsed_ms)


def longest_run(codes: Sequence[int]) -> int:
    """Return the longest run of equal raw answers (long string: Johnson 2005; careless ``longstring``)."""
    longest = run = 0
    before: int | None = None
    for code in codes:
        run = run + 1 if code == before else 1
        before = code
        longest = max(longest, run)
    return longest


def answer_sd(codes: Sequence[int]) -> float:
    """Return the SD (n - 1) of one person's raw answers (Dunn et al. 2018; ``irv`` of careless)."""
    count, total = len(codes), sum(codes)  # whole numbers, exact up to the root
    squares = sum(code * code for code in codes)
    return math.sqrt((count * squares - total * total) / (count * (count - 1)))


def mean_answer(codes: Sequence[int]) -> float:
    """Return the mean raw answer 1-5 before reversal; far from 3 it shows yes-saying or no-saying."""
    return statistics.fmean(codes)


def instructed_failed(bank: ItemBank, order: Sequence[str], responses: Mapping[str, Response]) -> int | None:
    """Return how many instructed items were failed, None when none was answered (Meade & Craig 2012)."""
    outcomes = [
        item.key(responses[item.id].answer)  # type: ignore[arg-type]  # only answered ones are listed
        for item in (bank.items[i] for i in order)
        if isinstance(item, InstructedItem) and item.id in responses and responses[item.id].answer is not None
    ]
    return outcomes.count(0.0) if outcomes else None


def overclaiming(bank: ItemBank, order: Sequence[str], responses: Mapping[str, Response]) -> float | None:
    """Return the mean claim 0-1 to know invented terms ("heard of it" counts half), None when unknown.

    The false-alarm rate of the over-claiming technique (Paulhus et al. 2003), apart from any score.
    """
    found = familiarity([bank.items[item] for item in order], responses, bank.rules.answered.sign)
    return None if found is None else found.false_alarms


def level(value: float | None, rule: QualityRule, *, low_is_bad: bool = False) -> Level:
    """Return the level of a value: at or beyond a cut (at or below it when ``low_is_bad``)."""
    if value is None:
        return Level.UNKNOWN
    sign = -1.0 if low_is_bad else 1.0
    if rule.strong is not None and sign * value >= sign * rule.strong:
        return Level.STRONG
    if rule.soft is not None and sign * value >= sign * rule.soft:
        return Level.SOFT
    return Level.NONE


def assess_quality(bank: ItemBank, order: Sequence[str], responses: Mapping[str, Response]) -> Quality:
    """Return all signals for the responses, in form order, and the verdict.

    Indices over ratings need at least ``min_answers`` of them, else they are UNKNOWN.
    """
    rules = bank.rules.quality
    given = [item for item in order if item in responses and responses[item].answer is not None]
    rated = [responses[item] for item in given if isinstance(bank.items[item], RatingItem)]
    codes = [response.answer for response in rated if isinstance(response.answer, int)]
    times = [response.elapsed_ms for response in rated if response.elapsed_ms is not None]
    enough = len(codes) >= rules.min_answers
    fast = fast_share(times, rules.fast_ms) if len(times) >= rules.min_answers else None
    failed = instructed_failed(bank, order, responses)
    run = float(longest_run(codes)) if enough else None
    spread = answer_sd(codes) if enough else None
    mean = mean_answer(codes) if enough else None
    signals: tuple[Signal, ...] = (
        Signal("fast_share", fast, level(fast, rules.fast_share)),
        Signal("instructed_failed", failed, level(failed, rules.instructed_failed)),
        Signal("longest_run", run, level(run, rules.longest_run)),
        Signal("answer_sd", spread, level(spread, rules.answer_sd, low_is_bad=True)),
        Signal("yes_saying", mean, level(mean, rules.yes_saying)),
        Signal("no_saying", mean, level(mean, rules.no_saying, low_is_bad=True)),
    )
    if any(isinstance(bank.items[item], FamiliarityItem) for item in order):
        claimed = overclaiming(bank, order, responses)
        signals += (Signal("overclaiming", claimed, level(claimed, rules.overclaiming or QualityRule())),)
    strong = sum(signal.level is Level.STRONG for signal in signals)
    soft = sum(signal.level is Level.SOFT for signal in signals)
    interpretable = strong < rules.not_interpretable_strong and soft < rules.not_interpretable_soft
    return Quality(signals, interpretable)

"""Item kinds. Each kind declares its parameters, checks an answer, keys it to 0-1 and can simulate one.

A new kind is one class (here, or in a module beside like ``three_point``) and a place in ``KINDS``, one
widget in ``tui/items.py`` and one prompt in ``plain/prompts.py``; a test compares the three registries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from itertools import permutations
from typing import ClassVar, Literal

from suitability.domain.answers import Answer, Draw, MostLeast, code_of, told
from suitability.domain.text import LocalizedText
from suitability.domain.three_point import ConditionItem, FamiliarityItem
from suitability.errors import AnswerError
from suitability.records import dataclass

POINTS = 5
"""Number of options of a rating or instructed item (evidence.md 3: gains end at 4-7 options)."""

MAX_STEPS = 7
"""A sequence may have so many steps: its orders (5040 at most) are all looked at once."""


@dataclass(frozen=True, slots=True)
class ResponseOption:
    """One labelled point of a response format; ``code`` runs from 1."""

    code: int
    text: LocalizedText


@dataclass(frozen=True, slots=True)
class ResponseFormat:
    """Labelled options, the least first everywhere: five, or three for terms and working conditions."""

    id: str
    options: tuple[ResponseOption, ...]


def _option_from_trait(trait: float, draw: Draw) -> int:
    """Return a code 1-5 drawn from a graded response model (slope 1.3, thresholds -1.5, -0.5, 0.5, 1.5)."""
    uniform = draw()
    passed = sum(
        uniform < 1.0 / (1.0 + math.exp(-1.3 * (trait - threshold))) for threshold in (-1.5, -0.5, 0.5, 1.5)
    )
    return 1 + passed


def _code(item_id: str, answer: Answer) -> int:
    return code_of(item_id, answer, POINTS)


RATING_VALUES = tuple(step / (POINTS - 1) for step in range(POINTS))
"""Keyed values of the five codes; quarters are exact in binary, so sums and mirrored values are too."""


@dataclass(frozen=True, slots=True)
class RatingItem:
    """A statement rated on a five-point format. ``keying`` "-" describes the opposite behaviour."""

    kind: ClassVar[str] = "rating"

    id: str
    format: str
    text: LocalizedText
    sign: str
    scale: str | None = None
    facet: str | None = None
    keying: Literal["+", "-"] = "+"
    note: str | None = None

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` is a code from 1 to 5."""
        if type(answer) is not int or not 1 <= answer <= POINTS:
            _code(self.id, answer)

    def key(self, answer: Answer) -> float:
        """Return the keyed value 0-1: (code - 1) / 4, mirrored when keying is "-"."""
        code = answer if type(answer) is int and 1 <= answer <= POINTS else _code(self.id, answer)
        return RATING_VALUES[-code if self.keying == "-" else code - 1]

    def values(self) -> tuple[float, ...]:
        """Return every keyed value that an answer can have, ascending."""
        return RATING_VALUES

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return the code with a keyed value of ``values()``; only one has it, wherever ``near`` lies."""
        del near
        return 1 + RATING_VALUES.index(1.0 - value if self.keying == "-" else value)

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return a plausible code of a person at ``trait`` (standard normal units)."""
        return _option_from_trait(-trait if self.keying == "-" else trait, draw)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply to a situation: its keyed value 0-1 and the reason for it."""

    id: str
    text: LocalizedText
    value: float
    why: LocalizedText


@dataclass(frozen=True, slots=True)
class SituationItem:
    """A situation of support work with four replies; the person names the most and the least effective."""

    kind: ClassVar[str] = "situation"

    id: str
    text: LocalizedText
    sign: str
    replies: tuple[Reply, ...]
    facet: str | None = None
    note: str | None = None

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` names two different replies of this item."""
        known = {reply.id for reply in self.replies}
        if not isinstance(answer, MostLeast) or not {answer.most, answer.least} <= known:
            options = ", ".join(sorted(known))
            raise AnswerError("answer_not_most_least", item=self.id, answer=told(answer), options=options)
        if answer.most == answer.least:
            raise AnswerError("answer_same_reply_twice", item=self.id, answer=answer.most)

    def key(self, answer: Answer) -> float:
        """Return 0-1: (value of "most" - value of "least") stretched from its possible range to 0-1."""
        self.check(answer)
        assert isinstance(answer, MostLeast)  # noqa: S101 - narrowed by check above, for the type checker
        values = {reply.id: reply.value for reply in self.replies}
        spread = max(values.values()) - min(values.values())
        return ((values[answer.most] - values[answer.least]) / spread + 1.0) / 2.0

    def values(self) -> tuple[float, ...]:
        """Return every keyed value that an answer can have, ascending."""
        return tuple(sorted({self.key(pair) for pair in self._pairs()}))

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return a pair with a keyed value of ``values()``; it keeps a reply of ``near`` where possible."""
        fits = [pair for pair in self._pairs() if self.key(pair) == value]
        assert isinstance(near, MostLeast)  # noqa: S101 - answers of this item are pairs, for the type checker
        return max(fits, key=lambda pair: (pair.most == near.most) + (pair.least == near.least))

    def _pairs(self) -> tuple[MostLeast, ...]:
        return tuple(MostLeast(a.id, b.id) for a, b in permutations(self.replies, 2))

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return a plausible pair of replies: the higher the trait, the likelier the keyed ones."""
        noisy = sorted(self.replies, key=lambda reply: (trait + 1.0) * reply.value + 2.0 * draw())
        return MostLeast(most=noisy[-1].id, least=noisy[0].id)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a troubleshooting sequence."""

    id: str
    text: LocalizedText


@cache
def _closure(before: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    closed = set(before)
    while True:
        more = {(a, d) for a, b in closed for c, d in closed if b == c} - closed
        if not more:
            return frozenset(closed)
        closed |= more


@cache
def _orders_by_value(
    steps: tuple[str, ...], before: tuple[tuple[str, str], ...]
) -> Mapping[float, tuple[tuple[str, ...], ...]]:
    """Return all orders of the steps by their keyed value, ascending; computed once for an item."""
    pairs = _closure(before)
    found: dict[float, list[tuple[str, ...]]] = {}
    for order in permutations(sorted(steps)):
        place = {step: index for index, step in enumerate(order)}
        found.setdefault(sum(place[a] < place[b] for a, b in pairs) / len(pairs), []).append(order)
    return {value: tuple(found[value]) for value in sorted(found)}


@dataclass(frozen=True, slots=True)
class SequenceItem:
    """Steps to put in order, scored against a partial order: ``before`` lists pairs (earlier, later)."""

    kind: ClassVar[str] = "sequence"

    id: str
    text: LocalizedText
    sign: str
    steps: tuple[Step, ...]
    before: tuple[tuple[str, str], ...]
    why: LocalizedText
    facet: str | None = None
    note: str | None = None

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` holds every step exactly once."""
        known = sorted(step.id for step in self.steps)
        if not isinstance(answer, tuple) or sorted(map(str, answer)) != known:
            raise AnswerError(
                "answer_not_an_order", item=self.id, answer=told(answer), options=", ".join(known)
            )

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return every ordered pair that follows from ``before`` (its transitive closure)."""
        return _closure(self.before)

    def key(self, answer: Answer) -> float:
        """Return the share 0-1 of required pairs that the order respects."""
        self.check(answer)
        assert isinstance(answer, tuple)  # noqa: S101 - narrowed by check above, for the type checker
        place = {step: index for index, step in enumerate(answer)}
        pairs = self.pairs()
        return sum(place[a] < place[b] for a, b in pairs) / len(pairs)

    def values(self) -> tuple[float, ...]:
        """Return every keyed value that an order can have, ascending."""
        return tuple(self._orders())

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return an order with a keyed value of ``values()``, the one that moves the fewest steps."""
        assert isinstance(near, tuple)  # noqa: S101 - answers of this item are orders, for the type checker
        return min(self._orders()[value], key=lambda order: sum(map(str.__ne__, order, near)))

    def _orders(self) -> Mapping[float, tuple[tuple[str, ...], ...]]:
        return _orders_by_value(tuple(step.id for step in self.steps), self.before)

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return an order: the given one disturbed more, the lower the trait."""
        rank = {step.id: sum(later == step.id for _, later in self.pairs()) for step in self.steps}
        noise = 3.0 * len(rank) / (1.0 + math.exp(trait))  # at -2 nearly any order fits
        return tuple(sorted(rank, key=lambda step: rank[step] + noise * draw()))


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice item: its keyed value 0-1 and the reason for it."""

    id: str
    text: LocalizedText
    value: float
    why: LocalizedText


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """A problem with several next steps, one of them best."""

    kind: ClassVar[str] = "choice"

    id: str
    text: LocalizedText
    sign: str
    options: tuple[Choice, ...]
    facet: str | None = None
    note: str | None = None

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` is the id of an option."""
        known = {option.id for option in self.options}
        if not isinstance(answer, str) or answer not in known:
            options = ", ".join(sorted(known))
            raise AnswerError("answer_not_an_option", item=self.id, answer=told(answer), options=options)

    def key(self, answer: Answer) -> float:
        """Return the keyed value 0-1 of the chosen option."""
        self.check(answer)
        return next(option.value for option in self.options if option.id == answer)

    def values(self) -> tuple[float, ...]:
        """Return every keyed value that an option has, ascending."""
        return tuple(sorted({option.value for option in self.options}))

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return the first option with a keyed value of ``values()``; ``near`` if it has that value."""
        fits = [option.id for option in self.options if option.value == value]
        return near if near in fits else fits[0]

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return an option id: the higher the trait, the likelier the keyed one."""
        return max(self.options, key=lambda option: (trait + 1.0) * option.value + 2.0 * draw()).id


@dataclass(frozen=True, slots=True)
class InstructedItem:
    """An item that asks for one certain option: shows whether the text was read. Feeds no score."""

    kind: ClassVar[str] = "instructed"

    id: str
    format: str
    text: LocalizedText
    expected: int
    note: str | None = None

    @property
    def sign(self) -> None:
        """An instructed item belongs to no sign."""

    def check(self, answer: Answer) -> None:
        """Raise AnswerError unless ``answer`` is a code from 1 to 5."""
        _code(self.id, answer)

    def key(self, answer: Answer) -> float:
        """Return 1.0 when the asked-for option was chosen, else 0.0."""
        return 1.0 if _code(self.id, answer) == self.expected else 0.0

    def values(self) -> tuple[float, ...]:
        """Return 0.0 (failed) and 1.0 (followed)."""
        return (0.0, 1.0)

    def answer_with(self, value: float, near: Answer) -> Answer:
        """Return the asked-for code for 1.0, for 0.0 another one (``near`` itself if it is another)."""
        if value == 1.0:
            return self.expected
        return near if near != self.expected else 1 + self.expected % POINTS

    def simulate(self, trait: float, draw: Draw) -> Answer:
        """Return the asked-for code; an attentive reader follows the instruction, whatever the trait."""
        del trait, draw
        return self.expected


Item = (
    RatingItem | SituationItem | SequenceItem | ChoiceItem | InstructedItem | FamiliarityItem | ConditionItem
)

KINDS: Mapping[str, type[Item]] = {
    kind.kind: kind
    for kind in (
        RatingItem,
        SituationItem,
        SequenceItem,
        ChoiceItem,
        InstructedItem,
        FamiliarityItem,
        ConditionItem,
    )
}

CodedItem = RatingItem | InstructedItem | FamiliarityItem | ConditionItem
"""Kinds answered by the code of an option of their response format."""

__all__ = [
    "KINDS",
    "MAX_STEPS",
    "POINTS",
    "RATING_VALUES",
    "Answer",
    "Choice",
    "ChoiceItem",
    "CodedItem",
    "ConditionItem",
    "Draw",
    "FamiliarityItem",
    "InstructedItem",
    "Item",
    "MostLeast",
    "RatingItem",
    "Reply",
    "ResponseFormat",
    "ResponseOption",
    "SequenceItem",
    "SituationItem",
    "Step",
]

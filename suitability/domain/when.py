"""When a text is meant for somebody: conditions as data, and the findings and answers that made them hold.

A condition is three clauses of tests: all of ``all`` hold, at least one of ``any`` (if it has tests), none of
``none``. Tests name findings (signs, scales, tasks, conditions ...), never a person's score as a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal, TypeAlias

SignState = Literal["raised", "thought", "clear", "unknown"]
ScaleState = Literal["low", "border_low", "middle", "border_high", "high", "unknown"]
Mark = Literal["no", "bearable", "fine"]
FitState = Literal["meets", "unclear", "asks_more", "not_known"]
QualityState = Literal["fine", "note", "not_interpretable"]
SignalLevel = Literal["soft", "strong"]


@dataclass(frozen=True, slots=True)
class Span:
    """Keyed values (0-1) that are meant: below one mark, above another, or both."""

    below: float | None = None
    above: float | None = None

    def holds(self, value: float) -> bool:
        """Return whether a value lies strictly inside."""
        return (self.below is None or value < self.below) and (self.above is None or value > self.above)


@dataclass(frozen=True, slots=True)
class Count:
    """How many signs may have a status."""

    at_least: int = 1
    at_most: int | None = None

    def holds(self, n: int) -> bool:
        """Return whether ``n`` is such a number."""
        return n >= self.at_least and (self.at_most is None or n <= self.at_most)


@dataclass(frozen=True, slots=True)
class Clause:
    """A list of tests, by what they look at; each maps a name to what is meant of it.

    ``facets``: mean keyed value of the rating answers of a facet. ``tasks``: mean keyed value of answered
    tasks, by sign or by kind. ``items``: keyed value of one answer. ``replies``: which reply was chosen, in a
    situation as the most effective. ``conditions``: by the id in guide.yaml. ``roles``: role, then scale,
    then how the range stands to what the role asks. ``role``: the role that the reader named. ``count``: how
    many signs have a status.
    """

    signs: Mapping[str, tuple[SignState, ...]] = field(default_factory=dict)
    scales: Mapping[str, tuple[ScaleState, ...]] = field(default_factory=dict)
    facets: Mapping[str, Span] = field(default_factory=dict)
    tasks: Mapping[str, Span] = field(default_factory=dict)
    items: Mapping[str, Span] = field(default_factory=dict)
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, tuple[FitState, ...]]] = field(default_factory=dict)
    signals: Mapping[str, tuple[SignalLevel, ...]] = field(default_factory=dict)
    count: Mapping[SignState, Count] = field(default_factory=dict)
    role: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    quality: tuple[QualityState, ...] = ()
    form: tuple[str, ...] = ()
    strongest: tuple[str, ...] = ()
    weakest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A condition. One without any test always holds."""

    all: Clause = field(default_factory=Clause)
    any: Clause = field(default_factory=Clause)
    none: Clause = field(default_factory=Clause)


ALWAYS = When()

LISTS = ("role", "outcome", "quality", "form", "strongest", "weakest")
"""Tests without a name of their own: one value of the whole result."""

Wanted: TypeAlias = tuple[str, ...] | Span | Count


@dataclass(frozen=True, slots=True)
class Leaf:
    """One test: what it looks at, the name there ("" where there is only one), and what is meant."""

    about: str
    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a condition holds: one finding, its state, and the answers behind it (items, strongest first)."""

    about: str
    name: str
    state: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one result, by the names that tests use.

    ``states`` holds "signs.stress" -> "raised" and the like, the values of ``LISTS`` under their bare names.
    ``values`` holds keyed values 0-1 under "items.S01", "facets.recovery", "tasks.stress", "tasks.choice".
    ``counts`` is the number of signs by status. ``answers`` are the items behind a name, lowest value first.
    """

    states: Mapping[str, str]
    values: Mapping[str, float]
    counts: Mapping[str, int]
    answers: Mapping[str, tuple[str, ...]]


QUOTED = 2
"""How many answers stand behind a reason."""

_WEAK_SIDE = frozenset({"raised", "thought", "low", "border_low", "middle"})


def leaves(clause: Clause) -> Iterator[Leaf]:
    """Return every test of a list; a role's scales are named "role.scale"."""
    for one in fields(clause):
        value = getattr(clause, one.name)
        if one.name in LISTS:
            if value:
                yield Leaf(one.name, "", value)
        elif one.name == "roles":
            for role, scales in value.items():
                yield from (Leaf("roles", f"{role}.{scale}", wanted) for scale, wanted in scales.items())
        else:
            yield from (Leaf(one.name, name, wanted) for name, wanted in value.items())


def reasons(when: When, facts: Facts) -> tuple[Reason, ...] | None:
    """Return why a condition holds for these facts, or None where it does not; () for one without tests.

    What was not asked or not answered meets no test, except "unknown" where it is meant.
    """
    found: list[Reason] = []
    for leaf in leaves(when.all):
        reason = _reason(leaf, facts)
        if reason is None:
            return None
        found.append(reason)
    some = [_reason(leaf, facts) for leaf in leaves(when.any)]
    met = [reason for reason in some if reason is not None]
    if some and not met:
        return None
    if any(_reason(leaf, facts) is not None for leaf in leaves(when.none)):
        return None
    return (*found, *met)


def _reason(leaf: Leaf, facts: Facts) -> Reason | None:
    key = f"{leaf.about}.{leaf.name}" if leaf.name else leaf.about
    if isinstance(leaf.wanted, Count):
        number = facts.counts.get(leaf.name, 0)
        return Reason(leaf.about, leaf.name, str(number)) if leaf.wanted.holds(number) else None
    if isinstance(leaf.wanted, Span):
        value = facts.values.get(key)
        if value is None or not leaf.wanted.holds(value):
            return None
        below = leaf.wanted.below is not None
        return Reason(leaf.about, leaf.name, "below" if below else "above", _quoted(facts, key, below))
    state = facts.states.get(key)
    if state is None or state not in leaf.wanted:
        return None
    return Reason(leaf.about, leaf.name, state, _quoted(facts, key, state in _WEAK_SIDE))


def _quoted(facts: Facts, key: str, lowest: bool) -> tuple[str, ...]:
    """Return the answers that made a finding most: the lowest values, or the highest, first."""
    items = facts.answers.get(key, ())
    return items[:QUOTED] if lowest else tuple(reversed(items))[:QUOTED]

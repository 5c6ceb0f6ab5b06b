"""The ten warning signs: index, status, the answers that made it, and the one answer that would change it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from suitability.domain.bank import ItemBank, Sign, SignRule
from suitability.domain.kinds import POINTS, Answer, ChoiceItem, Item, RatingItem, SequenceItem
from suitability.domain.session import Response


class Status(StrEnum):
    """What the answers say about a sign."""

    RAISED = "raised"
    THOUGHT = "thought"
    CLEAR = "clear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer behind a finding: its keyed value 0-1 (0 speaks for the sign, 1 against it)."""

    item: str
    answer: Answer
    value: float


@dataclass(frozen=True, slots=True)
class Pivot:
    """The one other answer that would have changed a finding's status."""

    item: str
    answer: Answer
    status: Status


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known about one sign. ``index`` is the mean keyed value 0-1, None when too few were answered.

    ``evidence`` is sorted by how strongly an answer speaks for the sign, strongest first.
    """

    sign: str
    status: Status
    index: float | None
    answered: int
    total: int
    provisional: bool
    evidence: tuple[Evidence, ...]
    pivot: Pivot | None


def status_of(index: float, rule: SignRule) -> Status:
    """Return RAISED below ``raised_below``, CLEAR above ``clear_above``, else THOUGHT (cuts included)."""
    if index < rule.raised_below:
        return Status.RAISED
    return Status.CLEAR if index > rule.clear_above else Status.THOUGHT


def find(bank: ItemBank, form_id: str, sign: Sign, responses: Mapping[str, Response]) -> Finding:
    """Return the finding of one sign for the responses of a form."""
    items = bank.sign_items(form_id, sign.id)
    given: list[Evidence] = []
    for item in items:
        response = responses.get(item.id)
        if response is not None and response.answer is not None:
            given.append(Evidence(item.id, response.answer, item.key(response.answer)))
    needed = math.ceil(bank.rules.answered.sign * len(items) - 1e-9)
    provisional = len(items) < bank.rules.signs.provisional_below_items
    evidence = tuple(sorted(given, key=lambda one: (one.value, one.item)))
    if not given or len(given) < needed:
        return Finding(sign.id, Status.UNKNOWN, None, len(given), len(items), provisional, evidence, None)
    index = sum(one.value for one in given) / len(given)
    status = status_of(index, bank.rules.signs)
    pivot = _pivot(bank, evidence, status)
    return Finding(sign.id, status, index, len(given), len(items), provisional, evidence, pivot)


def find_all(bank: ItemBank, form_id: str, responses: Mapping[str, Response]) -> tuple[Finding, ...]:
    """Return the findings of all signs, by number."""
    ordered = sorted(bank.signs.values(), key=lambda sign: sign.number)
    return tuple(find(bank, form_id, sign, responses) for sign in ordered)


def _alternatives(item: Item) -> tuple[Answer, ...]:
    """Return the other answers worth trying: every code, option or order of the item."""
    if isinstance(item, RatingItem):
        return tuple(range(1, POINTS + 1))
    if isinstance(item, ChoiceItem):
        return tuple(option.id for option in item.options)
    if isinstance(item, SequenceItem):
        return _orders(item)
    return ()


def _orders(item: SequenceItem) -> tuple[Answer, ...]:
    """Return one order per reachable value of a sequence, at most a few: fully right, then adjacent swaps of it."""
    pairs = item.pairs()
    rank = {step.id: sum(later == step.id for _, later in pairs) for step in item.steps}
    right = tuple(sorted(rank, key=lambda step: (rank[step], step)))
    swaps = (
        tuple(right[:i] + (right[i + 1], right[i]) + right[i + 2 :]) for i in range(len(right) - 1)
    )
    return (right, *swaps, tuple(reversed(right)))


def _pivot(bank: ItemBank, evidence: tuple[Evidence, ...], status: Status) -> Pivot | None:
    """Return the single answer whose smallest change gives another status, or None where no single one does."""
    best: tuple[float, str, Pivot] | None = None
    total = sum(one.value for one in evidence)
    for one in evidence:
        item = bank.items[one.item]
        for answer in _alternatives(item):
            value = item.key(answer)
            new = status_of((total - one.value + value) / len(evidence), bank.rules.signs)
            step = (abs(value - one.value), one.item)
            if new is not status and (best is None or step < best[:2]):
                best = (*step, Pivot(one.item, answer, new))
    return None if best is None else best[2]


def all_orders(item: SequenceItem) -> tuple[Answer, ...]:
    """Return every order of the steps (for tests and item analysis; factorial growth)."""
    return tuple(permutations(step.id for step in item.steps))

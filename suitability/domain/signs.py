"""The ten warning signs: index, status, the answers that made it, and the one answer that would change it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from suitability.domain.answered import needed
from suitability.domain.bank import ItemBank, Sign, SignRule
from suitability.domain.familiarity import Familiarity, familiarity
from suitability.domain.kinds import Answer, FamiliarityItem
from suitability.domain.session import Response
from suitability.records import dataclass


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
    """The one other answer that would have changed a finding's status, by the smallest change of value."""

    item: str
    answer: Answer
    status: Status


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known about one sign. ``index`` is the mean keyed value 0-1, None when too few were answered.

    ``evidence`` is sorted by how strongly an answer speaks for the sign, strongest first. ``terms`` is what
    the familiarity items show together; in the index, ``answered`` and ``total`` they count as one item.
    """

    sign: str
    status: Status
    index: float | None
    answered: int
    total: int
    provisional: bool
    evidence: tuple[Evidence, ...]
    pivot: Pivot | None
    terms: Familiarity | None = None


def status_of(index: float, rule: SignRule, *, provisional: bool) -> Status:
    """Return RAISED below the cut (a lower one while provisional), CLEAR above ``clear_above``, else THOUGHT.

    The cuts themselves belong to THOUGHT.
    """
    if index < (rule.provisional_raised_below if provisional else rule.raised_below):
        return Status.RAISED
    return Status.CLEAR if index > rule.clear_above else Status.THOUGHT


def find(
    bank: ItemBank, form_id: str, sign: Sign, responses: Mapping[str, Response], *, reasons: bool = True
) -> Finding:
    """Return the finding of one sign for the responses of a form; ``reasons``: with evidence and pivot."""
    everything = bank.sign_items(form_id, sign.id)
    items = [item for item in everything if not isinstance(item, FamiliarityItem)]
    alone = len(items) == len(everything)
    terms = None if alone else familiarity(everything, responses, bank.rules.answered.sign)
    given = [
        (item, response.answer)
        for item in items
        if (response := responses.get(item.id)) is not None and response.answer is not None
    ]
    values = [item.key(answer) for item, answer in given]
    evidence: tuple[Evidence, ...] = ()
    if reasons:
        found = (Evidence(one.id, answer, value) for (one, answer), value in zip(given, values, strict=True))
        evidence = tuple(sorted(found, key=lambda one: (one.value, one.item)))
    total = len(items) + (not alone)
    answered = len(given) + (terms is not None)
    least = needed(total, bank.rules.answered.sign)
    provisional = total < bank.rules.signs.provisional_below_items
    if not given or answered < least:
        return Finding(sign.id, Status.UNKNOWN, None, answered, total, provisional, evidence, None, terms)
    derived = () if terms is None else (terms.value,)
    index = _mean([*values, *derived])
    status = status_of(index, bank.rules.signs, provisional=provisional)
    pivot = _pivot(bank, evidence, status, derived, provisional=provisional) if reasons else None
    return Finding(sign.id, status, index, answered, total, provisional, evidence, pivot, terms)


def find_all(
    bank: ItemBank, form_id: str, responses: Mapping[str, Response], *, reasons: bool = True
) -> tuple[Finding, ...]:
    """Return the findings of all signs, by number; ``reasons`` as in ``find``."""
    ordered = sorted(bank.signs.values(), key=lambda sign: sign.number)
    return tuple(find(bank, form_id, sign, responses, reasons=reasons) for sign in ordered)


def _mean(values: Sequence[float]) -> float:
    """Return the mean to nine decimals, whatever the order of adding: a sign on its cut stays on it."""
    return round(math.fsum(values) / len(values), 9)


def _pivot(
    bank: ItemBank,
    evidence: tuple[Evidence, ...],
    status: Status,
    derived: tuple[float, ...],
    *,
    provisional: bool,
) -> Pivot | None:
    """Return the single answer whose smallest change of value gives another status, or None where none does.

    Every value that an item can have is tried. Equally small changes: the item that speaks more strongly for
    the sign, then the lower value. ``derived`` are values in the index that no single answer stands for.
    """
    best: tuple[float, Evidence, float, Status] | None = None
    values = [one.value for one in evidence]
    for place, one in enumerate(evidence):
        for value in bank.items[one.item].values():
            mean = _mean([*values[:place], value, *values[place + 1 :], *derived])
            new = status_of(mean, bank.rules.signs, provisional=provisional)
            change = round(abs(value - one.value), 9)
            if new is not status and (best is None or change < best[0]):
                best = (change, one, value, new)
    if best is None:
        return None
    _, one, value, new = best
    return Pivot(one.item, bank.items[one.item].answer_with(value, one.answer), new)

"""A result and the working conditions marked in another sitting, as one result for drawing."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import ConditionItem
from suitability.domain.session import Result


def marked_items(bank: ItemBank, result: Result) -> tuple[str, ...]:
    """Return the ids of the working conditions that a result has a mark for, in its order."""
    return tuple(
        item
        for item in result.order
        if isinstance(bank.items[item], ConditionItem)
        and item in result.responses
        and result.responses[item].answer is not None
    )


def with_marks(bank: ItemBank, result: Result, marks: Result) -> Result:
    """Return ``result`` with the working conditions of ``marks`` behind its own items.

    Marks that ``result`` has itself give way to the others: they are the ones asked for. Id, date, form and
    everything else stay those of ``result``; conditions move no scale, sign or quality index, so none of its
    scores changes.
    """
    added = marked_items(bank, marks)
    kept = tuple(item for item in result.order if item not in added)
    responses = {**result.responses, **{item: marks.responses[item] for item in added}}
    return replace(result, order=kept + added, responses=MappingProxyType(responses))


def own_order(bank: ItemBank, result: Result) -> tuple[str, ...]:
    """Return the order of a result without conditions that ``with_marks`` put behind it."""
    form = bank.order(result.form)
    return tuple(
        item for item in result.order if item in form or not isinstance(bank.items[item], ConditionItem)
    )

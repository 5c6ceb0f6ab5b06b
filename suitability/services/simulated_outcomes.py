"""Which outcome do people meet? Simulated people with known traits against the signs and outcomes of a bank.

Statements come from ``graded_model``, newly drawn for every batch; tasks from what each item kind says about
a plausible answer. Everybody answers everything at a careful pace. Judged one by one by ``domain.assess``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from suitability.domain.assessment import Assessment, assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, ConditionItem, InstructedItem, Item, RatingItem
from suitability.domain.session import ContentStamp, Response, Result
from suitability.domain.signs import Status
from suitability.services.graded_model import (
    Assumptions,
    batch_error,
    check_settings,
    draw_items,
    draw_passed,
    draw_traits,
    new_generator,
    pass_chances,
)

OUTCOMES_STREAM = 2
MEANS = (-1.0, 0.0, 0.5, 1.0)
PEOPLE = Assumptions(respondents=2_000)
"""Fewer than for the standard errors: each person is judged by the whole program. 20 meet the same items."""


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """What people with a mean trait (in standard deviations) meet.

    ``outcomes``: share 0-1 of each row of the outcome table; ``raised`` and ``thought``: signs a person.
    ``errors``: Monte Carlo errors of the outcomes.
    """

    mean: float
    people: int
    outcomes: Mapping[str, float]
    raised: float
    thought: float
    errors: Mapping[str, float]


def simulate_outcomes(
    bank: ItemBank, form_id: str, mean: float, assumptions: Assumptions = PEOPLE
) -> OutcomeShare:
    """Return the outcomes of people whose traits all have this mean; same arguments, same figures.

    Every mean and every set of rules meets the same people but for their mean: differences are not chance.

    Raises:
        UserError: numpy is missing or a setting is out of its limits.
        KeyError: no such form.
    """
    check_settings(assumptions)
    generator = new_generator(assumptions.seed, OUTCOMES_STREAM)
    by_batch: list[Counter[str]] = []
    statuses: Counter[Status] = Counter()
    for _ in range(assumptions.batches):
        by_batch.append(Counter())
        for answers in _draw_batch(generator, bank, form_id, mean, assumptions):
            found = _judge(bank, form_id, answers, assumptions)
            by_batch[-1][found.outcome.id] += 1
            statuses.update(finding.status for finding in found.findings)
    size = by_batch[0].total()
    people = size * len(by_batch)
    shares = {row.id: [found[row.id] / size for found in by_batch] for row in bank.rules.outcomes}
    return OutcomeShare(
        mean=mean,
        people=people,
        outcomes={row: sum(values) / len(values) for row, values in shares.items()},
        raised=statuses[Status.RAISED] / people,
        thought=statuses[Status.THOUGHT] / people,
        errors={row: batch_error(values) for row, values in shares.items()},
    )


def with_one_cut(bank: ItemBank) -> ItemBank:
    """Return the bank with the cut of firm signs for provisional ones too, to compare the lower one with."""
    signs = replace(bank.rules.signs, provisional_raised_below=bank.rules.signs.raised_below)
    return replace(bank, rules=replace(bank.rules, signs=signs))


def _draw_batch(
    generator: Any, bank: ItemBank, form_id: str, mean: float, settings: Assumptions
) -> list[dict[str, Answer]]:
    """Return the answers of one batch of people, by item id."""
    items = [bank.items[item] for item in bank.order(form_id)]
    names = [_trait_of(item) for item in items]
    columns = {name: column for column, name in enumerate(dict.fromkeys(names))}
    own = [columns[name] for name in names]
    people = settings.respondents // settings.batches
    traits = mean + draw_traits(generator, people, len(columns), settings.trait_correlation)
    slopes, thresholds = draw_items(generator, len(items), settings)
    leaning = traits[:, own]
    leaning[:, [isinstance(item, RatingItem) and item.keying == "-" for item in items]] *= -1.0
    codes = 1 + draw_passed(generator, pass_chances(leaning, slopes, thresholds))
    batch: list[dict[str, Answer]] = []
    for person in range(people):
        answers: dict[str, Answer] = {}
        for place, item in enumerate(items):
            trait = float(traits[person, own[place]])
            rated = isinstance(item, RatingItem)
            answers[item.id] = int(codes[person, place]) if rated else item.simulate(trait, generator.random)
        batch.append(answers)
    return batch


def _trait_of(item: Item) -> str:
    """Return the trait behind an item: its scale, or else its sign."""
    if isinstance(item, InstructedItem | ConditionItem):
        return ""
    return (item.scale if isinstance(item, RatingItem) else None) or item.sign


def _judge(bank: ItemBank, form_id: str, answers: Mapping[str, Answer], settings: Assumptions) -> Assessment:
    pace = round(1000 * settings.careful_seconds)
    result = Result(
        id="0" * 32,
        created="2000-01-01T00:00:00Z",
        program="",
        content=ContentStamp(bank.pack.id, bank.pack.version, bank.digest),
        form=form_id,
        language=bank.pack.languages[0],
        order=bank.order(form_id),
        responses={item: Response(item, answer, pace) for item, answer in answers.items()},
    )
    return assess(bank, result)

"""The plan for thirty, sixty and ninety days: steps chosen for one result, days counted from the start."""

from __future__ import annotations

from dataclasses import dataclass, replace

from suitability.domain.advice import Person, PlannedStep, plan
from suitability.services.advice_view import coaching_in, page_title, person_facts
from suitability.services.guide_pages import Stock
from suitability.services.reason_text import reason_sentence
from suitability.services.short_reason import short_reasons
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One step: what to do, why it is here ("" for a step that everybody gets), and a page to read on.

    ``because`` says why in a few words, for a page on which the answers stand already.
    """

    id: str
    text: str
    reason: str
    page: str | None = None
    page_title: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A stretch of the plan with its steps.

    ``days`` is in words ("days 1 to 14"), ``show`` says what there is to show at its end.
    """

    id: str
    title: str
    days: str
    first_day: int
    last_day: int
    aim: str
    steps: tuple[PlanRow, ...]
    show: str


def plan_parts(stock: Stock, person: Person, words: Words) -> tuple[PlanPart, ...]:
    """Return the plan for a result in the language of ``words``; days count from whatever day one begins on.

    A result that cannot be interpreted gets the steps that are good for everybody.

    Raises:
        InternalError: the stock has no coaching.
    """
    coaching = coaching_in(stock)
    chosen = plan(coaching.periods, coaching.steps, person_facts(stock, person))
    language = words.language
    return tuple(
        PlanPart(
            id=period.id,
            title=period.title.on(language),
            days=words("advice.days", first=period.first_day, last=period.last_day),
            first_day=period.first_day,
            last_day=period.last_day,
            aim=period.aim.on(language),
            steps=tuple(_row(stock, person, one, words) for one in steps),
            show=period.show.on(language),
        )
        for period, steps in chosen
    )


def _row(stock: Stock, person: Person, one: PlannedStep, words: Words) -> PlanRow:
    step, language = one.step, words.language
    if step.exercise is not None:
        text = stock.bank.signs[step.exercise.sign].actions[step.exercise.number - 1].on(language)
    else:
        text = "" if step.text is None else step.text.on(language)
    reason = _short_reason(stock, person, one, words) if one.reasons else ""
    title = None if step.page is None else page_title(stock, step.page, language)
    because = short_reasons(stock, person, one.reasons[:1], words)
    return PlanRow(step.id, text, reason, step.page, title, because)


def _short_reason(stock: Stock, person: Person, one: PlannedStep, words: Words) -> str:
    """Return the finding that a step was chosen for; its answers only where there is no finding to name."""
    first = one.reasons[0]
    said = reason_sentence(stock, person, replace(first, items=()), words)
    return said or reason_sentence(stock, person, first, words)

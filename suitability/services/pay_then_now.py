"""Then and now: what a person told of their pay, in its year, in later prices, against today's offers.

Every step is shown with its source, and nothing is interpolated: a month inside a year gives two bounds (see
``domain.price_index``), and a part of a full job is scaled up by its rate alone, which the step says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from suitability.domain.pay import PayFigure, PayStory
from suitability.domain.pay_choice import Wish, choose
from suitability.domain.price_index import Brought, Indices, Series, SeriesKind, in_prices_of
from suitability.errors import PayDataMissing
from suitability.services.formatting import fixed, money, number, when
from suitability.services.pay_money import amounts
from suitability.services.pay_types import Desk, ThenNow, TimeStep

_OFFERS: Final = 2
_COMPARED: Final[tuple[SeriesKind, ...]] = ("minimum_wage", "average_pay")


@dataclass(frozen=True, slots=True)
class _Told:
    """A story, its amount for a whole job, and the series of its country."""

    story: PayStory
    whole: float
    indices: Indices


def stories_of(desk: Desk, country: str, role: str | None) -> tuple[PayStory, ...]:
    """Return the stories of a country, those of ``role`` alone where it has any."""
    told = tuple(one for one in desk.guide.stories if one.country == country)
    own = tuple(one for one in told if one.role == role)
    return own or told


def one_of_each(stories: tuple[PayStory, ...]) -> tuple[PayStory, ...]:
    """Return the first story of each source: what a short table has room for."""
    first: dict[str, PayStory] = {}
    for one in stories:
        first.setdefault(one.source, one)
    return tuple(first.values())


def then_and_now(desk: Desk, story: PayStory) -> ThenNow | None:
    """Return the steps from a story to today's offers, or None where the country has no price series."""
    indices = desk.guide.indices.get(story.country)
    prices = None if indices is None else indices.of("prices")
    if indices is None or prices is None:
        return None
    told = _Told(story, story.amount / (story.rate or 1), indices)
    steps = [*_then(desk, told), *_beside(desk, told)]
    offers = _offers(desk, story)
    try:
        brought = in_prices_of(prices, told.whole, story.as_of, prices.last_year)
    except PayDataMissing as missing:
        text = desk.words.message("errors", missing.code, **missing.values)
        return ThenNow(story.id, _title(desk, story), tuple(steps), text)
    steps += [_chain(desk, prices, brought), _priced(desk, told, prices, brought)]
    steps.extend(_offer(desk, one) for one in offers)
    return ThenNow(story.id, _title(desk, story), tuple(steps), _conclusion(desk, brought, offers))


def _title(desk: Desk, story: PayStory) -> str:
    return desk.words(
        "pay_answer.then.title",
        title=story.title.on(desk.words.language),
        when=when(desk.words, story.as_of),
    )


def _then(desk: Desk, told: _Told) -> list[TimeStep]:
    """What was told, the part of it that was paid by the hour, and the amount for a whole job."""
    words, story = desk.words, told.story
    cite = desk.cite(story.source)
    amount = money(words, story.amount, story.currency)
    part = amount
    if story.rate is not None and story.rate != 1:
        part = words("pay_answer.then.part", amount=amount, rate=number(words, story.rate))
    steps = [TimeStep("told", words(f"pay_answer.then.{story.statistic}"), part, cite)]
    if story.hourly is not None and story.hours is not None:
        steps.append(TimeStep("hourly", words("pay_answer.then.hourly"), _hourly(desk, story), cite))
    if story.rate is not None and story.rate != 1:
        whole = money(words, told.whole, story.currency)
        sum_ = words(
            "pay_answer.then.whole_value", amount=amount, rate=number(words, story.rate), whole=whole
        )
        steps.append(TimeStep("whole", words("pay_answer.then.whole"), sum_, None))
    return steps


def _hourly(desk: Desk, story: PayStory) -> str:
    """Return what the hours alone made, and their share; two bounds where the pay of an hour changed."""
    words, hours = desk.words, story.hours or 0
    rates = [one for one in (story.hourly, story.hourly_to) if one is not None]

    def joined(texts: list[str]) -> str:
        return "\u2013".join(dict.fromkeys(texts))

    return words(
        "pay_answer.then.hourly_value",
        hours=number(words, hours),
        hourly=joined([money(words, one, story.currency, 2) for one in rates]),
        amount=joined([money(words, one * hours, story.currency) for one in rates]),
        share=joined([str(round(100 * one * hours / story.amount)) for one in rates]),
    )


def _beside(desk: Desk, told: _Told) -> list[TimeStep]:
    """The minimum wage and the average pay of that very time, where the series have it."""
    steps: list[TimeStep] = []
    for kind in _COMPARED:
        series = told.indices.of(kind)
        point = None if series is None else series.at(told.story.as_of)
        if point is not None:
            amount = money(desk.words, point.value, told.story.currency)
            text = desk.words("pay_answer.then.of", amount=amount, when=when(desk.words, point.as_of))
            steps.append(TimeStep(kind, desk.words(f"pay_answer.then.{kind}"), text, desk.cite(point.source)))
    return steps


def _chain(desk: Desk, prices: Series, brought: tuple[Brought, ...]) -> TimeStep:
    """Return the growth of every year that the prices are carried across, with its sources."""
    words = desk.words
    longest = max(brought, key=lambda one: len(one.steps))
    years = [
        words("pay_answer.then.year", year=one.year, growth=fixed(words, one.growth, 2))
        for one in longest.steps
    ]
    used = dict.fromkeys(prices.growth(one.year).source for one in longest.steps)
    marks = " ".join(desk.cite(source) for source in used)
    return TimeStep("chain", words("pay_answer.then.chain"), "; ".join(years), marks)


def _priced(desk: Desk, told: _Told, prices: Series, brought: tuple[Brought, ...]) -> TimeStep:
    words = desk.words
    low, high = brought[0], brought[-1]
    values = {
        "low": money(words, low.after, told.story.currency),
        "high": money(words, high.after, told.story.currency),
        "low_factor": fixed(words, low.factor, 2),
        "high_factor": fixed(words, high.factor, 2),
    }
    key = "one" if len(brought) == 1 else "two"
    label = words("pay_answer.then.priced", year=prices.last_year)
    return TimeStep("priced", label, words(f"pay_answer.then.priced_{key}", **values), None)


def _offers(desk: Desk, story: PayStory) -> list[PayFigure]:
    """Return the figures that answer for the story's role today, or the nearest current ones."""
    choice = choose(desk.guide.figures, Wish(story.role, story.country))
    if choice.found:
        return [one.figure for one in choice.found][:_OFFERS]
    current = [one for one in choice.nearest if one.figure.current]
    return [one.figure for one in current if one.distance == current[0].distance][:_OFFERS]


def _offer(desk: Desk, figure: PayFigure) -> TimeStep:
    words = desk.words
    label = words("pay_answer.then.offered", when=when(words, figure.as_of))
    group = words(
        "pay_answer.then.offered_value", amounts=amounts(figure, words), group=figure.group.on(words.language)
    )
    return TimeStep("offered", label, group, desk.cite(figure.source))


def _conclusion(desk: Desk, brought: tuple[Brought, ...], offers: list[PayFigure]) -> str:
    """Say how the lowest shown amount of today's offers lies to the old pay in later prices."""
    words = desk.words
    if not offers:
        return words("pay_answer.then.no_offers")
    low = min(one.shown[0] for one in offers)
    high = max(one.shown[-1] for one in offers)
    if low > brought[-1].after:
        key = "above"
    elif high < brought[0].after:
        key = "below"
    else:
        key = "overlap"
    return words(f"pay_answer.then.{key}")

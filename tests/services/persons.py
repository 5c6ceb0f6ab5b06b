"""Made-up persons of many kinds for tests of advice: uneven ones, gaps, marks, roles, careless ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from suitability.domain.advice import Person
from suitability.domain.assessment import MarkedCondition, assess
from suitability.domain.handbook import Handbook
from suitability.domain.kinds import Answer, InstructedItem, Item, RatingItem
from suitability.domain.session import Response, Result
from suitability.services.guide_pages import Stock
from suitability.services.library import load_coaching, load_handbook
from tests.services import samples
from tests.services.samples import Pick

FORMS = ("quick", "full", "full", "full", "parallel")
LEVELS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)


@cache
def handbook() -> Handbook:
    return load_handbook()


@cache
def stock() -> Stock:
    """Return the shipped content."""
    return Stock(samples.bank(), samples.guide(), handbook(), load_coaching())


def person(result: Result, **more: object) -> Person:
    """Return the person who gave a result."""
    return Person(result, assess(samples.bank(), result), **more)  # type: ignore[arg-type]


def uneven(seed: int) -> Pick:
    """Return somebody whose level differs from one scale and sign to the next; some skip a part."""
    numbers = random.Random(seed)
    skipped = numbers.choice((0.0, 0.0, 0.0, 0.1, 0.4, 1.0)) if numbers.random() < 0.3 else 0.0
    levels: dict[str, float] = {}

    def pick(item: Item) -> Answer | None:
        subject = f"{getattr(item, 'scale', None)} {getattr(item, 'sign', item.kind)}"
        level = levels.setdefault(subject, numbers.choice(LEVELS))
        answer = item.simulate(numbers.gauss(level, 0.6), numbers.random)
        return None if numbers.random() < skipped else answer

    return pick


def anybody(seed: int) -> Person:
    """Return a person with uneven answers, perhaps with marked conditions, a role, and in a hurry."""
    numbers = random.Random(-1 - seed)
    result = samples.result(
        uneven(seed), numbers.choice(FORMS), elapsed_ms=500 if numbers.random() < 0.05 else 6000
    )
    marks = tuple(MarkedCondition(f"W{item:02d}", numbers.choice((1, 2, 3))) for item in range(1, 17))
    role = numbers.choice((None, *handbook().profiles))
    return person(result, role=role, conditions=marks if numbers.random() < 0.5 else ())


def by_level(levels: dict[str, float], other: float = 0.75) -> Pick:
    """Return somebody with a keyed level by sign; ties are broken so that nothing looks careless."""

    def pick(item: Item) -> Answer | None:
        level = levels.get(str(getattr(item, "sign", None)), other)
        if isinstance(item, RatingItem):
            level += (-0.12, 0.12)[int(item.id[1:]) % 2]
        return samples.keyed(level)(item)

    return pick


def careless() -> Iterator[tuple[str, Person]]:
    """Yield persons whose way of answering gives exactly one soft signal, by its name."""
    order = samples.bank().order("full")
    usual = samples.result(samples.drawn(8), "full")
    fast = {
        name: Response(name, one.answer, 900 if place % 3 == 0 else 6000)
        for place, (name, one) in enumerate(usual.responses.items())
    }
    yield "fast_share", person(_with(usual, fast))
    items = samples.bank().items
    asked = [name for name in order if isinstance(items[name], InstructedItem)]
    wrong = {asked[0]: Response(asked[0], items[asked[0]].answer_with(0.0, 1), 6000)}
    yield "instructed_failed", person(_with(usual, dict(usual.responses) | wrong))
    rated = [name for name in order if isinstance(items[name], RatingItem)]
    row = {name: Response(name, 2, 6000) for name in rated[10:20]}
    yield "longest_run", person(_with(usual, dict(usual.responses) | row))
    flat = {name: Response(name, 3 if place % 5 else 4, 6000) for place, name in enumerate(rated)}
    yield "answer_sd", person(_with(usual, dict(usual.responses) | flat))
    for name, codes in (("yes_saying", (5, 4, 5, 5, 3)), ("no_saying", (1, 2, 1, 1, 3))):
        most = {item: Response(item, codes[place % 5], 6000) for place, item in enumerate(rated)}
        yield name, person(_with(usual, dict(usual.responses) | most))


def _with(result: Result, responses: dict[str, Response]) -> Result:
    return replace(result, responses=responses)

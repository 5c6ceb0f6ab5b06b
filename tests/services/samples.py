"""Results of the shipped forms: every pattern of answers that a report must survive."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.guide import Guide
from suitability.domain.kinds import Answer, InstructedItem, Item, RatingItem
from suitability.domain.session import ContentStamp, Response, Result
from suitability.services.library import load_bank, load_guide, load_words
from suitability.services.report_model import Library, build_report
from suitability.services.report_types import Report
from suitability.services.words import Words

LANGUAGES = ("ru", "en")
EXPECTATIONS = ("respect", "stopgap", "business", "recognition")

Pick = Callable[[Item], Answer | None]
"""How a made-up person answers an item; None skips it."""


@cache
def bank() -> ItemBank:
    """Return the shipped questions."""
    return load_bank()


@cache
def guide() -> Guide:
    """Return the shipped roles and pay figures."""
    return load_guide()


@cache
def words(language: str) -> Words:
    """Return the shipped words."""
    return load_words(language)


FORMS = tuple(bank().forms)


def report(result: Result, language: str, person: str | None = None) -> Report:
    """Return the report of a result with the shipped content."""
    return build_report(Library(bank(), guide(), words(language)), result, person)


def keyed(value: float) -> Pick:
    """Return the person whose every answer has a keyed value as near to ``value`` as the item allows."""

    def pick(item: Item) -> Answer:
        near = min(item.values(), key=lambda one: abs(one - value))
        return item.answer_with(near, item.simulate(0.0, lambda: 0.5))

    return pick


def around(*values: float) -> Pick:
    """Return the person whose keyed answers take turns through ``values``, from item to item of a scale."""
    return lambda item: keyed(values[int(item.id[1:]) % len(values)])(item)


def by_scale(values: Mapping[str, float], other: float = 0.5) -> Pick:
    """Return the person whose keyed answers differ from scale to scale."""

    def pick(item: Item) -> Answer | None:
        return keyed(values.get(str(getattr(item, "scale", None)), other))(item)

    return pick


def drawn(seed: int) -> Pick:
    """Return a person who answers at random and skips every tenth question or so."""
    numbers = random.Random(seed)

    def pick(item: Item) -> Answer | None:
        answer = item.simulate(numbers.gauss(0.0, 1.5), numbers.random)
        return None if numbers.random() < 0.1 else answer

    return pick


def leaning(level: float, seed: int) -> Pick:
    """Return a person who answers every item, each about ``level`` (in standard deviations)."""
    numbers = random.Random(seed)
    return lambda item: item.simulate(numbers.gauss(level, 0.6), numbers.random)


def only_tasks(item: Item) -> Answer | None:
    """Answer the tasks and none of the statements."""
    return None if isinstance(item, RatingItem) else keyed(1.0)(item)


def one_key(item: Item) -> Answer | None:
    """Press 4 all the way."""
    return 4 if isinstance(item, RatingItem | InstructedItem) else None


def nothing(_item: Item) -> Answer | None:
    """Skip everything."""
    return None


PATTERNS: Mapping[str, Pick] = MappingProxyType(
    {
        "high": keyed(1.0),
        "low": keyed(0.0),
        "middle": around(0.5, 0.75, 0.25, 0.75, 0.5),
        "near the lower cut": around(0.25, 0.5, 0.75, 0.25, 0.5),
        "near the upper cut": around(0.75, 1.0, 0.5),
        "one scale apart": by_scale({"patience": 1.0}, 0.25),
        "two ends": by_scale({"patience": 1.0, "tech_interest": 0.0}, 0.75),
        "only tasks": only_tasks,
        "one key": one_key,
        "nothing": nothing,
        "at random": drawn(7),
        "also at random": drawn(11),
    }
)


def result(
    pick: Pick,
    form: str = "quick",
    *,
    elapsed_ms: int | None = 6000,
    language: str = "ru",
    reached: int | None = None,
) -> Result:
    """Return the result of a person; items after the first ``reached`` were never shown."""
    order = bank().order(form)
    given = {item: Response(item, pick(bank().items[item]), elapsed_ms) for item in order[:reached]}
    return Result(
        id="0123456789abcdef0123456789abcdef",
        created="2026-11-22T16:50:00.000Z",
        program="suitability 0.1.0",
        content=ContentStamp(bank().pack.id, bank().pack.version, bank().digest),
        form=form,
        language=language,
        order=order,
        responses=MappingProxyType(given),
    )


def all_results() -> Iterator[tuple[str, Result]]:
    """Yield a name and a result for every form and pattern, and the ways to break off or to rush."""
    for form in FORMS:
        for name, pick in PATTERNS.items():
            yield f"{form}: {name}", result(pick, form)
        yield f"{form}: in a hurry", result(drawn(3), form, elapsed_ms=400)
        yield f"{form}: without times", result(drawn(5), form, elapsed_ms=None)
        yield f"{form}: broken off", result(drawn(5), form, reached=9)
        yield f"{form}: nothing shown", result(nothing, form, reached=0)


MACHINE_NAMES = frozenset(
    {"id", "item", "kind", "status", "zone", "direction", "level", "language", "url", "created"}
)
"""Fields of the report that hold names for programs."""


def texts(value: object, path: str = "report") -> Iterator[tuple[str, str]]:
    """Yield place and text of everything in a report that a person reads."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(one, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from texts(one, f"{path}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in MACHINE_NAMES:
                yield from texts(getattr(value, field.name), f"{path}.{field.name}")

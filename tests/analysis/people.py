"""Made-up people who answer a form, many of them, as results, files and tables."""

from __future__ import annotations

import random
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer
from suitability.domain.session import ContentStamp, Response, Result
from suitability.services.library import load_bank
from suitability.services.replay import stamp
from suitability.services.result_table import Table, TableBuilder
from suitability.services.results import save_result


@cache
def bank() -> ItemBank:
    """Return the shipped questions."""
    return load_bank()


@lru_cache(maxsize=8000)
def person(number: int, form: str = "full", language: str | None = None, careless: float = 0.0) -> Result:
    """Return the result of person ``number``: the same in every run, of mixed habits.

    One in ten skips answers, one in ten breaks off, one in ten has no times. ``careless`` is the share of
    people who press one key in a hurry for a good part of the form.
    """
    draw = random.Random(f"{form} {number}")
    order = bank().order(form)
    trait = {name: draw.gauss(0.0, 1.0) for name in ("", *bank().scales, *bank().signs)}
    skips, breaks, untimed = (draw.random() < 0.1 for _ in range(3))
    hasty = draw.random() < careless
    key, start = draw.randint(1, 5), draw.randrange(len(order))
    reached = draw.randrange(len(order)) if breaks else len(order)
    responses: dict[str, Response] = {}
    for place, name in enumerate(order[:reached]):
        item = bank().items[name]
        group = getattr(item, "scale", None) or item.sign or ""
        answer: Answer | None = item.simulate(trait[group], draw.random)
        if hasty and place >= start and item.kind in {"rating", "instructed"}:
            answer = key
        if skips and draw.random() < 0.15:
            answer = None
        seconds = draw.lognormvariate(0.0 if hasty else 1.8, 0.5)
        responses[name] = Response(name, answer, None if untimed else round(1000 * seconds))
    return Result(
        id=f"{form}-{number:06d}",
        created=f"2026-{1 + number % 11:02d}-{1 + number % 28:02d}T10:00:00.000Z",
        program="suitability 0.1.0",
        content=stamp(bank()),
        form=form,
        language=language or ("ru", "en")[number % 2],
        order=order,
        responses=MappingProxyType(responses),
    )


def people(count: int, form: str = "full", careless: float = 0.15) -> list[Result]:
    """Return the first ``count`` people."""
    return [person(number, form, careless=careless) for number in range(count)]


def table(results: list[Result]) -> Table:
    """Return the results as a table."""
    builder = TableBuilder(bank())
    for result in results:
        builder.add(result)
    return builder.table()


def save(results: list[Result], folder: Path) -> None:
    """Write one result file a result."""
    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        save_result(bank(), result, folder / f"{result.id}.json", force=True)


def other_content(version: str = "2025.01") -> ContentStamp:
    """Return the stamp of an older edition of the same pack."""
    return ContentStamp(bank().pack.id, version, "0" * 64)

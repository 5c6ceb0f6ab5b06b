"""Every figure that a report prints stands in a record of content/ or questions/, or counts answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from suitability.rendering import documents
from suitability.rendering.options import ReportOptions
from suitability.services.edition_types import Edition
from tests.rendering import gallery
from tests.rendering.gallery import Case

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
GROUPS = re.compile("(?<=\\d)[ \u00a0\u202f,](?=\\d{3}(?!\\d))")
MADE = ("then_now", "pay_answer")
"""Parts whose amounts are worked out: their steps name the records, and tests of pay work them out again."""


def numbers(text: str) -> set[str]:
    """Return the numbers of a text in one notation: 57500, 35.6."""
    return {one.replace(",", ".") for one in NUMBER.findall(GROUPS.sub("", text))}


@cache
def recorded() -> frozenset[str]:
    """Return every number of the files of content/ and questions/, amounts also in whole units."""
    found: set[str] = set()
    for folder in ("content", "questions"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".yaml", ".md"}:
                found |= numbers(path.read_text(encoding="utf-8"))
    found |= {one.replace(".", "") for one in found if re.fullmatch(r"\d\.\d{3}", one)}  # 1,645 looks grouped
    return frozenset(found | {str(round(float(one))) for one in found if re.fullmatch(r"\d+\.\d+", one)})


def counted(made: Edition) -> Iterator[str]:
    """Yield the texts of an edition that count or quote the person's own answers, dates and pages."""
    report = made.report
    for scale in report.scales:
        yield from (scale.sentence, scale.answered, scale.standing or "", scale.border or "")
        yield from (f"{bound:.0f}" for bound in (scale.low, scale.high) if bound is not None)
    yield from (value for _, value in report.facts)
    for sign in report.signs:
        yield from (sign.summary, sign.provisional or "", sign.guide or "", str(sign.number))
        yield from (one.answer for one in sign.evidence)
    for task in report.tasks:
        yield from (task.summary, *(reply.chosen for reply in task.replies))
    yield from (report.quality.text, *report.quality.details, *report.outcome.reasons)
    yield from (paragraph for note in report.notes for paragraph in note.paragraphs)
    yield from (str(number) for number in range(1, 1 + max(len(report.sources), len(report.tasks), 40)))
    if made.parts.course is not None:
        yield from (*made.parts.course.lines, made.parts.course.alt)
    if report.said_did is not None:
        yield from (report.said_did.said, *(row.summary for row in report.said_did.done))
    if report.conditions is not None:
        yield report.conditions.summary
    yield from worked_out(made)


def worked_out(made: Edition) -> Iterator[str]:
    """Yield the amounts that are worked out from records, step by step."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for one in value:
                yield from walk(one)
        elif value is not None and hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                yield from walk(getattr(value, name))

    for name in MADE:
        yield from walk(getattr(made.report, name))


@pytest.mark.parametrize("language", gallery.LANGUAGES)
@pytest.mark.parametrize("name", gallery.EDITIONS)
@pytest.mark.parametrize("extreme", ["full", "low", "conditions"])
def test_every_printed_figure_has_a_record(name: Any, language: str, extreme: str) -> None:
    """Nothing but records, counts of answers, dates of the sitting and page references."""
    made, _ = gallery.edition_of(Case(extreme, name, language, ReportOptions()))
    printed = numbers(documents.to_text(made))
    own = {number for text in counted(made) for number in numbers(text)}
    assert len(printed) > 20
    assert sorted(printed - recorded() - own) == []


def test_an_invented_figure_is_seen() -> None:
    assert numbers("от 57 500 до 61 234 ₽, 35,6 %") == {"57500", "61234", "35.6"}
    assert "57500" in recorded()
    assert "61234" not in recorded()

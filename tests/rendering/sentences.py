"""Every sentence a report holds, so that a test can look for each of them in what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from suitability.services.report_types import EvidenceRow, Report

NOT_SHOWN = frozenset(
    {
        "language", "created", "date",  # stand in the head of the page; the date is one of the facts
        "id", "item", "kind", "country", "level", "status", "zone", "direction",  # codes, never words
        "question", "answer",  # of an evidence row: its sentence quotes both
        "labels",
    }
)  # fmt: skip


def sentences(report: Report, *, page: bool = False) -> list[str]:
    """Return every text of ``report`` that a person should find in it, in reading order.

    On a ``page`` an answer behind a finding stands as question and answer, in the plain text as a sentence.
    """
    return [text for text in _texts(report, page=page) if text]


def _texts(value: object, *, page: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, EvidenceRow) and page:
        yield from (value.answer, value.question)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, page=page)
    elif is_dataclass(value):
        names = {field.name for field in fields(value)}
        for name in (field.name for field in fields(value)):
            if name in NOT_SHOWN and not (name == "question" and "replies" in names):
                continue
            yield from _texts(getattr(value, name), page=page)

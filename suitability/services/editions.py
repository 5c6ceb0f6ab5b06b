"""Three editions of one result: which sections each has, in order, and the report built for it.

Nothing in any edition adds scales up, ranks people or passes and fails them; a test reads every sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

from suitability.domain.assessment import assess
from suitability.domain.bank import ItemBank
from suitability.domain.guide import Guide
from suitability.domain.handbook import Handbook
from suitability.domain.session import Result
from suitability.services import formatting
from suitability.services.edition_types import EditionName, EditionParts, Front, FrontMatter
from suitability.services.report_model import Library, report_parts
from suitability.services.report_types import Report
from suitability.services.roles_view import roles_part
from suitability.services.source_list import SourceList
from suitability.services.words import Words

SECTIONS: Final[Mapping[EditionName, tuple[str, ...]]] = MappingProxyType(
    {
        "candidate": ("first_page", "scales", "signs", "tasks", "roles", "pay", "method", "sources"),
        "counsellor": ("first_page", "scales", "signs", "tasks", "roles", "pay", "method", "sources"),
        "recruiter": ("first_page", "scales", "signs", "method"),
    }
)
"""Edition -> its sections in reading order. Adding one to an edition is a name here."""

TITLED: Final = ("scales", "signs", "tasks", "roles", "pay", "method", "sources")
"""Sections whose title stands in the list of contents."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an edition is built from besides the result, in the language of ``words``."""

    bank: ItemBank
    guide: Guide
    handbook: Handbook
    words: Words


@dataclass(frozen=True, slots=True)
class EditionOrder:
    """Which edition is wanted, and what to print on it."""

    edition: EditionName = "candidate"
    front: FrontMatter = field(default_factory=FrontMatter)


def build_edition(shelf: Shelf, result: Result, order: EditionOrder) -> Report:
    """Return the report of a result as the edition that was asked for.

    Raises:
        KeyError: the result names a form or item that the bank does not have.
        AnswerError: an answer does not belong to its item.
    """
    words = shelf.words
    found = assess(shelf.bank, result)
    sources = SourceList(shelf.bank, shelf.guide, words, shelf.handbook.sources)
    base = report_parts(Library(shelf.bank, shelf.guide, words), result, found, sources, order.front.person)
    parts = EditionParts(roles=roles_part(shelf, found))
    report = replace(base, parts=parts, labels={**base.labels, **formatting.labels(words, "edition.labels")})
    sections = tuple(name for name in SECTIONS[order.edition] if _shown(name, report))
    return replace(
        report,
        sections=sections,
        front=_front(words, order, sections, report.labels),
        sources=sources.rows(),
    )


def _shown(section: str, report: Report) -> bool:
    """Return whether a section has anything to show."""
    if section in {"scales", "signs", "tasks"}:
        return bool(report.scales)
    if section == "roles":
        return report.parts.roles is not None
    return True


def _front(words: Words, order: EditionOrder, sections: tuple[str, ...], labels: Mapping[str, str]) -> Front:
    given = order.front
    facts = [
        (words(f"edition.front.{name}"), value)
        for name, value in (("prepared_for", given.prepared_for), ("prepared_by", given.prepared_by))
        if value
    ]
    if given.date is not None:
        moment = datetime.combine(date.fromisoformat(given.date), time())
        facts.append((words("edition.front.date"), formatting.day(words, moment)))
    return Front(
        edition=order.edition,
        name=words(f"edition.names.{order.edition}"),
        about=words(f"edition.about.{order.edition}"),
        organisation=given.organisation,
        facts=tuple(facts),
        introduction=given.introduction,
        contents=tuple((name, labels[name]) for name in sections if name in TITLED),
    )

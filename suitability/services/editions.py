"""Three editions of one result: which sections each has, in order, and the report built for it.

Nothing in any edition adds scales up, ranks people or passes and fails them; a test reads every sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.assessment import assess
from suitability.domain.session import Result
from suitability.services import formatting
from suitability.services.advice_view import AdviceRow, advice_rows, by_kind, coaching_in
from suitability.services.answer_course import course_part
from suitability.services.brief_view import brief_part, brief_report
from suitability.services.edition_types import (
    AdviceGroup,
    Edition,
    EditionName,
    EditionParts,
    Front,
    FrontMatter,
)
from suitability.services.guide_pages import Stock
from suitability.services.interview_view import candidate_questions, recruiter_questions
from suitability.services.pay_types import PayPlace
from suitability.services.pay_where import home_country
from suitability.services.plan_view import plan_parts
from suitability.services.report_model import Asked, Library, report_parts
from suitability.services.report_types import Report
from suitability.services.roles_view import roles_part
from suitability.services.short_view import short_part
from suitability.services.source_list import SourceList
from suitability.services.words import Words
from suitability.services.worksheet_view import worksheet

_WHY: Final = ("scales", "signs", "tasks", "said_did", "conditions")
_ON: Final = ("roles", "pay", "advice", "plan", "interview")
_END: Final = ("method", "sources")

SECTIONS: Final[Mapping[EditionName, tuple[str, ...]]] = MappingProxyType(
    {
        "candidate": ("cover", "first_page", *_WHY, *_ON, *_END),
        "counsellor": ("cover", "first_page", *_WHY, "answers", *_ON, "worksheet", *_END),
        "recruiter": ("cover", "brief", "brief_signs", "interview_guide"),
    }
)
"""Edition -> its sections in reading order. Adding one to an edition is a name here."""

_TITLED: Final = frozenset(
    {*_WHY, *_ON, *_END, "answers", "worksheet", "brief", "brief_signs", "interview_guide"}
)
"""Sections whose title stands in the list of contents."""

ADVICE: Final = MappingProxyType({"do_first": 6, "try": 4, "talk": 3, "look": 2, "keep": 3})
"""How many pieces of advice of each kind the candidate's edition has: what one person can take up."""

QUESTIONS: Final = 8
"""How many interview questions the candidate's edition prepares for, the most telling first."""

_READING: Final = ("p1", "p2", "p3", "p4")


@dataclass(frozen=True, slots=True)
class EditionOrder:
    """Which edition is wanted, what to print on it, and for which place the pay is shown."""

    edition: EditionName = "candidate"
    front: FrontMatter = field(default_factory=FrontMatter)
    place: PayPlace | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every part of an edition is made from."""

    stock: Stock
    words: Words
    person: Person
    sources: SourceList


def build_edition(stock: Stock, words: Words, result: Result, order: EditionOrder) -> Edition:
    """Return a result as the edition that was asked for, in the language of ``words``.

    Raises:
        UserError: the order's place names a country, region or role that is not there.
        KeyError: the result names a form or item that the bank does not have.
        AnswerError: an answer does not belong to its item.
        InternalError: the stock has no coaching.
    """
    found = assess(stock.bank, result)
    sources = SourceList(stock.bank, stock.guide, words, stock.handbook.sources)
    draft = _Draft(stock, words, Person(result, found), sources)
    library = Library(stock.bank, stock.guide, words, stock.handbook)
    place = order.place or _usual_place(stock, words.language)
    report = report_parts(library, result, found, sources, Asked(order.front.person, place))
    if order.edition == "recruiter":
        report, parts = _for_recruiter(draft, report)
    else:
        parts = _for_candidate(draft, counsellor=order.edition == "counsellor")
        report = replace(report, sources=sources.rows())
        if order.edition == "candidate":
            parts = replace(parts, short=short_part(stock.bank, draft.person, report, words))
    labels = formatting.labels(words, "edition.labels")
    sections = tuple(one for one in SECTIONS[order.edition] if _shown(one, report, parts, order))
    front = _front(words, order, sections, {**_titles(report), **labels, **report.labels})
    return Edition(report, sections, front, parts, {**labels, "logo": front.logo})


def _usual_place(stock: Stock, language: str) -> PayPlace | None:
    """Return the country whose pay a reader of the language most likely asks about; None: show them all."""
    country = home_country(stock.guide, language)
    return None if country is None else PayPlace(country)


def _for_candidate(draft: _Draft, *, counsellor: bool) -> EditionParts:
    stock, words, person = draft.stock, draft.words, draft.person
    advice = tuple(AdviceGroup(*group) for group in by_kind(_advice(draft, counsellor=counsellor)))
    questions = candidate_questions(stock, person, words)
    parts = EditionParts(
        advice=advice,
        roles=roles_part(stock, words, person.assessment),
        plan=plan_parts(stock, person, words),
        interview=questions if counsellor else questions[:QUESTIONS],
    )
    if not counsellor:
        return parts
    sheet = worksheet(stock, person, words)
    course = course_part(stock.bank, person, words)
    return replace(parts, worksheet=sheet, patterns=sheet.patterns, course=course)


def _advice(draft: _Draft, *, counsellor: bool) -> tuple[AdviceRow, ...]:
    """Return the advice of an edition: all of it for a counsellor, the first of each kind for the person.

    Sources are numbered for what is printed only.
    """
    stock, words, person = draft.stock, draft.words, draft.person
    if counsellor:
        return advice_rows(stock, person, words, draft.sources)
    cited = {rule.id: rule.source for rule in coaching_in(stock).rules}
    chosen = [
        row for kind, _, rows in by_kind(advice_rows(stock, person, words)) for row in rows[: ADVICE[kind]]
    ]
    return tuple(_numbered(row, cited[row.id], draft.sources) for row in chosen)


def _numbered(row: AdviceRow, source: str | None, sources: SourceList) -> AdviceRow:
    return row if source is None else replace(row, source=sources.number(source))


def _for_recruiter(draft: _Draft, report: Report) -> tuple[Report, EditionParts]:
    stock, words, person = draft.stock, draft.words, draft.person
    return brief_report(stock.bank, report, person, words), EditionParts(
        brief=brief_part(stock.bank, stock.handbook, person, words),
        guide=recruiter_questions(stock, person, words),
    )


def _shown(section: str, report: Report, parts: EditionParts, order: EditionOrder) -> bool:
    """Return whether a section has anything to show."""
    asked = {
        "cover": order.edition == "counsellor" or bool(order.front.introduction),
        "scales": bool(report.scales),
        "signs": bool(report.signs),
        "tasks": bool(report.scales),
        "brief_signs": bool(report.signs),
        "said_did": report.said_did is not None,
        "conditions": report.conditions is not None,
        "roles": parts.roles is not None,
        "advice": bool(parts.advice),
        "plan": bool(parts.plan),
        "interview": bool(parts.interview),
        "answers": parts.course is not None,
        "worksheet": parts.worksheet is not None,
        "interview_guide": bool(parts.guide),
        "sources": bool(report.sources),
    }
    return asked.get(section, True)


def _titles(report: Report) -> dict[str, str]:
    """Return the titles that sections bring themselves."""
    said, conditions = report.said_did, report.conditions
    titles = {"brief": report.labels["scales"], "brief_signs": report.labels["signs"]}
    if said is not None:
        titles["said_did"] = said.title
    return titles if conditions is None else {**titles, "conditions": conditions.title}


def _front(words: Words, order: EditionOrder, sections: tuple[str, ...], titles: Mapping[str, str]) -> Front:
    given = order.front
    facts = [
        (words(f"edition.front.{name}"), value)
        for name, value in (("prepared_for", given.prepared_for), ("prepared_by", given.prepared_by))
        if value
    ]
    if given.date is not None:
        moment = datetime.combine(date.fromisoformat(given.date), time())
        facts.append((words("edition.front.date"), formatting.day(words, moment)))
    named = given.organisation is not None
    return Front(
        edition=order.edition,
        name=words(f"edition.names.{order.edition}"),
        about=words(f"edition.about.{order.edition}"),
        logo=words("edition.logo", organisation=given.organisation) if named else words("edition.logo_alone"),
        organisation=given.organisation,
        facts=tuple(facts),
        introduction=given.introduction,
        contents=tuple((name.replace("_", "-"), titles[name]) for name in sections if name in _TITLED),
        reading=tuple(words(f"edition.reading.{order.edition}.{name}") for name in _READING),
    )

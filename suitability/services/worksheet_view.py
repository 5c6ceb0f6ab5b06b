"""The counsellor's worksheet: questions with room to write, next steps to agree, answer patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.coaching import Reflection
from suitability.domain.when import Facts, reasons
from suitability.services.advice_view import coaching_in, person_facts
from suitability.services.guide_pages import Stock
from suitability.services.reason_text import reason_sentence
from suitability.services.words import Words

_MARKED: Final = ("raised", "thought")


@dataclass(frozen=True, slots=True)
class WorksheetQuestion:
    """A question and the number of lines to leave for the answer."""

    id: str
    question: str
    lines: int


@dataclass(frozen=True, slots=True)
class WorksheetGroup:
    """Questions on one scale, one sign or the whole. ``about`` is "general", "scale" or "sign"."""

    about: str
    of: str
    title: str
    questions: tuple[WorksheetQuestion, ...]


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A pattern in the answers: what it may mean, what to ask, and the figures behind it in words."""

    id: str
    title: str
    text: str
    ask: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The table to fill in together: heads and the number of empty rows."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Worksheet:
    """Everything on the worksheet pages, in reading order."""

    groups: tuple[WorksheetGroup, ...]
    patterns: tuple[PatternRow, ...]
    next_steps: NextSteps


def worksheet(stock: Stock, person: Person, words: Words) -> Worksheet:
    """Return the worksheet of a result in the language of ``words``.

    Signs come up where they are marked, the raised ones first; scales that the form asks about all come up,
    with the questions whose condition holds.

    Raises:
        InternalError: the stock has no coaching.
    """
    coaching, facts, language = coaching_in(stock), person_facts(stock, person), words.language
    patterns = tuple(
        PatternRow(
            one.id,
            one.title.on(language),
            one.text.on(language),
            one.ask.on(language),
            tuple(said for reason in why if (said := reason_sentence(stock, person, reason, words))),
        )
        for one in coaching.patterns
        if (why := reasons(one.when, facts)) is not None
    )
    table = coaching.table
    steps = NextSteps(
        table.title.on(language),
        table.note.on(language),
        tuple(head.on(language) for head in table.heads),
        table.rows,
    )
    return Worksheet(_groups(stock, facts, words), patterns, steps)


def _groups(stock: Stock, facts: Facts, words: Words) -> tuple[WorksheetGroup, ...]:
    language = words.language
    fits = [one for one in coaching_in(stock).reflections if reasons(one.when, facts) is not None]
    groups = [_group("general", "whole", words("advice.worksheet.general"), fits, language)]
    groups += [
        _group("scale", scale.id, scale.name.on(language), fits, language)
        for scale in stock.bank.scales.values()
        if f"scales.{scale.id}" in facts.states
    ]
    groups += [
        _group("sign", sign.id, sign.name.on(language), fits, language)
        for state in _MARKED
        for sign in stock.bank.signs.values()
        if facts.states.get(f"signs.{sign.id}") == state
    ]
    return tuple(group for group in groups if group.questions)


def _group(about: str, of: str, title: str, fits: list[Reflection], language: str) -> WorksheetGroup:
    questions = tuple(
        WorksheetQuestion(one.id, one.question.on(language), one.lines)
        for one in fits
        if one.about == about and one.of == of
    )
    return WorksheetGroup(about, of, title, questions)

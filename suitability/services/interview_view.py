"""Interview questions for one result: the recruiter's guide, and the candidate's preparation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from suitability.domain.advice import Person
from suitability.domain.coaching import InterviewQuestion
from suitability.domain.when import Facts
from suitability.services.advice_view import coaching_in, person_facts
from suitability.services.guide_pages import Stock
from suitability.services.words import Words

_MARKED: Final = ("raised", "thought")
_WEAKEST_FIRST: Final = ("low", "border_low", "unknown", "middle", "border_high", "high")


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One question. ``subject`` is the name of the scale or sign that it looks into.

    ``good``, ``middling`` and ``poor`` say what an answer sounds like, ``probe`` is the follow-up; ``behind``
    and ``prepare`` speak to the candidate: what the interviewer wants to know and how to get ready. ``setup``
    is for the interviewer only; a candidate's page leaves it out ("" where there is none).
    """

    id: str
    about: str
    of: str
    subject: str
    question: str
    behind: str
    good: str
    middling: str
    poor: str
    probe: str
    prepare: str
    setup: str = ""


def recruiter_questions(stock: Stock, person: Person, words: Words) -> tuple[InterviewRow, ...]:
    """Return the interview guide: all questions on scales, one per raised sign, a task to think aloud on.

    The questions on scales are the same for everybody, so that answers can be compared; sign 9 brings all its
    tasks. A result that cannot be interpreted raises no sign.

    Raises:
        InternalError: the stock has no coaching.
    """
    facts = person_facts(stock, person)
    questions = coaching_in(stock).questions
    chosen = [one for one in questions if one.about == "scale"]
    raised = [name for name in stock.bank.signs if facts.states.get(f"signs.{name}") == "raised"]
    chosen += [one for name in raised for one in questions if one.about == "sign" and one.of == name]
    tasks = [one for one in questions if one.about == "task"]
    chosen += tasks if any(one.of in raised for one in tasks) else tasks[:1]
    return tuple(_row(stock, one, words) for one in chosen)


def candidate_questions(stock: Stock, person: Person, words: Words) -> tuple[InterviewRow, ...]:
    """Return the questions worth preparing: marked signs first, then scales from the weakest, then tasks.

    Raises:
        InternalError: the stock has no coaching.
    """
    facts = person_facts(stock, person)
    questions = coaching_in(stock).questions
    marked = [
        name for state in _MARKED for name in stock.bank.signs if facts.states.get(f"signs.{name}") == state
    ]
    chosen = [one for name in marked for one in questions if one.about == "sign" and one.of == name]
    scales = sorted(stock.bank.scales, key=lambda name: _WEAKEST_FIRST.index(_state(facts, name)))
    chosen += [one for name in scales for one in questions if one.about == "scale" and one.of == name]
    chosen += [one for one in questions if one.about == "task"]
    return tuple(_row(stock, one, words) for one in chosen)


def _state(facts: Facts, scale: str) -> str:
    return facts.states.get(f"scales.{scale}", "unknown")


def _row(stock: Stock, one: InterviewQuestion, words: Words) -> InterviewRow:
    language = words.language
    named = stock.bank.scales[one.of].name if one.about == "scale" else stock.bank.signs[one.of].name
    return InterviewRow(
        id=one.id,
        about=one.about,
        of=one.of,
        subject=named.on(language),
        question=one.question.on(language),
        behind=one.behind.on(language),
        good=one.good.on(language),
        middling=one.middling.on(language),
        poor=one.poor.on(language),
        probe=one.probe.on(language),
        prepare=one.prepare.on(language),
        setup="" if one.setup is None else one.setup.on(language),
    )

"""What the guide can say to one person: advice rules, interview questions, plan steps, worksheet questions.

All of it is data (content/advice, interview, plan, worksheet) with the condition of ``domain.when``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from suitability.domain.text import LocalizedText
from suitability.domain.when import ALWAYS, When

AdviceKind = Literal["do_first", "try", "talk", "look", "keep"]
KINDS: tuple[AdviceKind, ...] = ("do_first", "try", "talk", "look", "keep")
"""Kinds of advice in the order in which they are given."""

Period = Literal["weeks_1_2", "month_1", "month_2", "month_3"]
About = Literal["scale", "sign", "task", "general"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of advice and when it is given.

    Of several matching rules with the same ``subject`` (they say the same) only the first in order is given,
    with the reasons of all; of those with the same ``group`` (one is enough) only the first. ``replaces``
    names rules that fall away when this one matches. ``priority`` orders rules of a kind, the highest first.
    ``page`` is a page of the guide to read on. ``source`` backs what the text claims.
    """

    id: str
    kind: AdviceKind
    priority: int
    when: When
    title: LocalizedText
    text: LocalizedText
    subject: str | None = None
    group: str | None = None
    replaces: tuple[str, ...] = ()
    page: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """A question with what a good, a middling and a poor answer sounds like.

    ``about`` and ``of`` say what it looks into: a scale, a sign, or a troubleshooting task (``of`` is the
    sign that tasks belong to). ``behind`` is what the interviewer wants to find out, ``probe`` the follow-up
    question, ``prepare`` the advice to a candidate. ``setup`` is what only the interviewer knows of a task.
    """

    id: str
    about: Literal["scale", "sign", "task"]
    of: str
    question: LocalizedText
    behind: LocalizedText
    good: LocalizedText
    middling: LocalizedText
    poor: LocalizedText
    probe: LocalizedText
    prepare: LocalizedText
    setup: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """One of the exercises on a sign's page, by its place there (from 1)."""

    sign: str
    number: int


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of the plan: a text of its own, or an exercise of a sign.

    Steps with the same ``subject`` stand in for each other: the one with the highest priority is taken.
    """

    id: str
    period: Period
    priority: int
    when: When = ALWAYS
    text: LocalizedText | None = None
    exercise: Exercise | None = None
    subject: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A stretch of the plan: how many days from the start it lasts, its aim, and what there is to show after.

    ``steps`` is how many steps at most are taken into it.
    """

    id: Period
    first_day: int
    last_day: int
    steps: int
    title: LocalizedText
    aim: LocalizedText
    show: LocalizedText


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question for the counsellor's worksheet with ``lines`` lines to write on."""

    id: str
    about: About
    of: str
    lines: int
    question: LocalizedText
    when: When = ALWAYS


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a pattern in the answers may mean, and what to ask about it."""

    id: str
    when: When
    title: LocalizedText
    text: LocalizedText
    ask: LocalizedText


@dataclass(frozen=True, slots=True)
class StepsTable:
    """The table of agreed next steps: its heads and how many rows are left to fill in."""

    title: LocalizedText
    note: LocalizedText
    heads: tuple[LocalizedText, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Coaching:
    """Everything of content/advice, interview, plan and worksheet. Built by ``storage.coaching_reader``.

    ``limits``: how many pieces of advice of a kind are given beside those about a single sign. ``wording``:
    beginnings of words that must not stand in the texts, by kind of word and language.
    """

    rules: tuple[Rule, ...]
    limits: Mapping[str, int]
    questions: tuple[InterviewQuestion, ...]
    periods: tuple[PlanPeriod, ...]
    steps: tuple[PlanStep, ...]
    reflections: tuple[Reflection, ...]
    patterns: tuple[Pattern, ...]
    table: StepsTable
    wording: Mapping[str, Mapping[str, tuple[str, ...]]]

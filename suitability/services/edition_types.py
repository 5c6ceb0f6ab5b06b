"""A report as an edition: which sections, what stands at its head, and the parts that only editions have.

An edition is a list of sections. Each section has a template of its name in ``reports/sections`` and one in
``reports/text``; a section without anything to show is left out of the list when the edition is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from suitability.services.advice_view import AdviceRow
from suitability.services.interview_view import InterviewRow
from suitability.services.plan_view import PlanPart
from suitability.services.report_types import Report
from suitability.services.short_view import ShortPart
from suitability.services.worksheet_view import PatternRow, Worksheet

EditionName = Literal["candidate", "recruiter", "counsellor"]
DocumentFormat = Literal["pdf", "html", "text", "json"]

STORY = ("first_page", "scales", "signs", "tasks", "said_did", "conditions", "pay", "method", "sources")
"""The sections of a report that no edition was asked for: what the screens show."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the person who prints a report may have printed on it; every text is cleaned before.

    ``date`` is a day (YYYY-MM-DD); ``introduction`` holds paragraphs of plain text.
    """

    person: str | None = None
    prepared_for: str | None = None
    prepared_by: str | None = None
    organisation: str | None = None
    date: str | None = None
    introduction: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Front:
    """The head of an edition: which one it is, for whom it is written, and what was given to be printed.

    ``facts`` are label and value, such as "Prepared by". ``contents`` are anchor and title of the chapters.
    ``reading`` says how to read what follows. ``logo`` is the text that stands for the logo.
    """

    edition: EditionName
    name: str
    about: str
    logo: str
    organisation: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    introduction: tuple[str, ...] = ()
    contents: tuple[tuple[str, str], ...] = ()
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleScaleRow:
    """What a role asks on one scale beside the person's range.

    ``fit`` is "meets", "unclear", "asks_more" or "not_known", and ``fit_name`` says it in words. ``asks``
    says how much the role asks, ``needed`` is the score from which that is met (0-100).
    """

    scale: str
    name: str
    asks: str
    fit: str
    fit_name: str
    needed: float


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role beside the person: what it is, four comparisons, conditions. There is no sum of them."""

    id: str
    name: str
    about: str
    neighbour: bool
    scales: tuple[RoleScaleRow, ...]
    usual: str
    depends: str


@dataclass(frozen=True, slots=True)
class RolesPart:
    """All roles in the order of the guide; ``legend`` holds id, word and meaning of each comparison.

    ``common`` names the conditions that all of them have, which no row repeats; "" where there are none.
    """

    intro: str
    legend: tuple[tuple[str, str, str], ...]
    scales: tuple[str, ...]
    rows: tuple[RoleRow, ...]
    common: str = ""


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """The advice of one kind under its heading."""

    kind: str
    name: str
    rows: tuple[AdviceRow, ...]


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """One answer on its way through the form, for drawing.

    ``place`` is where the answer lies among its options, 1 (the lowest) to 5, None for tasks and skipped
    ones; ``share`` is the time it took as a part of the longest drawn (0-1), None where it is not known.
    """

    item: str
    place: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class CoursePart:
    """The answers in the order of the questions; ``alt`` says the picture in words, ``lines`` its figures."""

    intro: str
    lines: tuple[str, ...]
    alt: str
    points: tuple[CoursePoint, ...]


@dataclass(frozen=True, slots=True)
class BriefPart:
    """What the recruiter's edition says in its own voice: about the candidate, never to them."""

    ranges_note: str
    comparison: str
    signs_note: str
    guide_note: str
    sign_head: str
    status: dict[str, str]
    method: tuple[str, ...]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionParts:
    """The parts that a plain report does not have; None and () where an edition has none of them.

    ``short`` is there in the edition that says each thing once: the candidate's.
    """

    advice: tuple[AdviceGroup, ...] = ()
    roles: RolesPart | None = None
    plan: tuple[PlanPart, ...] = ()
    interview: tuple[InterviewRow, ...] = ()
    worksheet: Worksheet | None = None
    patterns: tuple[PatternRow, ...] = ()
    course: CoursePart | None = None
    brief: BriefPart | None = None
    guide: tuple[InterviewRow, ...] = ()
    short: ShortPart | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A report to be drawn: what it says, its sections in reading order, and what only editions have."""

    report: Report
    sections: tuple[str, ...] = STORY
    front: Front | None = None
    parts: EditionParts = field(default_factory=EditionParts)
    labels: dict[str, str] = field(default_factory=dict)

"""What the editions of a report hold beside the report itself, as plain numbers and finished sentences.

An edition is a list of sections. Each section has a template of its name in ``reports/sections`` and one in
``reports/text``; a section without anything to show is left out of the list when the report is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EditionName = Literal["candidate", "recruiter", "counsellor"]

DocumentFormat = Literal["pdf", "html", "text", "json"]

STORY = ("first_page", "scales", "signs", "tasks", "pay", "method", "sources")
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
    """

    edition: EditionName
    name: str
    about: str
    organisation: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    introduction: tuple[str, ...] = ()
    contents: tuple[tuple[str, str], ...] = ()


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
    """One role beside the person: what one does, four comparisons, conditions. There is no sum of them."""

    id: str
    name: str
    about: str
    neighbour: bool
    scales: tuple[RoleScaleRow, ...]
    usual: str
    depends: str


@dataclass(frozen=True, slots=True)
class RolesPart:
    """All roles in the order of the guide; ``legend`` holds id, word and meaning of each comparison."""

    intro: str
    legend: tuple[tuple[str, str, str], ...]
    scales: tuple[str, ...]
    rows: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class EditionParts:
    """The parts of an edition that a plain report does not have; None and () where it has none of them."""

    roles: RolesPart | None = None

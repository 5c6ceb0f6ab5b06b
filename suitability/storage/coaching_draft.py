"""Advice, interview questions, plan and worksheet while they are read: typed values that know their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from suitability.domain.coaching import (
    InterviewQuestion,
    Pattern,
    PlanPeriod,
    PlanStep,
    Reflection,
    Rule,
    StepsTable,
)
from suitability.errors import Problem
from suitability.storage import shapes
from suitability.storage.draft import Entry, Section
from suitability.storage.tree import NOWHERE, START, Seq, problem

Wording = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Kind of word, then language, then the beginnings of words that must not stand in a text."""

SECTIONS: Final = (
    Section("wording", "advice/wording.yaml", Wording),
    Section("limits", "advice/limits.yaml", Mapping[str, int]),
    Section("periods", "plan/periods.yaml", PlanPeriod, many=True),
    Section("table", "worksheet/table.yaml", StepsTable),
    Section("patterns", "worksheet/patterns.yaml", Pattern, many=True),
    Section("rules", "advice/", Rule, many=True),
    Section("questions", "interview/", InterviewQuestion, many=True),
    Section("steps", "plan/", PlanStep, many=True),
    Section("reflections", "worksheet/", Reflection, many=True),
)
"""Files with a name of their own stand before the folders that hold them."""

FOLDERS: Final = ("advice/", "interview/", "plan/", "worksheet/")


@dataclass(slots=True)
class CoachingDraft:
    """Everything read so far; ``broken`` names the sections of which a part is missing or unreadable."""

    wording: Entry[Wording] | None = None
    limits: Entry[Mapping[str, int]] | None = None
    table: Entry[StepsTable] | None = None
    periods: list[Entry[PlanPeriod]] = field(default_factory=list)
    rules: list[Entry[Rule]] = field(default_factory=list)
    questions: list[Entry[InterviewQuestion]] = field(default_factory=list)
    steps: list[Entry[PlanStep]] = field(default_factory=list)
    reflections: list[Entry[Reflection]] = field(default_factory=list)
    patterns: list[Entry[Pattern]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def lists(self) -> tuple[list[Entry[Any]], ...]:
        """Return every list whose entries have an id."""
        return (self.rules, self.questions, self.periods, self.steps, self.reflections, self.patterns)


def is_coaching_file(name: str) -> bool:
    """Return whether a file of content/ belongs here."""
    return name.startswith(FOLDERS)


def section_of(name: str) -> Section | None:
    """Return the section that a file (named relative to content/) belongs to, or None."""
    return next((section for section in SECTIONS if section.holds(name)), None)


def coaching_draft(
    trees: Mapping[str, object], languages: tuple[str, ...], label: str = "", broken: set[str] | None = None
) -> CoachingDraft:
    """Return the typed contents of the files.

    Args:
        trees: file name relative to content/ -> tree.
        languages: the languages that every text must have.
        label: put before every file name in problems.
        broken: sections of which a file could not even be parsed.
    """
    draft = CoachingDraft(broken=set(broken or ()))
    for section in SECTIONS:
        names = [name for name in trees if section_of(name) is section]
        if not names and section.name not in draft.broken:
            draft.problems.append(
                problem("coaching_missing", label + section.place, NOWHERE, value=section.place)
            )
            draft.broken.add(section.name)
        for name in names:
            _read(draft, section, trees[name], label + name, languages)
    return draft


def _read(
    draft: CoachingDraft, section: Section, tree: object, file: str, languages: tuple[str, ...]
) -> None:
    if not section.many:
        value = shapes.read(tree, section.kind, draft.problems, file, languages)
        if value is None:
            draft.broken.add(section.name)
        else:
            setattr(draft, section.name, Entry(value, tree, file))
        return
    if not isinstance(tree, list):
        at = getattr(tree, "at", START)
        draft.problems.append(problem("expected_list", file, at, value=tree))
        draft.broken.add(section.name)
        return
    marks = tree.marks if isinstance(tree, Seq) else [START] * len(tree)
    for part, mark in zip(tree, marks, strict=True):
        if not isinstance(part, dict):
            draft.problems.append(problem("expected_map", file, mark, value=part))
            draft.broken.add(section.name)
            continue
        value = shapes.read(part, section.kind, draft.problems, file, languages)
        if value is None:
            draft.broken.add(section.name)
        else:
            getattr(draft, section.name).append(Entry(value, part, file))

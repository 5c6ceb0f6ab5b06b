"""The career guide while it is being read: typed values and chapters that still know where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from suitability.domain.bank import Source
from suitability.domain.handbook import Condition, Demands, Group, RoleProfile, Topic
from suitability.domain.pay import Role
from suitability.errors import Problem
from suitability.storage import shapes
from suitability.storage.chapter_markup import Chapter
from suitability.storage.draft import Entry
from suitability.storage.readable_parts import entries_in, part_of
from suitability.storage.tree import NOWHERE, problem

GUIDE_FILE: Final = "guide.yaml"
ROLES_FILE: Final = "roles.yaml"
PROFILES: Final = "roles/"
CHAPTERS: Final = "/guide/"


@dataclass(frozen=True, slots=True)
class GuideFile:
    """The shape of content/guide.yaml."""

    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    conditions: tuple[Condition, ...]
    demands: Demands
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Names from outside the handbook that it may refer to or must not take.

    ``sources``: ids in questions/sources.yaml and content/sources.yaml. ``scales``: ids of the scales.
    ``signs``: ids of the signs, whose pages stand in the guide too. ``items``: kind of every item by its id.
    """

    sources: frozenset[str]
    scales: tuple[str, ...]
    signs: frozenset[str]
    items: Mapping[str, str]


@dataclass(slots=True)
class HandbookDraft:
    """Everything read of the handbook so far; ``broken`` names the files of which a part is missing."""

    groups: list[Entry[Group]] = field(default_factory=list)
    topics: list[Entry[Topic]] = field(default_factory=list)
    conditions: list[Entry[Condition]] = field(default_factory=list)
    sources: list[Entry[Source]] = field(default_factory=list)
    demands: Entry[Demands] | None = None
    roles: list[Entry[Role]] = field(default_factory=list)
    profiles: dict[str, Entry[RoleProfile]] = field(default_factory=dict)
    chapters: dict[tuple[str, str], Chapter] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def chapter_name(language: str, topic: str) -> str:
    """Return the file of a chapter, relative to content/."""
    return f"{language}{CHAPTERS}{topic}.md"


def handbook_draft(trees: Mapping[str, object], languages: tuple[str, ...], label: str = "") -> HandbookDraft:
    """Return the typed contents of the YAML files of the handbook (chapters are added by the reader).

    Args:
        trees: file name relative to content/ -> tree.
        languages: the languages that every text must have.
        label: put before every file name in problems.
    """
    draft = HandbookDraft()
    for name in (GUIDE_FILE, ROLES_FILE):
        if name not in trees:
            draft.problems.append(problem("handbook_file_missing", label + name, NOWHERE, value=name))
            draft.broken.add(name)
    tree = trees.get(GUIDE_FILE)
    file = label + GUIDE_FILE
    if tree is not None:
        if shapes.read(tree, GuideFile, draft.problems, file, languages) is None:
            draft.broken.add(GUIDE_FILE)
        draft.groups = entries_in(part_of(tree, "groups"), Group, file, languages)
        draft.topics = entries_in(part_of(tree, "topics"), Topic, file, languages)
        draft.conditions = entries_in(part_of(tree, "conditions"), Condition, file, languages)
        draft.sources = entries_in(part_of(tree, "sources"), Source, file, languages)
        draft.demands = next(iter(entries_in([part_of(tree, "demands")], Demands, file, languages)), None)
    roles: list[Problem] = []  # reported by the reader of the pay figures, whose file it is
    if shapes.read(trees.get(ROLES_FILE), tuple[Role, ...], roles, label + ROLES_FILE, languages) is None:
        draft.broken.add(ROLES_FILE)
    draft.roles = entries_in(trees.get(ROLES_FILE), Role, label + ROLES_FILE, languages)
    for name, part in trees.items():
        if name.startswith(PROFILES):
            profile = shapes.read(part, RoleProfile, draft.problems, label + name, languages)
            if profile is None:
                draft.broken.add(name)
            else:
                draft.profiles[name] = Entry(profile, part, label + name)
    return draft

"""A pack while it is being read: typed values that know where they stand, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, Final, Generic, TypeVar

from suitability.domain.bank import Form, MeasurementError, Pack, Rules, Scale, Sign, Source
from suitability.domain.kinds import Item, ResponseFormat
from suitability.domain.norms import NormGroup
from suitability.domain.text import LocalizedText
from suitability.errors import Problem
from suitability.records import dataclass
from suitability.storage import shapes
from suitability.storage.tree import NOWHERE, START, Map, Seq, position, problem

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[T_co]):
    """One typed value with the tree it was read from."""

    value: T_co
    tree: object
    file: str

    def problem(self, code: str, /, *path: str | int, **values: object) -> Problem:
        """Return a problem at the value under ``path`` (field names and list indices)."""
        return problem(code, self.file, position(self.tree, path) or START, **values)


@dataclass(slots=True)
class Draft:
    """Everything read from questions/ so far.

    ``unread`` names the sections of which a part could not be read: checks that need a whole section stay
    silent about those. ``broken`` holds the ids of entries that were there but not readable. ``texts`` is
    filled by the first check that goes through all of them.
    """

    pack: Entry[Pack] | None = None
    rules: Entry[Rules] | None = None
    ledger: Entry[Mapping[str, str]] | None = None
    formats: list[Entry[ResponseFormat]] = field(default_factory=list)
    scales: list[Entry[Scale]] = field(default_factory=list)
    signs: list[Entry[Sign]] = field(default_factory=list)
    sources: list[Entry[Source]] = field(default_factory=list)
    items: list[Entry[Item]] = field(default_factory=list)
    forms: list[Entry[Form]] = field(default_factory=list)
    errors: list[Entry[MeasurementError]] = field(default_factory=list)
    norms: list[Entry[NormGroup]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    broken: set[tuple[str, str]] = field(default_factory=set)
    texts: list[tuple[Entry[Any], tuple[str | int, ...], LocalizedText]] | None = None

    def entries(self) -> Iterator[Entry[Any]]:
        """Return every entry that holds texts or references, section by section."""
        for part in (
            self.formats,
            self.scales,
            self.signs,
            self.sources,
            self.items,
            self.forms,
            self.errors,
            self.norms,
        ):
            yield from part
        yield from (one for one in (self.pack, self.rules) if one is not None)

    def known(self, section: str) -> set[str]:
        """Return the ids of a section, those of unreadable entries included."""
        good = {entry.value.id for entry in getattr(self, section)}
        return good | {name for where, name in self.broken if where == section}


@dataclass(frozen=True, slots=True)
class Section:
    """Where a part of questions/ stands and what it holds.

    ``place`` is a file or, with a slash at its end, a folder of files. ``many``: each file is a list.
    """

    name: str
    place: str
    kind: Any
    many: bool = False
    required: bool = True

    def holds(self, file: str) -> bool:
        """Return True when ``file`` belongs to this section."""
        if not self.place.endswith("/"):
            return file == self.place
        head, _, tail = file.rpartition("/")
        return f"{head}/" == self.place and tail.endswith(".yaml")


SECTIONS: Final = (
    Section("pack", "pack.yaml", Pack),
    Section("formats", "formats.yaml", ResponseFormat, many=True),
    Section("scales", "scales/", Scale),
    Section("signs", "signs/", Sign),
    Section("sources", "sources.yaml", Source, many=True),
    Section("items", "items/", Item, many=True),
    Section("forms", "forms/", Form),
    Section("rules", "rules.yaml", Rules),
    Section("errors", "errors/", MeasurementError, required=False),
    Section("norms", "norms/", NormGroup, required=False),
    Section("ledger", "ledger.yaml", Mapping[str, str]),
)
_SINGLE: Final = ("pack", "rules", "ledger")


def section_of(file: str) -> Section | None:
    """Return the section that a file (named relative to questions/) belongs to, or None."""
    return next((section for section in SECTIONS if section.holds(file)), None)


def draft_of(trees: Mapping[str, object], label: str = "", unread: Iterable[str] = ()) -> Draft:
    """Return the typed contents of questions/ from the trees of its files.

    Args:
        trees: file name relative to questions/ -> tree.
        label: put before every file name in problems.
        unread: names of sections of which a file could not even be parsed.
    """
    draft = Draft(unread=set(unread))
    if "pack.yaml" in trees:
        _read_file(draft, SECTIONS[0], trees["pack.yaml"], label + "pack.yaml")
    for section in SECTIONS:
        files = [file for file in trees if section.holds(file)]
        if not files and section.required and section.name not in draft.unread:
            draft.problems.append(problem("file_missing", label + section.place, NOWHERE))
            draft.unread.add(section.name)
        for file in files:
            if file != "pack.yaml":
                _read_file(draft, section, trees[file], label + file)
    return draft


def _read_file(draft: Draft, section: Section, tree: object, file: str) -> None:
    languages = None if draft.pack is None else draft.pack.value.languages

    def take(part: object) -> Entry[Any] | None:
        value = shapes.read(part, section.kind, draft.problems, file, languages)
        return None if value is None else Entry(value, part, file)

    if section.name in _SINGLE:
        entry = take(tree)
        setattr(draft, section.name, entry)
        if entry is None:
            draft.unread.add(section.name)
    elif not section.many:
        _keep(draft, section.name, tree, take)
    elif isinstance(tree, list):
        marks = tree.marks if isinstance(tree, Seq) else [START] * len(tree)
        for part, mark in zip(tree, marks, strict=True):
            if isinstance(part, dict):
                _keep(draft, section.name, part, take)
            else:
                draft.problems.append(problem("expected_map", file, mark, value=part))
                draft.unread.add(section.name)
    else:
        shapes.read(tree, tuple[section.kind, ...], draft.problems, file)  # type: ignore[name-defined]
        draft.unread.add(section.name)


def _keep(draft: Draft, section: str, part: object, take: Callable[[object], Entry[Any] | None]) -> None:
    entry = take(part)
    if entry is not None:
        getattr(draft, section).append(entry)
        return
    draft.unread.add(f"{section}.whole")
    name = part.get("form" if section == "errors" else "id") if isinstance(part, Map) else None
    if isinstance(name, str):
        draft.broken.add((section, name))
    else:
        draft.unread.add(section)

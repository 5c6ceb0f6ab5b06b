"""The guide while it is being read: typed values that still know where they stand, and ids of broken ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from suitability.domain.guide import GuideSource
from suitability.domain.pay import Country, PayFigure, PayGap, PayStory, Role
from suitability.domain.price_index import Indices
from suitability.domain.refresh_plan import RefreshPlan
from suitability.domain.tax import Taxes
from suitability.errors import Problem
from suitability.storage import shapes
from suitability.storage.draft import Entry
from suitability.storage.readable_parts import entries_in, part_of
from suitability.storage.tree import NOWHERE, problem

SOURCES_FILE: Final = "sources.yaml"
ROLES_FILE: Final = "roles.yaml"
SALARIES: Final = "salaries/"
TAXES: Final = "taxes/"
INDICES: Final = "indices/"
REFRESH_FILE: Final = "refresh.yaml"


@dataclass(frozen=True, slots=True)
class CountryFile:
    """The shape of one file under content/salaries/."""

    country: Country
    figures: tuple[PayFigure, ...]
    gaps: tuple[PayGap, ...] = ()
    stories: tuple[PayStory, ...] = ()


@dataclass(slots=True)
class CountryDraft:
    """What could be read of one country's file; ``whole`` is False when anything in it was broken."""

    file: str
    stem: str
    tree: object
    country: Entry[Country] | None = None
    figures: list[Entry[PayFigure]] = field(default_factory=list)
    gaps: list[Entry[PayGap]] = field(default_factory=list)
    stories: list[Entry[PayStory]] = field(default_factory=list)
    whole: bool = True


@dataclass(slots=True)
class GuideDraft:
    """Everything read of the guide so far.

    ``ids`` holds, per list file, the ids of all its entries, unreadable ones included; a file that is missing
    there could not be read at all, and nothing is checked against it.
    """

    sources: list[Entry[GuideSource]] = field(default_factory=list)
    roles: list[Entry[Role]] = field(default_factory=list)
    countries: list[CountryDraft] = field(default_factory=list)
    taxes: list[Entry[Taxes]] = field(default_factory=list)
    indices: list[Entry[Indices]] = field(default_factory=list)
    refresh: list[Entry[RefreshPlan]] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def guide_draft(
    trees: Mapping[str, object],
    languages: tuple[str, ...],
    label: str = "",
    unread: frozenset[str] = frozenset(),
) -> GuideDraft:
    """Return the typed contents of the guide from the trees of its files.

    Args:
        trees: file name relative to content/ -> tree.
        languages: the languages that every text must have.
        label: put before every file name in problems.
        unread: files that exist but could not be parsed to their end.
    """
    draft = GuideDraft()
    draft.sources = _list_file(draft, SOURCES_FILE, GuideSource, (trees, languages, label, unread))
    draft.roles = _list_file(draft, ROLES_FILE, Role, (trees, languages, label, unread))
    names = [name for name in trees if name.startswith(SALARIES)]
    if not names and not any(name.startswith(SALARIES) for name in unread):
        draft.problems.append(problem("guide_file_missing", label + SALARIES, NOWHERE, value=SALARIES))
    draft.countries = [_country_file(draft, name, trees[name], languages, label) for name in names]
    draft.taxes = _whole_files(draft, TAXES, Taxes, (trees, languages, label, unread))
    draft.indices = _whole_files(draft, INDICES, Indices, (trees, languages, label, unread))
    draft.refresh = _whole_files(draft, REFRESH_FILE, RefreshPlan, (trees, languages, label, unread))
    return draft


_Given = tuple[Mapping[str, object], tuple[str, ...], str, frozenset[str]]


def _list_file(draft: GuideDraft, name: str, kind: Any, given: _Given) -> list[Entry[Any]]:
    trees, languages, label, unread = given
    if name not in trees:
        if name not in unread:
            draft.problems.append(problem("guide_file_missing", label + name, NOWHERE, value=name))
        return []
    tree = trees[name]
    shapes.read(tree, tuple[kind, ...], draft.problems, label + name, languages)
    if isinstance(tree, list):
        draft.ids[name] = _ids(tree)
    return entries_in(tree, kind, label + name, languages)


def _whole_files(draft: GuideDraft, folder: str, kind: type[Any], given: _Given) -> list[Entry[Any]]:
    """Return the readable files of a folder, each one value of ``kind``."""
    trees, languages, label, _ = given
    found: list[Entry[Any]] = []
    for name, tree in trees.items():
        if name.startswith(folder):
            value = shapes.read(tree, kind, draft.problems, label + name, languages)
            if value is not None:
                found.append(Entry(value, tree, label + name))
    return found


def _country_file(
    draft: GuideDraft, name: str, tree: object, languages: tuple[str, ...], label: str
) -> CountryDraft:
    file = label + name
    stem = name.removeprefix(SALARIES).removesuffix(".yaml")
    found = CountryDraft(file, stem, tree)
    found.whole = shapes.read(tree, CountryFile, draft.problems, file, languages) is not None
    header = part_of(tree, "country")
    country = shapes.read(header, Country, [], file, languages)
    found.country = None if country is None else Entry(country, header, file)
    found.figures = entries_in(part_of(tree, "figures"), PayFigure, file, languages)
    found.gaps = entries_in(part_of(tree, "gaps"), PayGap, file, languages)
    found.stories = entries_in(part_of(tree, "stories"), PayStory, file, languages)
    return found


def _ids(tree: object) -> set[str]:
    """Return the ids written in a list of maps, readable or not."""
    parts = tree if isinstance(tree, list) else []
    ids = (part.get("id") for part in parts if isinstance(part, dict))
    return {one for one in ids if isinstance(one, str)}

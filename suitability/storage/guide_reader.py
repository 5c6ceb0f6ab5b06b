"""content/ (beside its words) to a ``Guide``: parse, shape, check, build; or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from suitability.domain.guide import Guide
from suitability.domain.pay import Role
from suitability.errors import ContentError, Problem, in_order
from suitability.storage.content_files import read_files
from suitability.storage.guide_draft import (
    INDICES,
    REFRESH_FILE,
    ROLES_FILE,
    SALARIES,
    SOURCES_FILE,
    TAXES,
    guide_draft,
)
from suitability.storage.parsed_files import parse_files
from suitability.storage.places import Folder
from suitability.storage.tree import NOWHERE, problem


def read_guide(folder: Folder, languages: Sequence[str], today: date | None = None) -> Guide:
    """Return the guide that stands in ``folder`` (a folder laid out like content/), fully checked.

    Args:
        folder: on disk or inside a wheel or zip.
        languages: the languages that every text must have.
        today: dates after this day are refused; None accepts them, so that a computer whose clock is wrong
            still starts.

    Raises:
        ContentError: with every problem of the guide, sorted by file and line.
        UserError: the folder does not exist or cannot be read.
    """
    return guide_of(checked_guide_trees(guide_files(folder), languages, today), languages)


def guide_problems(
    folder: Folder,
    languages: Sequence[str],
    today: date | None = None,
    label: str = "",
    told_in: frozenset[str] | None = None,
) -> list[Problem]:
    """Return every problem of the guide in ``folder``, sorted; ``label`` is put before the file names.

    ``told_in``: the ids in questions/sources.yaml, which stories may name; None does not check those.

    Raises:
        UserError: the folder does not exist or cannot be read.
    """
    return _check(guide_files(folder), languages, today, label, told_in)[1]


def guide_files(folder: Folder) -> dict[str, bytes]:
    """Return the files of the guide under ``folder``: name relative to content/ -> bytes.

    Raises:
        UserError: the folder does not exist or cannot be read.
    """
    return {name: data for name, data in read_files(folder).items() if is_guide_file(name)}


def is_guide_file(name: str) -> bool:
    """Return whether a file of content/ belongs to the guide (and not to the words of a language)."""
    return name in (SOURCES_FILE, ROLES_FILE, REFRESH_FILE) or name.startswith((SALARIES, TAXES, INDICES))


def checked_guide_trees(
    files: Mapping[str, bytes], languages: Sequence[str], today: date | None = None
) -> dict[str, object]:
    """Return the trees of the guide's files after every check has passed (they may be kept in a cache).

    Raises:
        ContentError: with every problem of the guide.
    """
    trees, problems = _check(files, languages, today, "")
    if problems:
        raise ContentError(problems)
    return trees


def guide_of(trees: Mapping[str, object], languages: Sequence[str]) -> Guide:
    """Return the guide from trees that were checked before (by ``checked_guide_trees``, perhaps long ago).

    Raises:
        ContentError: the trees do not have the shape of a guide after all.
    """
    draft = guide_draft(trees, tuple(languages))
    if draft.problems:
        raise ContentError(draft.problems)
    files = sorted(draft.countries, key=lambda one: one.country.value.order if one.country is not None else 0)
    return Guide(
        sources={entry.value.id: entry.value for entry in draft.sources},
        roles=tuple(sorted((one.value for one in draft.roles if not one.value.neighbour), key=_place)),
        countries=tuple(one.country.value for one in files if one.country is not None),
        figures=tuple(entry.value for one in files for entry in one.figures),
        gaps=tuple(entry.value for one in files for entry in one.gaps),
        stories=tuple(entry.value for one in files for entry in one.stories),
        taxes={entry.value.country: entry.value for entry in draft.taxes},
        indices={entry.value.country: entry.value for entry in draft.indices},
        refresh=draft.refresh[0].value if draft.refresh else None,
    )


def _place(role: Role) -> int:
    return role.order


def _check(
    files: Mapping[str, bytes],
    languages: Sequence[str],
    today: date | None,
    label: str,
    told_in: frozenset[str] | None = None,
) -> tuple[dict[str, object], list[Problem]]:
    # Imported here: a guide from the cache needs no checks.
    from suitability.storage.guide_checks import check_guide  # noqa: PLC0415

    found = parse_files(files, _may_be_there, label)
    draft = guide_draft(found.trees, tuple(languages), label, frozenset(found.unread))
    strange = [problem("guide_file_unknown", label + name, NOWHERE, value=name) for name in found.strange]
    problems = [*found.problems, *strange, *draft.problems, *check_guide(draft, today, told_in)]
    return found.trees, in_order(problems)


def _may_be_there(name: str) -> bool:
    return name.endswith(".yaml") and name.count("/") <= 1

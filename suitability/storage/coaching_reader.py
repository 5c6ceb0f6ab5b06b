"""content/advice, interview, plan and worksheet to a ``Coaching``, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from suitability.domain.coaching import Coaching
from suitability.errors import ContentError, Problem, in_order
from suitability.storage.coaching_draft import coaching_draft, is_coaching_file, section_of
from suitability.storage.coaching_names import CoachingNames
from suitability.storage.content_files import read_files
from suitability.storage.parsed_files import parse_files
from suitability.storage.places import Folder
from suitability.storage.tree import NOWHERE, problem


def coaching_files(content: Folder) -> dict[str, bytes]:
    """Return the files of the four folders below content/.

    Raises:
        UserError: a folder or file cannot be read.
    """
    return {name: data for name, data in read_files(content).items() if is_coaching_file(name)}


def coaching_problems(
    files: Mapping[str, bytes], languages: Sequence[str], names: CoachingNames, label: str = ""
) -> list[Problem]:
    """Return every problem of the files, sorted; ``label`` is put before their names."""
    return _check(files, tuple(languages), names, label)[1]


def checked_coaching_trees(
    files: Mapping[str, bytes], languages: Sequence[str], names: CoachingNames
) -> dict[str, object]:
    """Return the trees of the files after every check has passed (they may be kept in a cache).

    Raises:
        ContentError: with every problem.
    """
    trees, problems = _check(files, tuple(languages), names, "")
    if problems:
        raise ContentError(problems)
    return trees


def coaching_of(trees: Mapping[str, object], languages: Sequence[str]) -> Coaching:
    """Return the coaching from trees that were checked before (by ``checked_coaching_trees``).

    Raises:
        ContentError: the trees do not have the right shape after all.
    """
    draft = coaching_draft(trees, tuple(languages))
    table, wording, limits = draft.table, draft.wording, draft.limits
    if draft.problems or draft.broken or table is None or wording is None or limits is None:
        raise ContentError(draft.problems)
    return Coaching(
        rules=tuple(entry.value for entry in draft.rules),
        limits=limits.value,
        questions=tuple(entry.value for entry in draft.questions),
        periods=tuple(sorted((entry.value for entry in draft.periods), key=lambda one: one.first_day)),
        steps=tuple(entry.value for entry in draft.steps),
        reflections=tuple(entry.value for entry in draft.reflections),
        patterns=tuple(entry.value for entry in draft.patterns),
        table=table.value,
        wording=wording.value,
    )


def _check(
    files: Mapping[str, bytes], languages: tuple[str, ...], names: CoachingNames, label: str
) -> tuple[dict[str, object], list[Problem]]:
    # Imported here: what comes from the cache needs no checks.
    from suitability.storage.coaching_checks import check_coaching  # noqa: PLC0415

    found = parse_files(files, lambda name: section_of(name) is not None, label)
    broken = {section.name for section in map(section_of, found.unread) if section is not None}
    draft = coaching_draft(found.trees, languages, label, broken)
    strange = [problem("coaching_file_unknown", label + name, NOWHERE, value=name) for name in found.strange]
    problems = [*found.problems, *strange, *draft.problems, *check_coaching(draft, languages, names)]
    return found.trees, in_order(problems)

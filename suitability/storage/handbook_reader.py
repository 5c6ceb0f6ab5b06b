"""content/guide.yaml, content/roles/ and the chapters to a ``Handbook``, or every problem at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from suitability.domain.blocks import Block
from suitability.domain.handbook import Handbook
from suitability.errors import ContentError, Problem, UserError, in_order
from suitability.storage import shapes
from suitability.storage.chapter_checks import topic_of
from suitability.storage.chapter_markup import Placed, read_chapter
from suitability.storage.content_files import read_file, read_files
from suitability.storage.handbook_draft import (
    CHAPTERS,
    GUIDE_FILE,
    PROFILES,
    ROLES_FILE,
    HandbookDraft,
    Known,
    chapter_name,
    handbook_draft,
)
from suitability.storage.places import Folder

_MAX_CHAPTERS: Final = 200


def handbook_files(content: Folder, languages: Sequence[str]) -> dict[str, bytes]:
    """Return the files of the handbook below content/: YAML of topics and roles, chapters of the languages.

    Raises:
        UserError: a folder or file cannot be read, or there are far too many chapters.
    """
    found = {name: data for name, data in read_files(content).items() if is_handbook_file(name)}
    for language in languages:
        folder = content / language / "guide"
        if not folder.is_dir():
            continue
        for count, entry in enumerate(sorted(folder.iterdir(), key=lambda one: one.name)):
            if count >= _MAX_CHAPTERS:
                raise UserError("folder_too_full", folder=f"{language}/guide", limit=_MAX_CHAPTERS)
            if entry.is_file() and not entry.name.startswith("."):
                found[f"{language}{CHAPTERS}{entry.name}"] = read_file(entry)
    return found


def is_handbook_file(name: str) -> bool:
    """Return whether a YAML file of content/ belongs to the handbook (roles.yaml also belongs to the pay)."""
    return name in (GUIDE_FILE, ROLES_FILE) or name.startswith(PROFILES)


def known_names(questions: Mapping[str, bytes], pay_sources: bytes | None) -> Known:
    """Return the names that the handbook may refer to, from the bytes of questions/ and content/sources.yaml.

    What cannot be read there is reported by its own reader and simply not known here.
    """
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415 - content from the cache needs no YAML

    def named(data: bytes | None) -> list[dict[str, object]]:
        tree = None if data is None else parse(data, "").tree
        parts = tree if isinstance(tree, list) else [tree]
        return [one for one in parts if isinstance(one, dict) and isinstance(one.get("id"), str)]

    def ids(data: bytes | None) -> list[str]:
        return [str(one["id"]) for one in named(data)]

    def below(folder: str) -> list[str]:
        return [
            name for file in sorted(questions) if file.startswith(folder) for name in ids(questions[file])
        ]

    return Known(
        sources=frozenset(ids(questions.get("sources.yaml")) + ids(pay_sources)),
        scales=tuple(below("scales/")),
        signs=frozenset(below("signs/")),
        items={
            str(one["id"]): str(one.get("kind"))
            for file, data in questions.items()
            if file.startswith("items/")
            for one in named(data)
        },
    )


def handbook_problems(
    files: Mapping[str, bytes], languages: Sequence[str], known: Known, label: str = ""
) -> list[Problem]:
    """Return every problem of the handbook, sorted; ``label`` is put before the file names."""
    return _check(files, tuple(languages), known, label)[1]


def checked_handbook_trees(
    files: Mapping[str, bytes], languages: Sequence[str], known: Known
) -> dict[str, object]:
    """Return the trees of the handbook after every check has passed (they may be kept in a cache).

    Raises:
        ContentError: with every problem of the handbook.
    """
    trees, problems = _check(files, tuple(languages), known, "")
    if problems:
        raise ContentError(problems)
    return trees


def handbook_of(trees: Mapping[str, object], languages: Sequence[str]) -> Handbook:
    """Return the handbook from trees that were checked before (by ``checked_handbook_trees``).

    Raises:
        ContentError: the trees do not have the shape of a handbook after all.
    """
    draft = handbook_draft(
        {name: tree for name, tree in trees.items() if CHAPTERS not in name}, tuple(languages)
    )
    chapters: dict[str, dict[str, tuple[Block, ...]]] = {language: {} for language in languages}
    for language in languages:
        for entry in draft.topics:
            name = chapter_name(language, entry.value.id)
            blocks = shapes.read(trees.get(name), tuple[Block, ...], draft.problems, name)
            chapters[language][entry.value.id] = blocks or ()
    demands = draft.demands
    if draft.problems or draft.broken or demands is None:
        raise ContentError(draft.problems)
    places = {entry.value.id: entry.value.order for entry in draft.groups}
    profiles = {entry.value.id: entry.value for entry in draft.profiles.values()}
    roles = sorted((entry.value for entry in draft.roles), key=lambda role: role.order)
    topics = (entry.value for entry in draft.topics)
    return Handbook(
        groups=tuple(sorted((entry.value for entry in draft.groups), key=lambda group: group.order)),
        topics=tuple(sorted(topics, key=lambda topic: (places[topic.group], topic.order))),
        conditions={entry.value.id: entry.value for entry in draft.conditions},
        demands=demands.value,
        sources={entry.value.id: entry.value for entry in draft.sources},
        roles=tuple(roles),
        profiles={role.id: profiles[role.id] for role in roles},
        chapters=chapters,
    )


def _check(
    files: Mapping[str, bytes], languages: tuple[str, ...], known: Known, label: str
) -> tuple[dict[str, object], list[Problem]]:
    # Imported here: a handbook from the cache needs neither the parsers nor the checks.
    from suitability.storage.handbook_checks import check_handbook, stray_files  # noqa: PLC0415
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415

    trees: dict[str, object] = {}
    problems: list[Problem] = []
    unread: set[str] = set()
    for name, data in files.items():
        if is_handbook_file(name) and name.endswith(".yaml"):
            parsed = parse(data, label + name)
            problems.extend([] if name == ROLES_FILE else parsed.problems)
            trees[name] = parsed.tree
            if not parsed.whole:
                unread.add(name)
    draft = handbook_draft(trees, languages, label)
    draft.broken |= unread
    stray = [name for name in files if name not in trees and topic_of(name) is None]
    problems.extend(stray_files(stray, label))
    _read_chapters(files, draft, label, trees)
    problems.extend(draft.problems)
    problems.extend(check_handbook(draft, languages, known))
    return trees, in_order(problems)


def _read_chapters(
    files: Mapping[str, bytes], draft: HandbookDraft, label: str, trees: dict[str, object]
) -> None:
    for name, data in files.items():
        place = topic_of(name)
        if place is None:
            continue
        chapter = read_chapter(data, label + name)
        draft.chapters[place] = chapter
        draft.problems.extend(chapter.problems)
        trees[name] = [_tree(placed) for placed in chapter.blocks]


def _tree(placed: Placed) -> dict[str, object]:
    """Return a block as maps and lists, the way it is kept in the cache and read again."""
    tree: dict[str, object] = {"kind": placed.block.kind}
    for one in dataclasses.fields(placed.block):
        value = getattr(placed.block, one.name)
        tree[one.name] = _lists(value) if isinstance(value, tuple) else value
    return tree


def _lists(value: tuple[object, ...]) -> list[object]:
    return [_lists(one) if isinstance(one, tuple) else one for one in value]

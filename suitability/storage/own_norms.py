"""Norm groups in the user's own folder, beside the shipped ones: read, checked one by one, kept, taken away.

A group that does not fit the questions of today is left out with its problems; it never stops the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.domain.bank import ItemBank
from suitability.domain.norms import NormGroup
from suitability.errors import OutputError, Problem
from suitability.storage import cache as kept
from suitability.storage import shapes
from suitability.storage.draft import Draft, Entry
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

MAX_GROUPS: Final = 200
"""More files than that are not read: nobody has so many groups."""

MAX_BYTES: Final = 1 << 20
"""Largest file of a group; a real one has a few thousand bytes."""

_CACHE: Final = "own-norms"
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnNorms:
    """The usable groups by id with their files, and what is wrong with the others."""

    groups: Mapping[str, NormGroup]
    files: Mapping[str, Path]
    problems: tuple[Problem, ...] = ()


def read_own_norms(folder: Path | None, bank: ItemBank, version: str, cache: Path | None = None) -> OwnNorms:
    """Return the norm groups in ``folder``, checked against ``bank``; none where there is no folder.

    Args:
        folder: the user's folder of groups; each file is named after its group.
        bank: the questions of today with the shipped groups.
        version: version of the program, for the cache.
        cache: where checked files are kept between runs; None keeps nothing.
    """
    files, problems = _bytes_of(folder)
    if not files:
        return OwnNorms({}, {}, tuple(problems))
    key = kept.key_of(_CACHE, {**files, "bank": bank.digest.encode()}, version)
    trees = kept.load(cache, _CACHE, key)
    if trees is None:
        trees, found = _checked(files, bank)
        problems += found
        if not found:
            kept.store(cache, _CACHE, key, trees)
    groups: dict[str, NormGroup] = {}
    for name, tree in trees.items():
        group = shapes.read(tree, NormGroup, problems, name, bank.pack.languages)
        if group is not None:
            groups[group.id] = group
    paths = {name: (folder or Path()) / f"{name}.yaml" for name in groups}
    return OwnNorms(groups, paths, tuple(problems))


def group_problems(data: bytes, file: str, bank: ItemBank) -> tuple[NormGroup | None, list[Problem]]:
    """Return the group in the bytes of a file of any name, and everything that is wrong with it."""
    trees, problems = _checked({file: data}, bank, named=False)
    tree = trees.get(file)
    group = None if tree is None else shapes.read(tree, NormGroup, problems, file, bank.pack.languages)
    return group, problems


def group_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where it is none, cannot be read, or is far too large."""
    try:
        return read_plain(path, MAX_BYTES)
    except Unread:
        return None


def remove_own_norm(path: Path) -> None:
    """Delete the file of a group.

    Raises:
        OutputError: it cannot be deleted.
    """
    try:
        path.unlink()
    except OSError as error:
        raise OutputError("norm_not_removed", path=shown(path), reason=error.strerror or "") from error


def _bytes_of(folder: Path | None) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    try:
        paths = sorted(folder.glob("*.yaml")) if folder is not None and folder.is_dir() else []
    except OSError:
        paths = []
    for path in paths[:MAX_GROUPS]:
        data = group_bytes(path)
        if data is None:
            problems.append(Problem(shown(path), 0, 0, "norm_unreadable", {"limit": str(MAX_BYTES)}))
        else:
            files[str(path)] = data
    return files, problems


def _checked(
    files: Mapping[str, bytes], bank: ItemBank, *, named: bool = True
) -> tuple[dict[str, object], list[Problem]]:
    """Return the trees of the sound files and the problems of the others; ``named``: the file is the id."""
    # Imported here: groups from the cache need neither the YAML parser nor the checks.
    from suitability.storage.lint_norms import CHECKS  # noqa: PLC0415
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415

    trees: dict[str, object] = {}
    problems: list[Problem] = []
    for name, data in files.items():
        parsed = parse(data, name)
        found = list(parsed.problems)
        if parsed.whole:
            group = shapes.read(parsed.tree, NormGroup, found, name, bank.pack.languages)
            if group is not None:
                entry = Entry(group, parsed.tree, name)
                draft = _draft(bank, entry)
                found += [problem for check in CHECKS for problem in check(draft)]
                if named and Path(name).stem != group.id:
                    found.append(
                        entry.problem("file_name_differs", "id", value=group.id, expected=f"{group.id}.yaml")
                    )
                if _ID.fullmatch(group.id) is None:
                    found.append(entry.problem("id_unfit", "id", value=group.id))
                if group.id in bank.norms:
                    found.append(entry.problem("norm_id_shipped", "id", value=group.id))
        problems += found
        if not found:
            trees[name] = parsed.tree
    return trees, problems


def _draft(bank: ItemBank, entry: Entry[NormGroup]) -> Draft:
    """Return what the checks look at: the bank's own parts, and this one group."""
    return Draft(
        pack=Entry(bank.pack, {}, ""),
        scales=[Entry(scale, {}, "") for scale in bank.scales.values()],
        items=[Entry(item, {}, "") for item in bank.items.values()],
        forms=[Entry(form, {}, "") for form in bank.forms.values()],
        norms=[entry],
    )

"""Content files parsed one after the other: their trees, and what could not be read or does not belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from suitability.errors import Problem
from suitability.records import dataclass


@dataclass(frozen=True, slots=True)
class ParsedFiles:
    """Name -> tree of the files read to their end, the names of those that were not, and of strange ones.

    ``problems`` are those of the form of the files; what is wrong with a strange one is for others to say.
    """

    trees: dict[str, object]
    unread: tuple[str, ...]
    strange: tuple[str, ...]
    problems: list[Problem]


def parse_files(files: Mapping[str, bytes], belongs: Callable[[str], bool], label: str = "") -> ParsedFiles:
    """Return what the files hold, in their order.

    Args:
        files: name -> bytes.
        belongs: whether a file of that name may be there; a strange one is not read.
        label: put before every file name in problems.
    """
    # Imported here: content from the cache needs no YAML parser.
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415

    ours = {name: parse(data, label + name) for name, data in files.items() if belongs(name)}
    return ParsedFiles(
        trees={name: parsed.tree for name, parsed in ours.items() if parsed.whole},
        unread=tuple(name for name, parsed in ours.items() if not parsed.whole),
        strange=tuple(name for name in files if name not in ours),
        problems=[one for parsed in ours.values() for one in parsed.problems],
    )

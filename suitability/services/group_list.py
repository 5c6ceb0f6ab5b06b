"""The list of who belongs to which group and who was selected: kept by the recruiter, apart from results."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from suitability.errors import UserError
from suitability.storage.csv_table import BadLine, Columns, CsvRow, read_csv
from suitability.storage.safe_write import shown

COLUMNS = Columns(
    {
        "person": (
            "result",
            "id",
            "candidate",
            "invite",
            "name",
            "результат",
            "кандидат",
            "приглашение",
            "имя",
        ),
        "group": ("группа",),
        "selected": ("отобран", "отобрана", "прошёл", "прошел", "passed"),
    },
    needed=("person", "group"),
)
"""Columns of the list; each may be named in any of these ways."""

SHORTEST = 6
"""Fewest letters by which the beginning of an id names somebody."""

_YES = frozenset({"yes", "y", "1", "true", "+", "x", "да", "д", "х", "истина"})
_NO = frozenset({"no", "n", "0", "false", "-", "", "нет", "н", "ложь"})  # an empty cell: nobody ticked it


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list: whom it names, the group, and if they were selected (None: no such column)."""

    line: int
    named: str
    group: str
    selected: bool | None


@dataclass(frozen=True, slots=True)
class GroupList:
    """The list as it was read; ``bad`` are lines that say nothing usable."""

    members: tuple[Member, ...]
    bad: tuple[BadLine, ...]
    selection: bool

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups, in the order in which they first occur."""
        return tuple(dict.fromkeys(member.group for member in self.members))


def read_groups(path: Path) -> GroupList:
    """Return the list in a CSV file.

    Raises:
        UserError: the file is no such table (see ``storage.csv_table``), or has no usable line
            (``groups_none``).
    """
    table = read_csv(path, COLUMNS)
    members: list[Member] = []
    bad = list(table.bad)
    for row in table.rows:
        _take(row, members, bad, selection="selected" in table.columns)
    if not members:
        raise UserError("groups_none", path=shown(path))
    return GroupList(tuple(members), tuple(bad), "selected" in table.columns)


def _take(row: CsvRow, members: list[Member], bad: list[BadLine], *, selection: bool) -> None:
    named, group = row.get("person"), row.get("group")
    answer = row.get("selected").casefold()
    if not named or not group:
        bad.append(BadLine(row.line, "groups_cell", {"column": "group" if named else "person"}))
    elif selection and answer not in _YES | _NO:
        bad.append(BadLine(row.line, "groups_selected", {"value": row.get("selected")}))
    else:
        members.append(Member(row.line, named, group, answer in _YES if selection else None))


@dataclass(frozen=True, slots=True)
class Matching:
    """Who is who: the line of each person (by their place in ``keys``), and lines that name nobody."""

    found: Mapping[int, Member]
    bad: tuple[BadLine, ...]


def match(members: Iterable[Member], keys: Iterable[tuple[str, ...]]) -> Matching:
    """Return which line belongs to whom. ``keys`` has, for each person, everything that may name them.

    A line names somebody by a whole key in any case, or by the first six letters or more of one.
    A line that fits nobody, or several people, is bad; so is a second line for the same person.
    """
    whole: dict[str, set[int]] = {}
    for place, names in enumerate(keys):
        for name in names:
            whole.setdefault(name.casefold(), set()).add(place)
    ordered = sorted(whole)
    found: dict[int, Member] = {}
    bad: list[BadLine] = []
    for member in members:
        named = member.named.casefold()
        places = whole.get(named) or _beginning(whole, ordered, named)
        if len(places) != 1:
            code = "groups_several" if places else "groups_nobody"
            bad.append(BadLine(member.line, code, {"name": member.named, "count": str(len(places))}))
            continue
        (place,) = places
        first = found.setdefault(place, member)
        if first is not member:
            bad.append(BadLine(member.line, "groups_twice", {"name": member.named, "first": str(first.line)}))
    return Matching(found, tuple(bad))


def _beginning(whole: Mapping[str, set[int]], ordered: list[str], named: str) -> set[int]:
    """Return the places of all keys that begin with ``named``, where that is long enough."""
    if len(named) < SHORTEST:
        return set()
    start = bisect_left(ordered, named)
    keys = takewhile(lambda key: key.startswith(named), islice(ordered, start, None))
    return {place for key in keys for place in whole[key]}

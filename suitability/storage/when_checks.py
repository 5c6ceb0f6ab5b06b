"""What must hold in a condition: every name exists, something can meet it, no two say the same."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from suitability.domain.advice import NAMED
from suitability.domain.when import LISTS, Count, Leaf, Span, When, leaves
from suitability.errors import Problem
from suitability.storage.coaching_names import CoachingNames
from suitability.storage.draft import Entry

CLAUSES: Final = ("all", "any", "none")
_STATES: Final = {
    "signs": ("raised", "thought", "clear", "unknown"),
    "scales": ("low", "border_low", "middle", "border_high", "high", "unknown"),
    "conditions": ("no", "bearable", "fine"),
    "roles": ("meets", "unclear", "asks_more", "not_known"),
    "signals": ("soft", "strong"),
    "quality": ("fine", "note", "not_interpretable"),
}
_LISTED: Final = {
    "role": "roles",
    "outcome": "outcomes",
    "form": "forms",
    "strongest": "scales",
    "weakest": "scales",
}
_MEASURED: Final = frozenset(
    {"signs", "scales", "facets", "tasks", "items", "replies", "roles", "count", "strongest", "weakest"}
)
UNREADABLE: Final = "not_interpretable"
UNMEASURED: Final = "nothing_measured"

Path = tuple[str | int, ...]


def check_when(entry: Entry[Any], when: When, names: CoachingNames) -> Iterator[Problem]:
    """Return every problem of one condition (in the field ``when`` of an entry)."""
    wrong = False
    for clause in CLAUSES:
        for leaf in leaves(getattr(when, clause)):
            for found in _leaf(entry, leaf, ("when", clause, *_path(leaf)), names):
                wrong = True
                yield found
    if not wrong:
        yield from _impossible(entry, when, names)


def _path(leaf: Leaf) -> Path:
    if leaf.about == "roles":
        return (leaf.about, *leaf.name.split(".", 1))
    return (leaf.about, leaf.name) if leaf.name else (leaf.about,)


def unknown(entry: Entry[Any], value: str, known: Iterable[str], *path: str | int) -> Iterator[Problem]:
    """Return a problem, with the nearest name, unless ``value`` is among ``known`` or nothing is known."""
    names = sorted(known)
    if not names or value in names:
        return
    near = next(iter(difflib.get_close_matches(value, names, n=1)), None) if len(value) <= 60 else None
    if near is None:
        yield entry.problem("coaching_unknown", *path, value=value, known=", ".join(names))
    else:
        yield entry.problem("coaching_unknown_near", *path, value=value, nearest=near)


def _leaf(entry: Entry[Any], leaf: Leaf, path: Path, names: CoachingNames) -> Iterator[Problem]:
    if leaf.about == "roles":
        role, scale = leaf.name.split(".", 1)
        yield from unknown(entry, role, names.roles and names.roles | {NAMED}, *path)
        yield from unknown(entry, scale, names.scales, *path)
    elif leaf.about == "replies":
        yield from unknown(entry, leaf.name, names.replies, *path)
    elif leaf.about not in LISTS and leaf.about != "count":
        yield from unknown(entry, leaf.name, names.known(leaf.about), *path)
    if isinstance(leaf.wanted, Span):
        yield from _span(entry, leaf.wanted, path)
    elif isinstance(leaf.wanted, Count):
        count = leaf.wanted
        if count.at_least < 0 or (count.at_most is not None and count.at_most < count.at_least):
            yield entry.problem("coaching_count_wrong", *path, value=count.at_least)
    elif not leaf.wanted:
        yield entry.problem("coaching_test_empty", *path, value=leaf.name or leaf.about)
    else:
        listed = _LISTED.get(leaf.about)
        known = names.replies.get(leaf.name, ()) if leaf.about == "replies" else ()
        for index, value in enumerate(leaf.wanted):
            if value in leaf.wanted[:index]:
                yield entry.problem("coaching_state_twice", *path, index, value=value)
            yield from unknown(entry, value, names.known(listed) if listed else known, *path, index)


def _span(entry: Entry[Any], span: Span, path: Path) -> Iterator[Problem]:
    marks = [mark for mark in (span.above, span.below) if mark is not None]
    if not marks or any(not 0 <= mark <= 1 for mark in marks):
        yield entry.problem(
            "coaching_span_wrong", *path, value=", ".join(f"{mark:g}" for mark in marks) or "-"
        )
    elif len(marks) == 2 and marks[0] >= marks[1]:
        yield entry.problem("coaching_impossible", *path, value=f"> {marks[0]:g}, < {marks[1]:g}")
    elif span.below == 0 or span.above == 1:
        yield entry.problem("coaching_impossible", *path, value=f"{marks[0]:g}")


def _impossible(entry: Entry[Any], when: When, names: CoachingNames) -> Iterator[Problem]:
    """A condition that nobody can meet: excluded states, findings where there are none, too many signs."""
    wanted = {(leaf.about, leaf.name): leaf for leaf in leaves(when.all)}
    for leaf in leaves(when.none):
        same = wanted.get((leaf.about, leaf.name))
        if same is None:
            continue
        left = None
        if isinstance(same.wanted, tuple) and isinstance(leaf.wanted, tuple):
            left = set(same.wanted) - set(leaf.wanted)
        if left == set() or same.wanted == leaf.wanted:
            yield entry.problem(
                "coaching_impossible", "when", "none", *_path(leaf), value=leaf.name or leaf.about
            )
    states = {leaf.about: leaf.wanted for leaf in wanted.values() if not leaf.name}
    nothing = (
        states.get("quality") == (UNREADABLE,)
        or states.get("outcome") == (UNREADABLE,)
        or states.get("outcome") == (UNMEASURED,)
    )
    for about, name in wanted:
        if nothing and about in _MEASURED:
            yield entry.problem("coaching_impossible", "when", "all", about, value=name or about)
    least = sum(leaf.wanted.at_least for leaf in wanted.values() if isinstance(leaf.wanted, Count))
    if names.signs and least > len(names.signs):
        yield entry.problem("coaching_impossible", "when", "all", "count", value=least)
    if "strongest" in states and states["strongest"] == states.get("weakest"):
        yield entry.problem("coaching_impossible", "when", "all", "weakest", value="weakest")


def always(when: When) -> bool:
    """Return whether a condition has no test at all."""
    return not any(list(leaves(getattr(when, clause))) for clause in CLAUSES)


def shape(when: When) -> tuple[object, ...]:
    """Return a condition without the order in which its tests and states are written."""

    def plain(leaf: Leaf) -> tuple[str, str, object]:
        states = leaf.wanted
        every = _STATES.get(leaf.about, ())
        if isinstance(states, tuple):
            return leaf.about, leaf.name, "every" if set(states) == set(every) else tuple(sorted(states))
        return leaf.about, leaf.name, states

    return tuple(
        tuple(sorted((plain(leaf) for leaf in leaves(getattr(when, clause))), key=repr)) for clause in CLAUSES
    )

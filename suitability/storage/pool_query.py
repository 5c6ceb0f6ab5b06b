"""Which rows of an index are asked for, and in which order: values to SQL, never as text.

Names of scales and signs do become parts of column names; only those that the table has are let through.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

PLAIN_SORTS: Final = {
    "person": "person_folded",
    "status": "status",
    "received": "nullif(received, '')",
    "created": "nullif(created, '')",
    "quality": "nullif(quality, '')",  # none, soft, strong: the alphabet happens to know
    "raised": "CASE WHEN quality IN ('none', 'soft') THEN raised END",  # none where nothing was judged
    "form": "form",
    "role": "role",
    "stage": "(SELECT stage FROM stage WHERE stage.owner = entry.owner)",
}
"""What rows can be sorted by, beside ``scale:<id>``."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows: empty fields let everything through.

    ``text`` is looked for in names, addresses and notes of people. ``raised``: signs that must be raised.
    ``zones``: pairs of scale and zone, all of which must hold. ``everyone`` also lists submissions that do
    not stand for their person (second runs, changed ones).
    """

    text: str = ""
    statuses: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    zones: tuple[tuple[str, str], ...] = ()
    remarked: bool = False
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """One column: a key of ``PLAIN_SORTS``, or ``scale:<id>`` for its score. Rows without it come last."""

    by: str = "person"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The scales and signs that the index has columns for."""

    scales: tuple[str, ...]
    signs: tuple[str, ...]


def where(wanted: Filter, measured: Measured) -> tuple[str, list[object]]:
    """Return the condition of a query and its values.

    Raises:
        KeyError: a scale or sign that the index does not have.
    """
    parts = ["1 = 1"] if wanted.everyone else ["main = 1"]
    values: list[object] = []
    if wanted.text.strip():
        piece = wanted.text.strip().casefold()
        for mark in ("\\", "%", "_"):
            piece = piece.replace(mark, f"\\{mark}")
        parts.append("person_folded LIKE ? ESCAPE '\\'")
        values.append(f"%{piece}%")
    for column, allowed in (
        ("status", wanted.statuses),
        ("role", wanted.roles),
        ("form", wanted.forms),
        ("language", wanted.languages),
        ("quality", wanted.qualities),
    ):
        if allowed:
            parts.append(f"{column} IN ({_marks(allowed)})")
            values += allowed
    if wanted.stages:
        stage = "coalesce((SELECT stage FROM stage WHERE stage.owner = entry.owner), '')"
        parts.append(f"{stage} IN ({_marks(wanted.stages)})")
        values += wanted.stages
    parts += [f"sign_{_known(sign, measured.signs)} = 'raised'" for sign in wanted.raised]
    for scale, zone in wanted.zones:
        parts.append(f"scale_{_known(scale, measured.scales)}_zone = ?")
        values.append(zone)
    if wanted.remarked:
        parts.append("remarks <> '[]'")
    return " AND ".join(parts), values


def order_by(sort: Sort, measured: Measured) -> str:
    """Return the order of a query; equal rows stand in the order of their names, then as they came.

    Raises:
        KeyError: nothing of that name to sort by.
    """
    column = column_of(sort, measured)
    way = "DESC" if sort.descending else "ASC"
    last = "" if column == "person_folded" else ", person_folded"
    return f"{column} {way} NULLS LAST{last}, id"


def column_of(sort: Sort, measured: Measured) -> str:
    """Return what a query sorts by. Raises KeyError for nothing of that name."""
    if sort.by.startswith("scale:"):
        return f"scale_{_known(sort.by[6:], measured.scales)}_score"
    return PLAIN_SORTS[sort.by]


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _known(name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        raise KeyError(name)
    return name

"""Checks that the entries of every list in content/ have to pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from suitability.errors import Problem
from suitability.storage.draft import Entry


def check_ids(entries: Iterable[Entry[Any]], pattern: re.Pattern[str]) -> Iterator[Problem]:
    """Return a problem for every ``id`` that does not match ``pattern`` or stands in the list before."""
    seen: set[str] = set()
    for entry in entries:
        if pattern.fullmatch(entry.value.id) is None:
            yield entry.problem("handbook_id_wrong", "id", value=entry.value.id)
        if entry.value.id in seen:
            yield entry.problem("handbook_id_twice", "id", value=entry.value.id)
        seen.add(entry.value.id)

"""Checks of a whole pack that need more than one value: small predicates, all run, nothing stops early."""

from __future__ import annotations

from suitability.errors import Problem
from suitability.storage.draft import Draft


def lint(draft: Draft) -> list[Problem]:
    """Return every problem that the checks find in ``draft``."""
    return []

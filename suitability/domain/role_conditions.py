"""Working conditions beside a role: which of those that come with it a person would not work under.

Nothing is added up and no role is put before another: a condition is a fact about a place, and one "no" can
weigh more than five others. Only the person knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from suitability.domain.assessment import MarkedCondition
from suitability.domain.handbook import Condition, RoleProfile


class Mark(StrEnum):
    """How a person stands to a condition; NOT_ASKED where nothing was marked."""

    NO = "no"
    BEARABLE = "bearable"
    FINE = "fine"
    NOT_ASKED = "not_asked"


class Occurrence(StrEnum):
    """How often a condition comes with a role, by the judgement of the role's profile."""

    USUAL = "usual"
    DEPENDS = "depends"


MARKS = (Mark.NO, Mark.BEARABLE, Mark.FINE)
"""The marks by answer code: 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class RoleCondition:
    """One condition of a role: its id, how often it comes with the role, and the person's mark."""

    condition: str
    occurrence: Occurrence
    mark: Mark


@dataclass(frozen=True, slots=True)
class RoleConditions:
    """All conditions that a role's profile names, the usual ones first, in the profile's order."""

    role: str
    conditions: tuple[RoleCondition, ...]

    def those(self, occurrence: Occurrence, mark: Mark) -> tuple[str, ...]:
        """Return the ids of the conditions with this occurrence and mark."""
        return tuple(
            one.condition for one in self.conditions if one.occurrence is occurrence and one.mark is mark
        )


def marks_of(conditions: Iterable[Condition], marked: Sequence[MarkedCondition]) -> dict[str, Mark]:
    """Return the mark of every condition by its id, NOT_ASKED where its question has no answer."""
    given = {one.item: MARKS[one.mark - 1] for one in marked}
    return {one.id: given.get(one.item, Mark.NOT_ASKED) for one in conditions}


def role_conditions(profile: RoleProfile, marks: Mapping[str, Mark]) -> RoleConditions:
    """Return the conditions of a role beside the marks of a person (``marks`` by condition id)."""
    parts = ((Occurrence.USUAL, profile.usual), (Occurrence.DEPENDS, profile.depends))
    return RoleConditions(
        profile.id,
        tuple(
            RoleCondition(name, occurrence, marks.get(name, Mark.NOT_ASKED))
            for occurrence, names in parts
            for name in names
        ),
    )

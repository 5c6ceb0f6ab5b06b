"""The career guide beside the ten signs: topics with their chapters, role profiles, working conditions.

A role profile says what a role asks and brings; it never says who is fit for it (``domain.fit`` compares
scale by scale, and there is no overall number).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from suitability.domain.bank import Claim, Source
from suitability.domain.blocks import Block
from suitability.domain.pay import Role
from suitability.domain.text import LocalizedText
from suitability.records import dataclass

Level = Literal["little", "some", "much"]


@dataclass(frozen=True, slots=True)
class Group:
    """A shelf of the guide. ``signs`` and ``roles`` hold the pages made from data, the others chapters."""

    id: str
    order: int
    title: LocalizedText


@dataclass(frozen=True, slots=True)
class Topic:
    """A chapter: its place, its title, one line about it, and exactly the sources that its text cites."""

    id: str
    order: int
    group: str
    title: LocalizedText
    about: LocalizedText
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A working condition. ``item`` is the id of the question that asks how a person stands to it."""

    id: str
    item: str
    name: LocalizedText


@dataclass(frozen=True, slots=True)
class Ask:
    """How much a role asks on one scale and why; ``source`` is None where this is our own judgement."""

    scale: str
    level: Level
    reason: LocalizedText
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Demands:
    """From which score (POMP points, 0-100) each level is met. A product choice, no finding."""

    little: float
    some: float
    much: float

    def from_score(self, level: Level) -> float:
        """Return the score from which ``level`` is met."""
        return {"little": self.little, "some": self.some, "much": self.much}[level]


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """What a role is like: what one does, what it asks, conditions, ways in and on, interview, first 90 days.

    ``usual`` are conditions that mostly come with the role, ``depends`` those that vary between employers;
    both are our judgement. ``first_days`` has three texts, one a month.
    """

    id: str
    does: tuple[LocalizedText, ...]
    asks: tuple[Ask, ...]
    facts: tuple[Claim, ...]
    usual: tuple[str, ...]
    depends: tuple[str, ...]
    way_in: tuple[LocalizedText, ...]
    leads_to: tuple[LocalizedText, ...]
    interview: tuple[LocalizedText, ...]
    first_days: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """Everything of the guide that is neither a sign nor a pay figure. Built by ``storage.handbook_reader``.

    ``chapters`` maps language and topic id to the blocks of the text; ``roles`` and ``profiles`` have the
    same ids, neighbouring roles included, in the order of the roles.
    """

    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    conditions: Mapping[str, Condition]
    demands: Demands
    sources: Mapping[str, Source]
    roles: tuple[Role, ...]
    profiles: Mapping[str, RoleProfile]
    chapters: Mapping[str, Mapping[str, tuple[Block, ...]]]

"""The guide beside the questions: roles, countries, pay figures and their sources, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from suitability.domain.pay import Country, PayFigure, PayGap, PayRow, PayStory, Role, Trust, pay_table
from suitability.domain.price_index import Indices
from suitability.domain.tax import Taxes
from suitability.domain.text import LocalizedText
from suitability.records import dataclass

Seen = Literal["page", "second_hand", "calculated"]


@dataclass(frozen=True, slots=True)
class GuideSource:
    """Where figures come from.

    ``seen`` says how: ``page`` read in the publisher's own page or data file (or an exact copy of it),
    ``second_hand`` read where somebody quotes it, ``calculated`` worked out by us from public rows.
    ``seen_on`` is the day (YYYY-MM-DD) we looked, ``published`` the day it came out, None where the publisher
    gives none. ``read_in`` names the copy that was read when it was not the publisher's own file.
    ``notice`` is the wording that the licence asks for.
    """

    id: str
    title: LocalizedText
    publisher: LocalizedText
    url: str
    seen: Seen
    seen_on: str
    trust: Trust
    published: str | None = None
    read_in: str | None = None
    notice: LocalizedText | None = None
    note: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """Roles of support work (neighbours left out) and what they pay. Built by ``storage.guide_reader``.

    ``taxes`` and ``indices`` are by country; one that is missing there has no table, and nothing is
    converted.
    """

    sources: Mapping[str, GuideSource]
    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    figures: tuple[PayFigure, ...]
    gaps: tuple[PayGap, ...]
    stories: tuple[PayStory, ...] = ()
    taxes: Mapping[str, Taxes] = field(default_factory=dict)
    indices: Mapping[str, Indices] = field(default_factory=dict)

    def country(self, name: str) -> Country | None:
        """Return the country with this id, or None."""
        return next((one for one in self.countries if one.id == name), None)

    def role(self, name: str) -> Role | None:
        """Return the role with this id, or None."""
        return next((one for one in self.roles if one.id == name), None)

    def pay(self, country: str) -> tuple[PayRow, ...]:
        """Return the pay table of ``country``: one row per role, in the order of the roles."""
        return pay_table(self.figures, self.roles, country, self.gaps)

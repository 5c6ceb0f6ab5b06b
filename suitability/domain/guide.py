"""The guide beside the questions: roles, countries, pay figures and their sources, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from suitability.domain.pay import Country, PayFigure, PayGap, PayRow, PayStory, Role, pay_table
from suitability.domain.pay_source import GuideSource, Seen
from suitability.domain.price_index import Indices
from suitability.domain.refresh_plan import RefreshPlan
from suitability.domain.tax import Taxes
from suitability.records import dataclass

__all__ = ["Guide", "GuideSource", "Seen"]


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
    refresh: RefreshPlan | None = None

    def country(self, name: str) -> Country | None:
        """Return the country with this id, or None."""
        return next((one for one in self.countries if one.id == name), None)

    def role(self, name: str) -> Role | None:
        """Return the role with this id, or None."""
        return next((one for one in self.roles if one.id == name), None)

    def pay(self, country: str) -> tuple[PayRow, ...]:
        """Return the pay table of ``country``: one row per role, in the order of the roles."""
        return pay_table(self.figures, self.roles, country, self.gaps)

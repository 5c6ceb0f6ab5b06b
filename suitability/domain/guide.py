"""The guide beside the questions: roles, countries, pay figures and their sources, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from suitability.domain.pay import Country, PayFigure, PayGap, PayRow, Role, Trust, pay_table
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
    """Roles of support work (neighbours left out) and what they pay. Built by ``storage.guide_reader``."""

    sources: Mapping[str, GuideSource]
    roles: tuple[Role, ...]
    countries: tuple[Country, ...]
    figures: tuple[PayFigure, ...]
    gaps: tuple[PayGap, ...]

    def pay(self, country: str) -> tuple[PayRow, ...]:
        """Return the pay table of ``country``: one row per role, in the order of the roles."""
        return pay_table(self.figures, self.roles, country, self.gaps)

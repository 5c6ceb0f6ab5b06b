"""The place of a question about pay: what ``salary`` and ``report`` were given, and what the system tells."""

from __future__ import annotations

from dataclasses import dataclass

from suitability.cli import environment
from suitability.domain.guide import Guide
from suitability.domain.pay import Step
from suitability.errors import UserError
from suitability.services import pay_find
from suitability.services.pay_types import EVERYWHERE, PayPlace
from suitability.services.pay_where import home_country


@dataclass(frozen=True, slots=True)
class PayQuestion:
    """The options of a question about pay as they were given."""

    role: str | None = None
    country: str | None = None
    region: str | None = None
    experience: Step | None = None
    rate: float | None = None
    hours: float | None = None


def usual_place(guide: Guide, language: str) -> PayPlace | None:
    """Return the country that language and system tell of; None: neither does."""
    home = home_country(guide, language, environment.locales())
    return None if home is None else PayPlace(home)


def place_asked(guide: Guide, asked: PayQuestion, language: str) -> PayPlace | None:
    """Return the place that a question is for; None when nothing was asked.

    Country, region and role may be given by id or by name. Without a country it is the one that has the
    region, or the one that language and system tell of; with a role it may be every country.

    Raises:
        UserError: there is no such country, region, role or rate; or nothing tells the country, and there is
            no role, or hours a week, which mean nothing without one.
    """
    if asked == PayQuestion():
        return None
    role = None if asked.role is None else pay_find.role_id(guide, asked.role, language)
    home = home_country(guide, language, environment.locales())
    country = pay_find.country_meant(guide, asked.country, asked.region, home, language)
    if country is None:
        if asked.rate is not None and asked.hours is not None:
            raise UserError("salary_rate_and_hours")
        if role is None or asked.hours is not None:
            raise UserError("pay_no_country", known=pay_find.listed(guide.countries, language))
        rate = 1.0 if asked.rate is None else pay_find.checked_rate(asked.rate)
        return PayPlace(EVERYWHERE, role, None, asked.experience, rate)
    return PayPlace(
        country.id,
        role,
        None if asked.region is None else pay_find.region_id(country, asked.region, language),
        asked.experience,
        pay_find.rate_of(country, asked.rate, asked.hours),
    )

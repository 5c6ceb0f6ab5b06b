"""Roles beside a person, scale by scale, as rows for drawing. Never a sum, never an order of fitness."""

from __future__ import annotations

from suitability.domain.assessment import Assessment
from suitability.domain.fit import Fit, ScaleFit, role_fit
from suitability.domain.pay import Role
from suitability.services.edition_types import RoleRow, RoleScaleRow, RolesPart
from suitability.services.guide_pages import Stock
from suitability.services.words import Words


def roles_part(stock: Stock, words: Words, found: Assessment) -> RolesPart | None:
    """Return every role of the guide beside the person's ranges; None where there is nothing to compare.

    Roles stand in the order of the guide, neighbours of support work last.
    """
    if not found.quality.interpretable or not any(score.pomp is not None for score in found.scores):
        return None
    language = words.language
    common = _common(stock)
    rows = [_row(stock, words, role, found, common) for role in stock.handbook.roles]
    rows.sort(key=lambda row: row.neighbour)  # stable: the guide's order otherwise
    return RolesPart(
        intro=words("edition.roles.intro"),
        legend=tuple(
            (fit, words(f"edition.roles.fits.{fit}"), words(f"edition.roles.legends.{fit}"))
            for fit in _fits_in(rows)
        ),
        scales=tuple(stock.bank.scales[score.scale].name.on(language) for score in found.scores),
        rows=tuple(rows),
        common=words("edition.roles.common", conditions=_conditions(stock, words, common)) if common else "",
    )


def _common(stock: Stock) -> tuple[str, ...]:
    """Return the working conditions that every role has, as usual or depending on the place."""
    profiles = [stock.handbook.profiles[role.id] for role in stock.handbook.roles]
    return tuple(
        name
        for name in stock.handbook.conditions
        if profiles and all(name in one.usual or name in one.depends for one in profiles)
    )


def _conditions(stock: Stock, words: Words, names: tuple[str, ...]) -> str:
    return "; ".join(stock.handbook.conditions[name].name.on(words.language) for name in names)


def _fits_in(rows: list[RoleRow]) -> list[str]:
    """Return the kinds of comparison that occur, in the order of ``Fit``."""
    found = {one.fit for row in rows for one in row.scales}
    return [fit.value for fit in Fit if fit.value in found]


def _row(stock: Stock, words: Words, role: Role, found: Assessment, common: tuple[str, ...]) -> RoleRow:
    language = words.language
    profile = stock.handbook.profiles[role.id]
    fits = {fit.scale: fit for fit in role_fit(profile, found.scores, stock.handbook.demands)}

    usual = tuple(name for name in profile.usual if name not in common)
    depends = tuple(name for name in profile.depends if name not in common)
    scales = tuple(_scale(stock, words, fits[score.scale]) for score in found.scores if score.scale in fits)
    return RoleRow(
        id=role.id,
        name=role.name.on(language),
        about=role.about.on(language),
        neighbour=role.neighbour,
        scales=scales,
        usual=words("edition.roles.usual", conditions=_conditions(stock, words, usual)) if usual else "",
        depends=words("edition.roles.depends", conditions=_conditions(stock, words, depends))
        if depends
        else "",
    )


def _scale(stock: Stock, words: Words, fit: ScaleFit) -> RoleScaleRow:
    language = words.language
    ask = fit.ask
    return RoleScaleRow(
        scale=fit.scale,
        name=stock.bank.scales[fit.scale].name.on(language),
        asks=words(f"edition.roles.asks.{ask.level}"),
        fit=fit.fit.value,
        fit_name=words(f"edition.roles.fits.{fit.fit.value}"),
        needed=stock.handbook.demands.from_score(ask.level),
    )

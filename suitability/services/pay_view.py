"""Pay figures as table rows in the reader's language: amount, basis, sample, date, source, or the gap."""

from __future__ import annotations

from suitability.domain.guide import Guide
from suitability.domain.pay import Country, PayFigure
from suitability.domain.pay import PayRow as Found
from suitability.services.formatting import money, number, when
from suitability.services.report_types import PayRow, PayTable
from suitability.services.source_list import SourceList
from suitability.services.words import Words


def pay_tables(guide: Guide, words: Words, sources: SourceList) -> tuple[PayTable, ...]:
    """Return one table per country, in the order of the countries."""
    ordered = sorted(guide.countries, key=lambda country: country.order)
    return tuple(_table(guide, country, words, sources) for country in ordered)


def _table(guide: Guide, country: Country, words: Words, sources: SourceList) -> PayTable:
    found = guide.pay(country.id)
    rows = tuple(row for one in found for row in _rows(one, words, sources))
    shown = [figure for one in found for figure in one.figures]
    kinds = {figure.measures for figure in shown}
    notes = ["half"] if any(figure.statistic == "percentiles" for figure in shown) else []
    notes += ["both"] if len(kinds) > 1 else sorted(kinds)
    if any(guide.sources[figure.source].seen == "calculated" for figure in shown):
        notes.append("calculated")
    note = " ".join(words(f"pay.notes.{name}") for name in [*notes, "not_converted"])
    name = country.name.on(words.language)
    return PayTable(name, words("pay.title", country=name), note, rows)


def _rows(found: Found, words: Words, sources: SourceList) -> tuple[PayRow, ...]:
    """Return a row per current figure of a role; the first one carries the role's name."""
    role = found.role.name.on(words.language)
    if not found.found:
        return (PayRow(role, "", "", "", "", None, None, _gap(found, words, sources)),)
    return tuple(_row(role, figure, words, sources) for figure in found.figures)


def _row(role: str, figure: PayFigure, words: Words, sources: SourceList) -> PayRow:
    language = words.language
    details = [words(f"pay.measures.{figure.measures}")]
    if figure.region is not None:
        details.append(words("pay.details.region", region=figure.region.on(language)))
    if figure.experience is not None:
        details.append(words("pay.details.experience", experience=figure.experience.on(language)))
    sample = words("pay.sample.line", group=figure.group.on(language), sample=_sample(figure, words))
    return PayRow(
        role=role,
        amounts=amounts(figure, words),
        basis=words(f"pay.basis.{figure.basis}"),
        sample=f"{sample}; {'; '.join(details)}",
        date=when(words, figure.as_of),
        source=sources.number(figure.source),
        caution=None if figure.caution is None else figure.caution.on(language),
        gap=None,
    )


def amounts(figure: PayFigure, words: Words) -> str:
    """Return a figure's amounts in words, such as "from ... to ..., median ... a month"."""
    named = {
        "p25": figure.p25,
        "median": figure.median,
        "p75": figure.p75,
        "low": figure.low,
        "high": figure.high,
    }
    values = {key: money(words, value, figure.currency) for key, value in named.items() if value is not None}
    period = words(f"pay.period.{figure.period}")
    return words(f"pay.amounts.{figure.statistic}", period=period, **values)


def _sample(figure: PayFigure, words: Words) -> str:
    if figure.n is None or figure.counted is None:
        reason = "" if figure.n_missing is None else figure.n_missing.on(words.language)
        return words("pay.sample.missing", reason=reason)
    return words.plural(f"pay.sample.{figure.counted}", figure.n, count=number(words, figure.n))


def _gap(found: Found, words: Words, sources: SourceList) -> str:
    """Return why a role has no figure, and the nearest that exists with its source."""
    text = words("pay.gap.none") if found.gap is None else found.gap.on(words.language)
    if not found.nearest:
        return text
    named = "; ".join(_nearest(figure, words, sources) for figure in found.nearest)
    parts = [text, words("pay.gap.nearest", figure=named)]
    past = [figure for figure in found.nearest if not figure.current]
    if past:
        parts.append(words("pay.history.sentence", when=when(words, past[0].as_of)))
    return " ".join(parts)


def _nearest(figure: PayFigure, words: Words, sources: SourceList) -> str:
    text = words(
        "pay.gap.figure",
        role=figure.group.on(words.language),
        amounts=amounts(figure, words),
        when=when(words, figure.as_of),
    )
    return f"{text} [{sources.number(figure.source)}]"

"""Pay figures as table rows in the reader's language: amount, basis, sample, date, source, or the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from suitability.domain.guide import Guide
from suitability.domain.pay import Basis, Country, Measures, PayFigure
from suitability.domain.pay import PayRow as Found
from suitability.services.formatting import number, when
from suitability.services.pay_money import amounts
from suitability.services.report_types import PayRow, PayTable
from suitability.services.source_list import SourceList
from suitability.services.words import Words


def pay_tables(guide: Guide, words: Words, sources: SourceList) -> tuple[PayTable, ...]:
    """Return one table per country that is listed, in the order of the countries.

    How to read a row and what was not done with the amounts stands above the first table only.
    """
    listed = [country for country in guide.countries if country.listed]
    return tables_of(guide, sorted(listed, key=lambda country: country.order), words, sources)


def tables_of(
    guide: Guide,
    ordered: Sequence[Country],
    words: Words,
    sources: SourceList,
    rows: Mapping[str, tuple[Found, ...]] | None = None,
) -> tuple[PayTable, ...]:
    """Return the tables of these countries, in this order; ``rows`` by country instead of the guide's own."""
    found = {one.id: (rows or {}).get(one.id) or guide.pay(one.id) for one in ordered}
    tables = [_table(guide, one, found[one.id], words, sources) for one in ordered]
    reading = ["half"] if any(_has_middle_half(one) for one in found.values()) else []
    common = [words(f"pay.notes.{name}") for name in [*reading, "not_converted"]]
    return tuple(
        replace(table, note=" ".join([*common, table.note])) if number == 0 else table
        for number, table in enumerate(tables)
    )


def _has_middle_half(found: tuple[Found, ...]) -> bool:
    return any(figure.statistic == "percentiles" for one in found for figure in one.figures)


def _table(
    guide: Guide, country: Country, found: tuple[Found, ...], words: Words, sources: SourceList
) -> PayTable:
    shown = [figure for one in found for figure in one.figures]
    shared = _shared([*shown, *(figure for one in found for figure in one.nearest)])
    rows = tuple(row for one in found for row in _rows(one, shared, words, sources))
    kinds = {figure.measures for figure in shown}
    notes: list[str] = ["both"] if len(kinds) > 1 else sorted(kinds)
    if any(guide.sources[figure.source].seen == "calculated" for figure in shown):
        notes.append("calculated")
    sentences = [words(f"pay.notes.{name}") for name in notes]
    if shared.basis is not None:
        sentences.append(words("pay.notes.one_basis", basis=words(f"pay.basis.{shared.basis}")))
    name = country.name.on(words.language)
    return PayTable(name, words("pay.title", country=name), " ".join(sentences), rows)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all figures of a table have in common: its note says it, no row has to. None: they differ."""

    basis: Basis | None
    measures: Measures | None


def _shared(figures: Sequence[PayFigure]) -> _Shared:
    bases = {figure.basis for figure in figures}
    kinds = {figure.measures for figure in figures}
    return _Shared(bases.pop() if len(bases) == 1 else None, kinds.pop() if len(kinds) == 1 else None)


def _rows(found: Found, shared: _Shared, words: Words, sources: SourceList) -> tuple[PayRow, ...]:
    """Return a row per current figure of a role; each carries the role's name."""
    role = found.role.name.on(words.language)
    if not found.found:
        return (PayRow(role, "", "", "", "", None, None, _gap(found, words, sources)),)
    return tuple(_row(role, figure, shared, words, sources) for figure in found.figures)


def _row(role: str, figure: PayFigure, shared: _Shared, words: Words, sources: SourceList) -> PayRow:
    return PayRow(
        role=role,
        amounts=amounts(figure, words),
        basis="" if shared.basis is not None else words(f"pay.basis.{figure.basis}"),
        sample="; ".join([_counted(figure, words), *_details(figure, shared, words)]),
        date=when(words, figure.as_of),
        source=sources.number(figure.source),
        caution=None if figure.caution is None else figure.caution.on(words.language),
        gap=None,
    )


def _counted(figure: PayFigure, words: Words) -> str:
    return words("pay.sample.line", group=figure.group.on(words.language), sample=counted(figure, words))


def _details(figure: PayFigure, shared: _Shared, words: Words) -> list[str]:
    """Return what else limits a figure: what the table's note and the group's name do not say already."""
    details = [] if shared.measures is not None else [words(f"pay.measures.{figure.measures}")]
    group = figure.group.on(words.language)
    for name, value in (("region", figure.region), ("experience", figure.experience)):
        if value is not None and value.on(words.language) not in group:
            details.append(words(f"pay.details.{name}", **{name: value.on(words.language)}))
    return details


def counted(figure: PayFigure, words: Words) -> str:
    """Return how many adverts, jobs or people a figure rests on, or why that is not known."""
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
    past = [figure for figure in found.nearest if figure.history]
    if past:
        parts.append(words("pay.history.sentence", when=when(words, past[0].as_of)))
    if any(figure.too_few for figure in found.nearest):
        parts.append(words("pay.history.too_few"))
    return " ".join(parts)


def _nearest(figure: PayFigure, words: Words, sources: SourceList) -> str:
    text = words(
        "pay.gap.figure",
        role=figure.group.on(words.language),
        amounts=amounts(figure, words),
        when=when(words, figure.as_of),
    )
    return f"{text} [{sources.number(figure.source)}]"

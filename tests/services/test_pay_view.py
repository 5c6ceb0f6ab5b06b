"""Pay tables: every figure is there with all that a reader needs, and what rows share is said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suitability.domain.guide import Guide
from suitability.domain.pay import PayFigure
from suitability.services.formatting import money, number, when
from suitability.services.pay_view import pay_tables
from suitability.services.report_types import PayTable
from suitability.services.source_list import SourceList
from suitability.services.words import Words
from tests.services import samples


def tables(guide: Guide, words: Words) -> tuple[PayTable, ...]:
    """Return the tables of ``guide`` with the shipped words."""
    return pay_tables(guide, words, SourceList(samples.bank(), guide, words))


def said(figure: PayFigure, text: str, words: Words) -> list[str]:
    """Return what of a figure is missing in the text of its row and table."""
    language = words.language
    wanted = [money(words, value, figure.currency) for value in figure.shown]
    wanted += [words(f"pay.basis.{figure.basis}"), figure.group.on(language), when(words, figure.as_of)]
    wanted += [number(words, figure.n)] if figure.n is not None else []
    wanted += [part.on(language) for part in (figure.region, figure.experience, figure.caution) if part]
    return [one for one in wanted if one not in text]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_no_figure_and_nothing_about_it_is_lost(language: str) -> None:
    guide, words = samples.guide(), samples.words(language)
    made = tables(guide, words)
    countries = sorted((one for one in guide.countries if one.listed), key=lambda one: one.order)
    for table, country in zip(made, countries, strict=True):
        found = [figure for one in guide.pay(country.id) for figure in one.figures]
        rows = [row for row in table.rows if row.gap is None]
        for figure, row in zip(found, rows, strict=True):
            text = " | ".join((table.note, row.amounts, row.basis, row.sample, row.date, row.caution or ""))
            assert said(figure, text, words) == []
            assert row.source is not None


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_each_kind_of_amount_is_told_in_the_row_or_for_all_rows(language: str) -> None:
    """What is offered and what is earned: in each row where a table mixes them, else in its note."""
    guide, words = samples.guide(), samples.words(language)
    mixed = 0
    listed = [one for one in guide.countries if one.listed]
    for table, country in zip(tables(guide, words), listed, strict=True):
        found = [figure for one in guide.pay(country.id) for figure in one.figures]
        kinds = {figure.measures for figure in found}
        rows = [row for row in table.rows if row.gap is None]
        if len(kinds) == 1:
            assert words(f"pay.notes.{kinds.pop()}") in table.note
            continue
        mixed += 1
        assert words("pay.notes.both") in table.note
        for figure, row in zip(found, rows, strict=True):
            assert words(f"pay.measures.{figure.measures}") in row.sample
    assert mixed > 0


def test_a_basis_that_all_share_stands_in_the_note_only() -> None:
    """One other figure, or the nearest one of a gap, and every row says its own again."""
    guide, words = samples.guide(), samples.words("en")
    us = next(table for table in tables(guide, words) if table.country == "United States")
    sentence = words("pay.notes.one_basis", basis=words("pay.basis.gross"))
    assert sentence in us.note
    assert {row.basis for row in us.rows} == {""}
    first = next(figure for figure in guide.figures if figure.country == "us" and figure.current)
    figures = tuple(replace(one, basis="net") if one is first else one for one in guide.figures)
    other = next(one for one in tables(replace(guide, figures=figures), words) if one.country == us.country)
    assert sentence not in other.note
    bases = {row.basis for row in other.rows if row.gap is None}
    assert bases == {words("pay.basis.gross"), words("pay.basis.net")}


def test_how_to_read_the_tables_is_told_once() -> None:
    for language in samples.LANGUAGES:
        words = samples.words(language)
        notes = [table.note for table in tables(samples.guide(), words)]
        for name in ("half", "not_converted"):
            assert [words(f"pay.notes.{name}") in note for note in notes] == [True, False, False]

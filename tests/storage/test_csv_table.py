"""Tables from spreadsheets: encodings, delimiters, headers and lines that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.errors import UserError
from suitability.services.library import load_words
from suitability.services.messages import line_sentence, sentence
from suitability.storage.csv_table import BadLine, Columns, parse_csv, read_csv

PEOPLE = Columns({"name": ("имя", "full name"), "email": ("почта",), "note": ()}, needed=("name",), most=3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_spreadsheet_way_of_saving_gives_the_same_rows(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = ending.join(
        delimiter.join(row) for row in [("Имя", "Почта"), ("Анна", "a@example.org"), ("Ян", "")]
    )
    table = parse_csv(text.encode(encoding), PEOPLE, "people.csv")
    assert table.columns == ("name", "email")
    assert [(row.line, row.get("name"), row.get("email")) for row in table.rows] == [
        (2, "Анна", "a@example.org"),
        (3, "Ян", ""),
    ]
    assert table.bad == ()


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    data = b'\nname;note\nA;"two\nlines"\n;;\nB;b;c;d\nC;c\n'
    table = parse_csv(data, PEOPLE, "t.csv")
    assert [(row.line, row.get("name"), row.get("note")) for row in table.rows] == [
        (3, "A", "two lines"),
        (7, "C", "c"),
    ]
    assert [(one.line, one.code) for one in table.bad] == [(6, "csv_width")]


def test_an_open_quotation_mark_ends_the_reading_with_its_line() -> None:
    table = parse_csv(b'name,note\nA,a\nB,"b\nC,c\n', PEOPLE, "t.csv")
    assert [row.get("name") for row in table.rows] == ["A"]
    assert table.bad[0].line == 3
    assert table.bad[0].code == "csv_quotes"


def test_cells_lose_what_a_terminal_would_obey() -> None:
    table = parse_csv("name,note\n\x1b[31mA\u202e,\x07b".encode(), PEOPLE, "t.csv")
    assert table.rows[0].cells == {"name": "[31mA", "note": "b"}


def test_a_cell_of_ten_thousand_letters_is_a_fault_of_its_line() -> None:
    table = parse_csv(b"name\n" + b"x" * 10_000 + b"\nB\n", PEOPLE, "t.csv")
    assert table.bad == (BadLine(2, "csv_cell", {"limit": "1000"}),)
    assert [row.get("name") for row in table.rows] == ["B"]


def test_a_cell_of_a_column_passed_over_may_be_long() -> None:
    table = parse_csv(b"name,text\nA," + b"x" * 10_000, Columns({"name": ()}, others_too=True), "t.csv")
    assert [row.get("name") for row in table.rows] == ["A"]
    assert (table.header, table.columns, table.bad) == (("name", "text"), ("name",), ())


def test_a_column_is_found_whether_or_not_somebody_writes_the_dots() -> None:
    for head in ("прошёл", "Прошел"):
        assert parse_csv(head.encode(), Columns({"passed": ("прошёл",)}), "t.csv").columns == ("passed",)


def test_every_line_counts_towards_the_limit_and_empty_ones_do_not() -> None:
    table = parse_csv(b"name\nA\n\n,\nB,b\n\nC\n", PEOPLE, "t.csv")
    assert (len(table.rows), len(table.bad)) == (2, 1)
    with pytest.raises(UserError, match="csv_too_long"):
        parse_csv(b"name\nA\nB,b\nC\nD\n", PEOPLE, "t.csv")


def test_line_ends_that_only_unicode_knows_are_no_line_ends() -> None:
    table = parse_csv("\nname,note\nA,x\x85y\u2028z\nB,b,b\n".encode(), PEOPLE, "t.csv")
    assert [(row.line, row.get("note")) for row in table.rows] == [(3, "x y z")]
    assert [one.line for one in table.bad] == [4]


def test_other_columns_are_passed_over_only_where_that_is_wanted() -> None:
    loose = Columns(PEOPLE.spellings, PEOPLE.needed, others_too=True)
    table = parse_csv(b"name,city,note\nA,Omsk,x\n", loose, "t.csv")
    assert table.rows[0].cells == {"name": "A", "note": "x"}
    with pytest.raises(UserError, match="csv_column_unknown"):
        parse_csv(b"name,city,note\nA,Omsk,x\n", PEOPLE, "t.csv")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "csv_empty"),
        (b" \n;;\n", "csv_empty"),
        (b"email,note\n", "csv_column_missing"),
        ("имя,name\n".encode(), "csv_column_twice"),
        ("Анна,Омск\n".encode(), "csv_column_missing"),
        (b'"name,note\nA,a\n', "csv_header"),
        (b'"' + b"n" * 140_000 + b'"\nA\n', "csv_header"),
        (b"name\n" + b"A\n" * 4, "csv_too_long"),
        (b"\x00\x01\xff\x02", "csv_encoding"),
        (b"name\nA\x00B\n", "csv_encoding"),
        (b"\xff\xfe\x00", "csv_encoding"),
    ],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, code: str, language: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_csv(data, PEOPLE, "t.csv")
    assert caught.value.code == code
    assert "t.csv" in sentence(load_words(language), caught.value)


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="csv_missing"):
        read_csv(tmp_path / "no.csv", PEOPLE)
    with pytest.raises(UserError, match="csv_no_file"):
        read_csv(tmp_path, PEOPLE)
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate((16 << 20) + 1)
    with pytest.raises(UserError, match="csv_too_large"):
        read_csv(large, PEOPLE)


@pytest.mark.parametrize("code", ["csv_quotes", "csv_width", "csv_cell"])
def test_reasons_of_lines_have_sentences(code: str) -> None:
    for language in ("ru", "en"):
        values = {"reason": "?", "cells": "3", "columns": "2", "limit": "1000"}
        assert code not in line_sentence(load_words(language), BadLine(1, code, values))


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    try:
        table = parse_csv(b"name,note\n" + data, PEOPLE, "t.csv")
    except UserError:
        return
    assert all(row.line > 1 for row in table.rows)

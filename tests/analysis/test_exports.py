"""Many people as a table: the same values in every format, no formulas, a meaning for every column."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from suitability.domain.assessment import assess
from suitability.services import exports
from suitability.services.csv_cells import plain_cell
from suitability.services.export_columns import Column, Value, Wanted, columns, dictionary
from suitability.services.library import load_words
from tests.analysis.people import bank, people, save

pl = pytest.importorskip("polars")

PEOPLE = 30
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the results of thirty people."""
    place = tmp_path_factory.mktemp("exports") / "results"
    save(people(PEOPLE, "quick"), place)
    return place


def written(folder: Path, file: Path, kind: exports.Format, wanted: Wanted) -> Path:
    """Write the people of a folder to ``file``."""
    table = exports.table_of(bank(), wanted, load_words("en"))
    chosen = exports.Chosen(folder, wanted.form, b"any salt" if wanted.blind else None)
    with exports.writer(kind, file, table) as writer:
        done = exports.export_people(bank(), chosen, writer.row, table)
    assert done.rows == PEOPLE
    return file


def sheet_rows(file: Path) -> list[list[object]]:
    """Return the cells of the first sheet, read from its XML: the second implementation."""
    with zipfile.ZipFile(file) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written above
    rows: list[list[object]] = []
    for row in root.iter(f"{SHEET}row"):
        cells: dict[int, object] = {}
        for cell in row.iter(f"{SHEET}c"):
            letters = "".join(one for one in cell.attrib["r"] if one.isalpha())
            place = 0
            for letter in letters:
                place = place * 26 + ord(letter) - 64
            assert cell.find(f"{SHEET}f") is None, "a formula"
            text = "".join(cell.itertext())
            kind = cell.attrib.get("t")
            cells[place - 1] = text if kind == "inlineStr" else text == "1" if kind == "b" else float(text)
        rows.append([cells.get(number) for number in range(max(cells, default=-1) + 1)])
    return rows


def test_every_format_holds_the_same_values(folder: Path, tmp_path: Path) -> None:
    wanted = Wanted("quick", items=True)
    lines = written(folder, tmp_path / "o.jsonl", "jsonl", wanted).read_text(encoding="utf-8").splitlines()
    maps = [json.loads(line) for line in lines]
    names = [column.name for column in columns(bank(), wanted)]
    assert all(list(one) == names for one in maps)

    with written(folder, tmp_path / "o.csv", "csv", wanted).open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    for ours, theirs in zip(maps, table, strict=True):
        assert {key: str(plain_cell(value)) for key, value in ours.items()} == theirs

    frame = pl.read_parquet(written(folder, tmp_path / "o.parquet", "parquet", wanted))
    assert frame.to_dicts() == maps
    assert list(tmp_path.glob("o.parquet.*")) == []

    head, *rows = sheet_rows(written(folder, tmp_path / "o.xlsx", "xlsx", wanted))
    assert head == names
    for ours, cells in zip(maps, rows, strict=True):
        full = [*cells, *[None] * (len(names) - len(cells))]
        for value, cell in zip(ours.values(), full, strict=True):
            assert cell == (pytest.approx(value) if isinstance(value, float) else value)


def test_values_are_those_of_the_assessment(folder: Path, tmp_path: Path) -> None:
    file = written(folder, tmp_path / "o.jsonl", "jsonl", Wanted())
    maps = {one["result"]: one for one in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    for result in people(PEOPLE, "quick"):
        found, row = assess(bank(), result), maps[result.id]
        for score in found.scores:
            usable = found.quality.interpretable
            assert row[f"{score.scale}_score"] == (score.pomp if usable else None)
            assert row[f"{score.scale}_high"] == (score.high if usable else None)
        for finding in found.findings:
            assert row[f"sign_{finding.sign}"] == (
                finding.status.value if found.quality.interpretable else None
            )
        assert row["answered"] == sum(one.answer is not None for one in result.responses.values())


def test_blind_rows_follow_their_pseudonyms_and_hold_no_number_of_a_result(
    folder: Path, tmp_path: Path
) -> None:
    seen = written(folder, tmp_path / "seen.jsonl", "jsonl", Wanted())
    file = written(folder, tmp_path / "o.jsonl", "jsonl", Wanted(blind=True))
    text = file.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    names = [row["person"] for row in rows]
    assert names == sorted(names)
    assert len(set(names)) == PEOPLE
    assert not any(result.id in text for result in people(PEOPLE, "quick"))
    assert not {"result", "invite", "email", "person_note"} & set(rows[0])
    scores = {row["patience_score"] for row in map(json.loads, seen.read_text(encoding="utf-8").splitlines())}
    assert {row["patience_score"] for row in rows} == scores


def test_the_dictionary_explains_every_column_in_both_languages() -> None:
    wanted = Wanted(None, items=True)
    names = [column.name for column in columns(bank(), wanted)]
    assert len(set(names)) == len(names)
    for language in ("ru", "en"):
        rows = list(dictionary(bank(), wanted, load_words(language)))
        assert [row[0] for row in rows] == names
        assert all(kind and meaning for _, kind, _, meaning in rows)


def test_no_column_adds_the_scales_up() -> None:
    names = {column.name for column in columns(bank(), Wanted(None, items=True))}
    assert not {name for name in names if any(word in name for word in ("overall", "rank", "sum", "verdict"))}


def test_blind_exports_leave_out_who_people_are() -> None:
    names = {column.name for column in columns(bank(), Wanted(blind=True))}
    assert not names & {"result", "invite", "email", "person_note"}
    assert {"person", "email", "person_note"} <= {column.name for column in columns(bank(), Wanted())}


NASTY: tuple[Value, ...] = (
    "=1+1",
    "+7 900",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
    "plain",
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_texts_never_become_formulas_or_links(tmp_path: Path, kind: exports.Format) -> None:
    one = Column("a", "text", "result", lambda _person: None)
    table = replace(
        exports.table_of(bank(), Wanted(), load_words("en")),
        columns=tuple(replace(one, name=f"c{number}") for number in range(len(NASTY))),
    )
    file = tmp_path / f"o.{kind}"
    with exports.writer(kind, file, table) as writer:
        writer.row(NASTY)
    if kind == "xlsx":
        assert len(sheet_rows(file)[1]) == len(NASTY)
        with zipfile.ZipFile(file) as book:
            assert not [name for name in book.namelist() if "rels" in name and "sheet1" in name]
        return
    with file.open(encoding="utf-8-sig", newline="") as stream:
        cells = list(csv.reader(stream))[1]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r"]
    assert cells[-1] == "plain"

"""Scores as a file: batch after batch, in order, and nothing left behind when something goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.errors import OutputError, ResultFileError
from suitability.services import files, result_table
from suitability.services.column_scores import score_batch
from suitability.services.result_table import Table, load_polars, open_table
from suitability.services.score_table import write_scores, write_table
from tests.analysis.people import bank, people
from tests.analysis.people import table as table_of

polars = pytest.importorskip("polars")


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Return the table of 250 people of two forms, in a file."""
    file = tmp_path / "results.parquet"
    write_table(bank(), table_of([*people(200), *people(50, "quick")]), file)
    return open_table(bank(), file)


@pytest.mark.parametrize("rows", [17, 200, 1000])
def test_every_size_of_batch_gives_the_same_rows_in_the_same_order(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    pl = load_polars()
    whole = table.frame.filter(pl.col("result.form") == "full").collect()
    expected = score_batch(bank(), "full", whole)
    monkeypatch.setattr(result_table, "BATCH_ROWS", rows)
    file = tmp_path / "scores.parquet"
    write_scores(bank(), table, "full", file)
    found = pl.read_parquet(file)
    assert found["result.id"].to_list() == expected["result.id"].to_list()
    assert found.columns == expected.columns
    assert found.equals(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["results.parquet", "scores.parquet"]


def test_a_bad_cell_in_a_late_batch_leaves_neither_a_file_nor_its_parts(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pl = load_polars()
    last = pl.int_range(pl.len()) == 199
    spoilt = table.frame.with_columns(
        pl.when(last).then(9).otherwise(pl.col("S01")).cast(pl.UInt8).alias("S01")
    )
    monkeypatch.setattr(result_table, "BATCH_ROWS", 50)
    file = tmp_path / "scores.parquet"
    bad = Table(spoilt, table.total, table.rows)
    with pytest.raises(ResultFileError, match="S01"):
        files.write_made(file, lambda place: write_scores(bank(), bad, "full", place))
    assert [path.name for path in tmp_path.iterdir()] == ["results.parquet"]


def test_a_place_that_cannot_be_written_is_told_as_such(table: Table, tmp_path: Path) -> None:
    for write in (
        lambda place: write_scores(bank(), table, "full", place / "inside"),
        lambda place: write_table(bank(), table, place / "inside"),
    ):
        with pytest.raises(OutputError):
            files.write_made(tmp_path / "new.parquet", write)
    assert [path.name for path in tmp_path.iterdir()] == ["results.parquet"]

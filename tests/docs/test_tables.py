"""What the documents say of tables that the program reads: the same in each, and what the reader does."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.services.vacancy_list import MAX_ROWS
from suitability.storage.csv_table import MAX_BYTES
from suitability.storage.people_file import MAX_PEOPLE

DOCS = Path(__file__).parents[2] / "docs"
SAID = (
    "CSV with commas, semicolons or tabs, in UTF-8, UTF-16 with a mark or Windows-1251, "
    f"up to {MAX_BYTES >> 20} MiB"
)


@pytest.mark.parametrize("name", ["pay.md", "fairness.md", "trust.md"])
def test_every_document_says_the_same_of_tables(name: str) -> None:
    assert SAID in " ".join((DOCS / name).read_text(encoding="utf-8").split())


def test_the_numbers_of_rows_are_those_of_the_program() -> None:
    assert f"at most {MAX_ROWS:,} rows" in (DOCS / "pay.md").read_text(encoding="utf-8")
    assert f"at most {MAX_PEOPLE:,} people" in (DOCS / "trust.md").read_text(encoding="utf-8")

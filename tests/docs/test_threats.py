"""docs/trust.md names a test for every threat and every kind of bad input; the tests are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(test_\w+)`")
IN_CODE = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
PLACES = re.compile(r"`(tests/[\w/.]+)`")
THREATS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "14")
"""Rows of the threat table that concern what is built here: invites, results, packs, keys, the folder."""


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, without its heads."""
    section = TEXT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def written_tests() -> set[str]:
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in IN_CODE.findall(path.read_text("utf-8"))
    }


def test_every_test_that_is_named_exists() -> None:
    named = set(NAMED.findall(TEXT))
    assert len(named) > 25
    assert named <= written_tests()
    assert all((ROOT / place).exists() for place in PLACES.findall(TEXT))
    assert "test_that_nobody_wrote" not in written_tests()


@pytest.mark.parametrize("heading", ["## Threats, and the tests", "### Bad input, and the tests"])
def test_every_row_names_a_test(heading: str) -> None:
    found = rows(heading)
    assert len(found) >= len(THREATS)
    for row in found:
        assert NAMED.search(row[-1]) or PLACES.search(row[-1]), row


def test_no_threat_is_left_out() -> None:
    assert tuple(row[0] for row in rows("## Threats, and the tests")) == THREATS

"""The recruiter's tables as text: whole at eighty columns in both languages, and at any other width."""

from __future__ import annotations

import pytest

from suitability.services.candidate_table import TableOrder, ranged
from suitability.services.candidate_text import compare_lines, table_lines
from suitability.services.candidates import Desk
from suitability.services.pool import EVERYBODY, Sort
from tests.recruiting.folders import WAITING, desk, filled
from tests.services import samples

ORDER = TableOrder(EVERYBODY, Sort("scale:communication", descending=True))
STAGE = "Second talk with the head of the department"


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    opened = desk(filled(tmp_path_factory.mktemp("office")))
    opened.pool.set_stage(1, STAGE, "2026-11-25T12:00:00Z")
    return opened


def table(people: Desk, language: str, width: int | None) -> list[str]:
    return [*table_lines(people, samples.bank(), ORDER, samples.words(language), width)]


def compared(people: Desk, language: str, width: int | None) -> list[str]:
    return compare_lines(people, samples.bank(), people.pool.rows()[:4], samples.words(language), width)


@pytest.mark.parametrize("language", samples.LANGUAGES)
@pytest.mark.parametrize("width", [60, 78, 80, 100])
def test_no_line_is_longer_than_the_terminal(people: Desk, language: str, width: int) -> None:
    for line in (*table(people, language, width), *compared(people, language, width)):
        assert len(line) <= width, line


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_at_eighty_columns_nothing_is_left_out(people: Desk, language: str) -> None:
    """Every head, range and count of the wide table stands in the narrow one, each person on two lines."""
    words, bank = samples.words(language), samples.bank()
    lines = table(people, language, 78)
    whole = "\n".join(lines)

    heads = " ".join(lines[:2])
    for name in ("number", "name", "status", "raised", "stage"):
        assert words(f"candidates.columns.{name}") in heads
    for scale in bank.scales.values():
        assert scale.name.on(language) in heads
    for row in people.pool.rows():
        at = next(number for number, line in enumerate(lines) if line[1:11] == f"{row.id:>8}  ")
        if people.name(row) == WAITING:
            assert at == len(lines) - 1
            continue
        assert lines[at + 1].split()[-4:] == [ranged(row.entry.scales.get(scale)) for scale in bank.scales]
        assert f"  {row.entry.raised}" in lines[at]
    assert STAGE[:8] in whole


def test_a_bracket_runs_down_both_lines_of_everybody_in_it(people: Desk) -> None:
    marks = [line[0] for line in table(people, "en", 78)[2:]]
    assert marks == ["┌", "│", "│", "│", "│", "│", "│", "└", " "]
    assert [line[0] for line in table(people, "en", None)[1:]] == ["┌", "│", "│", "└", " "]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_where_there_is_room_a_person_is_one_line(people: Desk, language: str) -> None:
    lines = table(people, language, None)
    assert len(lines) == 1 + people.pool.count()
    assert STAGE in "\n".join(lines)
    assert table(people, language, 200) == lines


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_four_people_side_by_side_keep_every_word(people: Desk, language: str) -> None:
    """Cells wrap; read down the columns they say what the wide comparison says."""
    words, rows = samples.words(language), people.pool.rows()[:4]
    lines = compared(people, language, 78)
    cells = [[line[19 + 2 + 14 * at : 19 + 14 * (at + 1)].strip() for line in lines] for at in range(4)]
    for row, column in zip(rows, cells, strict=True):
        said = " ".join(part for part in column if part)
        for scale in samples.bank().scales:
            found = row.entry.scales.get(scale)
            if found is not None and found.low is not None:
                zone = words(f"edition.brief.zones.{found.zone}")
                assert f"{ranged(found)} {zone}" in said
        for state in set(row.entry.signs.values()):
            assert words(f"candidates.compare.warned.{state}") in said
    assert words("candidates.compare.warnings") in lines

"""One fixed result as plain text, word for word, in each language: a change of wording has to be meant.

``UPDATE_GOLDEN=1 pytest tests/services/test_golden_report.py`` writes the files anew, on Python 3.11 only, so
that two developers do not overwrite each other's files by turns.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from suitability.rendering.documents import to_text
from tests.services import samples

GOLDEN = Path(__file__).parents[1] / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"  # read before the surroundings are shut out
UPDATING_PYTHON = (3, 11)

Golden = Callable[[str, str], None]


def compare(name: str, text: str, *, update: bool, python: tuple[int, int], folder: Path = GOLDEN) -> None:
    """Compare ``text`` with the golden file, or write it where that is allowed."""
    path = folder / name
    if update:
        assert python == UPDATING_PYTHON, "golden files are written on Python 3.11 only"
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def golden() -> Golden:
    """Return the comparison with a golden file, or its update where the environment asks for it."""
    return lambda name, text: compare(name, text, update=UPDATE, python=sys.version_info[:2])


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_the_text_report_reads_as_it_was_last_read_by_a_person(language: str, golden: Golden) -> None:
    made = samples.report(samples.result(samples.drawn(19)), language, "Ёлка")

    assert made.interpretable
    assert {sign.status for sign in made.signs} >= {"raised", "thought", "clear"}
    text = to_text(made)
    assert ".." not in text.replace("...", "")
    golden(f"report_quick_{language}.txt", text)


def test_only_the_oldest_python_updates_and_a_difference_is_seen(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="written on Python"):
        compare("a.txt", "x", update=True, python=(3, 12), folder=tmp_path)
    compare("a.txt", "x", update=True, python=(3, 11), folder=tmp_path)
    with pytest.raises(AssertionError):
        compare("a.txt", "y", update=False, python=(3, 14), folder=tmp_path)

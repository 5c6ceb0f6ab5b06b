"""No-break spaces: where they go, and that nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.rendering.typography import NBSP, set_spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("и в доме", "и~в~доме"),
        ("В поддержке не молчат", "В~поддержке не~молчат"),
        ("то же, если бы", "то~же, если~бы"),
        ("Терпение — это навык", "Терпение~— это навык"),
        ("60 000 – 85 000 ₽ в месяц", "60~000~– 85~000~₽ в~месяц"),
        ("№ 5, § 3", "№~5, §~3"),
        ("за 6 минут", "за~6 минут"),
        ("в 2026 г.", "в~2026~г."),
        ("Почему: признак 6; задача 3", "Почему: признак~6; задача~3"),
        ("наводка", "наводка"),
        ("всё-таки и-и", "всё-таки и-и"),
    ],
)
def test_russian_spaces(text: str, expected: str) -> None:
    """Short words stay with the next word, particles and dashes with the one before, numbers with units."""
    assert set_spaces(text, "ru") == expected.replace("~", NBSP)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a word in a sentence", "a word in a sentence"),
        ("$ 44 770 a year – median", "$~44~770 a year~– median"),
        ("about 40 % of them", "about 40~% of them"),
        ("Room 12 345678", "Room 12 345678"),
        ("Why: sign 5, task 8; a design 5", "Why: sign~5, task~8; a design 5"),
    ],
)
def test_english_spaces(text: str, expected: str) -> None:
    """English keeps its ordinary spaces but for numbers, units and dashes."""
    assert set_spaces(text, "en") == expected.replace("~", NBSP)


def test_a_narrow_space_becomes_an_ordinary_no_break_space() -> None:
    assert set_spaces("22 ноября 2026\u202fг.", "ru") == f"22 ноября 2026{NBSP}г."


@given(st.text(alphabet="аявнежи бли—–0159₽%№.,-xy", max_size=60), st.sampled_from(["ru", "en", ""]))
def test_only_spaces_change(text: str, language: str) -> None:
    """Taking the no-break spaces back gives the same words, and setting twice changes nothing more."""
    once = set_spaces(text, language)
    assert once.replace(NBSP, " ").split() == text.split()
    assert set_spaces(once, language) == once

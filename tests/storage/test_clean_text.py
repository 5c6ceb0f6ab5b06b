"""People's text after cleaning: nothing in it that a terminal, a file system or a layout obeys."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.storage.clean_text import clean_text, safe_file_stem
from tests.nasty import NASTY

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200) | st.sampled_from(NASTY)
MARKED = st.text(st.sampled_from("aé\u0301\u0300\u0323\u0345\u200d\u1100\u1161 \u0903ゃ\u3099"), max_size=60)


def assert_harmless(text: str, limit: int) -> None:
    assert len(text) <= limit
    text.encode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for character in text:
        assert unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert unicodedata.category(character) != "Cf" or character in "\u200c\u200d"
        assert unicodedata.category(character) != "Zs" or character == " "
    assert "  " not in text
    assert text == text.strip(" \u200c\u200d")
    marks = 0
    for character in text.replace("\u200c", "").replace("\u200d", ""):
        marks = marks + 1 if unicodedata.category(character).startswith("M") else 0
        assert marks <= 4


def test_the_list_of_nasty_texts_is_long_enough_and_has_no_doubles() -> None:
    assert len(NASTY) >= 60
    assert len(set(NASTY)) == len(NASTY)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_nasty_text_is_harmless_after_cleaning(text: str) -> None:
    assert_harmless(clean_text(text), 120)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANY_TEXT | MARKED, st.integers(1, 150))
def test_any_text_is_harmless_after_cleaning_and_stays_as_it_is(text: str, limit: int) -> None:
    cleaned = clean_text(text, limit)
    assert_harmless(cleaned, limit)
    assert clean_text(cleaned, limit) == cleaned


@pytest.mark.parametrize(
    "name",
    [
        "Анна-Мария Ёлкина",
        "O’Neill, Séamus",
        "محمد بن سلمان",
        "नमस्ते क्षत्रिय",
        "张伟",
        "می\u200cخواهم",
        "Nguyễn Thị Ánh",
        "[/ {{7*7}} <script>",
    ],
)
def test_a_real_name_and_plain_signs_stay(name: str) -> None:
    assert clean_text(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "]52;c;ZXZpbA=="),
        ("one\r\ntwo\u2028three", "one two three"),
        ("a\u200bb\u202ec", "abc"),
        ("e\u0301", "é"),
        ("x" * 500, "x" * 120),
        ("  \u00a0 a \u3000 b ", "a b"),
        ("a" + "\u0323" * 9, "ạ" + "\u0323" * 4),
        ("\ud800a\x00", "a"),
    ],
)
def test_what_cleaning_does_with_each_kind_of_character(text: str, expected: str) -> None:
    assert clean_text(text) == expected


def test_a_very_long_text_is_cut_before_it_is_worked_on() -> None:
    assert clean_text("\u0301" * 10**7 + "tail") == ""
    assert clean_text("Ж" * 10**7) == "Ж" * 120


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Анна Ёлкина", "Анна-Ёлкина"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "_CON"),
        ("con.txt", "con-txt"),
        ("nul", "_nul"),
        ("LPT1", "_LPT1"),
        ("COM\u00b9", "_COM1"),
        ("...", "result"),
        ("-rf", "rf"),
        ("👍", "result"),
        ("x" * 10_000, "x" * 40),
        ("a:b*c?d", "a-b-c-d"),
    ],
)
def test_a_file_stem_is_made_from(text: str, stem: str) -> None:
    assert safe_file_stem(text) == stem


@given(ANY_TEXT)
def test_a_file_stem_is_always_safe(text: str) -> None:
    stem = safe_file_stem(text)
    assert 1 <= len(stem) <= 40
    assert len(stem.encode()) <= 200
    assert re.fullmatch(r"[\w-]+", stem)
    assert not stem.startswith("-")
    assert not re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_file_can_be_written_under_every_stem(text: str, tmp_path: Path) -> None:
    path = tmp_path / f"{safe_file_stem(text)}.json"
    path.write_text("x")
    assert [found.parent for found in tmp_path.iterdir()] == [tmp_path]

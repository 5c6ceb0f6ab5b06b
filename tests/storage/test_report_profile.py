"""An organisation's profile and introduction: strict YAML, plain text, every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.errors import ContentError, UserError
from suitability.services.library import load_words
from suitability.storage.printed_text import INTRODUCTION_LIMIT, markup_in, paragraphs_of, read_introduction
from suitability.storage.report_profile import ReportProfile, read_profile

GOOD = """\
organisation: Центр занятости «Берег»
prepared_by: Мария Орлова
logo: pictures/logo.png
introduction:
  ru: |
    Отчёт — начало разговора: 2 < 3, R&D, «так».

    Ждём вас по будням.
  en: Bring it to our talk.
edition: counsellor
language: ru
paper: A4
grey: true
large_print: false
"""


def profile(folder: Path, text: str) -> Path:
    """Write a profile and return its place."""
    path = folder / "profile.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[tuple[int, int, str]]:
    """Return line, column and code of every mistake; each has a sentence in both languages."""
    with pytest.raises(ContentError) as caught:
        read_profile(profile(folder, text))
    for problem in caught.value.problems:
        assert problem.file.endswith("profile.yaml")
        for language in ("ru", "en"):
            assert load_words(language).message("problems", problem.code, **problem.values)
    return [(one.line, one.column, one.code) for one in caught.value.problems]


def test_a_profile_says_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    read = read_profile(profile(tmp_path, GOOD))
    assert read.organisation == "Центр занятости «Берег»"
    assert (read.edition, read.language, read.paper, read.grey) == ("counsellor", "ru", "A4", True)
    assert (read.large_print, read.binder, read.archive) == (False, None, None)
    assert read.paragraphs("ru") == (
        "Отчёт — начало разговора: 2 < 3, R&D, «так».",
        "Ждём вас по будням.",
    )
    assert read.paragraphs("en") == ("Bring it to our talk.",)
    assert ReportProfile().paragraphs("ru") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("organization: x\n", [(1, 1, "field_unknown_near")]),
        ("edition: boss\n", [(1, 10, "expected_one_of")]),
        ("grey: yes please\n", [(1, 7, "expected_true_false")]),
        ("organisation: <b>Берег</b>\n", [(1, 15, "printed_markup")]),
        (f"prepared_by: {'x' * 200}\n", [(1, 14, "printed_too_long")]),
        ("introduction:\n  ru: Вот **так**.\n", [(2, 7, "printed_markup")]),
        ("introduction:\n  ru: ok\n  de: Hallo\n", [(3, 7, "language_unknown")]),
        (f"introduction:\n  en: {'x' * (INTRODUCTION_LIMIT + 1)}\n", [(2, 7, "printed_too_long")]),
        ("introduction: ok\n", [(1, 15, "expected_languages")]),
        ("", [(1, 1, "expected_map")]),
        ("- a\n", [(1, 1, "expected_list")][:0] or [(1, 1, "expected_map")]),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert mistakes(tmp_path, text) == expected


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "organisation: <i>x</i>\nintroduction:\n  ru: '# Заголовок'\n  en: '[a](b)'\n")
    assert [line for line, _, _ in found] == [1, 3, 4]


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "grey: true\ngrey: false\n", "a: !!python/object x\n", "\t- x"]
)
def test_the_strict_loader_reads_it(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>bold</b> word", "<b>"),
        ("x <!-- hidden -->", "<!-- hidden --"),
        ("<script src=x>", "<script src=x>"),
        ("five &nbsp; six", "&nbsp;"),
        ("&#8212;", "&#8212;"),
        ("{{ 7*7 }}", "{{"),
        ("{% include x %}", "{%"),
        ("**strong**", "**"),
        ("__strong__", "__"),
        ("# Heading", "#"),
        ("see [us](https://example.org)", "]("),
        ("```code", "```"),
        ("Heading\n=======", "======="),
    ],
)
def test_markup_is_found(text: str, found: str) -> None:
    markup = markup_in(text)
    assert markup is not None
    assert markup.found.startswith(found[:8])


@pytest.mark.parametrize(
    "text",
    [
        "2 < 3 and 5 > 4",
        "R&D, AT&T; Marks & Spencer",
        "a*b = c",
        "№ 5, #12",
        "C:\\x_y_z",
        "e-mail: a@b.org",
        "[1]",
    ],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert markup_in(text) is None


def test_an_introduction_file_is_paragraphs_of_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "intro.txt"
    path.write_bytes("\ufeffПервый\r\nабзац.\r\n\r\nВторой\u202e.".encode())
    assert read_introduction(path) == ("Первый абзац.", "Второй.")
    assert paragraphs_of("  \n\n \n") == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe\x00", "printed_not_utf8"),
        (b"x" * (65 * 1024), "printed_file_too_large"),
    ],
)
def test_a_file_that_is_no_introduction_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "intro.txt"
    path.write_bytes(data)
    with pytest.raises(UserError, match=code):
        read_introduction(path)


def test_markup_in_a_file_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "intro.txt"
    path.write_text("Один.\n\nДва <i>и</i> три.", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_introduction(path)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.code) == (3, 5, "printed_markup")
    path.write_text("\n\n".join(["Абзац."] * 7), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_introduction(path)
    assert caught.value.problems[0].code == "printed_too_many"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    for read in (read_profile, read_introduction):
        with pytest.raises(UserError, match="file_unreadable"):
            read(tmp_path / "missing")

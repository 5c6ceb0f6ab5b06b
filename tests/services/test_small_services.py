"""Language, dates and numbers, quotation, messages, the guide page, and what may be a file."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from suitability.errors import ContentError, Problem, UserError
from suitability.services import files, formatting, guide_page
from suitability.services.language import pick_language
from suitability.services.messages import code_sentence, problem_sentence, sentence
from tests.nasty import NASTY
from tests.services import samples


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ru_RU"}, "ru"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ru_RU"}, "en"),
        ({"LC_MESSAGES": "ru_RU.KOI8-R", "LANG": "en_GB"}, "ru"),
        ({"LANGUAGE": "de:ru:en"}, "ru"),
        ({"SUITABILITY_LANG": "en", "LC_ALL": "ru_RU.UTF-8"}, "en"),
        ({"SUITABILITY_LANG": "RU"}, "ru"),
        ({"LANG": "russian"}, "en"),
        ({"LANG": "ru@cyrillic"}, "ru"),
    ],
)
def test_the_language_follows_the_first_variable_that_names_one(
    environ: dict[str, str], expected: str
) -> None:
    assert pick_language(environ, ("ru", "en")) == expected


def test_without_english_the_first_language_is_the_fallback() -> None:
    assert pick_language({}, ("ru", "de")) == "ru"


def test_dates_are_told_as_precisely_as_they_are_known() -> None:
    ru, en = samples.words("ru"), samples.words("en")

    assert [formatting.when(en, text) for text in ("2014", "2023-08", "2020-03-10", "spring 2021")] == [
        "2014", "August 2023", "10 March 2020", "spring 2021",
    ]  # fmt: skip
    assert formatting.when(ru, "2023-08").startswith("август 2023")
    assert formatting.day(ru, datetime(2026, 11, 22, tzinfo=UTC)).startswith("22 ноября 2026")


def test_a_moment_is_shown_in_the_zone_it_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Yekaterinburg")
    time.tzset()
    local = datetime.fromisoformat("2026-11-22T22:30:00+00:00").astimezone()

    assert "23 Nov 2026" in formatting.moment(samples.words("en"), local)
    assert "03:30" in formatting.moment(samples.words("en"), local)


def test_quotation_marks_follow_the_language() -> None:
    ru, en = samples.words("ru"), samples.words("en")

    assert (formatting.quoted(ru, "а"), formatting.quoted(en, "a")) == ("«а»", "“a”")
    assert formatting.quoted(ru, formatting.nested(ru, "он сказал «нет»")) == "«он сказал „нет“»"
    assert formatting.quoted(en, formatting.nested(en, "he said “no”")) == "“he said ‘no’”"


def test_numbers_and_money_follow_the_language() -> None:
    ru, en = samples.words("ru"), samples.words("en")

    assert formatting.number(ru, 20000).replace("\xa0", " ") == "20 000"
    assert (formatting.number(ru, 0.4), formatting.number(en, 0.4)) == ("0,4", "0.4")
    assert formatting.money(en, 57500, "RUB").replace("\xa0", " ") == "57,500 ₽"
    assert formatting.money(en, 27035.4, "GBP") == "£27,035"


def test_an_error_is_told_in_words_and_an_unknown_one_by_its_code() -> None:
    words = samples.words("en")

    assert sentence(words, UserError("session_unknown", id="ab")).startswith("There is no session “ab”")
    assert code_sentence(words, "no_such_code", {"a": "1"}) == "no_such_code (a=1)"
    assert (
        code_sentence(words, "session_unknown", {}) == "session_unknown"
    )  # a value is missing: still no crash
    assert sentence(words, ContentError([])).startswith("The files with questions")


def test_a_problem_names_file_line_and_column() -> None:
    words = samples.words("en")

    assert problem_sentence(words, Problem("a.yaml", 3, 7, "tab")) == (
        "a.yaml:3:7: There is a tab here. Replace it with spaces."
    )
    assert problem_sentence(words, Problem("a.yaml", 0, 0, "tab")).startswith("a.yaml: There is a tab")


def test_a_sign_is_found_by_number_or_id() -> None:
    bank = samples.bank()
    first = bank.signs["respect"]

    assert [guide_page.find_sign(bank, name) for name in ("1", "respect", " RESPECT ", "0", "", "11")] == [
        first, first, first, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_page_of_the_guide_has_its_six_parts_and_cites_sources(language: str) -> None:
    for sign in samples.bank().signs.values():
        page = guide_page.sign_page(samples.bank(), sign, samples.words(language))
        assert len(page) == 6
        assert all(heading and paragraphs and all(paragraphs) for heading, paragraphs in page)
        assert all(line.endswith(")") and "(" in line for line in page[2][1])


@pytest.mark.parametrize("text", NASTY)
def test_no_text_breaks_the_question_whether_it_is_a_file(text: str) -> None:
    assert files.is_there(Path(text)) in {True, False}
    assert files.is_folder(Path(text)) in {True, False}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("report", "report.pdf"),
        (" report.PDF ", "report.PDF"),
        ("report.html", "report.html.pdf"),
        ("", ""),
        (".", ""),
        ("..", ""),
        ("a/b", ""),
        ("a\\b", ""),
        ("a\nb\x1b[1m", "a b[1m.pdf"),
    ],
)
def test_a_typed_file_name_gets_its_ending_or_is_refused(typed: str, name: str) -> None:
    assert files.typed_name(typed, Path("old.pdf")) == name


def test_the_name_on_offer_is_free(tmp_path: Path) -> None:
    for taken in ("r.pdf", "r-2.pdf", "r-3.pdf"):
        (tmp_path / taken).write_text("x", encoding="utf-8")
    assert files.free_name(tmp_path / "r.pdf") == "r-4.pdf"

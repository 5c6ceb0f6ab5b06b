"""Words files: keys, plural forms, and one test per mistake with file, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from suitability.errors import ContentError, UserError
from suitability.storage.lint_words import words_problems
from suitability.storage.words_reader import language_codes, read_words
from tests.storage.packs import WORDS, place, spoil, write

RU, EN = "ru/words/screens.yaml", "en/words/screens.yaml"


@dataclass(frozen=True)
class Case:
    """``old`` becomes ``new`` in ``file``; ``code`` is reported where ``mark`` then stands in ``where``."""

    code: str
    file: str
    old: str
    new: str
    mark: str
    where: str | None = None


CASES = [
    Case("words_key_absent", EN, "  title: This takes {minutes} min.\n", "", "left:"),
    Case("words_key_absent", RU, "  title: ", "  heading: ", "title", EN),
    Case("text_empty", EN, "This takes {minutes} min.", '""', '""'),
    Case("expected_text", EN, "This takes {minutes} min.", "[a, b]", "[a"),
    Case("expected_text", EN, "This takes {minutes} min.", "15", "15"),
    Case("expected_text", RU, "one: Остался {n} вопрос из {total}.", "one: 1", "1"),
    Case(
        "placeholders_differ", EN, "This takes {minutes} min.", "This takes {time} min.", "This takes {time}"
    ),
    Case("placeholders_differ", EN, "One question of {total} is left.", "One is left.", "One is left."),
    Case("placeholder_unfit", EN, "{minutes} min.", "{minutes} {0} min.", "This takes"),
    Case("placeholder_unfit", EN, "{minutes} min.", "{minutes.x} min.", "This takes"),
    Case("placeholder_unfit", EN, "{minutes} min.", "{minutes} { min.", "This takes"),
    Case("placeholder_unfit", EN, "{minutes} min.", "{minutes} } min.", "This takes"),
    Case("placeholder_unfit", EN, '"{n} questions', '"{N} questions', '"{N}'),
    Case("plural_form_missing", RU, "    few: Осталось {n} вопроса из {total}.\n", "", "one: Остался"),
    Case(
        "plural_form_extra",
        EN,
        "    one: One question",
        "    many: x {total}\n    one: One question",
        "x {total}",
    ),
    Case("mixed_alphabets", RU, "Это займёт", "Этo займёт", "Этo"),
    Case("language_code_differs", "ru/language.yaml", "code: ru", "code: en", "en"),
    Case("expected_one_of", "ru/language.yaml", "direction: ltr", "direction: up", "up"),
    Case("field_missing", "ru/language.yaml", "direction: ltr\n", "", "code"),
    Case("duplicate_key", EN, "  left:\n", "  title: again\n  left:\n", "title: again"),
    Case("words_key_unfit", EN, "  left:\n", "  lé ft: x\n  left:\n", "x\n"),
    Case("tab", EN, "This takes", "This\ttakes", "\t"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.new!r}")
def test_a_mistake_is_reported_with_file_line_and_column(tmp_path: Path, case: Case) -> None:
    """The words are sound without the mistake; with it the problem stands exactly where the mistake is."""
    write(tmp_path, WORDS)
    assert words_problems(tmp_path) == []
    changed = spoil(tmp_path, case.file, case.old, case.new)

    problems = words_problems(tmp_path, "content/")

    where = case.where or case.file
    expected = (f"content/{where}", *place(changed if where == case.file else WORDS[where], case.mark))
    assert expected in [(one.file, one.line, one.column) for one in problems if one.code == case.code], (
        problems
    )


def test_an_empty_text_is_not_also_called_absent(tmp_path: Path) -> None:
    """One mistake, one problem."""
    write(tmp_path, WORDS)
    spoil(tmp_path, EN, "This takes {minutes} min.", "")

    assert [one.code for one in words_problems(tmp_path)] == ["text_empty"]


def test_a_broken_area_makes_no_echo_in_the_other_language(tmp_path: Path) -> None:
    """The keys of a file that cannot be parsed are not called absent one by one."""
    write(tmp_path, WORDS)
    (tmp_path / EN).write_text("a: [", encoding="utf-8")

    assert {(one.file, one.code) for one in words_problems(tmp_path)} == {(EN, "yaml_open_bracket")}


def test_a_missing_area_is_reported_key_by_key(tmp_path: Path) -> None:
    """A words file that one language lacks leaves every one of its keys absent there."""
    write(tmp_path, WORDS)
    (tmp_path / EN).unlink()

    found = {(one.file, one.values["value"]) for one in words_problems(tmp_path)}

    assert found == {(EN, "screens.welcome.title"), (EN, "screens.welcome.left")}


def test_files_out_of_place_are_reported(tmp_path: Path) -> None:
    """A words file in a subfolder or with another ending would never be read."""
    write(tmp_path, WORDS)
    write(tmp_path, {"en/words/more/x.yaml": "a: b\n", "en/words/y.yml": "a: b\n"})

    assert {(one.file, one.code) for one in words_problems(tmp_path)} == {
        ("en/words/more/x.yaml", "file_unknown"),
        ("en/words/y.yml", "file_unknown"),
    }


def test_a_language_without_plural_rules_is_reported(tmp_path: Path) -> None:
    """A folder must be named after a language whose plural rules are known."""
    write(tmp_path, WORDS)
    write(tmp_path, {"qqq/language.yaml": "code: qqq\nname: Q\ndirection: ltr\n"})

    assert ("qqq/language.yaml", "language_code_unfit") in {
        (one.file, one.code) for one in words_problems(tmp_path)
    }


def test_words_are_read_by_key(tmp_path: Path) -> None:
    """A key is the file's name and the path inside it; plural forms stay together."""
    texts = read_words(write(tmp_path, WORDS), "en")

    assert texts == {
        "screens.welcome.title": "This takes {minutes} min.",
        "screens.welcome.left": {
            "one": "One question of {total} is left.",
            "other": "{n} questions of {total} are left.",
        },
    }


def test_reading_words_with_mistakes_raises_all_of_them(tmp_path: Path) -> None:
    """A program cannot start with half its words; the error holds every problem."""
    write(tmp_path, WORDS)
    spoil(tmp_path, EN, "This takes {minutes} min.", "[a]")
    spoil(tmp_path, EN, "One question of {total} is left.", '""')

    with pytest.raises(ContentError) as caught:
        read_words(tmp_path, "en")

    assert [one.code for one in caught.value.problems] == ["expected_text", "text_empty"]


def test_an_unknown_language_names_those_that_exist(tmp_path: Path) -> None:
    """Asking for a language that is not there says which are."""
    write(tmp_path, WORDS)

    with pytest.raises(UserError) as caught:
        read_words(tmp_path, "de")

    assert (caught.value.code, caught.value.values["known"]) == ("language_not_found", "en, ru")


def test_languages_are_found_by_folder(tmp_path: Path) -> None:
    """Adding a language is adding a folder; other folders of content/ are no languages."""
    write(tmp_path, WORDS)
    write(tmp_path, {"salaries/ru.yaml": "a: b\n"})

    assert language_codes(tmp_path) == ("en", "ru")

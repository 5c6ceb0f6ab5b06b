"""Looking words up: values, plural forms of both languages, and errors that name the key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.errors import InternalError
from suitability.services.words import Words

LEFT = {
    "one": "Остался {n} вопрос.",
    "few": "Осталось {n} вопроса.",
    "many": "Осталось {n} вопросов.",
    "other": "Осталось {n} вопроса!",
}
ENTRIES: Mapping[str, str | Mapping[str, str]] = {
    "screens.title": "Это займёт {minutes} мин., {name}.",
    "screens.plain": "Готово.",
    "screens.left": LEFT,
    "messages.errors.gone": "Нет файла «{path}».",
    "messages_runs.errors.full": "Нет места ({kind}, {code}, {key}).",
    "screens.errors.trap": "Не сообщение.",
}


def test_values_are_put_in() -> None:
    """Placeholders take the values given; values are not looked into again."""
    words = Words("ru", ENTRIES)

    assert words("screens.title", minutes=5, name="{minutes}") == "Это займёт 5 мин., {minutes}."
    assert words("screens.plain", unused=1) == "Готово."


def test_zero_is_a_value() -> None:
    """A value of 0 or an empty text is put in like any other."""
    assert Words("ru", ENTRIES)("screens.title", minutes=0, name="") == "Это займёт 0 мин., ."


@pytest.mark.parametrize(
    ("n", "form"),
    [
        *[(n, "one") for n in (1, 21, 101, 1001)],
        *[(n, "few") for n in (2, 3, 4, 22, 104)],
        *[(n, "many") for n in (0, 5, 11, 12, 14, 20, 111, 112)],
        (1.5, "other"),
    ],
)
def test_russian_numbers_choose_their_form(n: float, form: str) -> None:
    """The forms of a Russian grammar book: 1 вопрос, 2 вопроса, 5 вопросов, 1,5 вопроса."""
    words = Words("ru", ENTRIES)

    assert words("screens.left", n=n) == LEFT[form].replace("{n}", str(n))
    assert words.plural("screens.left", n) == words("screens.left", n=n)


@given(st.integers(0, 10**6))
def test_russian_forms_follow_the_school_rule(n: int) -> None:
    """Second implementation: the last digit decides, but for 11 to 14."""
    if n % 10 == 1 and n % 100 != 11:
        form = "one"
    else:
        form = "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"

    assert Words("ru", {"a.b": {**dict.fromkeys(LEFT, "-"), form: "here"}})("a.b", n=n) == "here"


def test_english_has_two_forms() -> None:
    """One question, 0 and 2 questions."""
    words = Words("en", {"a.b": {"one": "one", "other": "{n} questions"}})

    assert [words("a.b", n=n) for n in (1, 0, 2)] == ["one", "0 questions", "2 questions"]


def test_a_missing_key_names_itself_and_the_language() -> None:
    """A screen never shows an empty place instead of a text."""
    with pytest.raises(InternalError) as caught:
        Words("ru", ENTRIES)("screens.nothing")

    assert caught.value.code == "words_key_missing"
    assert caught.value.values == {"key": "screens.nothing", "language": "ru"}


@pytest.mark.parametrize(
    ("key", "values", "name"),
    [("screens.title", {"minutes": 5}, "name"), ("screens.left", {}, "n")],
)
def test_a_missing_value_is_named(key: str, values: dict[str, object], name: str) -> None:
    """A placeholder without a value is our bug, and says which one."""
    with pytest.raises(InternalError) as caught:
        Words("ru", ENTRIES)(key, **values)

    assert (caught.value.code, caught.value.values["name"]) == ("words_value_missing", name)


@pytest.mark.parametrize("n", ["5", None, True])
def test_only_a_number_chooses_a_form(n: object) -> None:
    """A text that looks like a number has no plural form; it is our bug."""
    with pytest.raises(InternalError, match="words_number_expected"):
        Words("ru", ENTRIES)("screens.left", n=n)


def test_messages_are_found_in_every_area_of_messages() -> None:
    """Errors of all developers are found by code; other areas are not searched."""
    words = Words("ru", ENTRIES)

    assert words.message("errors", "gone", path="/x") == "Нет файла «/x»."
    assert words.message("errors", "full", kind=1, code=2, key=3) == "Нет места (1, 2, 3)."
    with pytest.raises(InternalError):
        words.message("errors", "trap")


def test_keys_can_be_listed_and_asked_for() -> None:
    """Areas can be walked, for help pages and tests."""
    words = Words("ru", ENTRIES)

    assert words.keys("screens.") == ("screens.errors.trap", "screens.left", "screens.plain", "screens.title")
    assert words.has("screens.plain")
    assert not words.has("screens.nothing")


def test_babel_is_imported_only_for_plural_forms() -> None:
    """Texts without plural forms cost no import of babel; proved in a process of its own."""
    code = (
        "import sys\nfrom suitability.services.words import Words\n"
        "words = Words('ru', {'a.b': 'x', 'a.c': {'one': 'y', 'other': 'z'}})\n"
        "words('a.b'); before = 'babel' in sys.modules\n"
        "words('a.c', n=1); print(before, 'babel' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]

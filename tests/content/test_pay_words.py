"""The words of the pay table and of the guide's mistakes: complete in both languages, none left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from suitability.domain.pay import Basis, Counted, Measures, Period, Statistic
from suitability.services.words import Words
from suitability.storage.words_reader import read_words

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
CLOSED_LISTS = {
    "pay.amounts": Statistic,
    "pay.period": Period,
    "pay.basis": Basis,
    "pay.measures": Measures,
}
CODE = re.compile(r"(?:guide|pay)_[a-z_]+")


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param, read_words(ROOT / "content", request.param))


@pytest.mark.parametrize("prefix", CLOSED_LISTS)
def test_every_value_of_a_closed_list_has_a_word_and_no_word_is_left_over(words: Words, prefix: str) -> None:
    named = {key.removeprefix(f"{prefix}.") for key in words.keys(f"{prefix}.")}

    assert named == set(get_args(CLOSED_LISTS[prefix]))


def test_each_counted_thing_has_its_plural_forms(words: Words) -> None:
    for counted in get_args(Counted):
        for n in (1, 2, 5, 21, 46):
            assert str(n) in words(f"pay.sample.{counted}", n=n, count=n)


def test_the_russian_plural_forms_are_the_right_ones() -> None:
    words = Words("ru", read_words(ROOT / "content", "ru"))

    assert [words("pay.sample.adverts", n=n, count=n) for n in (1, 24, 46, 241)] == [
        "1 объявление",
        "24 объявления",
        "46 объявлений",
        "241 объявление",
    ]
    assert words("pay.sample.jobs", n=2_595_750, count="2 595 750") == "2 595 750 рабочих мест"


def test_amounts_read_as_a_sentence_in_both_languages() -> None:
    russian, english = (Words(code, read_words(ROOT / "content", code)) for code in LANGUAGES)
    values = {"p25": "60 000 ₽", "median": "70 000 ₽", "p75": "85 000 ₽"}

    assert (
        russian("pay.amounts.percentiles", **values, period=russian("pay.period.month"))
        == "от 60 000 ₽ до 85 000 ₽, медиана 70 000 ₽ в месяц"
    )
    assert (
        english("pay.amounts.reading", low="£27,000", high="£30,000", period=english("pay.period.year"))
        == "£27,000 to £30,000 a year, by our reading"
    )


def codes_in_the_reader() -> set[str]:
    """Return every problem code that stands in the modules of the guide reader."""
    found: set[str] = set()
    for path in (ROOT / "suitability" / "storage").glob("guide_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.add(node.value)
    return found


def test_every_problem_of_the_guide_has_a_sentence_and_no_sentence_is_left_over(words: Words) -> None:
    prefix = "messages_guide.problems."
    written = {key.removeprefix(prefix) for key in words.keys(prefix)}

    assert len(written) > 25
    assert written == codes_in_the_reader()

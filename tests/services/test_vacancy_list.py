"""A person's own list: separators, encodings and numbers as people write them, and rows refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suitability.errors import UserError
from suitability.services.vacancy_amounts import MOST, AmountError, BoundWords, bounds_of
from suitability.services.vacancy_list import (
    MAX_ROWS,
    VacancyList,
    problem_lines,
    read_vacancies,
    vacancy_lines,
)
from suitability.storage.csv_table import MAX_BYTES
from tests.services import samples

RU = "Название;От;До;Валюта;Налог;Работодатель;Город;Опыт\n"


def listed(tmp_path: Path, data: str | bytes, language: str = "ru") -> VacancyList:
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_vacancies(path, samples.words(language))


def rows(number: int, **columns: str) -> str:
    """Return so many different rows; ``columns`` replace those of the row."""
    names = ("name", "low", "high", "currency", "basis", "employer", "city", "step")
    usual = ("Оператор {n}", "{n}0000", "", "RUB", "на руки", "Фирма", "Москва", "без опыта")
    lines = []
    for n in range(1, number + 1):
        cells = {key: value.format(n=n) for key, value in zip(names, usual, strict=True)}
        lines.append(";".join({**cells, **columns}.values()))
    return "\n".join(lines) + "\n"


def test_a_list_adds_up_by_the_rules_of_the_research(tmp_path: Path) -> None:
    """Values 10,000 to 90,000: p25 at the place 2 of 0-8 is 30,000."""
    found = listed(tmp_path, RU + rows(9) + rows(1))

    (group,) = found.groups
    assert (found.adverts, found.repeats, found.without_pay, found.problems) == (9, 1, 0, ())
    assert (group.currency, group.basis, group.period, group.whole.n) == ("RUB", "net", "month", 9)
    assert (group.whole.p25, group.whole.median, group.whole.p75) == (30_000, 50_000, 70_000)
    assert [(step, part.n) for step, part in group.by_step] == [("none", 9)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_way_to_save_a_table_reads_the_same(
    tmp_path: Path, encoding: str, delimiter: str, ending: str
) -> None:
    text = (RU + rows(6)).replace(";", delimiter).replace("\n", ending)

    found = listed(tmp_path, text.encode(encoding))

    assert found.groups == listed(tmp_path, RU + rows(6)).groups
    assert found.adverts == 6


AMOUNTS = [
    ("80000", 80_000),
    ("80 000", 80_000),
    ("80\u00a0000", 80_000),
    ("80\u202f000,50", 80_000.5),
    ("80,000", 80_000),
    ("80.000", 80_000),
    ("1,234,567", 1_234_567),
    ("80000,5", 80_000.5),
    ("80000.55", 80_000.55),
    ("80'000", 80_000),
    ("80 000 ₽", 80_000),
    ("80 000 руб.", 80_000),
    ("0,5", 0.5),
    ("80,000.50", 80_000.5),
    ("80.000,50", 80_000.5),
    ("от 80 000", 80_000),
    ("от 80 000 руб.", 80_000),
]


@pytest.mark.parametrize(("written", "value"), AMOUNTS)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, written: str, value: float) -> None:
    found = listed(tmp_path, RU + rows(1, low=written))

    assert (found.groups[0].whole.low, found.groups[0].currency) == (value, "RUB")


RANGES = [
    ("от 50 000", (50_000, None)),
    ("до 80 000 руб.", (None, 80_000)),
    ("от 50 000 до 70 000 ₽", (50_000, 70_000)),
    ("50 000 — 70 000 ₽", (50_000, 70_000)),
    ("50000-70000", (50_000, 70_000)),
    ("$900–$1,200", (900, 1_200)),
    ("From 900 to 1,200 USD", (900, 1_200)),
    ("up to £30,000", (None, 30_000)),
    ("60 000", (60_000, 60_000)),
]


@pytest.mark.parametrize(("written", "bounds"), RANGES)
def test_one_column_of_pay_may_hold_a_range(written: str, bounds: tuple[float | None, float | None]) -> None:
    """As hh.ru and other sites write it; the words come from the words files of either language."""
    for language in samples.LANGUAGES:
        words = samples.words(language)
        marks = BoundWords(*(tuple(words(f"vacancies.bounds.{one}").split(", ")) for one in ("from", "to")))
        found = bounds_of(written, marks)
        assert (found.low, found.high) == bounds


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reading_of_amounts(written: str) -> None:
    """Whatever it holds, it is an amount above 0 or none at all."""
    try:
        found = bounds_of(written, BoundWords(("от", "from"), ("до", "to")))
    except AmountError:
        return
    assert all(one is None or 0 < one < MOST for one in (found.low, found.high))
    assert (found.low, found.high) != (None, None)


REFUSED = [
    ({"low": "десять"}, "vacancy_amount"),
    ({"low": "-5"}, "vacancy_amount"),
    ({"low": "6 0000"}, "vacancy_amount"),
    ({"low": "60 тыс. руб."}, "vacancy_amount"),
    ({"low": "до 50 000"}, "vacancy_one_bound"),
    ({"high": "от 50 000"}, "vacancy_one_bound"),
    ({"low": "50 000 – 60 000"}, "vacancy_one_bound"),
    ({"low": "=1+1"}, "vacancy_amount"),
    ({"low": "0"}, "vacancy_amount"),
    ({"low": "80к"}, "vacancy_amount"),
    ({"low": "1.2.3"}, "vacancy_amount"),
    ({"low": "9" * 400}, "vacancy_amount"),
    ({"low": "50000", "high": "40000"}, "vacancy_bounds"),
    ({"low": "50000 $"}, "vacancy_currencies"),
    ({"currency": "тугрик"}, "vacancy_currency"),
    ({"basis": "кто знает"}, "vacancy_basis"),
    ({"step": "давно"}, "vacancy_experience"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_a_bad_row_is_named_by_line_and_the_rest_goes_on(
    tmp_path: Path, change: dict[str, str], code: str
) -> None:
    found = listed(tmp_path, RU + rows(5) + "\n" + rows(1, **{"name": "Другой", **change}))

    assert [(one.line, one.code) for one in found.problems] == [(8, code)]
    assert found.adverts == 5
    for language in samples.LANGUAGES:
        (line,) = problem_lines(found, samples.words(language), Path("list.csv"))
        assert "list.csv" in line
        assert "8" in line


def test_different_money_is_never_put_together(tmp_path: Path) -> None:
    text = RU + rows(3) + rows(2, currency="USD") + rows(2, basis="до вычета") + rows(1, basis="")

    found = listed(tmp_path, text)

    assert [(one.currency, one.basis, one.whole.n) for one in found.groups] == [
        ("RUB", "net", 3),
        ("RUB", "gross", 2),
        ("USD", "net", 2),
        ("RUB", "not_stated", 1),
    ]
    lines = list(vacancy_lines(found, samples.words("ru")))
    assert samples.words("ru")("vacancies.apart") in lines


def test_a_list_without_currency_and_basis_says_so(tmp_path: Path) -> None:
    found = listed(tmp_path, "salary\n" + "\n".join(str(n) for n in range(100, 106)), "en")

    assert [(one.currency, one.basis, one.whole.n) for one in found.groups] == [("", "not_stated", 6)]
    assert any("no currency given" in line for line in vacancy_lines(found, samples.words("en")))


def test_few_adverts_get_a_caution_and_very_few_no_percentiles(tmp_path: Path) -> None:
    words = samples.words("en")
    texts = [
        "\n".join(vacancy_lines(listed(tmp_path, "title,from\n" + "".join(f"a{n},{n}000\n" for n in range(1,
        1 + count)), "en"), words)) for count in (4, 5, 20)
    ]  # fmt: skip

    assert ["no median" in text for text in texts] == [True, False, False]
    assert ["A weak basis" in text for text in texts] == [False, True, False]


def test_rows_without_pay_are_counted_and_short_rows_do_no_harm(tmp_path: Path) -> None:
    found = listed(tmp_path, RU + rows(5) + "Оператор\n;;;\n" + rows(2, low=""))

    assert (found.adverts, found.without_pay, found.problems) == (5, 3, ())


def test_a_row_that_is_no_row_of_the_table_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    """A comma in an amount divides it, an open quotation mark swallows the rest: neither is guessed at."""
    text = "title,from\n" + "".join(f"a{n},{n}000\n" for n in range(1, 6)) + 'b,80,000\nc,9000\n"d,1\ne,1\n'

    found = listed(tmp_path, text, "en")

    assert [(one.line, one.code) for one in found.problems] == [(7, "csv_width"), (9, "csv_quotes")]
    assert (found.adverts, found.groups[0].whole.high) == (6, 9_000)
    for language in samples.LANGUAGES:
        assert "csv_" not in "".join(problem_lines(found, samples.words(language), Path("list.csv")))


def test_a_long_text_in_a_column_that_nobody_reads_does_no_harm(tmp_path: Path) -> None:
    found = listed(tmp_path, "title;from;Описание\n" + f"a;5000;{'я' * 5_000}\n")

    assert (found.adverts, found.problems) == (1, ())


FILES: list[tuple[bytes, str]] = [
    (b"", "csv_empty"),
    (b" \n \n", "csv_empty"),
    (b"\xff\xfea\x00b", "csv_encoding"),
    (b"title;from\n\x00;1\n", "csv_encoding"),
    (b"\x98title;from\n", "csv_encoding"),
    (b'title;"from\nopen;5\n', "csv_header"),
    (b"title;place\nx;y\n", "vacancies_no_pay_column"),
    (b"title;from;From\nx;1;2\n", "csv_column_twice"),
    (b"title;from\n", "vacancies_none"),
    (b"from\n" + b"1\n" * (MAX_ROWS + 1), "csv_too_long"),
    (b"from\n" + b" " * MAX_BYTES, "csv_too_large"),
    (b"PK\x03\x04\x00\x00", "csv_encoding"),
]


@pytest.mark.parametrize(("data", "code"), FILES)
def test_a_file_that_is_no_list_is_refused_by_name_and_remedy(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        listed(tmp_path, data, "en")

    assert caught.value.code == code
    for language in samples.LANGUAGES:
        assert "list.csv" in samples.words(language).message("errors", code, **caught.value.values)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    words = samples.words("en")
    for path, code in ((tmp_path / "none.csv", "csv_missing"), (tmp_path, "csv_no_file")):
        with pytest.raises(UserError) as caught:
            read_vacancies(path, words)
        assert caught.value.code == code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path: Path, data: bytes) -> None:
    try:
        found = listed(tmp_path, b"title;from;to;currency\n" + data)
    except UserError:
        return
    assert "\n".join(vacancy_lines(found, samples.words("ru")))

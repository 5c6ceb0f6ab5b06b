"""A person's own list of vacancies: which columns mean what, which rows can be used, and what they add up to.

A row that cannot be used is named by line and reason and the rest goes on; a row without any pay is counted
and left out. The columns are documented in docs/pay.md; their names in a reader's language stand in the
words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from suitability.domain.pay import STEPS, Basis, Step
from suitability.domain.vacancies import (
    FEW,
    LEAST,
    Advert,
    AdvertGroup,
    AdvertPeriod,
    Summary,
    groups_of,
    without_repeats,
)
from suitability.errors import UserError
from suitability.services.formatting import fixed, money, number
from suitability.services.messages import line_sentence
from suitability.services.vacancy_amounts import AmountError, Bounds, BoundWords, bounds_of, currency_of
from suitability.services.words import Words
from suitability.storage.clean_text import clean_text
from suitability.storage.csv_table import BadLine, Columns, CsvRow, CsvTable, read_csv
from suitability.storage.safe_write import shown

COLUMNS: Final = (
    "title",
    "from",
    "to",
    "salary",
    "currency",
    "basis",
    "period",
    "employer",
    "city",
    "experience",
)
PAY: Final = frozenset({"from", "to", "salary"})
"""Columns with an amount; a list needs one of them."""

MAX_ROWS: Final = 50_000
_TEXT: Final = 80
_PERIODS: Final[tuple[AdvertPeriod, ...]] = get_args(AdvertPeriod)
_BASES: Final[tuple[Basis, ...]] = ("gross", "net")


@dataclass(frozen=True, slots=True)
class VacancyList:
    """What a file holds: usable adverts, rows without pay, repeats, and rows that were refused."""

    groups: tuple[AdvertGroup, ...]
    adverts: int
    without_pay: int
    repeats: int
    problems: tuple[BadLine, ...]


class _RowError(Exception):
    """A row cannot be used."""

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = {key: clean_text(value, _TEXT) for key, value in values.items()}
        super().__init__(code)


def read_vacancies(path: Path, words: Words) -> VacancyList:
    """Return what the list in ``path`` adds up to, repeats counted once.

    Raises:
        UserError: the file is no such table (see ``storage.csv_table``), has no column with pay, or holds no
            row that can be used; it names file and remedy.
    """
    spellings = {key: _spelled(words, "columns", key) for key in COLUMNS}
    table = read_csv(path, Columns(spellings, others_too=True, most=MAX_ROWS))
    _check_pay_column(table, path, words)
    adverts: list[Advert] = []
    problems = list(table.bad)
    without_pay = 0
    for row in table.rows:
        try:
            advert = _advert(row, words)
        except _RowError as error:
            problems.append(BadLine(row.line, error.code, error.values))
            continue
        if advert is None:
            without_pay += 1
        else:
            adverts.append(advert)
    if not adverts and not problems:
        raise UserError("vacancies_none", path=shown(path))
    problems.sort(key=lambda one: one.line)
    kept = without_repeats(adverts)
    return VacancyList(groups_of(kept), len(kept), without_pay, len(adverts) - len(kept), tuple(problems))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _spelled(words: Words, kind: str, key: str) -> tuple[str, ...]:
    """Return the names of a column or value in the reader's language; people see the first."""
    own = words(f"vacancies.{kind}.{key.replace('-', '_').replace('+', '_more')}")
    return tuple(name.strip() for name in own.split(","))


def _check_pay_column(table: CsvTable, path: Path, words: Words) -> None:
    if not PAY & set(table.columns):
        pay = ", ".join(_spelled(words, "columns", key)[0] for key in COLUMNS if key in PAY)
        header = clean_text(", ".join(table.header), 200)
        raise UserError("vacancies_no_pay_column", path=shown(path), header=header, columns=pay)


def _advert(row: CsvRow, words: Words) -> Advert | None:
    """Return the advert of a row, or None for one without pay.

    Raises:
        _RowError: a cell cannot be read.
    """
    signs: set[str] = set()
    low, high = _pay(row, words, signs)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise _RowError("vacancy_bounds", low=f"{low:g}", high=f"{high:g}")
    written = row.get("currency")
    if written:
        currency = currency_of(written)
        if currency is None:
            raise _RowError("vacancy_currency", value=written)
        signs.add(currency)
    if len(signs) > 1:
        raise _RowError("vacancy_currencies", value=", ".join(sorted(signs)))
    period = _value(row, "period", words, _PERIODS) or "month"
    step = _value(row, "experience", words, STEPS)
    return Advert(
        title=clean_text(row.get("title"), _TEXT),
        low=low,
        high=high,
        currency=next(iter(signs), ""),
        basis=cast(Basis, _value(row, "basis", words, _BASES) or "not_stated"),
        period=cast(AdvertPeriod, period),
        employer=clean_text(row.get("employer"), _TEXT),
        city=clean_text(row.get("city"), _TEXT),
        step=cast(Step | None, step),
    )


def _value(row: CsvRow, column: str, words: Words, keys: tuple[str, ...]) -> str | None:
    """Return which of ``keys`` a cell means, None for an empty one."""
    written = row.get(column)
    if not written:
        return None
    for key in keys:
        if _plain(written) in {_plain(name) for name in (key, *_spelled(words, f"values_{column}", key))}:
            return key
    known = ", ".join(_spelled(words, f"values_{column}", key)[0] for key in keys)
    raise _RowError(f"vacancy_{column}", value=written, known=known)


def _bounds(row: CsvRow, column: str, words: Words, signs: set[str]) -> Bounds | None:
    """Return what a cell with pay says, None for an empty one; its currencies are added to ``signs``."""
    written = row.get(column)
    if not written.strip():
        return None
    marks = BoundWords(_spelled(words, "bounds", "from"), _spelled(words, "bounds", "to"))
    try:
        found = bounds_of(written, marks)
    except AmountError as error:
        raise _RowError("vacancy_amount", value=written) from error
    signs.update(found.currencies)
    return found


def _pay(row: CsvRow, words: Words, signs: set[str]) -> tuple[float | None, float | None]:
    """Return the bounds of a row: those of its own columns, else what its one amount says.

    Raises:
        _RowError: a cell is no amount, or one for a single bound holds a range or the other bound.
    """
    first, last = _bounds(row, "from", words, signs), _bounds(row, "to", words, signs)
    if first is not None and (first.low is None or first.high not in {None, first.low}):
        raise _one_bound(row, "from", words)
    if last is not None and (last.high is None or last.low not in {None, last.high}):
        raise _one_bound(row, "to", words)
    if first is not None or last is not None:
        return (None if first is None else first.low), (None if last is None else last.high)
    whole = _bounds(row, "salary", words, signs)
    return (None, None) if whole is None else (whole.low, whole.high)


def _one_bound(row: CsvRow, column: str, words: Words) -> _RowError:
    """Return the error of a cell that holds a range, or the other bound, where one bound belongs."""
    names = {key: _spelled(words, "columns", key)[0] for key in PAY}
    return _RowError(
        "vacancy_one_bound",
        value=row.get(column),
        column=names[column],
        low=names["from"],
        high=names["to"],
        whole=names["salary"],
    )


def vacancy_lines(found: VacancyList, words: Words) -> Iterator[str]:
    """Return what a list adds up to, line by line: each group with its percentiles, and what was left out."""
    yield words.plural("vacancies.adverts", found.adverts, count=number(words, found.adverts))
    if len(found.groups) > 1:
        yield words("vacancies.apart")
    for group in found.groups:
        yield ""
        yield words(
            "vacancies.group",
            currency=group.currency or words("vacancies.no_currency"),
            basis=words(
                "pay_answer.basis_open" if group.basis == "not_stated" else f"pay.basis.{group.basis}"
            ),
            period=words(f"pay.period.{group.period}"),
        )
        yield from _summary_lines(words("vacancies.whole"), group.whole, group, words)
        for step, part in group.by_step:
            name = _spelled(words, "values_experience", step)[0]
            yield from _summary_lines(name, part, group, words)
        if len(group.by_city) > 1:
            for city, part in group.by_city:
                yield from _summary_lines(city, part, group, words)
    yield ""
    if found.repeats:
        yield words.plural("vacancies.repeats", found.repeats)
    if found.without_pay:
        yield words.plural("vacancies.without_pay", found.without_pay)
    if found.groups:
        yield words("vacancies.rules")


def _summary_lines(name: str, found: Summary, group: AdvertGroup, words: Words) -> Iterator[str]:
    def amount(value: float) -> str:
        digits = 2 if group.period == "hour" else 0
        return money(words, value, group.currency, digits) if group.currency else fixed(words, value, digits)

    if found.median is None or found.p25 is None or found.p75 is None:
        low, high = amount(found.low), amount(found.high)
        span = low if low == high else words("vacancies.span", low=low, high=high)
        yield words.plural("vacancies.too_few", found.n, name=name, span=span, least=LEAST)
        return
    text = words.plural(
        "vacancies.summary",
        found.n,
        name=name,
        p25=amount(found.p25),
        median=amount(found.median),
        p75=amount(found.p75),
    )
    yield f"{text} {words('vacancies.weak', few=FEW)}" if found.n < FEW else text


def problem_lines(found: VacancyList, words: Words, path: Path) -> Iterator[str]:
    """Return one sentence for each refused row, with file and line."""
    for one in found.problems:
        yield words("vacancies.line", path=shown(path), line=one.line, text=line_sentence(words, one))

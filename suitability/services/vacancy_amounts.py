"""Amounts as people write them in a list of vacancies: separators, currencies, "from" and "to" beside them.

A cell that could mean two things is not guessed at: it is no amount, and whoever reads the list is told what
would be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

CURRENCIES: Final[Mapping[str, str]] = {
    "₽": "RUB", "руб": "RUB", "р": "RUB", "rur": "RUB", "$": "USD", "€": "EUR", "£": "GBP", "₸": "KZT",
}  # fmt: skip
"""Signs and names of currencies that are understood beside three-letter codes."""

MOST: Final = 1_000_000_000
"""Amounts from here on are a mistake."""

_CODE: Final = re.compile(r"[A-Za-z]{3}", re.ASCII)
_BLANK: Final = "[\\s\u00a0\u202f\u2009'\u2019]"
_PARTS: Final = re.compile(rf"([^\d]*?){_BLANK}*(\d(?:[\d.,]|{_BLANK}(?=\d))*(?<=\d))([^\d]*)", re.ASCII)
_SPACED: Final = re.compile(rf"\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d{{1,2}})?", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_POINTED: Final = re.compile(r"(\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d{1,2})", re.ASCII)
_PLAIN: Final = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_DASH: Final = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*(?=\D{0,4}\d)")


class AmountError(ValueError):
    """What is written is no amount."""


@dataclass(frozen=True, slots=True)
class BoundWords:
    """The words that stand before a lower and an upper bound: "from" and "to", in small letters."""

    low: Sequence[str]
    high: Sequence[str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a cell says: its bounds, None for one that it leaves open, and the currencies it names."""

    low: float | None
    high: float | None
    currencies: frozenset[str] = frozenset()


def currency_of(written: str) -> str | None:
    """Return the code of a currency by its sign, name or code; None for anything else."""
    name = " ".join(written.casefold().split()).rstrip(".")
    return CURRENCIES.get(name, written.strip().upper() if _CODE.fullmatch(written.strip()) else None)


def amount_of(written: str) -> tuple[float, frozenset[str]]:
    """Return the amount and the currencies written beside it.

    80000, 80 000, 80,000, 80.000, 80 000,50 and 80,000.50 are read, above 0 and below ``MOST``.

    Raises:
        AmountError: it is no such amount, or something that is no currency stands beside it.
    """
    parts = _PARTS.fullmatch(written.strip())
    if parts is None:
        raise AmountError(written)
    beside = [one.strip() for one in (parts[1], parts[3]) if one.strip()]
    named = [currency_of(one) for one in beside]
    value = _value(parts[2])
    if None in named or value is None or not 0 < value < MOST:
        raise AmountError(written)
    return value, frozenset(one for one in named if one is not None)


def bounds_of(written: str, marks: BoundWords) -> Bounds:
    """Return the bounds that a cell says; one amount without any word is both bounds.

    Raises:
        AmountError: it is neither an amount nor a range.
    """
    text = " ".join(written.casefold().split())
    low_word, text = _without(text, marks.low)
    if not low_word:
        high_word, rest = _without(text, marks.high)
        if high_word:
            value, named = amount_of(rest)
            return Bounds(None, value, named)
    pair = _halves(text, marks)
    if pair is None:
        value, named = amount_of(text)
        return Bounds(value, None if low_word else value, named)
    (low, named), (high, others) = amount_of(pair[0]), amount_of(pair[1])
    return Bounds(low, high, named | others)


def _without(text: str, words: Sequence[str]) -> tuple[bool, str]:
    for word in words:
        if text.startswith(f"{word} "):
            return True, text[len(word) :].strip()
    return False, text


def _halves(text: str, marks: BoundWords) -> tuple[str, str] | None:
    """Return what stands before and after "to" or a dash between two amounts, or None."""
    for word in marks.high:
        before, found, after = text.partition(f" {word} ")
        if found:
            return before, after
    dash = _DASH.search(text, 1) if text[:1].isdigit() or currency_of(text[:1]) else None
    return None if dash is None else (text[: dash.start()], text[dash.end() :])


def _value(digits: str) -> float | None:
    if _SPACED.fullmatch(digits):
        return float(re.sub(_BLANK, "", digits).replace(",", "."))
    if _GROUPED.fullmatch(digits):
        return float(re.sub("[.,]", "", digits))
    pointed = _POINTED.fullmatch(digits)
    if pointed is not None:
        return float(f"{re.sub('[.,]', '', pointed[1])}.{pointed[3]}")
    return float(digits.replace(",", ".")) if _PLAIN.fullmatch(digits) else None

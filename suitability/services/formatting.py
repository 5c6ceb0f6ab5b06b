"""Dates, numbers, money and quotation in a language, through babel, which is imported when first needed."""

from __future__ import annotations

from datetime import date, datetime

from suitability.services.words import Words

QUOTES = {"ru": ("«", "»")}
"""Opening and closing quotation marks by language; English marks for the rest."""


def day(words: Words, moment: datetime) -> str:
    """Return a date in words, such as "22 ноября 2026 г." or "November 22, 2026"."""
    from babel.dates import format_date  # noqa: PLC0415 - costs tens of milliseconds, needed by reports only

    return str(format_date(moment.date(), format="long", locale=words.language))


def moment(words: Words, at: datetime) -> str:
    """Return a date with hours and minutes, short enough for a list."""
    from babel.dates import format_datetime  # noqa: PLC0415 - as above

    return str(format_datetime(at, format="medium", locale=words.language))


def when(words: Words, as_of: str) -> str:
    """Return an ISO year, month or day (2014, 2023-08, 2020-03-10) in words; any other text as it stands."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    parts = as_of.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) == 1:
        return as_of
    if len(parts) == 2:  # noqa: PLR2004 - year and month
        first = datetime(int(parts[0]), int(parts[1]), 1)  # noqa: DTZ001 - a month has no zone
        return str(format_skeleton("yMMMM", first, locale=words.language))
    return str(format_date(date(int(parts[0]), int(parts[1]), int(parts[2])), format="long", locale=words.language))


def number(words: Words, value: float) -> str:
    """Return a number with the language's separators: 20 000, 0,4."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    return str(format_decimal(value, locale=words.language))


def money(words: Words, value: float, currency: str) -> str:
    """Return a whole amount with its currency sign: 57 500 ₽, £27,035."""
    from babel.numbers import format_currency  # noqa: PLC0415 - as above

    pattern = _whole(words.language)
    return str(format_currency(round(value), currency, pattern, words.language, currency_digits=False))


def _whole(language: str) -> str:
    """Return the language's currency pattern without the places after the point."""
    from babel import Locale  # noqa: PLC0415 - as above

    pattern = str(Locale.parse(language).currency_formats["standard"].pattern)
    return pattern.replace(".00", "").replace("0.##", "0")


def quoted(words: Words, text: str) -> str:
    """Return a text in the language's quotation marks."""
    opening, closing = QUOTES.get(words.language, ("\u201c", "\u201d"))
    return f"{opening}{text}{closing}"


def labels(words: Words, prefix: str) -> dict[str, str]:
    """Return the texts below ``prefix`` by their last name; none of them may have placeholders."""
    start = f"{prefix}."
    return {key.removeprefix(start): words(key) for key in words.keys(start)}

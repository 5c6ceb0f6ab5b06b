"""Dates, numbers, money and quotation in a language, through babel, which is imported when first needed."""

from __future__ import annotations

from datetime import date, datetime

from suitability.services.words import Words

LOCALES = {"en": "en_GB"}
"""Babel locale by language where the bare language would bring the customs of one country."""

SIGNS = {"RUB": "₽"}
"""Currency signs that every reader knows but that babel writes as a code in other languages."""

QUOTES = {"ru": ("«", "»")}
"""Opening and closing quotation marks by language; English marks for the rest."""

INNER_QUOTES = {"ru": ("\u201e", "\u201c")}
"""Quotation marks inside other ones by language; English single marks for the rest."""

ENGLISH_QUOTES = ("\u201c", "\u201d")
ENGLISH_INNER = ("\u2018", "\u2019")


def _locale(words: Words) -> str:
    return LOCALES.get(words.language, words.language)


def day(words: Words, moment: datetime) -> str:
    """Return a date in words, such as "22 ноября 2026 г." or "22 November 2026"."""
    from babel.dates import format_date  # noqa: PLC0415 - costs tens of milliseconds, needed by reports only

    return str(format_date(moment.date(), format="long", locale=_locale(words)))


def when(words: Words, as_of: str) -> str:
    """Return an ISO year, month or day (2014, 2023-08, 2020-03-10) in words; any other text as it stands."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

    parts = as_of.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) == 1:
        return as_of
    if len(parts) == 2:
        first = datetime(int(parts[0]), int(parts[1]), 1)  # noqa: DTZ001 - a month has no zone
        return str(format_skeleton("yMMMM", first, locale=_locale(words)))
    return str(
        format_date(date(int(parts[0]), int(parts[1]), int(parts[2])), format="long", locale=_locale(words))
    )


def number(words: Words, value: float) -> str:
    """Return a number with the language's separators: 20 000, 0,4."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    return str(format_decimal(value, locale=_locale(words)))


def fixed(words: Words, value: float, digits: int) -> str:
    """Return a number with exactly so many decimals and the language's separators: 0.80, 0,80."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - as above

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=_locale(words)))


def money(words: Words, value: float, currency: str, digits: int = 0) -> str:
    """Return an amount with its currency sign and exactly so many decimals: 57 500 ₽, £27,035, 54,42 ₽."""
    from babel import Locale  # noqa: PLC0415 - as above
    from babel.numbers import format_currency, get_currency_symbol  # noqa: PLC0415 - as above

    locale = _locale(words)
    if get_currency_symbol(currency, locale) == currency and currency in SIGNS:
        return f"{fixed(words, value, digits)}\u00a0{SIGNS[currency]}"
    decimals = "." + "0" * digits if digits else ""
    pattern = str(Locale.parse(locale).currency_formats["standard"].pattern).replace(".00", decimals)
    return str(format_currency(round(value, digits), currency, pattern, locale, currency_digits=False))


def quoted(words: Words, text: str) -> str:
    """Return a text in the language's quotation marks."""
    opening, closing = QUOTES.get(words.language, ENGLISH_QUOTES)
    return f"{opening}{text}{closing}"


def nested(words: Words, text: str) -> str:
    """Return a text as it stands inside quotation marks: marks of its own become inner ones."""
    outer = QUOTES.get(words.language, ENGLISH_QUOTES)
    inner = INNER_QUOTES.get(words.language, ENGLISH_INNER)
    for mark, replacement in zip(outer, inner, strict=True):
        text = text.replace(mark, replacement)
    return text


def clipped(text: str, most: int) -> str:
    """Return a text without its last full stop, cut at a word where it is longer than ``most`` characters."""
    bare = text.strip().rstrip(".")
    if len(bare) <= most:
        return bare
    return bare[:most].rsplit(" ", 1)[0].rstrip(",;:.—– ") + "…"


def labels(words: Words, prefix: str) -> dict[str, str]:
    """Return the texts below ``prefix`` by their last name; none of them may have placeholders."""
    start = f"{prefix}."
    return {key.removeprefix(start): words(key) for key in words.keys(start)}

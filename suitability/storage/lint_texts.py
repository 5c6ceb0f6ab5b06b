"""Checks of every text of a pack: translated, not too long, without placeholders, without mixed alphabets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from suitability.domain.bank import Form, Scale, Sign, Source
from suitability.domain.kinds import ChoiceItem, ResponseFormat, SituationItem
from suitability.domain.text import LocalizedText
from suitability.errors import Problem
from suitability.storage.draft import Draft, Entry
from suitability.storage.lint_items import words_of

Path = tuple[str | int, ...]

_LONGEST: Final = 1_500
_LONGEST_NAME: Final = 60
_LIMITS: Final[dict[tuple[type[Any], str], int]] = {
    (ResponseFormat, "options.text"): 40,
    (Scale, "name"): _LONGEST_NAME,
    (Sign, "name"): _LONGEST_NAME,
    (Sign, "short"): 250,
    (Form, "name"): _LONGEST_NAME,
    (Form, "parts.title"): _LONGEST_NAME,
    (Source, "title"): 800,
    (SituationItem, "text"): 700,
    (SituationItem, "replies.text"): 350,
    (ChoiceItem, "text"): 700,
    (ChoiceItem, "options.text"): 350,
}
"""Most characters of a text, by what it belongs to; what is not listed may have 1,500."""

_BARE: Final = frozenset({str, int, float, bool, type(None)})
_MANY_WORDS: Final = 2
_MARKS: Final = "«»„“”‘’‐‑–—…\u00a0\u202f"
_ASCII_MARKS: Final = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}|\{[{%]")
_LATIN: Final = re.compile(rb"[A-Za-z]")
_MIXED: Final = re.compile(r"[A-Za-z](?:(?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff].))")
"""A Latin letter beside a Cyrillic one; looked for from the Latin side, of which Russian texts have few."""


def texts_of(value: object, path: Path = ()) -> Iterator[tuple[Path, LocalizedText]]:
    """Return every text inside a value with its path of field names and list indices."""
    if isinstance(value, LocalizedText):
        yield path, value
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            if part.__class__ not in _BARE:
                yield from texts_of(part, (*path, index))
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            part = getattr(value, name)
            kind = part.__class__
            if kind is LocalizedText:
                yield (*path, name), part
            elif kind not in _BARE:  # most fields are: no call for them
                yield from texts_of(part, (*path, name))


def _all(draft: Draft) -> list[tuple[Entry[Any], Path, LocalizedText]]:
    """Return every text of the pack with its place; gathered once for all checks."""
    if draft.texts is None:
        draft.texts = [
            (entry, path, text) for entry in draft.entries() for path, text in texts_of(entry.value)
        ]
    return draft.texts


def untranslated(draft: Draft) -> Iterator[Problem]:
    """A text of several words is not the same in two languages; titles of sources may be."""
    for entry, path, text in _all(draft):
        if isinstance(entry.value, Source):
            continue
        first: dict[str, str] = {}
        for language, words in text.items():
            if words in first and len(words_of(words)) > _MANY_WORDS:
                yield entry.problem("untranslated", *path, language, value=words, other=first[words])
            first.setdefault(words, language)


def too_long(draft: Draft) -> Iterator[Problem]:
    """A text fits where it is shown."""
    for entry, path, text in _all(draft):
        name = ".".join(step for step in path if isinstance(step, str))
        limit = _LIMITS.get((type(entry.value), name), _LONGEST)
        for language, words in text.items():
            if len(words) > limit:
                yield entry.problem(
                    "text_too_long", *path, language, value=words, length=len(words), limit=limit
                )


def placeholders(draft: Draft) -> Iterator[Problem]:
    """Texts of questions/ are shown as they are; only words files have placeholders."""
    for entry, path, text in _all(draft):
        for language, words in text.items():
            found = _PLACEHOLDER.search(words) if "{" in words else None
            if found is not None:
                yield entry.problem("placeholder_here", *path, language, value=found.group())


def mixed_word(text: str) -> str | None:
    """Return the first word of ``text`` in which Latin and Cyrillic letters stand side by side, or None."""
    if text.isascii() or not _LATIN.search(text.encode("ascii", "ignore")):
        return None
    found = _MIXED.search(text)
    if found is None:
        return None
    start, end = found.span()
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def mixed_alphabets(draft: Draft) -> Iterator[Problem]:
    """No word mixes Latin and Cyrillic letters: such letters look alike and are found by nobody."""
    for entry, path, text in _all(draft):
        for language, words in text.items():
            word = mixed_word(words)
            if word is not None:
                yield entry.problem("mixed_alphabets", *path, language, value=word)


def _said(text: str) -> bytes:
    """Return a text for comparing, in small letters with single spaces for marks; quicker than by words."""
    folded = text.casefold()
    for mark in "" if folded.isascii() else _MARKS:
        folded = folded.replace(mark, " ")
    return b" ".join(folded.encode().translate(_ASCII_MARKS).split())


def same_text(draft: Draft) -> Iterator[Problem]:
    """No two items, and no two replies of one item, say the same."""
    first: dict[tuple[str, bytes], str] = {}
    inside: dict[int, set[tuple[str, bytes]]] = {}
    items = {id(entry) for entry in draft.items}
    for entry, path, text in _all(draft):
        if path[-1] != "text" or id(entry) not in items:
            continue
        own = inside.setdefault(id(entry), set())
        for language, words in text.items():
            key = (language, _said(words))
            if len(path) == 1 and key in first:
                yield entry.problem("same_text", *path, language, value=words, other=first[key])
            elif len(path) > 1 and key in own:
                yield entry.problem("same_text", *path, language, value=words, other=entry.value.id)
            if len(path) == 1:
                first[key] = entry.value.id
            own.add(key)


CHECKS: Final = (untranslated, too_long, placeholders, mixed_alphabets, same_text)

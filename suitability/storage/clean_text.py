"""People's text before it is stored, drawn or quoted, and file names made from it.

Names, and the paths that error messages quote, come from people and from strangers' files. A terminal obeys
escape codes hidden in them, bidirectional marks reorder them, and a thousand stacked marks bury the line
above. Everything of that kind is taken out here; what is left is plain text, still to be drawn as text and
never as markup.
"""

from __future__ import annotations

import unicodedata

NAME_LIMIT = 120
"""Longest name in characters."""

MARKS_PER_LETTER = 4
"""More combining marks on one letter than any living script needs are dropped."""

STEM_LIMIT = 40
"""Longest part of a file name that is made from people's text, in characters."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANKS = frozenset({"Zs", "Zl", "Zp"})
_LINE_CONTROLS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "clock"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def clean_text(text: str, limit: int = NAME_LIMIT) -> str:
    """Return ``text`` fit to be stored and drawn, at most ``limit`` characters long; it may be empty.

    Composed form (NFC); no control, format, surrogate, private or unassigned characters except the two
    joiners that some scripts need; every kind of blank and line end is one plain space; at most four
    combining marks a letter; no blanks or joiners at the ends. Cleaning twice changes nothing more.
    """
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    before, after = text, _cleaned_once(text[: 64 * limit + 4096], limit)
    while after != before:  # what is taken out brings neighbours together; each round only shortens
        before, after = after, _cleaned_once(after, limit)
    return after


def safe_file_stem(text: str, fallback: str = "result") -> str:
    """Return a file name stem made from ``text``: 1-40 letters, digits, ``-`` and ``_``.

    Letters of every script stay. Names that Windows keeps for devices get a leading ``_``; when nothing
    usable is left, ``fallback`` is returned.
    """
    folded = unicodedata.normalize("NFKC", clean_text(text, 4 * STEM_LIMIT))
    marked = "".join(character if _safe_in_name(character) else "-" for character in folded)
    stem = "-".join(part for part in marked.split("-") if part)[:STEM_LIMIT].strip("-")
    if not stem:
        return fallback
    return f"_{stem}"[:STEM_LIMIT] if stem.casefold() in _DEVICES else stem


def _cleaned_once(text: str, limit: int) -> str:
    visible = _composed("".join(_visible(character) for character in text))
    return _composed(_few_marks(visible)[:limit]).strip(" \u200c\u200d")


def _safe_in_name(character: str) -> bool:
    return character == "_" or unicodedata.category(character) in {"Lu", "Ll", "Lt", "Lo", "Nd"}


def _visible(character: str) -> str:
    """Return what stands for one character: itself, a plain space, or nothing."""
    if character in _LINE_CONTROLS:
        return " "
    if character in _JOINERS:
        return character
    if character in _INVISIBLE_LETTERS:
        return ""
    category = unicodedata.category(character)
    if category in _BLANKS:
        return " "
    return "" if category in _DROPPED else character


def _composed(text: str) -> str:
    """Return ``text`` in NFC with runs of blanks as one."""
    return " ".join(part for part in unicodedata.normalize("NFC", text).split(" ") if part)


def _few_marks(text: str) -> str:
    """Return ``text`` without leading marks and with at most four marks after each other character."""
    kept: list[str] = []
    marks = MARKS_PER_LETTER
    for character in text:
        if unicodedata.category(character).startswith("M"):
            marks += 1
            if marks > MARKS_PER_LETTER:
                continue
        elif character not in _JOINERS:
            marks = 0
        kept.append(character)
    return "".join(kept)

"""Looks for characters that no bundled font has, before anything is laid out, and says where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from suitability.errors import MissingGlyph

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SILENT = frozenset({"style", "script"})
_AROUND = 24
"""Letters quoted on each side of the character."""


def require_glyphs(root: Element, covered: frozenset[str]) -> None:
    """Raise MissingGlyph for the first drawn character of a parsed page that is not in ``covered``.

    The error names the character, its code point and Unicode name, the heading above it and the words around
    it. Characters that are never drawn (joiners, soft hyphens, variation selectors) are passed over.
    """
    section = ""
    for element, text in _texts(root):
        if element.tag in _HEADINGS:
            section = "".join(element.itertext()).strip()
        lacking = [character for character in set(text) - covered if not _unseen(character)]
        if lacking:
            at = min(text.index(character) for character in lacking)
            character = text[at]
            raise MissingGlyph(
                "glyph_missing",
                character=character,
                point=f"U+{ord(character):04X}",
                name=unicodedata.name(character, "?"),
                section=section,
                words=" ".join(text[max(0, at - _AROUND) : at + _AROUND].split()),
            )


def _texts(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield every text of the page in reading order with the element it stands in."""
    body = root.find("body")
    stack: list[tuple[Element, str | None]] = [] if body is None else [(body, None)]
    while stack:
        element, tail = stack.pop()
        if tail is not None:
            yield element, tail
            continue
        tag: object = element.tag  # a function for comments, whatever the stubs say
        if not isinstance(tag, str) or tag in _SILENT:
            continue
        if element.text:
            yield element, element.text
        for child in reversed(element):
            if child.tail:
                stack.append((element, child.tail))
            stack.append((child, None))


def _unseen(character: str) -> bool:
    """Return True for characters that leave no ink: blanks of the source, joiners, variation selectors."""
    if character in "\t\n\r\f" or "\ufe00" <= character <= "\ufe0f":
        return True
    return unicodedata.category(character) == "Cf"

"""Spaces that must not break: applied to every text on its way into a template, never to the data itself."""

from __future__ import annotations

import re

from suitability.services.spaces import BINDING

NBSP = "\u00a0"

# These stay with the word that follows them, and the particles with the word before them.
_RU_BEFORE = "а|без|в|во|для|до|за|и|из|изо|к|ко|на|над|не|ни|но|о|об|обо|от|по|под|при|про|с|со|то|у|я"
_RU_AFTER = "б|бы|ж|же|ли|ль"

_LONGEST = 28
"""Letters of the longest word that is kept on the line of the short one before it; longer ones must break."""

_NARROW = "\u202f"  # closes up too much at the size of text
_RUSSIAN = (
    (
        re.compile(rf"(?<![\w\u2011-])({_RU_BEFORE}) +(?=\S{{1,{_LONGEST}}}(?!\S))", re.IGNORECASE),
        rf"\1{NBSP}",
    ),
    (re.compile(rf"(?<=\w) +(?=(?:{_RU_AFTER})(?!\w))", re.IGNORECASE), NBSP),
)

_NUMBERED = re.compile(r"\b(признак|задача|sign|task) +(?=\d)", re.IGNORECASE)
"""The number of a sign or a task begins no line of its own."""


def set_spaces(text: str, language: str) -> str:
    """Return ``text`` with no-break spaces where ``language`` wants them.

    Both languages: before a dash, inside groups of thousands, between a number and its unit, before the
    number of a sign or a task. Russian also
    after short prepositions, conjunctions and "не", and before the particles "же", "ли", "бы". Only spaces
    change, so replacing every no-break space by a space gives back a text of the same words.
    """
    text = text.replace(_NARROW, NBSP)
    text = _NUMBERED.sub(rf"\1{NBSP}", BINDING.sub(NBSP, text))
    if language == "ru":
        for pattern, replacement in _RUSSIAN:
            text = pattern.sub(replacement, text)
    return text

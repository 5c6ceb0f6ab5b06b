"""Spaces inside figures: "76 %", "1 234 ₽", "№ 5" and "15 min" stay on one line, in print and in a terminal."""

from __future__ import annotations

import re
from typing import Final

NBSP: Final = "\u00a0"

MARK: Final = "\ue000"
"""Stands for a bound space while a text is wrapped; no text of ours or of people holds it."""

_UNITS = r"[%‰°₽$£€]|(?:г|гг|кв|мин|млн|млрд|руб|с|тыс|ч|hours|minutes|min|p\.m|a\.m)\b"

_FIGURES: Final = (
    re.compile(r"(?<=[№§$£€]) +(?=\d)"),
    re.compile(r"(?<=\d) +(?=\d{3}(?!\d))"),  # groups of thousands
    re.compile(rf"(?<=\d) +(?={_UNITS})"),
)


def bound(text: str, space: str = NBSP) -> str:
    """Return ``text`` with the spaces inside figures replaced by ``space``; nothing else changes."""
    for pattern in _FIGURES:
        text = pattern.sub(space, text)
    return text


def freed(text: str) -> str:
    """Return a text whose spaces were bound by ``MARK`` with ordinary ones in their place."""
    return text.replace(MARK, " ")

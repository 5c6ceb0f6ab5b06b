"""Spaces at which no line may break: before a dash, inside a number, between a number and its unit.

Print gets no-break spaces (``rendering.typography``). A terminal keeps its ordinary ones, so that what is
copied or searched is what was written: they are held while a text is wrapped and let go afterwards.
"""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = r"[%‰°₽$£€]|(?:г|гг|кв|мин|млн|млрд|руб|с|тыс|ч|hours|minutes|min|p\.m|a\.m)\b"

BINDING: Final = re.compile(
    r" +(?=[—–] )"  # a dash never begins a line
    r"|(?<=[№§$£€]) +(?=\d)"
    rf"|(?<=\d) +(?=\d{{3}}(?!\d)|{_UNITS})"  # groups of thousands; a number and its unit
)
"""Spaces that bind what stands on both sides of them, in any language."""

_MARK: Final = re.compile(r" +(?=\[\d+\])")
"""Before the number of a source, which begins no line of a terminal."""

_HELD: Final = "\ue000"


def held(text: str) -> str:
    """Return ``text`` with every binding space replaced by a character at which nothing breaks a line."""
    return _MARK.sub(_HELD, BINDING.sub(_HELD, text))


def let_go(text: str) -> str:
    """Return a text with its held spaces as ordinary spaces."""
    return text.replace(_HELD, " ")

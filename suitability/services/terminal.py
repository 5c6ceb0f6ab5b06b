"""Can this terminal show the full screen? Asked before Textual is loaded, judged from what is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SMALLEST: Final = (40, 15)
"""Columns and rows that the smallest usable screen needs."""

_LETTERS_ONLY: Final = ("vt52", "vt100", "vt102", "vt220", "vt320", "ansi", "cons25", "sun")
"""Terminals of an age in which only letters could be relied on."""

_UTF8: Final = frozenset({"utf8", "utf8sig", "cp65001"})


def terminal_problem(
    environ: Mapping[str, str],
    isatty: bool,
    encoding: str,
    size: tuple[int, int],
) -> str | None:
    """Return why the full screen cannot be used, or None when it can.

    Args:
        environ: environment variables; only TERM is read.
        isatty: whether input and output are both terminals.
        encoding: encoding of the output, in any spelling.
        size: columns and rows; (0, 0) where the terminal does not say.

    Returns:
        ``not_a_terminal``, ``dumb``, ``encoding`` or ``too_small``, the first that holds.
    """
    if not isatty:
        return "not_a_terminal"
    if environ.get("TERM", "").strip().lower() in {"dumb", "unknown"}:
        return "dumb"
    if encoding.lower().replace("-", "").replace("_", "") not in _UTF8:
        return "encoding"
    columns, rows = size
    if columns > 0 and rows > 0 and (columns < SMALLEST[0] or rows < SMALLEST[1]):
        return "too_small"
    return None


def draws_lines(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal named by TERM in ``environ`` can be trusted with characters for drawing."""
    return not environ.get("TERM", "").strip().lower().startswith(_LETTERS_ONLY)

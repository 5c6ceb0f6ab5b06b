"""What a caller may choose about the look of a report, and the colours that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["A4", "Letter"]

LOGO_START = "data:image/png;base64,"
"""How the address of a logo begins; it is the only resource that a page may hold."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The six tones of a report, as CSS colours, dark to light. Meaning never hangs on them alone.

    ``dark`` is for headings and marks, ``text`` for reading, ``side`` and ``soft`` for smaller print,
    ``band`` for ranges, ``line`` for rules.
    """

    dark: str = "#123A5E"
    text: str = "#16202B"
    side: str = "#33404C"
    soft: str = "#4A5560"
    band: str = "#AAB3BB"
    line: str = "#DFE3E7"


GREY = Colours("#2B2B2B", "#1A1A1A", "#3C3C3C", "#545454", "#B2B2B2", "#E2E2E2")
"""The same steps of lightness without any colour, for black-and-white printers."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Choices that do not change what the report says.

    ``grey`` prints without colour. ``large`` sets every letter in at least 12 points and drops narrow
    columns. ``binder`` moves the text to the right to leave 27 mm for holes. ``archive`` makes the PDF an
    archive file (PDF/A-3a beside PDF/UA-1) with the result file inside. ``logo`` is a PNG made by
    ``rendering.logo``.
    """

    paper: Paper = "A4"
    grey: bool = False
    large: bool = False
    binder: bool = False
    archive: bool = False
    logo: bytes | None = None

    @property
    def colours(self) -> Colours:
        """Return the tones to draw with."""
        return GREY if self.grey else Colours()

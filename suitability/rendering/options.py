"""What a caller may choose about the look of a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Choices that do not change what the report says: only the paper it is laid out for."""

    paper: Paper = "A4"

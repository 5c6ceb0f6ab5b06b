"""Small repairs to the PDF right before it is written (WeasyPrint 70; a cure upstream shows in a test)."""

from __future__ import annotations

from typing import Any


def finish(document: Any, pdf: Any) -> None:
    """Repair the structure of ``pdf`` in place; called by WeasyPrint as its finisher."""

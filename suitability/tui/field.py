"""The one text field: a folder to save in. Apart from the other widgets, because few sittings need it."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from suitability.tui.lines import printable


class Field(Input):
    """A line of text to type; what is pasted loses its control characters before it is drawn."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, select_on_focus=False, **options)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Return ``value`` without control characters."""
        return printable(value)

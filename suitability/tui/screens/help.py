"""Help for the screen one comes from: what it is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.widget import Widget

from suitability.tui.lines import GAP, Block, Line, cells, hanging
from suitability.tui.page import Page
from suitability.tui.widgets import Lines

KEY_WORDS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "underscore": "_",
}
"""Key -> how it is written on keyboards."""

MOVING = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
"""Keys that do everywhere what people expect: told last, so that those of the screen stand above the fold."""


class HelpScreen(Page):
    """A text about the screen below, and its keys."""

    name_id = "help"
    reads = True

    def __init__(self, about: Page) -> None:
        super().__init__()
        self._about = about

    def body(self) -> Iterable[Widget]:
        """Return the text and the list of keys."""
        return (Lines(id="text"), Lines(id="keys"))

    def relabel(self) -> None:
        """Draw the help in the present language."""
        super().relabel()
        words = self.words
        self.query_one("#text", Lines).show_blocks(
            [
                Block("title", words(f"screens.{self._about.name_id}.title")),
                GAP,
                Block("text", words(f"screens_help.{self._about.name_id}")),
                Block("heading", words("screens.help.keys")),
            ]
        )
        pairs = self._keys()
        column = max(cells(key) for key, _ in pairs) + 3
        self.query_one("#keys", Lines).show(lambda width: _key_lines(pairs, column, width))

    def _keys(self) -> list[tuple[str, str]]:
        """Return the keys in words and what they do, nearest first, moving last, each action once."""
        found: dict[str, list[str]] = {}
        for binding in sorted(self._bindings_of_screen(), key=lambda one: one.key in MOVING):
            found.setdefault(binding.description, []).append(key_name(binding.key))
        return [
            (", ".join(dict.fromkeys(keys)), self.words(f"screens.{label}"))
            for label, keys in found.items()
            if label.startswith("keys.")
        ]

    def _bindings_of_screen(self) -> list[Binding]:
        focused = self._about.focused
        nodes = [*(focused.ancestors_with_self if focused is not None else [self._about])]
        if self.app not in nodes:
            nodes.append(self.app)
        return [
            binding
            for node in nodes
            for bindings in node._bindings.key_to_bindings.values()  # noqa: SLF001 - no public way to read them
            for binding in bindings
            if not _is_twin(binding.key)
        ]


def key_name(key: str) -> str:
    """Return a key as it is written on keyboards: ``Ctrl+Q``, ``F1``, ``↑``."""
    if key in KEY_WORDS:
        return KEY_WORDS[key]
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))


def _is_twin(key: str) -> bool:
    base = key.rpartition("+")[2]
    return len(base) == 1 and base.isalpha() and not (base.isascii() and base.islower())


def _key_lines(pairs: list[tuple[str, str]], column: int, width: int) -> list[Line]:
    column = min(column, width // 2)
    lines: list[Line] = []
    for key, what in pairs:
        if cells(key) + 1 > column:
            lines += hanging((), key, width, "strong")
            lines += hanging(((" " * column, ""),), what, width)
        else:
            lines += hanging(((key + " " * (column - cells(key)), "strong"),), what, width)
    return lines

"""The two looks of the program and the one without colour. Every text reaches a contrast of 7 to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.theme import Theme

from suitability.tui.lines import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.segment import Segment
    from textual.color import Color

TEXT_VARIABLES = ("strong", "quiet", "accent-text", "good-text", "warn-text", "bad-text")
"""Variables that colour text on the plain background."""


def _theme(name: str, *, dark: bool, colours: Mapping[str, str]) -> Theme:
    """Return a theme whose every derived colour comes from the given few."""
    fill, background, foreground = colours["cursor-fill"], colours["background"], colours["foreground"]
    return Theme(
        name=name,
        dark=dark,
        primary=colours["accent-text"],
        accent=colours["accent-text"],
        warning=colours["warn-text"],
        error=colours["bad-text"],
        success=colours["good-text"],
        foreground=foreground,
        background=background,
        surface=background,
        panel=background,
        text_alpha=1.0,
        variables={
            **{key: colours[key] for key in (*TEXT_VARIABLES, "cursor-text", "cursor-fill")},
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": fill,
            "screen-selection-background": fill,
            "screen-selection-foreground": colours["cursor-text"],
        },
    )


DARK = _theme(
    "dark",
    dark=True,
    colours={
        "background": "#11161c",
        "foreground": "#e4e7ea",
        "strong": "#ffffff",
        "quiet": "#aab5c0",
        "accent-text": "#8ecbff",
        "good-text": "#98dca0",
        "warn-text": "#ffd07a",
        "bad-text": "#ffb4a8",
        "cursor-text": "#ffffff",
        "cursor-fill": "#1d3d57",
    },
)

LIGHT = _theme(
    "light",
    dark=False,
    colours={
        "background": "#fbfaf6",
        "foreground": "#22272d",
        "strong": "#0c0f12",
        "quiet": "#4b535c",
        "accent-text": "#0b4a80",
        "good-text": "#0f5722",
        "warn-text": "#6a4200",
        "bad-text": "#8e1414",
        "cursor-text": "#06223a",
        "cursor-fill": "#d3e6f6",
    },
)

PLAIN = Theme(
    name="none",
    dark=True,
    primary="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    ansi=True,
    variables={
        **dict.fromkeys((*TEXT_VARIABLES, "cursor-text", "cursor-fill"), "ansi_default"),
        **dict.fromkeys(("ansi-background", "ansi-foreground", "border-blurred", "border"), "ansi_default"),
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)

OWN = {theme.name: theme for theme in (DARK, LIGHT, PLAIN)}
"""Name -> theme, in the order in which the key walks through them."""


class NoControls(LineFilter):
    """Last gate before the terminal: no control character of any text gets through, whoever drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - inherited
        """Return the segments with printable text only."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.control or segment.text.isprintable()
            else segment._replace(text=printable(segment.text))
            for segment in segments
        ]

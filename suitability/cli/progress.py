"""How far a long piece of work is: a line drawn anew, or a line now and then where none can be."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable

from suitability.cli import environment, output
from suitability.services.words import Words

BAR = 24
"""Signs of the bar."""

STEPS = 10
"""Lines that are written where nothing can be drawn anew."""

REDRAW_MS = 100


class Progress:
    """Says on standard error how much of ``total`` is done; ``key`` names the sentence.

    ``clock`` returns milliseconds. The time left is reckoned from what was worked on (``worked`` of ``at``),
    not from what was there already.
    """

    def __init__(self, words: Words, key: str, total: int, clock: Callable[[], int] | None = None) -> None:
        self._words = words
        self._key = key
        self._total = total
        self._clock = clock or environment.steady_ms
        self._start = self._clock()
        self._drawn_at = -REDRAW_MS
        self._told = 0
        self._alive = _can_draw()
        self._open = False

    def at(self, done: int, worked: int) -> None:
        """Say that ``done`` are done, ``worked`` of them now."""
        now = self._clock() - self._start
        if self._alive:
            if now - self._drawn_at >= REDRAW_MS or done >= self._total:
                self._drawn_at = now
                self._draw(self._line(done, worked, now), done / max(1, self._total))
            return
        step = done * STEPS // max(1, self._total)
        if step > self._told:
            self._told = step
            output.say(self._line(done, worked, now))

    def close(self) -> None:
        """End the line that is drawn."""
        if self._open:
            output.say_line("")
            self._open = False

    def _line(self, done: int, worked: int, now: int) -> str:
        line = self._words(self._key, done=done, total=self._total)
        if not worked or done >= self._total:
            return line
        seconds = round(now / 1000 / worked * (self._total - done))
        left = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        return self._words("batch.with_left", line=line, left=left)

    def _draw(self, line: str, share: float) -> None:
        full = round(BAR * min(1.0, share))
        shown = f"[{full * '#'}{(BAR - full) * '.'}] {line}"
        with contextlib.suppress(OSError, ValueError):
            width = environment.columns(sys.stderr) - 1
            sys.stderr.write(f"\r{shown[:width]}\x1b[K")
            sys.stderr.flush()
            self._open = True


def _can_draw() -> bool:
    """Return whether standard error is a terminal that can go back to the beginning of a line."""
    return sys.stderr.isatty() and environment.terminal_name() not in {"", "dumb"}

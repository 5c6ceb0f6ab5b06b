"""Turns Ctrl-C and the signals that end a program into an exception, at a moment when nothing is half done.

Python would raise KeyboardInterrupt anywhere, also between an answer and its commit. Here the exception comes
only while the program waits for a line; a second signal does not wait any longer.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from suitability.errors import EXIT_USER

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """A signal asked the program to end. Not an Exception: nobody may swallow it on the way."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """1 after Ctrl-C, as the person wanted it; 128 + the number after another signal."""
        return EXIT_USER if self.number == signal.SIGINT else 128 + self.number


class Stopper:
    """Holds the signals inside ``with catching()``; ``waiting()`` marks where they may come through."""

    def __init__(self) -> None:
        self._waiting = False
        self._asked: int | None = None

    @contextlib.contextmanager
    def catching(self) -> Iterator[None]:
        """Handle the signals until the end of the block; one that was ignored before stays ignored."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        before = {number: signal.getsignal(number) for number in numbers}
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """Let signals through, also one that came before.

        Raises:
            Stopped: a signal came.
        """
        self._waiting = True
        try:
            if self._asked is not None:
                raise Stopped(self._asked)
            yield
        finally:
            self._waiting = False

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._waiting or self._asked is not None:
            raise Stopped(number)
        self._asked = number

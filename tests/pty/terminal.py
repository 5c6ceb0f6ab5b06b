"""The real program in a pseudo-terminal: start it, type, read what it draws, see what it leaves behind."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAUNCHER = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
"""Makes the pseudo-terminal the controlling one, so that closing it hangs the program up."""

ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")


def plain(output: bytes) -> str:
    """Return output without escape sequences."""
    return ESCAPE.sub(b"", output).decode(errors="replace")


@dataclass
class Session:
    """A program in a pseudo-terminal. ``output`` holds every byte that it wrote."""

    process: subprocess.Popen[bytes]
    master: int
    output: bytearray = field(default_factory=bytearray)

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what is there within ``seconds``; return False when the other side is closed."""
        if select.select([self.master], [], [], seconds)[0]:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return False
            self.output += data
            return bool(data)
        return True

    def until(self, text: str, seconds: float = 20.0) -> str:
        """Return what was drawn so far as soon as it holds ``text``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seen = plain(bytes(self.output))
            if text in seen:
                return seen
            if not self.read(0.05):
                break
        raise AssertionError(f"{text!r} was not drawn:\n{plain(bytes(self.output))[-2000:]}")

    def type(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self.master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size and tell the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def end(self, seconds: float = 10.0) -> int:
        """Wait for the program to end by itself and return its exit status."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        status = self.process.poll()
        assert status is not None, f"still running:\n{plain(bytes(self.output))[-2000:]}"
        while self.read(0.05) and select.select([self.master], [], [], 0)[0]:
            pass
        return status

    def close(self) -> None:
        """End the program by force, if it still runs, and close the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def modes_left_on(self) -> set[str]:
        """Return the private modes that the program switched and did not put back."""
        state: dict[str, bool] = {}
        for found in MODE.finditer(bytes(self.output)):
            for number in found.group(1).decode().split(";"):
                state[number] = found.group(2) == b"h"
        usual = {"25", "7"}
        return {number for number, on in state.items() if on != (number in usual)}


def start(
    home: Path, arguments: Sequence[str] = (), *, size: tuple[int, int] = (100, 30), **environment: str
) -> Session:
    """Start ``python -m suitability`` with a home of its own in a terminal of ``size`` (columns, rows)."""
    return start_python(["-m", "suitability", *arguments], home, size=size, environment=environment)


def start_python(
    arguments: Sequence[str], home: Path, *, size: tuple[int, int], environment: Mapping[str, str]
) -> Session:
    """Start Python with ``arguments`` in a terminal of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    variables = {
        "SUITABILITY_HOME": str(home),
        "SUITABILITY_LANG": "en",
        "TERM": "xterm-256color",
        **environment,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, **variables},
        cwd=ROOT,
    )
    os.close(slave)
    return Session(process, master)

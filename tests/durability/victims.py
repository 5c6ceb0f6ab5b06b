"""Starts sittings in processes of their own, kills them, and compares the file with what was acknowledged."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from suitability.storage.answer_codec import canonical
from suitability.storage.run_file import read_run

ROOT = Path(__file__).parents[2]


@dataclass
class Ending:
    """What was heard from a child until it was gone. ``acks``: item, answer as JSON, saved, code."""

    status: int
    acks: list[tuple[str, str, bool, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def killed(self) -> bool:
        return os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The answers that were acknowledged as saved, in order."""
        return [(item, answer) for item, answer, saved, _ in self.acks if saved]


class Victims:
    """A warm process that forks a child for each sitting; one at a time."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the warm process."""
        self.busy = False
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.kill"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def stop(self) -> None:
        """End the warm process; a sitting that still runs is killed with it."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        if self.busy:
            os.killpg(self._server.pid, signal.SIGKILL)
        with contextlib.suppress(BrokenPipeError):
            self._server.stdin.close()
        self._server.wait(10)
        self._server.stdout.close()

    def begin(self, folder: Path, **order: Any) -> int:
        """Start a sitting and return the process id of its child."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps({"folder": str(folder)} | order, default=str) + "\n")
        self._server.stdin.flush()
        self.busy = True
        first = next(self._heard())
        assert first.startswith("pid "), first
        return int(first.split()[1])

    def wait_for(self, start: str) -> str:
        """Return the next line, which must begin with ``start``."""
        line = next(self._heard())
        assert line.startswith(start), line
        return line

    def end(self, acks: int | None = None) -> Ending:
        """Return what the child said until it was gone, or until it acknowledged so many answers."""
        ending = Ending(status=0)
        while acks is None or len(ending.acks) < acks:
            line = next(self._heard(), None)
            assert line is not None, "the program that starts sittings went away"
            if line.startswith("dead "):
                ending.status = int(line.split()[1])
                self.busy = False
                break
            if line.startswith("ack "):
                _, item, answer, saved, code = line.split(" ")
                ending.acks.append((item, answer, saved == "1", code))
            ending.lines.append(line)
        return ending

    def run(self, folder: Path, **order: Any) -> Ending:
        """Let a sitting run to its own end."""
        self.begin(folder, **order)
        return self.end()

    def kill_after(self, seconds: float, folder: Path, *, acks: int, **order: Any) -> Ending:
        """Kill a sitting ``seconds`` after it has acknowledged ``acks`` answers; 0: after its start."""
        pid = self.begin(folder, **order)
        heard = self.end(acks)
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        last = self.end()
        return Ending(last.status, heard.acks + last.acks, heard.lines + last.lines)

    def _heard(self) -> Iterator[str]:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            yield line.rstrip("\n")


def stored_answers(path: Path) -> list[tuple[str, str]]:
    """Return items and answers of all events on the disk, in order. Raises when the file does not open."""
    events = read_run(path).events
    return [(str(e.item), canonical(e.value("answer"))) for e in events if e.kind == "answered"]


def only_run(folder: Path) -> Path:
    """Return the one run file in ``folder``."""
    (path,) = folder.glob("*.run")
    return path

"""Kill the real program at random moments of a sitting and look for lost answers.

    python tests/pty/kill_sitting.py --kills 300 --jobs 2

Each round forks from a process that has imported the program, runs it in a pseudo-terminal of
its own, types answers as fast as questions appear (going back and answering again now and then), and sends
SIGKILL at a random moment around a key. An answer counts as acknowledged when "Saved: question n" or the next
question was drawn, be it in the last bytes before the kill. Afterwards the run file must open and hold every
acknowledged answer. Ends with 1 when one is missing or a file does not open.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from suitability import cli
from suitability.domain.kinds import Answer
from suitability.errors import SuitabilityError
from suitability.services import library
from suitability.storage.run_file import read_run
from tests.pty.terminal import plain

SAVED = re.compile(r"Saved: question (\d+), “([^”]*)”")
PATIENCE = 10.0
"""Seconds to wait for a question before a round counts as broken."""


@dataclass
class Typed:
    """What was typed at each question (by number), newest last, and what of it was acknowledged."""

    draws: random.Random
    answers: dict[int, list[int]] = field(default_factory=dict)
    acknowledged: dict[int, int] = field(default_factory=dict)
    last: int = 1  # the key that began the sitting

    def next_code(self, number: int) -> int:
        """Return a code for question ``number`` other than the last one: a key held down would not count."""
        self.last = self.draws.choice([code for code in range(1, 6) if code != self.last])
        self.answers.setdefault(number, []).append(self.last)
        return self.last

    def missing(self, stored: Mapping[int, Answer | None]) -> list[str]:
        """Return a line for every acknowledged answer that is neither in ``stored`` nor replaced later."""
        lines = []
        for number, code in self.acknowledged.items():
            typed = self.answers[number]
            allowed = typed[len(typed) - 1 - typed[::-1].index(code) :]
            if stored.get(number) not in allowed:
                lines.append(f"question {number}: acknowledged {code}, stored {stored.get(number)}")
        return lines


class Program:
    """One run of the program in a pseudo-terminal, forked from this process."""

    def __init__(self, home: Path) -> None:
        self.output = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            self._become(home)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))

    @staticmethod
    def _become(home: Path) -> None:
        """Turn the forked child into the program; never returns."""
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))
        os.environ.update(SUITABILITY_HOME=str(home), SUITABILITY_LANG="en", TERM="xterm-256color")
        os.environ.pop("NO_COLOR", None)
        for stream, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
            setattr(sys, stream, os.fdopen(number, "r" if number == 0 else "w", encoding="utf-8"))
            setattr(sys, f"__{stream}__", getattr(sys, stream))
        os._exit(cli.main([]))

    def read(self, seconds: float) -> bool:
        """Take in what is there within ``seconds``; False at the end."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def until(self, text: str) -> None:
        """Wait until ``text`` was drawn since the last ``forget``."""
        end = time.monotonic() + PATIENCE
        while text not in plain(self.output):
            if time.monotonic() > end or not self.read(0.5):
                raise RuntimeError(f"{text!r} was not drawn:\n{plain(self.output)[-1500:]}")

    def type(self, keys: str) -> None:
        """Send keys."""
        os.write(self.master, keys.encode())

    def kill(self) -> None:
        """Send SIGKILL, wait, and take in what had been written before."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while self.read(0.02) and select.select([self.master], [], [], 0)[0]:
            pass
        os.close(self.master)


def play(home: Path, draws: random.Random, labels: Mapping[str, int], total: int) -> Typed:
    """Type a random part of a sitting, kill the program around a key, and return what was typed."""
    typed, program = Typed(draws), Program(home)
    try:
        program.until("Start: about")
        program.type("1")
        number, steps = 1, draws.randrange(1, 23)
        program.until(f"1 of {total}")
        for _ in range(steps):
            number = _one_step(program, typed, number, total)
        code = typed.next_code(number)
        program.output = b""
        program.type(str(code))
        pause = draws.random() ** 2 * 0.03
        end = time.monotonic() + pause
        while time.monotonic() < end:
            program.read(max(0.0, end - time.monotonic()))
    finally:
        program.kill()
    _note_acknowledged(program, typed, labels)
    return typed


def _one_step(program: Program, typed: Typed, number: int, total: int) -> int:
    """Answer the question, or now and then go back first; return the number of the question shown then."""
    if number > 1 and typed.draws.random() < 0.15:
        program.output = b""
        program.type("\x7f")
        number -= 1
        program.until(f"{number} of {total}")
    code = typed.next_code(number)
    program.output = b""
    program.type(str(code))
    program.until(f"{number + 1} of {total}")
    typed.acknowledged[number] = code
    return number + 1


def _note_acknowledged(program: Program, typed: Typed, labels: Mapping[str, int]) -> None:
    """Count what the last bytes before the kill acknowledged."""
    for number, label in SAVED.findall(plain(program.output)):
        if int(number) in typed.answers and label in labels:
            typed.acknowledged[int(number)] = labels[label]


def stored_answers(home: Path) -> dict[int, Answer | None]:
    """Return the answers in the one run file, by question number; and check that the file is the only one.

    Raises:
        SuitabilityError: the file does not open.
    """
    (path,) = (home / "runs").glob("*.run")
    contents = read_run(path)
    found: dict[int, Answer | None] = {}
    for event in contents.events:
        if event.kind in {"answered", "omitted"} and event.item is not None:
            number = contents.header.order.index(event.item) + 1
            found[number] = json.loads(event.payload).get("answer")
    return found


def run(kills: int, seed: int, home: Path) -> tuple[int, list[str]]:
    """Kill ``kills`` times; return how many answers were acknowledged and a line for every failure."""
    bank = library.load_bank()
    order = bank.order("quick")
    labels = {option.text.on("en"): option.code for form in bank.formats.values() for option in form.options}
    draws, acknowledged, failures = random.Random(seed), 0, []
    for number in range(kills):
        try:
            typed = play(home, draws, labels, len(order))
            missing = typed.missing(stored_answers(home))
        except (SuitabilityError, RuntimeError, ValueError) as error:
            missing, typed = [f"{type(error).__name__}: {error}"], Typed(draws)
        for leftover in (home / "runs").iterdir():
            leftover.unlink()
        acknowledged += len(typed.acknowledged)
        failures += [f"kill {number}: {line}" for line in missing]
    return acknowledged, failures


def run_jobs(kills: int, seed: int, jobs: int) -> tuple[int, list[str]]:
    """Share the kills among ``jobs`` processes; return what ``run`` returns, added up."""
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder) / str(job) for job in range(jobs)]
        shares = [kills // jobs + (job < kills % jobs) for job in range(jobs)]
        if jobs == 1:
            return run(kills, seed, homes[0])
        with ProcessPoolExecutor(jobs) as pool:
            parts = list(pool.map(run, shares, range(seed, seed + jobs), homes))
    return sum(count for count, _ in parts), [line for _, lines in parts for line in lines]


def main(arguments: list[str] | None = None) -> int:
    """Run the program of this file and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--jobs", type=int, default=1, help="rounds at the same time")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    acknowledged, failures = run_jobs(options.kills, options.seed, options.jobs)
    for line in failures:
        print(line)
    print(
        f"{options.kills} kills, seed {options.seed}: {acknowledged} answers acknowledged, "
        f"{len(failures)} failures, {time.monotonic() - began:.0f} s"
    )
    return 1 if failures or (options.kills and not acknowledged) else 0


if __name__ == "__main__":
    raise SystemExit(main())

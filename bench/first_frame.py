"""How long until the first question is on the screen, against a minimal Textual app on the same terminal.

    python bench/first_frame.py [--rounds 15]

Both are started in turn in a pseudo-terminal of 80x24; the clock runs from the start of the process until
its last option has arrived, and the process is ended there and then. The floor is the smallest Textual app
that asks a question: one RadioSet with five buttons. Prints the medians of elapsed time and of processor
time, which a busy machine disturbs less, and the medians of the paired ratios; ends with 1 when that of
elapsed time is above 1.25.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.pty.terminal import Session, start_python

ROOT = Path(__file__).parents[1]
TARGET = 1.25
FLOOR = """
from textual.app import App
from textual.widgets import RadioButton, RadioSet

class Floor(App):
    def compose(self):
        with RadioSet():
            for word in ("Never", "Rarely", "Sometimes", "Often", "Very often"):
                yield RadioButton(word)

Floor().run()
"""
MARK = "Very often"
"""The last option of both: once it is there, the question can be answered."""


class Spent(NamedTuple):
    """Milliseconds until the last option is drawn: on the clock, and of the processor."""

    wall: float
    cpu: float


def first_frame(arguments: list[str], home: Path) -> Spent:
    """Return the time from the start of Python with ``arguments`` until the last option is drawn."""
    used, began = _children(), time.perf_counter()
    session = start_python(arguments, home, size=(80, 24), environment={"PYTHONPATH": str(ROOT)})
    try:
        _until_drawn(session)
        wall = (time.perf_counter() - began) * 1000
    finally:
        session.close()
    return Spent(wall, (_children() - used) * 1000)


def _children() -> float:
    """Return the processor seconds of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _until_drawn(session: Session) -> None:
    while MARK.encode() not in session.output:
        if not session.read(10.0):
            raise RuntimeError(bytes(session.output).decode(errors="replace"))


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        program = home / "floor.py"
        program.write_text(FLOOR, encoding="utf-8")
        ours, floor = ["-m", "suitability", "take", "--new"], [str(program)]
        for warm_up in (ours, floor):
            first_frame(warm_up, home)
        pairs = []
        for number in range(rounds):
            order = (ours, floor) if number % 2 else (floor, ours)
            times = {id(one): first_frame(one, home) for one in order}
            pairs.append((times[id(ours)], times[id(floor)]))
    ratio = _compare("elapsed", [(one.wall, other.wall) for one, other in pairs])
    _compare("processor", [(one.cpu, other.cpu) for one, other in pairs])
    print(f"target {TARGET} for elapsed time, {rounds} pairs")
    return 0 if ratio <= TARGET else 1


def _compare(what: str, pairs: list[tuple[float, float]]) -> float:
    """Print the medians of one measure, and return the median of the paired ratios."""
    ratio = statistics.median(one / other for one, other in pairs)
    mine, least = (statistics.median(column) for column in zip(*pairs, strict=True))
    best = min(one for one, _ in pairs) / min(other for _, other in pairs)
    print(f"{what:9}  first question {mine:4.0f} ms, minimal RadioSet app {least:4.0f} ms (medians)")
    print(f"{'':9}  ratio {ratio:.2f} (median of pairs), {best:.2f} (best against best)")
    return ratio


if __name__ == "__main__":
    raise SystemExit(main())

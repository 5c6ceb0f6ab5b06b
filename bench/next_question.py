"""How long from a key to the next question on the screen, the durable save included.

    python bench/next_question.py [--sittings 6]

The real program runs in a pseudo-terminal of 100x24; the clock runs from writing the key until the next
question's number and its text have arrived. Also prints what one durable commit costs on this disk, as the
floor. Ends with 1 when the 95th percentile is not below 50 ms.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from suitability.services import library
from suitability.services import sitting as sittings
from tests.pty.terminal import Session, plain, start
from tests.tui.support import settings

TARGET_MS = 50.0
RATINGS = 24
"""How many statements stand before the first task of the short form."""


def key_to_question(session: Session, key: str, number: int, text: str) -> float:
    """Return milliseconds from typing ``key`` until question ``number`` with ``text`` is drawn."""
    session.output.clear()
    began = time.perf_counter()
    session.type(key)
    while True:
        session.read(5.0)
        seen = plain(bytes(session.output))
        if f"{number} of" in seen and text in seen:
            return (time.perf_counter() - began) * 1000
        if time.perf_counter() - began > 10:
            raise RuntimeError(f"question {number} was not drawn:\n{seen}")


def one_sitting(home: Path) -> list[float]:
    """Return the times of one sitting's statements."""
    bank = library.load_bank()
    order = bank.order("quick")
    session = start(home, ["take", "--new"], size=(100, 24))
    try:
        session.until(f"1 of {len(order)}")
        time.sleep(0.3)
        times = []
        keys = itertools.cycle("32415")
        for number in range(2, RATINGS + 1):
            text = " ".join(bank.items[order[number - 1]].text.on("en").split()[:3])
            times.append(key_to_question(session, next(keys), number, text))
            time.sleep(0.02)
        return times
    finally:
        session.close()


def commit_ms(folder: Path) -> float:
    """Return the median milliseconds of storing one answer, without any screen."""
    sitting = sittings.start(settings(folder), "quick", "en")
    times = []
    for code in itertools.islice(itertools.cycle((1, 2, 3, 4, 5)), RATINGS):
        began = time.perf_counter()
        sitting.respond(code, 1000)
        times.append((time.perf_counter() - began) * 1000)
    sitting.close()
    return statistics.median(times)


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--sittings", type=int, default=6)
    count = parser.parse_args().sittings
    with tempfile.TemporaryDirectory() as folder:
        floor = commit_ms(Path(folder) / "floor")
        times = sorted(time for _ in range(count) for time in one_sitting(Path(folder)))
    p95 = times[round(0.95 * (len(times) - 1))]
    median = statistics.median(times)
    print(f"key to question: median {median:.1f} ms, p95 {p95:.1f} ms, max {times[-1]:.1f} ms")
    print(f"one durable save alone: {floor:.2f} ms; screen over save: {median / floor:.1f} times")
    print(f"target: p95 below {TARGET_MS:.0f} ms ({len(times)} keys)")
    return 0 if p95 < TARGET_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())

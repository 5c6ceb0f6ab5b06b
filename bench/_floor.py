"""Compare a way of doing something with a floor measured in the same run: interleaved rounds, medians."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter_ns


@dataclass(frozen=True, slots=True)
class Timing:
    """Time of one call in nanoseconds over all rounds."""

    name: str
    least: float
    median: float


def measure(ways: Mapping[str, Callable[[], object]], rounds: int, calls: int) -> list[Timing]:
    """Return the time of one call for each way, in the given order.

    Every round runs each way ``calls`` times in a row, so a slow moment of the machine meets all of them.
    The collector is off while the clock runs.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    for call in ways.values():
        call()
    for _ in range(rounds):
        for name, call in ways.items():
            gc.collect()
            gc.disable()
            start = perf_counter_ns()
            for _ in range(calls):
                call()
            times[name].append((perf_counter_ns() - start) / calls)
            gc.enable()
    return [Timing(name, min(taken), statistics.median(taken)) for name, taken in times.items()]


def report(timings: list[Timing]) -> None:
    """Print a line for each way: least and median time in ms, and its ratio to the first one (the floor)."""
    floor = timings[0]
    print(f"{'':28}{'min ms':>10}{'median ms':>12}{'ratio':>10}")
    for timing in timings:
        ratio = timing.median / floor.median
        print(f"{timing.name:28}{timing.least / 1e6:10.4f}{timing.median / 1e6:12.4f}{ratio:10.2f}")

"""Many different reports: the pool of processes against one process that does them in a row.

    python bench/batch_pool.py [--reports 200] [--workers 2] [--edition candidate]

Half of the reports are made by one worker and half by ``--workers``, the same people for both, in turns of
blocks, so that a change of the machine's load meets both. Throughput by the wall clock; beside it processor
seconds a report, which a loaded machine does not change, and the memory of all workers at the beginning and
at the end. Aim: 1.8 times one process on two cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._processes import peak_mib, processor_seconds, tree
from suitability.rendering.batch import Done, Job, render_many
from suitability.rendering.making import DocumentOrder
from suitability.services.editions import EditionOrder
from suitability.services.results import result_bytes
from tests.services import samples

AIM = 1.8


def jobs(first: int, count: int, edition: str) -> Iterator[Job]:
    """Yield the jobs of ``count`` different people."""
    for number in range(first, first + count):
        result = replace(samples.result(samples.drawn(number)), id=f"{number:032x}")
        order = DocumentOrder("ru" if number % 2 else "en", edition=EditionOrder(edition))  # type: ignore[arg-type]
        yield Job(f"{number:05}.pdf", result_bytes(samples.bank(), result), order)


def run(first: int, count: int, workers: int, edition: str) -> tuple[float, float, list[float]]:
    """Return wall seconds, processor seconds of the workers, and their memory after each tenth."""
    memory: list[float] = []
    used = 0.0

    def told(done: Done) -> None:
        nonlocal used
        if done.state != "made":
            raise SystemExit(f"{done.name}: {done.code}")
        below = [one for one in tree(os.getpid()) if one != os.getpid()]
        used = max(used, processor_seconds(below))
        memory.append(peak_mib(below))

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        render_many(jobs(first, count, edition), Path(folder), workers, told)
        return time.perf_counter() - start, used, memory


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="the pool against one process in a row")
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--edition", default="candidate")
    wanted = parser.parse_args()
    blocks = max(1, wanted.reports // 50)
    each = wanted.reports // blocks
    sums = {1: [0.0, 0.0], wanted.workers: [0.0, 0.0]}
    held: list[float] = []
    for block in range(blocks):
        for workers in (1, wanted.workers):
            wall, processor, memory = run(block * each, each, workers, wanted.edition)
            sums[workers][0] += wall
            sums[workers][1] += processor
            if workers == wanted.workers:
                held += memory
    made = blocks * each
    for workers, (wall, processor) in sums.items():
        print(
            f"{workers} worker(s): {made} reports in {wall:.1f} s, {made / wall:.2f} a second, "
            f"{processor / made:.2f} s of processor each"
        )
    print(f"throughput: {sums[1][0] / sums[wanted.workers][0]:.2f} times one process (aim {AIM})")
    first, last = held[: max(1, len(held) // 10)], held[-max(1, len(held) // 10) :]
    print(f"memory of the workers: {max(first):.0f} MiB in the first tenth, {max(last):.0f} MiB in the last")


if __name__ == "__main__":
    main()

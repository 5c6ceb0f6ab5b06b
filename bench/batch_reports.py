"""Many reports: one process, two processes, a Dask cluster of two workers here, and one PDF of all.

Every way prints the same folder into a folder of its own, through the command as a recruiter types it, in
processes of their own. Beside the wall clock stands the processor time of the command and its children: on
a machine that others use, the wall clock says more about them. ``efficiency`` is (processor time of one
process) / (processor time of the way): the part of two processors' work that is no overhead.
Run: python bench/batch_reports.py [REPORTS] [EDITION]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

REPORTS = 500
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the wall and of processors, and the greatest memory of one process in MiB."""

    wall: float
    processor: float
    peak: float


def make_results(folder: Path, count: int) -> None:
    """Write the result files of ``count`` made-up people."""
    from tests.analysis.people import people, save  # noqa: PLC0415 - made-up results

    save(people(count, "full"), folder)


def environment(home: Path) -> dict[str, str]:
    """Return the environment of everything that is measured."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "SUITABILITY_HOME": str(home), "SUITABILITY_LANG": "en"}


def command(home: Path, *arguments: str | Path) -> Taken:
    """Run the program in a process of its own and return what it took, its children included."""
    code = "import sys; from suitability.cli import main; sys.exit(main(sys.argv[1:]))"
    watched = (
        "import json, os, resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))\n"
    )
    start = perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", watched, sys.executable, "-c", code, *map(str, arguments)],
        env=environment(home), check=True, capture_output=True, text=True,
    )  # fmt: skip
    wall = perf_counter() - start
    returned, processor, peak = json.loads(ran.stdout)
    if returned:
        raise SystemExit(f"the command ended with {returned}: {' '.join(map(str, arguments))}")
    return Taken(wall, processor, peak)


def used_by(process: int) -> tuple[float, float]:
    """Return processor seconds and greatest memory (MiB) of a process that is running (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return (int(fields[11]) + int(fields[12])) / TICKS, peak


@contextmanager
def cluster(home: Path) -> Iterator[tuple[str, list[int]]]:
    """Start a scheduler and two workers; yield its address and their process numbers."""
    told = home / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:

        def start(*arguments: str | Path) -> int:
            process = subprocess.Popen(
                [sys.executable, "-m", *map(str, arguments)],
                env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process.pid

        numbers = [start("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", told, *here)]
        while not told.is_file() or not told.stat().st_size:
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"]
        work = ("--nthreads", "1", "--no-nanny", "--local-directory", home)
        numbers += [start("distributed.cli.dask_worker", address, *work, *here) for _ in range(2)]
        time.sleep(5)  # the workers are there before the clock starts, as in a cluster that is up
        yield address, numbers


def by_dask(home: Path, *arguments: str | Path) -> Taken:
    """Run the program with a cluster and return what it and the cluster took."""
    with cluster(home) as (address, numbers):
        before = sum(used_by(number)[0] for number in numbers)
        own = command(home, *arguments, "--scheduler", address)
        after = [used_by(number) for number in numbers]
    processor = own.processor + sum(used for used, _ in after) - before
    return Taken(own.wall, processor, max(own.peak, *(peak for _, peak in after)))


def tell(name: str, taken: Taken, reports: int, one: Taken) -> None:
    """Print a line of the table."""
    print(
        f"{name:26}{taken.wall:9.1f}{reports / taken.wall:10.2f}{taken.processor:11.1f}{taken.peak:10.0f}"
        f"{one.wall / taken.wall:9.2f}{one.processor / taken.processor:12.2f}"
    )


def main() -> int:
    """Print the table and whether the ways agree to the byte."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    edition = sys.argv[2] if len(sys.argv) > 2 else "recruiter"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make_results(home / "results", reports)
        asked = ("batch", home / "results", "--edition", edition, "--language", "ru", "--out")
        command(home, "score", next(iter(sorted((home / "results").iterdir()))))  # the cache is warm
        print(f"{reports} reports, edition {edition}, {os.cpu_count()} processors")
        head = f"{'':26}{'wall s':>9}{'reports/s':>10}{'CPU s':>11}{'peak MiB':>10}"
        print(f"{head}{'speed':>9}{'efficiency':>12}", flush=True)
        one = command(home, *asked, home / "one", "--workers", "1")
        tell("one process", one, reports, one)
        two = command(home, *asked, home / "two", "--workers", "2")
        tell("two processes", two, reports, one)
        dask = by_dask(home, *asked, home / "dask")
        tell("Dask, two workers", dask, reports, one)
        again = command(home, *asked, home / "two", "--workers", "2")
        tell("all there already", again, reports, one)
        merged = home / "all.pdf"
        bound = command(home, *asked, home / "two", "--workers", "2", "--merge", merged)
        tell("the same, into one PDF", bound, reports, one)
        names = sorted(path.name for path in (home / "one").glob("*.pdf"))
        same = all(
            (home / "one" / name).read_bytes() == (home / way / name).read_bytes()
            for name in names
            for way in ("two", "dask")
        )
        print(
            f"two processes: {one.wall / two.wall:.2f} times as fast as one (wanted: 1.8 on a quiet machine)"
        )
        print(f"Dask against the local pool: {dask.wall / two.wall:.2f} of the time (wanted: at most 1.15),")
        print(f"  {dask.processor / two.processor:.2f} of the processor time")
        print(f"one PDF of all: {merged.stat().st_size / 1e6:.1f} MB")
        print(f"{len(names)} documents, the same bytes in all ways: {same}")
    return 0 if same and len(names) == reports else 1


if __name__ == "__main__":
    sys.exit(main())

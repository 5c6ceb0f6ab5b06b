"""Collecting sealed results from a folder: files per second and peak memory, and how soon the table is there.

Floor, on the same files: reading, opening and parsing them (`open_result`), one process, nothing scored or
stored; before and after the first way, because other work on the machine slows both. Every way runs in a
session of its own, whose processes are looked at ten times a second: time of all processors, peak memory of
all processes together. The files are made first: as many sealings as asked for, of a hundred results of the
full form.
Run: python bench/collect.py [RESULTS]
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep
from types import MappingProxyType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.bank import ItemBank
from suitability.domain.session import Response, Result
from suitability.services import cipher
from suitability.services.collecting import Collecting, collect
from suitability.services.library import load_bank
from suitability.services.pool import Filter, Sort, open_pool
from suitability.services.replay import marks, stamp
from suitability.services.sealing import (
    ConsentGiven,
    ConsentText,
    Invite,
    Keys,
    Known,
    Sealing,
    open_result,
    seal_result,
)
from suitability.storage.pool_file import INDEX
from suitability.storage.register_file import InviteRow, RegisterFile
from suitability.storage.result_file import result_map

RESULTS = 100_000
FORM = "full"
SAMPLES = 100
NOW = "2026-11-25T12:00:00Z"


def person(bank: ItemBank, number: int) -> Result:
    """Return the result of a made-up person."""
    draws = random.Random(number)  # noqa: S311 - answers, not secrets
    order = bank.order(FORM)
    given = {
        item: Response(item, bank.items[item].simulate(0.3, draws.random), 3000 + draws.randrange(4000))
        for item in order
    }
    created = "2026-11-20T10:00:00.000Z"
    return Result("0" * 32, created, "bench", stamp(bank), FORM, "en", order, MappingProxyType(given))


def invitation(bank: ItemBank, keys: Keys, number: int) -> Invite:
    """Return the invite of a person."""
    return Invite(
        id=f"{number:032x}",
        organisation="Bench",
        role="",
        form=FORM,
        language="en",
        who_sees="nobody",
        contact="nobody",
        consent=ConsentText("1", "Yes."),
        purpose="to measure",
        keep_days=1,
        not_before="2026-11-01T00:00:00Z",
        expires="2026-12-31T23:59:59Z",
        attempts=1,
        content=stamp(bank),
        keys=keys,
    )


def line(made: Invite) -> InviteRow:
    """Return the line of the register for an invite."""
    name = f"Person {int(made.id, 16) * 7919 % 1_000_003}"
    return InviteRow(
        id=made.id,
        batch="bench",
        person=name,
        email="",
        note="",
        folded=name.casefold(),
        organisation=made.organisation,
        role="",
        form=FORM,
        language="en",
        made=made.not_before,
        not_before=made.not_before,
        expires=made.expires,
        attempts=1,
        keep_days=1,
        opening=made.keys.opening.hex(),
        fingerprint=made.keys.fingerprint.hex(),
        consent_version=made.consent.version,
        consent_sha256=made.consent.sha256,
        digest=made.content.digest,
        file="x",
        text="x",
    )


def seal_some(folder: Path, keys: Keys, start: int, stop: int) -> None:
    """Write the sealed results with the numbers from ``start`` to before ``stop``."""
    bank = load_bank()
    people = [person(bank, number) for number in range(SAMPLES)]
    known = marks(bank, bank.order(FORM))
    secret = cipher.new_point()[0]
    for number in range(start, stop):
        made = invitation(bank, keys, number)
        consent = ConsentGiven("1", made.consent.sha256, "en", "2026-11-20T10:01:00Z")
        result = replace(people[number % SAMPLES], id=made.id)
        sealing = Sealing(secret, consent, "2026-11-20T10:02:00Z", "bench")
        place = folder / f"{number // 1000:04}"
        place.mkdir(exist_ok=True)
        place.joinpath(f"{number:07}.suitresult").write_text(
            seal_result(made, result_map(result, known), sealing)
        )


def make(home: Path, results: int) -> None:
    """Make keys, register and sealed results below ``home``."""
    bank = load_bank()
    signer = cipher.new_signer()[1]
    secret, opening = cipher.new_point()
    keys = Keys(signer, opening)
    (home / "recruiter").mkdir()
    (home / "results").mkdir()
    (home / "secret").write_bytes(secret)
    register = RegisterFile.open(home / "recruiter")
    register.add([line(invitation(bank, keys, number)) for number in range(results)])
    register.close()
    share = max(1, min(2500, results // 4))
    with ProcessPoolExecutor() as workers:
        starts = range(0, results, share)
        list(
            workers.map(
                seal_some,
                [home / "results"] * len(starts),
                [keys] * len(starts),
                starts,
                [min(start + share, results) for start in starts],
            )
        )


def floor(home: Path) -> int:
    """Read, open and parse every file; return how many."""
    secret = (home / "secret").read_bytes()
    opener = cipher.Opener(secret)
    register = RegisterFile.open(home / "recruiter", write=False)

    def known(number: str) -> Known | None:
        row = register.invite(number)
        return None if row is None else Known(opener, bytes.fromhex(row.fingerprint))

    count = 0
    for place in sorted((home / "results").iterdir()):
        for path in sorted(place.glob("*.suitresult")):
            open_result(path.read_bytes(), path, known)
            count += 1
    return count


def gather(home: Path, workers: int) -> int:
    """Collect the folder; return how many files were taken in."""
    secret = (home / "secret").read_bytes()
    folder = home / "results"
    asked = Collecting(
        folder=folder,
        index=folder / INDEX,
        recruiter=home / "recruiter",
        secrets={cipher.point_public(secret): secret},
        now=NOW,
        workers=workers,
    )
    summary = collect(load_bank(), asked, lambda _: None)
    return summary.outcomes["first"] or summary.unchanged


def table(home: Path) -> int:
    """Open the table and look at the first page, sorted in several ways; return the number of rows."""
    pool = open_pool(load_bank(), home / "results")
    for sort in (Sort(), Sort("received"), Sort("scale:patience", descending=True), Sort("raised")):
        pool.rows(Filter(), sort, 0, 50)
    count = pool.count()
    pool.close()
    return count


WAYS: dict[str, Callable[[Path], int]] = {
    "floor": floor,
    "one process": lambda home: gather(home, 1),
    "floor again": floor,
    "all processors": lambda home: gather(home, os.cpu_count() or 1),
    "nothing new": lambda home: gather(home, os.cpu_count() or 1),
    "table": table,
}


def run_way(name: str, home: Path) -> None:
    """Run one way and print what it took, as JSON."""
    load_bank()
    start = perf_counter()
    count = WAYS[name](home)
    wall = perf_counter() - start
    print(json.dumps({"count": count, "wall": wall}))


def measured(name: str, home: Path) -> dict[str, float]:
    """Run one way in a process of its own and return what it took."""
    command = [sys.executable, __file__, "--way", name, str(home)]
    cpu: dict[int, float] = {}
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as way:
        while way.poll() is None:
            memory = 0.0
            for process, (seconds, resident) in session(way.pid).items():
                cpu[process] = seconds
                memory += resident
            peak = max(peak, memory)
            sleep(0.1)
        found: dict[str, float] = json.loads(way.communicate()[0])
    return found | {"cpu": sum(cpu.values()), "peak": peak}


def session(leader: int) -> dict[int, tuple[float, float]]:
    """Return seconds of processor time and resident MiB of every process in a session, by its number."""
    found: dict[int, tuple[float, float]] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = folder.joinpath("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            ticks = int(fields[11]) + int(fields[12])
            found[int(folder.name)] = (ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * 4096 / 2**20)
    return found


def main() -> None:
    """Make the files, run every way, print a table."""
    if sys.argv[1:2] == ["--way"]:
        run_way(sys.argv[2], Path(sys.argv[3]))
        return
    results = int(sys.argv[1]) if len(sys.argv) > 1 else RESULTS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        start = perf_counter()
        make(home, results)
        print(f"{results} sealed results made in {perf_counter() - start:.0f} s", flush=True)
        base: dict[str, float] = {}
        for name in WAYS:
            if name == "all processors":
                for path in (home / "results" / INDEX.parent).iterdir():
                    path.unlink()
            took = measured(name, home)
            base = base or took
            ratios = f"{took['wall'] / base['wall']:6.2f} x and {took['cpu'] / base['cpu']:6.2f} x the floor"
            print(
                f"{name:15} {took['count']:8.0f} {took['wall']:8.1f} s wall {took['cpu']:8.1f} s cpu"
                f" {ratios}   {took['peak']:5.0f} MiB in all processes",
                flush=True,
            )
        size = (home / "results" / INDEX).stat().st_size
        print(f"index: {size >> 20} MiB, {size / results:.0f} bytes a result")


if __name__ == "__main__":
    main()

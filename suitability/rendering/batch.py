"""Many documents on all cores: worker processes, one broken result not stopping the rest, done work kept.

``render_many`` takes jobs from any iterable, one at a time, so that a hundred thousand of them need no more
memory than ten. Each worker loads content and PDF libraries once and writes whole files only. What was made
is noted in a journal beside the files: the same job, with the same program and content, is not done twice.

``render_one`` makes one document in the calling process; other schedulers hand it out themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

import msgspec

from suitability import __version__
from suitability.errors import InternalError
from suitability.rendering.batch_pool import Pool, PoolLimits
from suitability.rendering.batch_worker import Outcome, Task, render_one
from suitability.rendering.making import DocumentOrder
from suitability.services.library import data_digest

__all__ = ["BatchSettings", "Done", "Job", "Tally", "job_print", "render_many", "render_one"]

JOURNAL = ".suitability-batch"
"""Name of the file in the folder that notes what was made."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make: its file name (no folder), the bytes of a result file, what is wanted of it."""

    name: str
    result: bytes
    order: DocumentOrder


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job.

    ``state`` is "made", "kept" (it was there already) or "failed"; ``code`` and ``values`` then name the
    sentence under ``errors:``. ``size`` is in bytes, ``seconds`` are of the worker, both 0 for what was kept
    or failed.
    """

    name: str
    state: Literal["made", "kept", "failed"]
    size: int = 0
    seconds: float = 0.0
    code: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """How many jobs were made, kept and failed, and the failures themselves."""

    made: int = 0
    kept: int = 0
    failed: list[Done] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How a batch is run.

    ``seconds`` and ``memory_mib`` limit one document and one worker. A worker is replaced after ``recycle``
    documents. ``cache`` is the folder of checked content. ``again`` makes what is there already once more.
    """

    seconds: float = 60.0
    memory_mib: int = 2048
    recycle: int = 200
    cache: Path | None = None
    again: bool = False


def job_print(job: Job, content: str) -> str:
    """Return the fingerprint (64 hex digits) of a job: result, order, program, and the content's digest."""
    total = hashlib.sha256()
    for part in (__version__.encode(), content.encode(), msgspec.json.encode(job.order), job.result):
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def render_many(
    jobs: Iterable[Job],
    out: Path,
    workers: int,
    on_done: Callable[[Done], None],
    settings: BatchSettings | None = None,
) -> Tally:
    """Make every job's document in the folder ``out`` and return the tally; ``on_done`` hears of each.

    A job that cannot be done is one failed ``Done``; the others go on. An existing file is replaced unless it
    is what the job would make. After an interruption (KeyboardInterrupt and the like pass through) whole
    files stay, and the same call goes on where it stopped.

    Args:
        jobs: taken one by one, as workers get free.
        out: an existing folder.
        workers: how many processes, at least 1.
        on_done: called in this process, in the order in which jobs end.
        settings: limits, cache; the usual ones without it.

    Raises:
        InternalError: fewer than one worker.
        OSError: the folder's journal cannot be written.
    """
    if workers < 1:
        raise InternalError("batch_workers", workers=workers)
    use = settings or BatchSettings()
    tally = Tally()

    def told(done: Done) -> None:
        if done.state == "made":
            tally.made += 1
        elif done.state == "kept":
            tally.kept += 1
        else:
            tally.failed.append(done)
        on_done(done)

    with _Journal(out / JOURNAL) as journal:
        waiting = _tasks(jobs, out, journal, told, again=use.again)
        limits = PoolLimits(use.seconds, use.memory_mib, use.recycle, use.cache)
        with Pool(workers, limits) as pool:
            for outcome in pool.run(waiting):
                told(_done(outcome, journal))
    return tally


def _tasks(
    jobs: Iterable[Job], out: Path, journal: _Journal, told: Callable[[Done], None], *, again: bool
) -> Iterator[Task]:
    """Yield what has to be made; what is there already or cannot be named is told at once."""
    content = data_digest()
    names: set[str] = set()
    for job in jobs:
        code = "batch_same_name" if job.name.casefold() in names else None
        if not job.name or Path(job.name).name != job.name or job.name.startswith("."):
            code = "batch_bad_name"
        names.add(job.name.casefold())
        mark = job_print(job, content)
        if code is not None:
            told(Done(job.name, "failed", code=code, values={"name": job.name}))
        elif not again and journal.has(job.name, mark, out / job.name):
            told(Done(job.name, "kept"))
        else:
            yield Task(job.name, job.result, job.order, out / job.name, mark)


def _done(outcome: Outcome, journal: _Journal) -> Done:
    if outcome.code is not None:
        return Done(outcome.name, "failed", code=outcome.code, values=outcome.values)
    journal.note(outcome)
    return Done(outcome.name, "made", outcome.size, outcome.seconds)


class _Journal:
    """One line of JSON per file that was made: name, fingerprint of the job, size, SHA-256 of the file.

    Lines are only added. A line that a crash cut off is passed over: its file is simply made again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, tuple[str, int, str]] = {}

    def __enter__(self) -> Self:
        if self._path.is_file():
            for line in self._path.read_bytes().splitlines():
                try:
                    name, mark, size, digest = json.loads(line)
                except (ValueError, TypeError):
                    continue
                self._known[name] = (mark, size, digest)
        self._stream = self._path.open("ab")
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def has(self, name: str, mark: str, path: Path) -> bool:
        """Return whether the file is there, unchanged, as this job made it."""
        known = self._known.get(name)
        if known is None or known[0] != mark:
            return False
        try:
            return (
                path.stat().st_size == known[1] and hashlib.sha256(path.read_bytes()).hexdigest() == known[2]
            )
        except OSError:
            return False

    def note(self, outcome: Outcome) -> None:
        """Add a line for a file that now stands whole on the disk."""
        line = [outcome.name, outcome.mark, outcome.size, outcome.digest]
        self._stream.write(json.dumps(line).encode() + b"\n")
        self._stream.flush()

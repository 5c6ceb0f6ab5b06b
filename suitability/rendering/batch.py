"""Many documents on all cores: worker processes, one broken result not stopping the rest, done work kept.

``render_many`` takes jobs from any iterable, one at a time, so that a hundred thousand of them need no more
memory than ten. Each worker loads content and PDF libraries once and writes whole files only. What was made
is noted in a journal beside the files: the same job, with the same program and content, is not done twice.

``render_one`` makes one document in the calling process; other schedulers hand it out themselves.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from suitability import __version__
from suitability.errors import InternalError
from suitability.rendering.batch_cluster import Cluster, ClusterAddress
from suitability.rendering.batch_journal import JOURNAL, Journal
from suitability.rendering.batch_pool import Pool, PoolLimits
from suitability.rendering.batch_worker import Outcome, Task, render_one
from suitability.rendering.making import DocumentOrder
from suitability.services.library import data_digest
from suitability.storage.safe_write import shown

__all__ = [
    "JOURNAL",
    "BatchSettings",
    "ClusterAddress",
    "Done",
    "Job",
    "Tally",
    "job_print",
    "render_many",
    "render_one",
]


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
    ``spare`` leaves a file alone that is there and was not made by a batch, or was changed since: its job
    fails with ``output_exists``. ``cluster`` hands the work to a Dask cluster instead of processes here.
    """

    seconds: float = 60.0
    memory_mib: int = 2048
    recycle: int = 200
    cache: Path | None = None
    again: bool = False
    spare: bool = False
    cluster: ClusterAddress | None = None


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
    is what the job would make, or is to be spared. After an interruption (KeyboardInterrupt passes through)
    whole files stay, and the same call goes on where it stopped.

    Args:
        jobs: taken one by one, as workers get free.
        out: an existing folder.
        workers: how many processes, at least 1; a cluster has its own.
        on_done: called in this process, in the order in which jobs end.
        settings: limits, cache; the usual ones without it.

    Raises:
        InternalError: fewer than one worker.
        OSError: the folder's journal cannot be written.
        UserError: the cluster cannot be used, or was lost.
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

    with Journal(out / JOURNAL) as journal:
        waiting = _tasks(jobs, out, journal, told, use)
        with _crew(workers, use) as crew:
            for outcome in crew.run(waiting):
                told(_done(outcome, journal))
    return tally


def _crew(workers: int, use: BatchSettings) -> Pool | Cluster:
    """Return who does the work."""
    if use.cluster is not None:
        return Cluster(use.cluster, use.cache)
    return Pool(workers, PoolLimits(use.seconds, use.memory_mib, use.recycle, use.cache))


def _tasks(
    jobs: Iterable[Job], out: Path, journal: Journal, told: Callable[[Done], None], use: BatchSettings
) -> Iterator[Task]:
    """Yield what has to be made; what is there already or cannot be named is told at once."""
    content = data_digest()
    names: set[str] = set()
    for job in jobs:
        code = "batch_same_name" if job.name.casefold() in names else None
        if not job.name or Path(job.name).name != job.name or job.name.startswith("."):
            code = "batch_bad_name"
        names.add(job.name.casefold())
        place = out / job.name
        mark = job_print(job, content)
        if code is not None:
            told(Done(job.name, "failed", code=code, values={"name": job.name}))
        elif not use.again and journal.has(job.name, mark, place):
            told(Done(job.name, "kept"))
        elif use.spare and place.exists() and not journal.made(job.name, place):
            told(Done(job.name, "failed", code="output_exists", values={"path": shown(place)}))
        else:
            journal.begin(job.name, mark, fresh=not os.path.lexists(place))
            yield Task(job.name, job.result, job.order, place, mark)


def _done(outcome: Outcome, journal: Journal) -> Done:
    if outcome.code is not None:
        journal.give_up(outcome.name)
        return Done(outcome.name, "failed", code=outcome.code, values=outcome.values)
    journal.note(outcome.name, outcome.mark, outcome.size, outcome.digest)
    return Done(outcome.name, "made", outcome.size, outcome.seconds)

"""A pool of worker processes that outlives its workers: a dead or stuck one costs its task and nothing else.

The standard library's executors break as a whole when one process dies, so tasks are handed out here, one at
a time, over a pipe per worker.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self

from suitability.rendering.batch_worker import Outcome, Task, serve

GRACE_SECONDS = 20.0
"""Beyond the limit of a document: to load libraries, and for the alarm inside the worker to ring first."""

LEAVE_SECONDS = 5.0
"""How long a worker may take to end by itself."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Seconds for a document, MiB for a worker, documents until a worker is replaced, folder of the cache."""

    seconds: float
    memory_mib: int
    recycle: int
    cache: Path | None


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Let what is started here not hear Ctrl-C, not even while it starts: the parent decides."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """One process, its pipe, the task it has, and when that task has taken too long."""

    def __init__(self, limits: PoolLimits) -> None:
        context = multiprocessing.get_context(
            "spawn"
        )  # a fork would copy threads and open files of the caller
        self._limits = limits
        self.line, other = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=serve, args=(other, limits.seconds, limits.memory_mib, limits.cache), daemon=True
        )
        with _deaf_to_interrupts():
            self.process.start()
        other.close()
        self.task: Task | None = None
        self.deadline = 0.0
        self.served = 0

    def give(self, task: Task) -> None:
        """Hand a task over and start its clock."""
        self.task = task
        self.deadline = time.monotonic() + self._limits.seconds + GRACE_SECONDS
        with contextlib.suppress(OSError):  # it has just died: ``outcome`` finds out
            self.line.send(task)

    def outcome(self, task: Task) -> Outcome:
        """Return what the worker says of ``task``, which it has, or that it died."""
        self.task = None
        self.served += 1
        try:
            answer: Outcome = self.line.recv()
        except (EOFError, OSError):
            self.process.join(LEAVE_SECONDS)
            self.served = self._limits.recycle  # to be replaced
            values = {"signal": str(-(self.process.exitcode or 0)), "memory": str(self._limits.memory_mib)}
            return Outcome(task.name, task.mark, code="pdf_child_died", values=values)
        return answer

    def stop(self, task: Task) -> Outcome:
        """End a worker whose task took too long and return the outcome of that task."""
        self.process.kill()
        self.task = None
        self.served = self._limits.recycle
        values = {"seconds": f"{self._limits.seconds:g}"}
        return Outcome(task.name, task.mark, code="pdf_too_slow", values=values)

    def close(self) -> None:
        """Let the worker end after what it is doing, or end it; remove what it may have left half written."""
        with contextlib.suppress(OSError):
            self.line.send(None)
        self.line.close()
        self.process.join(LEAVE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Pool:
    """Up to ``count`` workers; each is started when there is work for it and replaced when it has served."""

    def __init__(self, count: int, limits: PoolLimits) -> None:
        self._count = count
        self._limits = limits
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Yield the outcome of every task, in the order in which they end; tasks are taken when needed."""
        source = iter(tasks)
        more = True
        while more or any(worker.task for worker in self._workers):
            while more and (worker := self._free()) is not None:
                task = next(source, None)
                if task is None:
                    more = False
                else:
                    worker.give(task)
            yield from self._ended()

    def _free(self) -> _Worker | None:
        """Return a worker without a task, a new one where there are too few; None when all are busy."""
        for worker in [one for one in self._workers if one.task is None]:
            if worker.served < self._limits.recycle:
                return worker
            worker.close()
            self._workers.remove(worker)
        if len(self._workers) == self._count:
            return None
        self._workers.append(_Worker(self._limits))
        return self._workers[-1]

    def _ended(self) -> Iterator[Outcome]:
        """Wait until a task ends, one way or the other, and yield the outcomes that are there."""
        busy = [(worker, worker.task) for worker in self._workers if worker.task is not None]
        if not busy:
            return
        left = min(worker.deadline for worker, _ in busy) - time.monotonic()
        ready = wait([worker.line for worker, _ in busy], max(0.0, left))
        now = time.monotonic()
        for worker, task in busy:
            if worker.line in ready:
                yield worker.outcome(task)
            elif worker.deadline <= now:
                yield worker.stop(task)

"""Documents made by an existing Dask cluster: the same tasks, bytes and journal as with processes here.

Result files travel to the workers and documents back; files are written here, so that workers need no common
disk. A worker that dies has its tasks done again by others. Workers need the same version of the program and
of its content: they say so themselves, and a task on any other fails with a sentence.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import queue
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from suitability import __version__
from suitability.errors import SuitabilityError, UserError
from suitability.rendering.batch_worker import Outcome, Task, outcome_of, render_one
from suitability.rendering.making import DocumentOrder
from suitability.services.library import data_digest
from suitability.storage.safe_write import shown, write_bytes

CONNECT_SECONDS = 15.0
"""How long the scheduler may take to answer."""

WORKERLESS_SECONDS = 60.0
"""How long a batch waits for workers when there are none (any more)."""

SCHEMES = ("tcp://", "tls://")
"""How addresses begin: without encryption, and with it."""

AHEAD = 2
"""Tasks handed out for each thread of the cluster: one in work, one waiting, so that nobody idles."""

Answer = tuple[bytes, float, str | None, dict[str, str]]
"""What a worker returns: the document, seconds, and code and values of an error (None: there was none)."""

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Where the scheduler is ("tcp://host:8786", "tls://host:8786") and the PEM files for TLS."""

    address: str
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None


def make_remotely(
    program: tuple[str, str], name: str, result: bytes, order: DocumentOrder, cache: str | None
) -> Answer:
    """Return a document made in a worker of the cluster, or why it could not be made; nothing is raised.

    ``program`` are the version and the content's digest that the worker must have. Drawing is not meant for
    threads: a worker with several makes one document at a time.
    """
    own = (__version__, _digest())
    if own != program:
        values = {"here": program[0], "there": own[0]}
        return b"", 0.0, "cluster_other_program", values
    folder = None if cache is None or not Path(cache).is_dir() else Path(cache)
    made: list[bytes] = []
    with _one_at_a_time:
        start = time.perf_counter()
        failed = outcome_of(lambda: made.append(render_one(result, order, name, folder)))
    if failed is not None:
        return b"", 0.0, failed[0], failed[1]
    return made[0], time.perf_counter() - start, None, {}


@functools.cache
def _digest() -> str:
    return data_digest()


class Cluster:
    """A connection to a scheduler; ``run`` is that of ``batch_pool.Pool``."""

    def __init__(self, where: ClusterAddress, cache: Path | None) -> None:
        self._where = where
        self._cache = None if cache is None else str(cache)
        self._client: Any = None
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            UserError: Dask is not installed, or nobody answers at the address.
        """
        self._client = _connected(self._where)
        return self

    def __exit__(self, *_: object) -> None:
        with _quiet():
            self._client.close(timeout=5)

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Yield the outcome of every task, in the order in which they end; tasks are taken when needed.

        Raises:
            UserError: the cluster has no workers, or its scheduler has gone.
        """
        source = iter(tasks)
        waiting: dict[Any, Task] = {}
        more = True
        program = (__version__, _digest())
        self._wait_for_workers()
        while more or waiting:
            while more and len(waiting) < AHEAD * max(1, self._threads()):
                task = next(source, None)
                if task is None:
                    more = False
                    break
                future = self._submit(task, program)
                waiting[future.key] = task
                future.add_done_callback(self._ended.put)
            if waiting:
                future = self._next_ended()
                yield self._written(waiting.pop(future.key), future)

    def _submit(self, task: Task, program: tuple[str, str]) -> Any:
        with self._lost_explained():
            return self._client.submit(
                make_remotely, program, task.name, task.result, task.order, self._cache, pure=False
            )

    def _next_ended(self) -> Any:
        """Return the next future that ended, however long it takes while there are workers."""
        idle_since: float | None = None
        while True:
            try:
                return self._ended.get(timeout=1.0)
            except queue.Empty:
                if self._threads():
                    idle_since = None
                    continue
                idle_since = idle_since or time.monotonic()
                if time.monotonic() - idle_since > WORKERLESS_SECONDS:
                    raise self._error("cluster_no_workers", seconds=f"{WORKERLESS_SECONDS:g}") from None

    def _written(self, task: Task, future: Any) -> Outcome:
        """Return the outcome of a future that ended, its document written."""
        if future.status == "cancelled" or self._client.status != "running":
            raise self._error("cluster_lost")
        try:
            data, seconds, code, values = future.result()
        except Exception as error:  # noqa: BLE001 - whatever a worker could not tell; the rest goes on
            code, values = _reason(error)
            return Outcome(task.name, task.mark, code=code, values=values)
        finally:
            future.release()
        if code is not None:
            return Outcome(task.name, task.mark, code=code, values=values)
        failed = outcome_of(lambda: write_bytes(task.place, data, force=True))
        if failed is not None:
            return Outcome(task.name, task.mark, code=failed[0], values=failed[1])
        return Outcome(task.name, task.mark, len(data), hashlib.sha256(data).hexdigest(), seconds)

    def _threads(self) -> int:
        """Return how many threads the cluster's workers have just now.

        Raises:
            UserError: the scheduler has gone.
        """
        with self._lost_explained():
            if self._client.status != "running":
                raise self._error("cluster_lost")
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(int(worker["nthreads"]) for worker in workers.values())

    def _wait_for_workers(self) -> None:
        deadline = time.monotonic() + WORKERLESS_SECONDS
        while not self._threads():
            if time.monotonic() > deadline:
                raise self._error("cluster_no_workers", seconds=f"{WORKERLESS_SECONDS:g}")
            time.sleep(0.2)

    def _lost_explained(self) -> _Lost:
        return _Lost(self._where.address)

    def _error(self, code: str, **values: str) -> UserError:
        return UserError(code, address=shown(self._where.address), **values)


class _Lost:
    """Turns a connection that broke into a sentence."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, SuitabilityError):
            raise UserError("cluster_lost", address=shown(self._address)) from error


def _reason(error: Exception) -> tuple[str, dict[str, str]]:
    """Return code and values for what came back instead of an answer."""
    kind = type(error).__name__
    if kind == "KilledWorker":
        return "cluster_killed", {}
    if isinstance(error, ImportError) or "suitability" in str(error):
        return "cluster_no_program", {"details": shown(str(error))}
    return "pdf_child_failed", {"details": shown(f"{kind}: {error}")}


def _connected(where: ClusterAddress) -> Any:
    """Return a client of the scheduler.

    Raises:
        UserError: Dask or a file for TLS is missing, the address is none, or nobody answers.
    """
    try:
        from distributed import Client, Security  # noqa: PLC0415 - an extra, and half a second
    except ImportError as error:
        raise UserError("cluster_extra_missing") from error
    for path in (where.tls_ca, where.tls_cert, where.tls_key):
        if path is not None and not path.is_file():
            raise UserError("cluster_tls_missing", path=shown(path))
    address = shown(where.address)
    if not where.address.startswith(SCHEMES):
        raise UserError("cluster_bad_address", address=address)
    security = None
    if where.tls_ca is not None:
        given = {"ca_file": where.tls_ca, "client_cert": where.tls_cert, "client_key": where.tls_key}
        named = {f"tls_{name}": str(path) for name, path in given.items() if path is not None}
        security = Security(require_encryption=True, **named)  # type: ignore[no-untyped-call]
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with _quiet():
        try:
            return Client(  # type: ignore[no-untyped-call]
                where.address, timeout=CONNECT_SECONDS, security=security, set_as_default=False
            )
        except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
            raise UserError("cluster_unreachable", address=address, reason=shown(str(error))) from error


def _quiet() -> warnings.catch_warnings[None]:
    """Keep Dask's warnings, such as about other versions of its parts, off the terminal."""
    return warnings.catch_warnings(action="ignore")


__all__ = ["Cluster", "ClusterAddress", "make_remotely"]

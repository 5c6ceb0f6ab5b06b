"""A worker of the batch: loads content and libraries once, then makes one document after the other."""

from __future__ import annotations

import functools
import hashlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from suitability.errors import SuitabilityError, UserError
from suitability.rendering.archive import Attached
from suitability.rendering.engine import render_in_process
from suitability.rendering.making import DocumentOrder, Source, make_document
from suitability.rendering.pdf_child import limit_memory
from suitability.services import library
from suitability.services.guide_pages import Stock
from suitability.services.results import open_result_bytes
from suitability.storage.safe_write import write_bytes

RING_AGAIN_SECONDS = 0.5
"""How long after one ring of the alarm the next one comes, while nobody heard it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job with the place of its file and its fingerprint."""

    name: str
    result: bytes
    order: DocumentOrder
    place: Path
    mark: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker says about a task: size and SHA-256 of the file it wrote, or the code of an error."""

    name: str
    mark: str
    size: int = 0
    digest: str = ""
    seconds: float = 0.0
    code: str | None = None
    values: dict[str, str] = field(default_factory=dict)


def render_one(
    result: bytes, order: DocumentOrder, name: str, cache: Path | None = None, seconds: float = 60.0
) -> bytes:
    """Return the document of a result file's bytes, made in this process.

    The same arguments give the same bytes in every process and on every machine with the same program and
    fonts. Content is loaded once per process. Errors call the result file ``name``.

    Raises:
        SuitabilityError: the result cannot be used, or the document cannot be made in ``seconds``.
    """
    source = _source(order.language, cache)
    found = open_result_bytes(source.stock.bank, result, name).result
    with _alarm(seconds):
        return make_document(source, found, order, _drawn)


def _drawn(html: str, attached: Attached | None) -> bytes:
    return render_in_process(html, attached=attached)


@functools.cache
def _source(language: str, cache: Path | None) -> Source:
    return Source(_stock(cache), library.load_words(language, cache=cache))


@functools.cache
def _stock(cache: Path | None) -> Stock:
    return Stock(
        library.load_bank(cache=cache),
        library.load_guide(cache=cache),
        library.load_handbook(cache=cache),
        library.load_coaching(cache=cache),
    )


def serve(line: Connection, seconds: float, memory_mib: int, cache: Path | None) -> None:
    """Take tasks from ``line`` and answer each with its outcome, until None comes or the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; a file is never left half written
    limit_memory(memory_mib)
    while True:
        try:
            task = line.recv()
        except EOFError:
            return
        if task is None:
            return
        try:
            line.send(_outcome(task, cache, seconds))
        except OSError:  # the parent was stopped and listens no more; the document is whole all the same
            return


def _outcome(task: Task, cache: Path | None, seconds: float) -> Outcome:
    start = time.perf_counter()
    made: list[bytes] = []

    def make() -> None:
        data = render_one(task.result, task.order, task.name, cache, seconds)
        write_bytes(task.place, data, force=True)
        made.append(data)

    failed = outcome_of(make)
    if failed is not None:
        return Outcome(task.name, task.mark, code=failed[0], values=failed[1])
    taken = time.perf_counter() - start
    return Outcome(task.name, task.mark, len(made[0]), hashlib.sha256(made[0]).hexdigest(), taken)


def outcome_of(act: Callable[[], object]) -> tuple[str, dict[str, str]] | None:
    """Return code and values of the sentence for what ``act`` raised, or None where all went well."""
    try:
        act()
    except SuitabilityError as error:
        return error.code, error.values
    except MemoryError:
        return "batch_too_large", {}
    except RecursionError:
        return "pdf_too_nested", {}
    except Exception as error:  # noqa: BLE001 - one broken document must not stop the rest
        return "pdf_child_failed", {"details": f"{type(error).__name__}: {error}"[:300]}
    return None


class _TooLate(BaseException):
    """The alarm rang. Not an Exception: nothing on the way may take it for a broken file and swallow it."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Stop the block with an error after ``seconds``, where the system has alarms and this is its thread.

    Elsewhere the pool ends a worker that takes too long. The alarm rings again until it is heard: Python
    drops what is raised while an object is finalised or a library in C calls back. What breaks after it rang
    broke because of it.

    Raises:
        UserError: the time was over.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting, rang = True, False

    def ring(_number: int, _frame: FrameType | None) -> None:
        nonlocal rang
        if waiting:
            rang = True
            raise _TooLate

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, RING_AGAIN_SECONDS)
        yield
        waiting = False
    except (Exception, _TooLate) as error:
        waiting = False
        if rang:
            raise UserError("pdf_too_slow", seconds=f"{seconds:g}") from error
        raise
    finally:
        waiting = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

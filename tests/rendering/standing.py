"""Two workers of the batch that stand ready for many tests.

Starting one takes longer than the documents that most tests ask for. Tests of how workers start, end and die
have their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suitability.rendering.batch import BatchSettings
from suitability.rendering.batch_pool import Pool, PoolLimits

WORKERS = 2


class Standing:
    """The pool, until a test leaves it in the middle of its work; the next test then gets another."""

    def __init__(self, cache: Path) -> None:
        self._limits = PoolLimits(60.0, 2048, 100_000, cache)
        self._pool: Pool | None = None

    @contextmanager
    def crew(self, _workers: int, use: BatchSettings) -> Iterator[Pool]:
        """Lend the pool, in place of ``batch._crew``."""
        assert use.cluster is None
        pool, self._pool = self._pool or Pool(WORKERS, self._limits), None
        try:
            yield pool
        except BaseException:
            pool.__exit__()
            raise
        self._pool = pool

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.__exit__()

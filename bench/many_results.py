"""A million results of the full form from a Parquet file: scored and analysed; rows per second and memory.

Floors, on the same answers: NumPy means over a matrix in memory, and polars reading the columns and adding
each up. Beside them, results scored one by one with ``assess``. Every way runs in a process of its own,
whose peak memory is read at its end; the clock starts when the questions are loaded.
Run: python bench/many_results.py [RESULTS]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from suitability.domain.assessment import assess
from suitability.domain.bank import ItemBank
from suitability.domain.kinds import FamiliarityItem, RatingItem
from suitability.services.answer_text import keyed_cells, points
from suitability.services.column_scores import score_batch
from suitability.services.graded_model import (
    Assumptions,
    draw_items,
    draw_passed,
    draw_traits,
    new_generator,
    pass_chances,
)
from suitability.services.item_statistics import analyse
from suitability.services.item_sums import summed
from suitability.services.result_table import (
    BATCH_ROWS,
    batches,
    file_notes,
    items_of,
    load_polars,
    open_table,
    schema,
)
from suitability.services.score_table import write_scores
from suitability.storage.bank_reader import read_bank
from suitability.storage.places import data_folder

RESULTS = 1_000_000
ONE_BY_ONE = 2_000
FORM = "full"


def bank() -> ItemBank:
    """Return the shipped questions."""
    return read_bank(data_folder("questions"))


def make(path: Path, results: int) -> None:
    """Write a table of simulated results, and the keyed answers to the scales as a NumPy matrix beside it."""
    import numpy as np  # noqa: PLC0415 - an extra
    import polars as pl  # noqa: PLC0415 - an extra

    questions = bank()
    parts = path.with_suffix(".parts")
    parts.mkdir()
    keyed = np.lib.format.open_memmap(
        path.with_suffix(".npy"), mode="w+", dtype=np.uint8, shape=(results, len(_scale_items(questions)))
    )
    for number, start in enumerate(range(0, results, BATCH_ROWS)):
        frame, steps = _people(questions, start, min(BATCH_ROWS, results - start))
        frame.write_parquet(parts / f"{number:04d}.parquet")
        keyed[start : start + len(steps)] = steps
    keyed.flush()
    pl.scan_parquet(parts / "*.parquet").sink_parquet(
        path, row_group_size=BATCH_ROWS, metadata=file_notes(questions, [FORM])
    )


def _scale_items(questions: ItemBank) -> list[RatingItem]:
    return [item for scale in questions.scales for item in questions.rating_items(FORM, scale)]


def _people(questions: ItemBank, start: int, count: int) -> tuple[Any, Any]:
    """Return ``count`` rows of the table and the keyed steps 0-4 of the scales' items."""
    import numpy as np  # noqa: PLC0415 - an extra
    import polars as pl  # noqa: PLC0415 - an extra

    settings = Assumptions()
    generator = new_generator(settings.seed + start, 7)
    scales = list(questions.scales)
    traits = draw_traits(generator, count, len(scales) + 1, settings.trait_correlation)
    columns: dict[str, Any] = {
        "result.id": [f"r{start + place:08d}" for place in range(count)],
        "result.created": ["2026-11-22T10:00:00.000Z"] * count,
        "result.form": [FORM] * count,
        "result.language": np.where(np.arange(count) % 2 == 0, "ru", "en"),
        "result.pack": [questions.pack.id] * count,
        "result.version": [questions.pack.version] * count,
        "result.digest": [questions.digest] * count,
        "result.order": [None] * count,
    }
    steps: dict[str, Any] = {}
    for name in items_of(questions, [FORM]):
        item = questions.items[name]
        if isinstance(item, RatingItem):
            column = scales.index(item.scale) if item.scale is not None else len(scales)
            slopes, thresholds = draw_items(generator, 1, settings)
            passed = draw_passed(generator, pass_chances(traits[:, column : column + 1], slopes, thresholds))[
                :, 0
            ]
            steps[name] = passed.astype(np.uint8)
            columns[name] = (5 - passed if item.keying == "-" else passed + 1).astype(np.uint8)
        elif points(item) is not None:
            expected = getattr(item, "expected", None)
            most = 2 if isinstance(item, FamiliarityItem) and not item.real else points(item)
            drawn = generator.integers(1, (most or 0) + 1, count)
            columns[name] = (np.full(count, expected) if expected else drawn).astype(np.uint8)
        else:
            cells = np.array([str(cell) for cell in keyed_cells(item)], dtype=object)
            columns[name] = list(cells[generator.integers(0, len(cells), count)])
        spent = 6000.0 * np.exp(0.4 * generator.standard_normal(count))
        columns[f"{name}.ms"] = spent.astype(np.uint32)
    frame = pl.DataFrame(columns, schema=schema(questions, [FORM]))
    return frame, np.column_stack([steps[item.id] for item in _scale_items(questions)])


# ---- the ways ----


def numpy_means(questions: ItemBank, path: Path) -> int:
    """Floor: the mean of each scale, from a matrix in memory."""
    import numpy as np  # noqa: PLC0415 - an extra

    matrix = np.load(path.with_suffix(".npy"))
    start = 0
    for scale in questions.scales:
        size = len(questions.rating_items(FORM, scale))
        matrix[:, start : start + size].mean(axis=1)
        start += size
    return len(matrix)


def polars_sums(questions: ItemBank, path: Path) -> int:
    """Floor: read the answers and add up each column."""
    pl = load_polars()
    frame = pl.scan_parquet(path)
    items = [item.id for item in _scale_items(questions)]
    frame.select(pl.col(items).cast(pl.Float64).mean()).collect(engine="streaming")
    return int(frame.select(pl.len()).collect().item())


def scored(questions: ItemBank, path: Path) -> int:
    """Score every result: scales, signs, terms, response quality."""
    table = open_table(questions, path)
    return sum(score_batch(questions, FORM, batch).height for batch in batches(questions, table, FORM))


def written(questions: ItemBank, path: Path) -> int:
    """Score every result and write the scores to another file, as `items --scores` does."""
    table = open_table(questions, path)
    write_scores(questions, table, FORM, path.with_suffix(".scores"))
    return table.total


def analysed(questions: ItemBank, path: Path) -> int:
    """Score every result and make the whole item analysis."""
    table = open_table(questions, path)
    found = analyse(questions, summed(questions, table, FORM))
    return sum(found.read.values())


def one_by_one(questions: ItemBank, path: Path) -> int:
    """Score some made-up results with the domain."""
    from tests.analysis.people import people  # noqa: PLC0415 - made-up results

    del path
    results = people(ONE_BY_ONE, FORM)
    started = perf_counter()
    for result in results:
        assess(questions, result)
    _tell(len(results), perf_counter() - started)
    return 0


WAYS: Mapping[str, tuple[str, Callable[[ItemBank, Path], int]]] = {
    "numpy": ("floor: NumPy means, in memory", numpy_means),
    "polars": ("floor: polars reads, adds up", polars_sums),
    "scored": ("scored from Parquet", scored),
    "written": ("scored and written to Parquet", written),
    "analysed": ("scored and analysed", analysed),
    "assess": ("one by one: assess", one_by_one),
}


def _tell(rows: int, seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # KiB on Linux
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak}))


def _child(way: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, way, str(path)], capture_output=True, text=True, check=True
    )
    told: dict[str, float] = json.loads(done.stdout.splitlines()[0])
    return told


def main() -> int:
    """Print rows per second and peak memory of each way; as a child, run one way."""
    if len(sys.argv) > 2:
        way, path = sys.argv[1], Path(sys.argv[2])
        if way == "make":
            make(path, int(sys.argv[3]))
            return 0
        questions = bank()
        load_polars()
        started = perf_counter()
        rows = WAYS[way][1](questions, path)
        if rows:
            _tell(rows, perf_counter() - started)
        return 0
    results = int(sys.argv[1]) if len(sys.argv) > 1 else RESULTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "results.parquet"
        subprocess.run([sys.executable, __file__, "make", str(path), str(results)], check=True)
        size = path.stat().st_size / 1e6
        print(f"{results:,} results of the form {FORM}, {size:.0f} MB of Parquet, batches of {BATCH_ROWS:,}")
        print(f"{'':32}{'seconds':>9}{'rows/s':>12}{'peak MiB':>10}{'ratio':>8}")
        floor = None
        for way, (name, _) in WAYS.items():
            told = _child(way, path)
            each = told["seconds"] / told["rows"]
            floor = floor or each
            print(
                f"{name:32}{told['seconds']:9.2f}{told['rows'] / told['seconds']:12,.0f}"
                f"{told['peak']:10.0f}{each / floor:8.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

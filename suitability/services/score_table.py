"""Tables as Parquet files, a row a result, written batch after batch: memory does not grow with them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from suitability.domain.bank import ItemBank
from suitability.services.column_scores import score_batch
from suitability.services.result_table import BATCH_ROWS, Table, batches, file_notes, load_polars


def write_scores(bank: ItemBank, table: Table, form: str, file: Path) -> None:
    """Write the scores of all results of one form to ``file``, which lies in a folder that can be written to.

    Raises:
        ResultFileError: a cell holds an answer that its item cannot have.
        UserError: polars is missing.
        OSError: the file cannot be written.
    """
    _sink(file, (score_batch(bank, form, batch) for batch in batches(bank, table, form)))


def write_table(bank: ItemBank, table: Table, file: Path) -> None:
    """Write the results themselves to ``file``, with what each item measures (``services.result_table``).

    Raises:
        OSError: the file cannot be written.
    """
    pl = load_polars()
    try:
        table.frame.sink_parquet(file, row_group_size=BATCH_ROWS, metadata=file_notes(bank, table.forms))
    except pl.exceptions.PolarsError as error:
        raise OSError(str(error).partition("\n")[0]) from error


def _sink(file: Path, frames: Iterable[Any]) -> None:
    """Write frames one after the other: each becomes a part beside ``file``, then the parts one file."""
    pl = load_polars()
    parts: list[Path] = []
    try:
        for frame in frames:
            parts.append(file.with_name(f"{file.name}.{len(parts):05d}"))
            frame.write_parquet(parts[-1])
        pl.scan_parquet(parts, glob=False).sink_parquet(file, row_group_size=BATCH_ROWS)
    except pl.exceptions.PolarsError as error:
        raise OSError(str(error).partition("\n")[0]) from error
    finally:
        for part in parts:
            with contextlib.suppress(OSError):
                part.unlink()

"""The scores of many results as a Parquet file, a row a result, batch after batch."""

from __future__ import annotations

import io

from suitability.domain.bank import ItemBank
from suitability.services.column_scores import score_batch
from suitability.services.result_table import Table, batches, load_polars


def scores_bytes(bank: ItemBank, table: Table, form: str) -> bytes:
    """Return the scores of all results of one form as the bytes of a Parquet file.

    Raises:
        ResultFileError: a cell holds an answer that its item cannot have.
        UserError: polars is missing.
    """
    pl = load_polars()
    parts = [score_batch(bank, form, batch) for batch in batches(bank, table, form)]
    stream = io.BytesIO()
    pl.concat(parts).write_parquet(stream)
    return stream.getvalue()

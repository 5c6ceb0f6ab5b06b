"""Many results as one table, a row a result, and its Parquet file. polars is imported inside functions.

Columns: ``result.id``, ``.created``, ``.form``, ``.language``, ``.pack``, ``.version``, ``.digest`` and
``.order`` (item ids with commas where the order is not the form's order of today, else null); then for each
item ``S01`` (the cell of ``answer_text``, null: not answered) and ``S01.ms`` (time on screen, null: not
measured). The file says what each item measured when the table was made, so that it can be refused when that
is no longer so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.errors import ResultFileError, UserError
from suitability.services.answer_text import Cell, cell, points
from suitability.services.replay import marks
from suitability.storage.digest import still_means
from suitability.storage.safe_write import shown

if TYPE_CHECKING:
    from polars import DataFrame, LazyFrame

FORMAT = "suitability-table 1"
BATCH_ROWS = 1 << 16
"""Rows that are in memory at a time, and rows of a row group in the file."""

ROWS_AT_ONCE = 2_000
"""Results collected before they become columns."""

LONGEST = 2**32 - 1
"""Longest time in ms that a cell holds (49 days); longer ones are cut to it."""

HEAD = ("id", "created", "form", "language", "pack", "version", "digest", "order")


def load_polars() -> Any:
    """Return the polars module.

    Raises:
        UserError: polars is not installed (``polars_missing``; the sentence names the extra).
    """
    try:
        import polars  # noqa: PLC0415 - an extra, wanted only for many results
    except ImportError as error:
        raise UserError("polars_missing", extra="analysis") from error
    return polars


@dataclass(frozen=True, slots=True)
class Table:
    """Results as a lazily read table; ``rows`` by form and language."""

    frame: LazyFrame
    total: int
    rows: Mapping[tuple[str, str], int]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that occur, the most frequent first."""
        counted: dict[str, int] = {}
        for (form, _), count in self.rows.items():
            counted[form] = counted.get(form, 0) + count
        return tuple(sorted(counted, key=lambda form: (-counted[form], form)))


class TableBuilder:
    """Takes results one after the other and turns them into a table."""

    def __init__(self, bank: ItemBank) -> None:
        self._bank = bank
        self._rows: dict[str, list[dict[str, Cell | None]]] = {}
        self._frames: list[DataFrame] = []

    def add(self, result: Result, _fit: object = None) -> None:
        """Take one result whose form and items the bank has."""
        rows = self._rows.setdefault(result.form, [])
        rows.append(row_of(self._bank, result))
        if len(rows) >= ROWS_AT_ONCE:
            self._flush(result.form)

    def table(self) -> Table:
        """Return the table of everything taken so far.

        Raises:
            UserError: nothing was taken (``table_empty``), or polars is missing.
        """
        pl = load_polars()
        for form in list(self._rows):
            self._flush(form)
        if not self._frames:
            raise UserError("table_empty")
        return _table(pl.concat(self._frames, how="diagonal").lazy())

    def _flush(self, form: str) -> None:
        rows = self._rows.pop(form, [])
        if rows:
            pl = load_polars()
            self._frames.append(pl.DataFrame(rows, schema=schema(self._bank, [form])))


def row_of(bank: ItemBank, result: Result) -> dict[str, Cell | None]:
    """Return the row of a result: column name to value."""
    content = result.content
    usual = result.order == bank.order(result.form)
    row: dict[str, Cell | None] = {
        "result.id": result.id,
        "result.created": result.created,
        "result.form": result.form,
        "result.language": result.language,
        "result.pack": content.pack,
        "result.version": content.version,
        "result.digest": content.digest,
        "result.order": None if usual else ",".join(result.order),
    }
    for item in bank.order(result.form):
        response = result.responses.get(item)
        row[item] = None if response is None or response.answer is None else cell(response.answer)
        spent = None if response is None else response.elapsed_ms
        row[f"{item}.ms"] = None if spent is None else min(spent, LONGEST)
    return row


def schema(bank: ItemBank, forms: Iterable[str]) -> dict[str, Any]:
    """Return the types of the columns that the forms need, by name."""
    pl = load_polars()
    types: dict[str, Any] = {f"result.{name}": pl.String for name in HEAD}
    for item_id in items_of(bank, forms):
        types[item_id] = pl.String if points(bank.items[item_id]) is None else pl.UInt8
        types[f"{item_id}.ms"] = pl.UInt32
    return types


def items_of(bank: ItemBank, forms: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of all items of the forms, each once."""
    return tuple(dict.fromkeys(item for form in forms for item in bank.order(form)))


def file_notes(bank: ItemBank, forms: Iterable[str]) -> dict[str, str]:
    """Return what a Parquet file says about itself: format, pack, and the mark of every item."""
    known = marks(bank, items_of(bank, forms))
    notes = {"format": FORMAT, "pack": bank.pack.id, "version": bank.pack.version, "digest": bank.digest}
    return {f"suitability.{name}": text for name, text in notes.items()} | {
        "suitability.marks": json.dumps(dict(known), sort_keys=True)
    }


def open_table(bank: ItemBank, path: Path) -> Table:
    """Return the table in a Parquet file of this program, ready to be read in batches.

    Raises:
        UserError: polars is missing.
        ResultFileError: not such a file, damaged, holding a result twice, or made with other content.
    """
    pl = load_polars()
    name = shown(path)
    try:
        notes = pl.read_parquet_metadata(path)
        frame = pl.scan_parquet(path)
        types = dict(frame.collect_schema())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ResultFileError("table_unreadable", path=name, reason=shown(_first_line(error))) from error
    _check_notes(bank, notes, name)
    try:
        table = _table(frame)
        distinct = int(frame.select(pl.col("result.id").n_unique()).collect().item())
    except pl.exceptions.PolarsError as error:
        raise ResultFileError("table_unreadable", path=name, reason=shown(_first_line(error))) from error
    _check_columns(bank, table, types, name)
    if distinct != table.total:
        raise ResultFileError("table_repeats", path=name, count=table.total - distinct)
    return table


def _check_notes(bank: ItemBank, notes: Mapping[str, str], name: str) -> None:
    if notes.get("suitability.format") != FORMAT:
        raise ResultFileError("table_foreign", path=name)
    try:
        before = json.loads(notes["suitability.marks"])
        pairs = {str(item): str(mark) for item, mark in before.items()}
    except (KeyError, ValueError, AttributeError) as error:
        raise ResultFileError("table_foreign", path=name) from error
    changed = sorted(
        shown(item)
        for item, mark in pairs.items()
        if item not in bank.items or not still_means(bank.items[item], mark)
    )
    if changed:
        version = shown(notes.get("suitability.version", "?"))
        raise ResultFileError("table_items_changed", path=name, version=version, items=", ".join(changed))


def _check_columns(bank: ItemBank, table: Table, types: Mapping[str, Any], name: str) -> None:
    unknown = sorted(form for form in table.forms if form not in bank.forms)
    if unknown:
        raise ResultFileError("table_form_unknown", path=name, form=shown(", ".join(unknown)))
    for column, kind in schema(bank, table.forms).items():
        if types.get(column) != kind:
            raise ResultFileError("table_column", path=name, column=column)


def _table(frame: LazyFrame) -> Table:
    pl = load_polars()
    counted = frame.group_by("result.form", "result.language").agg(pl.len().alias("count")).collect()
    rows = {(form, language): count for form, language, count in counted.rows()}
    return Table(frame, sum(rows.values()), dict(sorted(rows.items())))


def batches(bank: ItemBank, table: Table, form: str) -> Iterator[DataFrame]:
    """Yield the rows of one form in order, at most ``BATCH_ROWS`` at a time.

    Raises:
        ResultFileError: a cell holds an answer that its item cannot have, or the file cannot be read on.
    """
    pl = load_polars()
    columns = list(schema(bank, [form]))
    for start in range(0, table.total, BATCH_ROWS):
        part = table.frame.select(columns).slice(start, BATCH_ROWS)
        try:
            batch = part.filter(pl.col("result.form") == form).collect()
        except pl.exceptions.PolarsError as error:
            raise ResultFileError("table_unreadable", path="-", reason=shown(_first_line(error))) from error
        if batch.height:
            _check_codes(bank, form, batch)
            yield batch


def _check_codes(bank: ItemBank, form: str, batch: DataFrame) -> None:
    pl = load_polars()
    most = {item: points(bank.items[item]) for item in bank.order(form)}
    wrong = batch.select(
        (~pl.col(item).is_between(1, last)).any().alias(item)
        for item, last in most.items()
        if last is not None
    ).row(0, named=True)
    found = [column for column, bad in wrong.items() if bad]
    if found:
        raise ResultFileError("table_values", columns=", ".join(found))


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]

"""Where many results come from: a folder of result files, or the Parquet file made from one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.errors import UserError
from suitability.services.result_folder import Intake, read_folder
from suitability.services.result_table import Table, TableBuilder, open_table

TABLE_ENDINGS = (".parquet", ".pq")


@dataclass(frozen=True, slots=True)
class Source:
    """Results as a table; ``intake`` says what a folder held, None for a table file."""

    table: Table
    intake: Intake | None


class NothingUsable(UserError):
    """No file of a folder can be used; ``intake`` says why."""

    def __init__(self, intake: Intake) -> None:
        super().__init__("table_empty")
        self.intake = intake


def open_source(bank: ItemBank, place: Path, form: str | None = None) -> Source:
    """Return the results in a folder or in a Parquet file.

    Args:
        bank: the questions that the results must fit.
        place: a folder of result files, or a file that ends in ``.parquet``.
        form: take only results of this form out of a folder.

    Raises:
        NothingUsable: the folder holds files, and none can be used.
        UserError: there is no such folder or no result file in it, or polars is missing.
        ResultFileError: the Parquet file cannot be used.
    """
    if place.suffix.lower() in TABLE_ENDINGS and not place.is_dir():
        return Source(open_table(bank, place), None)
    builder = TableBuilder(bank)
    intake = read_folder(bank, place, builder.add, form)
    if intake.used == 0:
        raise NothingUsable(intake)
    return Source(builder.table(), intake)

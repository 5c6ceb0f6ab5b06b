"""Everybody in a folder as a table in a file: the part of ``suitability export`` that takes a folder."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from suitability.cli import environment, output
from suitability.cli.destinations import check_ending, kind_of, placed
from suitability.cli.learning import tell_intake
from suitability.errors import EXIT_DONE, OutputError, UserError
from suitability.services import exports, files
from suitability.services.blind import is_blind, salt_of
from suitability.services.export_columns import Wanted, dictionary, table_dictionary
from suitability.services.inviting import MOMENT
from suitability.services.people import collected
from suitability.services.pool import open_pool


def export_folder(folder: Path, kind: str | None, place: Path | None, wanted: Wanted, *, force: bool) -> int:
    """Write everybody in ``folder`` to ``place`` and return the exit code.

    Raises:
        UserError: no place, no telling which format, nothing to read, or polars is missing for Parquet.
        OutputError: the file exists, or cannot be written.
        SealError: the index of the folder cannot be used.
    """
    if place is None:
        raise UserError("export_output_needed")
    ending = _format(place, kind)
    path = placed(place, f"suitability-people.{ending}")
    if not force and files.is_there(path):
        raise OutputError("output_exists", path=files.shown(path))
    bank, words = environment.bank(), environment.words()
    table = exports.table_of(bank, wanted, words)
    chosen = exports.Chosen(folder, wanted.form, veil_of(folder) if wanted.blind else None)
    found: list[exports.Exported] = []

    def make(file: Path) -> None:
        with exports.writer(ending, file, table) as writer:
            found.append(exports.export_people(bank, chosen, writer.row, table))

    files.write_made(path, make, force=force)
    (done,) = found
    if collected(folder):
        remember(folder, path)
    code = tell_intake(done.roll.intake, words)
    if done.roll.waiting:
        output.say(words.plural("export.waiting", done.roll.waiting))
    if done.roll.misfits:
        output.say(words.plural("export.misfits", done.roll.misfits))
    output.tell_wrapped(words.plural("export.done", done.rows, columns=len(table.columns)))
    output.tell_wrapped(words("recruiting.collect.promise"))
    output.tell(words("commands.written", path=path))
    return code


def remember(folder: Path, path: Path) -> None:
    """Note in a folder's index that a file holds its people's data: whoever is erased later is told of it."""
    with closing(open_pool(environment.bank(), folder)) as pool:
        pool.note_written([], path, environment.utc_now().strftime(MOMENT))


def hides_names(folder: Path) -> bool:
    """Return whether a folder is in blind mode: then an export leaves names out without being asked."""
    if not collected(folder):
        return False
    with closing(open_pool(environment.bank(), folder)) as pool:
        return is_blind(pool)


def veil_of(folder: Path) -> bytes:
    """Return what a folder's pseudonyms are made from: its own secret, or chance where it has no index."""
    if not collected(folder):
        return environment.random_bytes(16)
    with closing(open_pool(environment.bank(), folder)) as pool:
        return salt_of(pool, environment.random_bytes)


def tell_dictionary(wanted: Wanted) -> int:
    """Print every column of an export with type, unit and meaning."""
    bank, words = environment.bank(), environment.words()
    _tell_columns(dictionary(bank, wanted, words))
    output.tell("")
    output.tell_wrapped(words("export.table.heading"))
    _tell_columns(table_dictionary(words))
    return EXIT_DONE


def _tell_columns(rows: Iterable[tuple[str, str, str, str]]) -> None:
    for name, kind, unit, meaning in rows:
        output.tell(f"{name}  ({kind}{', ' if unit else ''}{unit})")
        output.tell_wrapped(f"    {meaning}", hanging=4)


def _format(place: Path, kind: str | None) -> exports.Format:
    """Return the format named, or the one that the ending of the place stands for."""
    if files.is_folder(place):
        promised: str | None = kind or "csv"
    elif kind is not None:
        check_ending(place, kind)
        promised = kind
    else:
        promised = kind_of(place)
    for one in exports.FORMATS:
        if one == promised:
            return one
    raise UserError("export_kind_unknown", path=files.shown(place))

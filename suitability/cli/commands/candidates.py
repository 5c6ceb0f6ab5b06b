"""``suitability candidates FOLDER``: everybody in a collected folder, on the full screen or as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from suitability.cli import environment, output
from suitability.cli.destinations import OutputPath
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, OutputError, SealError
from suitability.storage.pool_schema import STATUSES

if TYPE_CHECKING:
    from suitability.services.candidate_table import TableOrder
    from suitability.services.candidates import Desk

FORMATS = ("screen", "table", "csv", "json")
QUALITIES = ("none", "soft", "strong")


@translated("candidates")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--format", "kind", type=click.Choice(FORMATS))
@click.option("--text", "text_", default="")
@click.option("--status", multiple=True, type=click.Choice(STATUSES))
@click.option("--role", multiple=True)
@click.option("--form", multiple=True)
@click.option("--stage", multiple=True)
@click.option("--quality", multiple=True, type=click.Choice(QUALITIES))
@click.option("--sign", multiple=True)
@click.option("--sort", default="person")
@click.option("--reverse", is_flag=True)
@click.option("--limit", type=click.IntRange(min=1))
@click.option("--blind/--names", "blind", default=None)
@click.option("--output", "place", type=OutputPath())
@click.option("--force", is_flag=True)
@click.option("--keep-days", type=int)
@click.option("--index", type=click.Path(path_type=Path))
def command(
    folder: Path, *, kind: str | None, blind: bool | None, place: Path | None, force: bool, **asked: Any
) -> int:
    """Show everybody in FOLDER."""
    from suitability.cli.desk import desk_of, whole_screen  # noqa: PLC0415 - a folder loads when it is opened

    kind = kind or ("screen" if place is None and whole_screen() else "table")
    with desk_of(folder, asked["index"], blind=False) as desk:
        if blind is not None:
            desk.set_blind(blind=blind)
        if asked["keep_days"] is not None:
            desk.set_keep_days(asked["keep_days"])
        order = _order(desk, asked)
        if kind == "screen":
            from suitability.cli.fullscreen import open_recruiter  # noqa: PLC0415 - Textual loads here

            return open_recruiter(environment.bank(), environment.language(), desk, order)
        width = environment.columns(sys.stdout) if place is None else None
        _write(desk, _pieces(desk, kind, order, width), place, force=force)
        if desk.blind:
            output.say(environment.words()("candidates.hidden", folder=folder))
        if kind == "table" and place is None:
            _tell_below(desk, order)
    return EXIT_DONE


def _order(desk: Desk, asked: dict[str, Any]) -> TableOrder:
    """Return the filter and the order that were asked for.

    Raises:
        SealError: a sign or a column that there is not.
    """
    from suitability.services.candidate_table import TableOrder  # noqa: PLC0415 - only with a folder
    from suitability.services.candidate_view import named  # noqa: PLC0415 - as above
    from suitability.services.candidates import SORTS, STAGES  # noqa: PLC0415 - as above
    from suitability.services.pool import Filter, Sort  # noqa: PLC0415 - as above

    signs, scales = desk.pool.signs, desk.pool.scales
    for sign in asked["sign"]:
        _known(sign, signs, "--sign")
    by = asked["sort"].removeprefix("scale:")
    _known(by, (*SORTS, *scales), "--sort")
    sort = Sort(f"scale:{by}" if by in scales else by, (by in scales) != asked["reverse"])
    wanted = Filter(
        text=asked["text_"],
        statuses=asked["status"],
        roles=asked["role"],
        forms=asked["form"],
        stages=tuple(named(one, STAGES, environment.words()) for one in asked["stage"]),
        qualities=asked["quality"],
        raised=asked["sign"],
    )
    return TableOrder(wanted, sort, asked["limit"])


def _known(name: str, known: tuple[str, ...], option: str) -> None:
    if name not in known:
        from suitability.services.files import shown  # noqa: PLC0415 - only a mistake needs it

        raise SealError("pool_no_column", option=option, name=shown(name)[:40], known=", ".join(known))


def _pieces(desk: Desk, kind: str, order: TableOrder, width: int | None) -> Iterable[str]:
    """Return the table in pieces; as text ``width`` columns wide, in a file as wide as it takes."""
    from suitability.services import candidate_table as table  # noqa: PLC0415 - as above
    from suitability.services.candidate_text import table_lines  # noqa: PLC0415 - as above

    if kind == "csv":
        return table.csv_text(table.records(desk, order))
    if kind == "json":
        return table.json_text(table.records(desk, order))
    lines = table_lines(desk, environment.bank(), order, environment.words(), width)
    return (f"{line}\n" for line in lines)


def _write(desk: Desk, pieces: Iterable[str], place: Path | None, *, force: bool) -> None:
    """Write the table to standard output or into a file, which is remembered for when people are erased."""
    if place is None or str(place) == "-":
        for piece in pieces:
            output.tell(piece, end="")
        return
    from suitability.services import files  # noqa: PLC0415 - only where something is written

    if not force and files.is_there(place):
        raise OutputError("output_exists", path=files.shown(place))
    files.write_text(place, "".join(pieces), force=force)
    desk.pool.note_written([], place, desk.tools.now())
    output.tell(environment.words()("commands.written", path=place))


def _tell_below(desk: Desk, order: TableOrder) -> None:
    """Say below the table what the bracket means, why there is no total, and whose time is nearly over."""
    from suitability.cli.desk import tell_due  # noqa: PLC0415 - as above
    from suitability.services.candidate_view import trust  # noqa: PLC0415 - as above

    words = environment.words()
    output.tell("")
    if not desk.listing(order.wanted, order.sort).numbers:
        empty = order.wanted == type(order.wanted)()
        output.tell_wrapped(words(f"candidates.table.{'empty' if empty else 'filtered'}"))
    if order.sort.by.startswith("scale:"):
        output.tell_wrapped(words("candidates.ties"))
    output.tell_wrapped(trust(words))
    tell_due(desk)

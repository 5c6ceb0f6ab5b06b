"""``suitability compare ID ID``: two to four people of a folder side by side, scale by scale."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.folder_options import folder_options
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, SealError


@translated("compare")
@click.argument("named", nargs=-1, required=True)
@folder_options
def command(named: tuple[str, ...], *, folder: Path, blind: bool, index: Path | None) -> int:
    """Set the people NAMED side by side."""
    from suitability.cli.desk import desk_of  # noqa: PLC0415 - a folder loads when it is opened
    from suitability.services.candidate_text import compare_lines, overlap_lines  # noqa: PLC0415 - as above
    from suitability.services.candidate_view import trust  # noqa: PLC0415 - as above
    from suitability.services.candidates import SIDE_BY_SIDE  # noqa: PLC0415 - as above

    words, bank = environment.words(), environment.bank()
    with desk_of(folder, index, blind=blind) as desk:
        rows = {row.id: row for row in map(desk.find, named)}
        if not 2 <= len(rows) <= SIDE_BY_SIDE:
            raise SealError("compare_count", count=len(rows), most=SIDE_BY_SIDE)
        width = environment.columns(sys.stdout)
        for line in compare_lines(desk, bank, list(rows.values()), words, width):
            output.tell(line)
        output.tell("")
        for line in overlap_lines(bank, list(rows.values()), words):
            output.tell_wrapped(line)
    output.tell("")
    output.tell_wrapped(trust(words))
    return EXIT_DONE

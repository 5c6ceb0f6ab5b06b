"""``suitability interview ID``: the interview sheet of a person, filled in, shown or written to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.destinations import OutputPath
from suitability.cli.folder_options import folder_options
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, OutputError, SealError
from suitability.services.files import clean_name

if TYPE_CHECKING:
    from suitability.services.candidates import Desk
    from suitability.services.sheet_view import Sheet, SheetRow

FORMATS = ("screen", "text", "html")


@translated("interview")
@click.argument("named")
@click.option("--interviewer")
@click.option("--mark", multiple=True)
@click.option("--note", multiple=True)
@click.option("--format", "kind", type=click.Choice(FORMATS))
@click.option("--empty", is_flag=True)
@click.option("--output", "place", type=OutputPath())
@click.option("--force", is_flag=True)
@folder_options
def command(  # noqa: PLR0913 - one argument per option
    named: str,
    *,
    folder: Path,
    interviewer: str | None,
    mark: tuple[str, ...],
    note: tuple[str, ...],
    kind: str | None,
    empty: bool,
    place: Path | None,
    force: bool,
    blind: bool,
    index: Path | None,
) -> int:
    """Fill in or write the interview sheet of the person NAMED."""
    from suitability.cli.desk import desk_of, whole_screen  # noqa: PLC0415 - a folder loads when it is opened

    with desk_of(folder, index, blind=blind) as desk:
        number = desk.find(named).id
        desk.interviewer = clean_name(interviewer or "")
        _hear(desk, number, mark, note)
        if kind is None:
            plain = mark or note or empty or place is not None or not whole_screen()
            kind = "text" if plain else "screen"
        if place is not None and place.suffix.lower() in {".html", ".htm"}:
            kind = "html"
        if kind == "screen":
            from suitability.cli.fullscreen import open_recruiter  # noqa: PLC0415 - Textual loads here

            return open_recruiter(environment.bank(), environment.language(), desk, None, sheet=number)
        alone = interviewer is not None or bool(mark or note) or empty
        whose = (desk.interviewer,) if alone else desk.interviewers(number) or ("",)
        if len(whose) > 1 and kind == "html":
            people = ", ".join(one or environment.words()("candidates.sheet.nobody") for one in whose)
            raise SealError("sheet_whose", name=desk.name(desk.find(named)), people=people)
        text = "\n\n".join(_sheet_text(desk, number, one, kind, empty=empty) for one in whose)
        if place is None:
            output.tell(text, end="")
            return EXIT_DONE
        from suitability.services import files  # noqa: PLC0415 - only where something is written

        if not force and files.is_there(place):
            raise OutputError("output_exists", path=files.shown(place))
        desk.print_sheet(number, place, text)
        output.tell(environment.words()("commands.written", path=place))
    return EXIT_DONE


def _sheet(desk: Desk, number: int, *, empty: bool = False) -> Sheet:
    from suitability.cli.invited import role_name  # noqa: PLC0415 - as above
    from suitability.services.sheets import sheet_for  # noqa: PLC0415 - as above

    return sheet_for(desk, number, environment.words(), role_name, empty=empty)


def _sheet_text(desk: Desk, number: int, interviewer: str, kind: str, *, empty: bool) -> str:
    """Return the sheet of one interviewer as a text or a page."""
    desk.interviewer = interviewer
    sheet = _sheet(desk, number, empty=empty)
    if kind == "html":
        from suitability.rendering.sheet import to_sheet_page  # noqa: PLC0415 - Jinja loads only for a page

        return to_sheet_page(sheet)
    from suitability.services.sheet_view import sheet_text  # noqa: PLC0415 - as above

    return sheet_text(sheet)


def _hear(desk: Desk, number: int, marks: tuple[str, ...], notes: tuple[str, ...]) -> None:
    """Store marks (QUESTION=good) and notes (QUESTION=text); a question is named by its number or its id.

    Raises:
        SealError: no such question, no such mark, or it is not written like that.
    """
    if not marks and not notes:
        return
    rows = _sheet(desk, number).rows
    for place, (option, texts) in enumerate((("--mark", marks), ("--note", notes))):
        for text in texts:
            row, value = _parted(rows, option, text)
            at, known = next(
                (at, one)
                for at, one in enumerate(_sheet(desk, number).rows, start=1)
                if one.asked.id == row.asked.id
            )
            before, heard = (
                (known.mark, (value, known.note)) if place == 0 else (known.note, (known.mark, value))
            )
            desk.hear(number, row.asked.id, *heard)
            if before and before != value:
                output.say(environment.words()("candidates.sheet.replaced", number=at, before=before))


def _parted(rows: tuple[SheetRow, ...], option: str, text: str) -> tuple[SheetRow, str]:
    from suitability.services.files import shown  # noqa: PLC0415 - as above
    from suitability.services.pool import MARKS  # noqa: PLC0415 - as above

    name, sign, value = text.partition("=")
    named = name.strip().casefold()
    found = [row for at, row in enumerate(rows, start=1) if named in (str(at), row.asked.id.casefold())]
    if not sign or not found:
        raise SealError("sheet_question", option=option, value=shown(text)[:60], count=len(rows))
    if option == "--mark" and value not in ("", *MARKS):
        raise SealError("sheet_mark", value=shown(value)[:40], known=", ".join(MARKS))
    return found[0], value

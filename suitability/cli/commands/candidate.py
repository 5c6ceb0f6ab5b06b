"""``suitability candidate ID``: one person of a folder; notes, stage and ratings are set here too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.folder_options import folder_options
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, SealError

if TYPE_CHECKING:
    from suitability.services.candidate_view import Passage
    from suitability.services.candidates import Desk
    from suitability.services.pool import Candidate

PATH = click.Path(path_type=Path)


@translated("candidate")
@click.argument("named")
@click.option("--note", multiple=True)
@click.option("--erase-note", type=int, multiple=True)
@click.option("--stage")
@click.option("--rating", multiple=True)
@click.option("--evidence", is_flag=True)
@click.option("--questions", is_flag=True)
@click.option("--print", "place", type=PATH)
@folder_options
def command(  # noqa: PLR0913 - one argument per option
    named: str,
    *,
    folder: Path,
    note: tuple[str, ...],
    erase_note: tuple[int, ...],
    stage: str | None,
    rating: tuple[str, ...],
    evidence: bool,
    questions: bool,
    place: Path | None,
    blind: bool,
    index: Path | None,
) -> int:
    """Show the person NAMED, after setting what was asked for."""
    from suitability.cli.desk import desk_of  # noqa: PLC0415 - a folder loads when it is opened
    from suitability.services.candidate_view import named as by_name  # noqa: PLC0415 - as above
    from suitability.services.candidates import CRITERIA, STAGES  # noqa: PLC0415 - as above

    words = environment.words()
    with desk_of(folder, index, blind=blind) as desk:
        number = desk.find(named).id
        ratings = [_rating(one) for one in rating]
        for text in note:
            desk.add_note(number, text)
        for old in erase_note:
            _erase_note(desk, number, old)
        if stage is not None:
            desk.set_stage(number, by_name(stage, STAGES, words))
        for criterion, value in ratings:
            desk.set_rating(number, by_name(criterion, CRITERIA, words), value)
        if place is not None:
            return _print(desk, number, place)
        _show(desk, desk.pool.candidate(number), evidence=evidence, questions=questions)
    return EXIT_DONE


def _rating(text: str) -> tuple[str, int | None]:
    """Return criterion and value of ``CRITERION=VALUE``; an empty value takes the rating back.

    Raises:
        SealError: it is not written like that.
    """
    criterion, sign, value = text.rpartition("=")
    if not sign or not criterion.strip() or not (value == "" or (value.isascii() and value.isdecimal())):
        from suitability.services.files import shown  # noqa: PLC0415 - only a mistake needs it

        raise SealError("rating_shape", value=shown(text)[:60])
    return criterion, int(value[:6]) if value else None


def _erase_note(desk: Desk, number: int, note: int) -> None:
    if note not in [one.id for one in desk.pool.candidate(number).notes]:
        raise SealError("note_missing", note=note)
    desk.pool.erase_note(note)


def _print(desk: Desk, number: int, place: Path) -> int:
    from suitability.cli.destinations import kind_of  # noqa: PLC0415 - only to print
    from suitability.services import files  # noqa: PLC0415 - as above
    from suitability.services.candidates import PrintOrder  # noqa: PLC0415 - as above

    promised = "pdf" if files.is_folder(place) else kind_of(place)
    kind = next((one for one in ("html", "text", "json") if one == promised), "pdf")
    language = environment.language()
    path = desk.print_report(number, lambda one: PrintOrder(one, place, language, kind))  # type: ignore[arg-type]  # one of the formats
    output.tell(environment.words()("commands.written", path=path))
    return EXIT_DONE


def _show(desk: Desk, candidate: Candidate, *, evidence: bool, questions: bool) -> None:
    from suitability.cli.invited import role_name  # noqa: PLC0415 - only to show somebody
    from suitability.services import candidate_view as view  # noqa: PLC0415 - as above

    words = environment.words()
    output.tell(desk.name(candidate.row))
    for label, value in view.facts(desk, candidate, words, role_name):
        output.tell_wrapped(f"{label}: {value}", hanging=2)
    edition = desk.edition(candidate, words)
    _tell(view.profile(edition, candidate, words))
    for asked, pages in ((evidence, view.evidence), (questions, view.questions)):
        if asked:
            for page in pages(edition, words):
                _tell(page)
    _own(desk, candidate)
    output.tell("")
    output.tell_wrapped(view.trust(words))


def _own(desk: Desk, candidate: Candidate) -> None:
    """Tell what the recruiter wrote: ratings, and notes unless they could name the person."""
    from suitability.services.candidate_view import stage_text  # noqa: PLC0415 - only to show somebody

    words = environment.words()
    for one in candidate.ratings:
        output.tell_wrapped(
            words("candidates.rating", criterion=stage_text(one.criterion, words), value=one.value)
        )
    if desk.blind and candidate.notes:
        output.tell_wrapped(words("candidates.notes.hidden"))
        return
    for note in candidate.notes:
        output.tell_wrapped(f"[{note.id}] {note.at[:10]}: {note.text}", hanging=4)


def _tell(passages: tuple[Passage, ...]) -> None:
    for one in passages:
        if one.kind in ("heading", "title"):
            output.tell("")
        output.tell_wrapped(
            f"- {one.text}" if one.kind == "bullet" else one.text, 2 if one.kind == "bullet" else 0
        )

"""``suitability seal [RESULT]``: a result sealed for the recruiter whose invite it answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import EXIT_DONE, EXIT_USER, OutputError, SealError

if TYPE_CHECKING:
    from suitability.domain.bank import ItemBank
    from suitability.domain.session import Result
    from suitability.plain.dialogue import Dialogue
    from suitability.services.invitation import Invitation

PATH = click.Path(path_type=Path)


@translated("seal")
@click.argument("result", required=False)
@click.option("--invite", type=PATH)
@click.option("--output", "place", type=PATH)
@click.option("--show", is_flag=True)
@click.option("--force", is_flag=True)
def command(result: str | None, *, invite: Path | None, place: Path | None, show: bool, force: bool) -> int:
    """Show what would be sent, ask for the consent, and seal."""
    from suitability.cli import invited  # noqa: PLC0415 - needed only here
    from suitability.cli.opening import result_from  # noqa: PLC0415 - as above
    from suitability.plain.dialogue import Dialogue, EndOfInput  # noqa: PLC0415 - as above
    from suitability.plain.take import Paused  # noqa: PLC0415 - as above
    from suitability.services import files  # noqa: PLC0415 - as above
    from suitability.services.invitation import content_lines  # noqa: PLC0415 - as above

    bank = environment.bank()
    found = result_from(result, bank)
    invitation = _invitation(bank, invite, found)
    path = _path(place, invitation, force=force)
    words = environment.words(found.language)

    def read() -> str:
        line = sys.stdin.readline(4096)
        if not line:
            raise EndOfInput
        return line.rstrip("\r\n")

    dialogue = Dialogue(read, output.tell)
    try:
        if invitation.consent is None and not show:
            invited.ask_consent(invitation, dialogue, environment.words(invitation.invite.language))
            if invitation.consent is None:
                return EXIT_USER
        for line in content_lines(bank, invitation, found, words):
            dialogue.say(line)
        if show:
            return EXIT_DONE
        _late(invitation, dialogue)
        if not invited.yes(dialogue, words("recruiting.seal.ask")):
            raise Paused
    except (EndOfInput, Paused):
        dialogue.say(words("recruiting.seal.kept"))
        return EXIT_USER
    files.write_text(path, invitation.seal(found), force=force)
    invited.tell_written(invitation, path, words, dialogue.say)
    return EXIT_DONE


def _invitation(bank: ItemBank, invite: Path | None, result: Result) -> Invitation:
    from suitability.cli.invited import here  # noqa: PLC0415 - as above
    from suitability.services.invitation import kept_invitation, open_invitation  # noqa: PLC0415 - as above

    if invite is None:
        kept = kept_invitation(here(bank), result.id)
        if kept is None:
            raise SealError("seal_which_invite", run=result.id[:8])
        return kept
    invitation = open_invitation(here(bank), invite)
    invitation.recall(result.id)
    return invitation


def _path(place: Path | None, invitation: Invitation, *, force: bool) -> Path:
    """Return where the sealed file goes.

    Raises:
        OutputError: there is such a file already, and no ``force``.
    """
    from suitability.services import files  # noqa: PLC0415 - as above

    if place is None:
        path = environment.here() / invitation.file_name()
        return path if force else files.free_name(path)
    path = place / invitation.file_name() if files.is_folder(place) else place
    if not force and files.is_there(path):
        raise OutputError("output_exists", path=files.shown(path))
    return path


def _late(invitation: Invitation, dialogue: Dialogue) -> None:
    """Say so when the invite has run out or is not valid yet; the recruiter decides what counts."""
    from suitability.services.messages import sentence  # noqa: PLC0415 - as above

    try:
        invitation.check_dates()
    except SealError as error:
        dialogue.say(sentence(environment.words(invitation.invite.language), error))

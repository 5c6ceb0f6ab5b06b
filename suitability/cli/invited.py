"""The candidate's side of an invite in plain text: shown, agreed to, in the end read through and sealed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from suitability.cli import environment
from suitability.cli.opening import program
from suitability.cli.yes_no import meant
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.errors import OutputError, SealError, UserError
from suitability.plain.dialogue import Dialogue
from suitability.plain.take import Paused, command_of
from suitability.services import files
from suitability.services.invitation import (
    Here,
    Invitation,
    about_lines,
    content_lines,
    open_invitation,
)
from suitability.services.messages import sentence
from suitability.services.words import Words


def here(bank: ItemBank) -> Here:
    """Return what an invitation needs of this machine."""
    return Here(bank, environment.folders().runs, environment.utc_now, program())


def opened(bank: ItemBank, path: Path, *, given: str | None, fresh: bool) -> Invitation:
    """Return the invitation to be answered now.

    Args:
        bank: the questions.
        path: the file with the invite.
        given: a form or language that was asked for beside the invite.
        fresh: whether to answer once more although it was answered.

    Raises:
        UserError: form or language were named beside the invite.
        SealError: the invite cannot be used, or not now, or it was answered already.
    """
    if given is not None:
        raise UserError("invite_and_form")
    invitation = open_invitation(here(bank), path)
    invitation.check_dates()
    runs = invitation.runs()
    if not fresh and runs and all(run.finished for run in runs):
        raise SealError("invite_answered", run=runs[0].id[:8], path=files.shown(path))
    for run in runs[:1]:
        if not fresh:
            invitation.recall(run.id)
    return invitation


def introduce(invitation: Invitation, dialogue: Dialogue) -> None:
    """Show who invites and what for, and ask for the consent, unless it was given to this sitting before.

    Raises:
        Paused: the person leaves.
        EndOfInput: there is nobody.
    """
    invite = invitation.invite
    words = environment.words(invite.language)
    if invitation.consent is not None:
        return
    dialogue.say(words("questionnaire.invite.heading", organisation=invite.organisation))
    dialogue.say()
    for heading, text in about_lines(invite, words, role_name(invite.role, invite.language)):
        dialogue.say(f"{heading}: {text}")
    dialogue.say()
    dialogue.say(words("questionnaire.invite.fingerprint_note"))
    dialogue.say()
    dialogue.say(words("recruiting.seal.before"))
    ask_consent(invitation, dialogue, words)


def ask_consent(invitation: Invitation, dialogue: Dialogue, words: Words) -> None:
    """Show the consent as a step of its own and note what the person says. Raises as ``introduce``."""
    dialogue.say()
    dialogue.say(words("questionnaire.consent.heading"))
    dialogue.say(words("questionnaire.consent.intro"))
    dialogue.say()
    for line in invitation.invite.consent.text.split("\n"):
        dialogue.say(line)
    dialogue.say()
    dialogue.say(words("questionnaire.consent.version", version=invitation.invite.consent.version))
    if yes(dialogue, words("recruiting.seal.agree")):
        invitation.agree()
        return
    invitation.refuse()
    dialogue.say(words("recruiting.seal.refused"))
    dialogue.say()


def offer(bank: ItemBank, invitation: Invitation, result: Result, dialogue: Dialogue) -> Path | None:
    """Show everything that would be sent, ask, and write the sealed file; return it, or None.

    Raises:
        EndOfInput: there is nobody.
    """
    words = environment.words(result.language)
    if invitation.consent is None:
        return None
    dialogue.say()
    for line in content_lines(bank, invitation, result, words):
        dialogue.say(line)
    dialogue.say()
    try:
        agreed = yes(dialogue, words("recruiting.seal.ask"))
    except Paused:
        agreed = False
    if not agreed:
        dialogue.say(words("recruiting.seal.kept"))
        dialogue.say(words("recruiting.seal.another", run=result.id[:8]))
        return None
    path = files.free_name(environment.here() / invitation.file_name())
    try:
        files.write_text(path, invitation.seal(result))
    except (OutputError, SealError) as error:
        dialogue.say(sentence(words, error))
        dialogue.say(words("recruiting.seal.another", run=result.id[:8]))
        return None
    tell_written(invitation, path, words, dialogue.say)
    return path


def tell_written(invitation: Invitation, path: Path, words: Words, say: Callable[[str], object]) -> None:
    """Say where the sealed file is and what to do with it."""
    invite = invitation.invite
    say(words("recruiting.seal.written", path=path))
    say(words("recruiting.seal.next", organisation=invite.organisation, contact=invite.contact))
    say(words("recruiting.collect.promise"))


def yes(dialogue: Dialogue, question: str) -> bool:
    """Ask until the answer is yes or no.

    Raises:
        Paused: the person leaves.
    """
    while True:
        dialogue.say(question)
        line = dialogue.read().strip()
        if command_of(line) == "pause":
            raise Paused
        answer = meant(line)
        if answer is not None:
            return answer


def role_name(role: str, language: str) -> str:
    """Return the name of a role in a language; its id where the program does not know it."""
    found = next((one for one in environment.guide().roles if one.id == role), None)
    return role if found is None else found.name.on(language)

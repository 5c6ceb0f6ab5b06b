"""What the recruiter's commands share: folder, keychain and passphrase, moments, yes or no."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.yes_no import meant
from suitability.errors import SealError
from suitability.services.formatting import day
from suitability.services.inviting import MOMENT
from suitability.services.keychain import SystemKeychain
from suitability.services.recruiter import LEAST_PASSPHRASE, About, Access, Recruiter, about, unlock
from suitability.services.words import Words


def home() -> Path:
    """Return the recruiter's folder.

    Raises:
        SealError: the system names no place for it.
    """
    folder = environment.folders().recruiter
    if folder is None:
        raise SealError("key_no_place")
    return folder


def now() -> str:
    """Return the present moment in UTC, to the second."""
    return environment.utc_now().strftime(MOMENT)


def access() -> Access:
    """Return what the recruiter's keys need on this machine."""
    return Access(
        folder=home(),
        keychain=SystemKeychain(),
        ask=lambda: environment.ask_secret(environment.words()("recruiting.keys.ask")),
        draw=environment.random_bytes,
        now=now(),
    )


def unlocked() -> Recruiter:
    """Return the recruiter with the secret key at hand; warns when others can read the key file.

    Raises:
        SealError: there are no keys, or they cannot be used.
    """
    warn(about(home()))
    return unlock(access())


def warn(known: About) -> None:
    """Say so when other accounts can read the key file."""
    if known.readable_by_others:
        output.say(environment.words()("recruiting.keys.readable", path=home() / "keys.json"))


def new_passphrase() -> str:
    """Return a new passphrase that was typed twice.

    Raises:
        SealError: nobody is there, or the two differ.
    """
    words = environment.words()
    first = environment.ask_secret(words("recruiting.keys.ask_new", least=LEAST_PASSPHRASE))
    if environment.ask_secret(words("recruiting.keys.ask_again")) != first:
        raise SealError("key_passphrases_differ")
    return first


def typed(question: str) -> str:
    """Return the line a person types; empty when they only press Enter or the input ends."""
    try:
        return str(click.prompt(question, default="", show_default=False, prompt_suffix=" ")).strip()
    except click.Abort:
        return ""


def agreed(question: str) -> bool:
    """Ask until the answer is yes or no; the end of the input is a no."""
    while True:
        try:
            line = click.prompt(question, default="", show_default=False, prompt_suffix=" ")
        except click.Abort:
            return False
        answer = meant(line)
        if answer is not None:
            return answer


def date_of(words: Words, moment: str) -> str:
    """Return the day of a stored moment in words, as it is in UTC."""
    return day(words, datetime.fromisoformat(moment))

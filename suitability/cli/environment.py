"""What the command line learns from outside: environment, clock, random ids, folders, language, words."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from suitability import __version__
from suitability.domain.bank import ItemBank
from suitability.errors import OutputError, SealError, UserError
from suitability.services import library
from suitability.services.files import shown
from suitability.services.language import locales as _locales
from suitability.services.language import pick_language
from suitability.services.words import Words
from suitability.services.wrapping import WIDTH
from suitability.storage.places import UserFolders, user_folders

if TYPE_CHECKING:
    from suitability.domain.coaching import Coaching
    from suitability.domain.guide import Guide
    from suitability.domain.handbook import Handbook
    from suitability.storage.own_norms import OwnNorms

LANGUAGES = ("ru", "en")
"""Languages of the command line itself; the pack may add more for questions and reports."""

LETTERS = {"ru": "\u0416\u0451"}
"""Letters that an output must be able to show before a language is chosen for it by the locale."""


LEAST_COLUMNS = 20
"""Narrower than this nothing is wrapped."""


def program_version() -> str:
    """Return the version of the program."""
    return __version__


def utc_now() -> datetime:
    """Return the wall clock in UTC."""
    return datetime.now(UTC)


def steady_ms() -> int:
    """Return milliseconds of a clock that only goes forward and counts a closed lid where the system can."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)) // 1_000_000


def new_id() -> str:
    """Return 128 random bits as 32 hexadecimal digits."""
    return os.urandom(16).hex()


def random_bytes(count: int) -> bytes:
    """Return fresh random bytes of the operating system."""
    return os.urandom(count)


def ask_secret(question: str) -> str:
    """Return what a person types without showing it.

    Raises:
        SealError: nobody sits at a terminal.
    """
    import click  # noqa: PLC0415 - only for those who use a passphrase

    if not sys.stdin.isatty():
        raise SealError("key_needs_terminal")
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


@cache
def language() -> str:
    """Return the language asked for by SUITABILITY_LANG or the locale; English where neither fits.

    A language whose letters the output cannot show is not chosen.
    """
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return pick_language(
        os.environ, [code for code in LANGUAGES if _can_show(encoding, LETTERS.get(code, ""))]
    )


def locales() -> tuple[tuple[str, str], ...]:
    """Return the languages and territories that the system is set to, the most telling first."""
    return _locales(os.environ)


def _can_show(encoding: str, letters: str) -> bool:
    try:
        letters.encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


@cache
def words(code: str | None = None) -> Words:
    """Return the words of ``code``, or of the language of the environment."""
    return library.load_words(code or language(), cache=cache_folder())


@cache
def shipped_bank() -> ItemBank:
    """Return the program's own questions, checked, from the cache where there is one."""
    return library.load_bank(cache=cache_folder())


@cache
def own_norms() -> OwnNorms | None:
    """Return the user's own norm groups, or None where there is no folder of them."""
    with contextlib.suppress(UserError, OSError):
        folder = folders().norms
        if folder is not None and folder.is_dir():
            return library.load_own_norms(shipped_bank(), folder, cache_folder())
    return None


@cache
def bank() -> ItemBank:
    """Return the program's own questions with the user's norm groups; what is wrong with one is said once."""
    own = own_norms()
    if own is None:
        return shipped_bank()
    if own.problems:
        from suitability.cli.output import say_problems  # noqa: PLC0415 - that module needs this one

        say_problems(own.problems)
    return replace(shipped_bank(), norms={**shipped_bank().norms, **own.groups})


@cache
def guide() -> Guide:
    """Return roles and pay figures, checked, from the cache where there is one."""
    return library.load_guide(cache=cache_folder())


@cache
def handbook() -> Handbook:
    """Return topics, chapters and role profiles, checked, from the cache where there is one."""
    return library.load_handbook(cache=cache_folder())


@cache
def coaching() -> Coaching:
    """Return advice, interview questions, plan and worksheet, checked, from the cache where there is one."""
    return library.load_coaching(cache=cache_folder())


@cache
def folders() -> UserFolders:
    """Return where sittings, results and the cache live on this machine.

    Raises:
        UserError: SUITABILITY_HOME names a folder that cannot be found.
    """
    try:
        return user_folders(os.environ)
    except (OSError, RuntimeError) as error:
        raise UserError("home_unknown", folder=shown(os.environ.get("SUITABILITY_HOME", ""))) from error


def cache_folder() -> Path | None:
    """Return the cache folder, or None where there is no telling."""
    try:
        return folders().cache
    except UserError:
        return None


def clear_cache() -> None:
    """Remove the program's own files from its cache folder, and the folder if nothing else is in it."""
    from suitability.cli.crash import PREFIX  # noqa: PLC0415 - only where crash reports are removed

    folder = cache_folder()
    if folder is None:
        return
    with contextlib.suppress(OSError):
        for pattern in (
            "bank.json",
            "guide.json",
            "handbook.json",
            "own-norms.json",
            "coaching.json",
            "words-*.json",
            ".*.tmp",
            f"{PREFIX}*.txt",
        ):
            for path in folder.glob(pattern):
                path.unlink()
        folder.rmdir()


def hh_address() -> str:
    """Return where hh.ru is asked: as documented, or for tests SUITABILITY_HH_ADDRESS."""
    from suitability.storage.hh_api import BASE  # noqa: PLC0415 - only a refresh uses the network

    return os.environ.get("SUITABILITY_HH_ADDRESS") or BASE


def here() -> Path:
    """Return the folder in which the program was started.

    Raises:
        OutputError: it is gone.
    """
    try:
        return Path.cwd()
    except OSError as error:
        raise OutputError("folder_gone") from error


def terminal_state() -> tuple[bool, str, tuple[int, int]]:
    """Return whether a full screen can be drawn here, the output's encoding, and its size (columns, lines).

    The full screen is drawn on standard error, so that must be a terminal too.
    """
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        size = os.terminal_size((0, 0))
    return interactive() and sys.stderr.isatty(), sys.stdout.encoding or "ascii", (size.columns, size.lines)


def columns(stream: TextIO | None) -> int:
    """Return how many columns a line of ``stream`` has: the terminal's, 78 where that is not known."""
    try:
        width = 0 if stream is None else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        width = 0
    return max(width, LEAST_COLUMNS) if width else WIDTH


def terminal_name() -> str:
    """Return what the terminal calls itself (TERM), "" where it does not say."""
    return os.environ.get("TERM", "")


def processors() -> int:
    """Return how many processors this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def interactive() -> bool:
    """Return whether a person sits at both ends: standard input and output are terminals."""
    return sys.stdin.isatty() and sys.stdout.isatty()

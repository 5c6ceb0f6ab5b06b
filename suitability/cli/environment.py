"""What the command line learns from outside: environment, clock, random ids, folders, language, words."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import time
from datetime import UTC, datetime
from functools import cache

from suitability import __version__
from suitability.domain.bank import ItemBank
from suitability.domain.guide import Guide
from suitability.services import library
from suitability.storage.places import UserFolders, user_folders
from suitability.services.language import pick_language
from suitability.services.words import Words

LANGUAGES = ("ru", "en")
"""Languages of the command line itself; the pack may add more for questions and reports."""


def program_version() -> str:
    """Return the version of the program."""
    return __version__


def utc_now() -> datetime:
    """Return the wall clock in UTC."""
    return datetime.now(UTC)


def steady_ms() -> int:
    """Return milliseconds of a clock that only goes forward and counts a closed lid where the system can."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime_ns(clock) // 1_000_000 if clock is not None else time.monotonic_ns() // 1_000_000


def new_id() -> str:
    """Return 128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


@cache
def language() -> str:
    """Return the language asked for by SUITABILITY_LANG or the locale; English where neither fits."""
    return pick_language(os.environ, LANGUAGES)


@cache
def words(code: str | None = None) -> Words:
    """Return the words of ``code``, or of the language of the environment."""
    return library.load_words(code or language(), cache=folders().cache)


@cache
def bank() -> ItemBank:
    """Return the program's own questions, checked, from the cache where there is one."""
    return library.load_bank(cache=folders().cache)


@cache
def guide() -> Guide:
    """Return roles and pay figures, checked, from the cache where there is one."""
    return library.load_guide(cache=folders().cache)


@cache
def folders() -> UserFolders:
    """Return where sittings, results and the cache live on this machine."""
    return user_folders(os.environ)


def clear_cache() -> None:
    """Remove the program's cache folder; it holds nothing personal and is made again when needed."""
    cache = folders().cache
    if cache is not None:
        shutil.rmtree(cache, ignore_errors=True)


def terminal_state() -> tuple[bool, str, tuple[int, int]]:
    """Return whether input and output are terminals, the output's encoding, and its size (columns, lines)."""
    size = shutil.get_terminal_size()
    return interactive(), sys.stdout.encoding or "ascii", (size.columns, size.lines)


def interactive() -> bool:
    """Return whether a person sits at both ends: standard input and output are terminals."""
    return bool(sys.stdin) and bool(sys.stdout) and sys.stdin.isatty() and sys.stdout.isatty()

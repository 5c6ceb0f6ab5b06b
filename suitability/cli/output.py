"""Standard output and error: errors as sentences, exit codes, streams that no character can break."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys

from suitability import errors
from suitability.cli import environment
from suitability.services.messages import problem_sentence, sentence

PLAINER = "suitability.plainer"
"""Name under which the codecs know ``_plainer``."""

LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e", '"'),
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        "\u2026": "...",
        "\u00d7": "x",
    }
)
"""What stands for typographic characters where the terminal's encoding lacks them."""


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Return look-alikes in ASCII for characters that cannot be written, "?" where there is none."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(LOOKALIKES)
    return text.encode("ascii", "replace").decode(), error.end


def make_streams_safe() -> None:
    """Make the standard streams take any character, and stand in for those that were closed."""
    codecs.register_error(PLAINER, _plainer)
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, "r" if name == "stdin" else "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if name == "stdin" else PLAINER)


def abandon_stdout() -> None:
    """Let what is still to be written go nowhere: its reader has gone, or its disk is full."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def tell(text: str, end: str = "\n") -> None:
    """Write a text to standard output, in the encoding it says it has.

    Raises:
        OSError: it cannot be written.
    """
    sys.stdout.write(text + end)
    sys.stdout.flush()


def say(text: str) -> None:
    """Write one line to standard error; where that is gone too, nothing more can be done."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def explain(error: Exception) -> int:
    """Write the sentence of an error to standard error and return its exit code.

    A mistake of ours is also written down, and the person is told where.
    """
    code = errors.EXIT_BUG
    if isinstance(error, errors.SuitabilityError):
        _write_sentence(error)
        code = error.exit_code
    if code == errors.EXIT_BUG:
        from suitability.cli.crash import place_of, write_crash  # noqa: PLC0415 - loads SQLite: 2 ms at start

        path = write_crash(error, environment.cache_folder(), environment.utc_now())
        name = "crashed_unwritten" if path is None else "crashed"
        _write_sentence(errors.InternalError(name, what=place_of(error), path=path))
    return code


def _write_sentence(error: errors.SuitabilityError) -> None:
    try:
        words = environment.words()
    except errors.SuitabilityError:  # no words at all: the bare error is all there is to say
        say(str(error))
        return
    if isinstance(error, errors.ContentError):
        for problem in error.problems:
            say(problem_sentence(words, problem))
    say(sentence(words, error))


def interrupted() -> int:
    """Say that the person stopped the program and that saved answers are kept; return the exit code."""
    with contextlib.suppress(errors.SuitabilityError):
        say(environment.words()("commands.interrupted"))
    return errors.EXIT_USER

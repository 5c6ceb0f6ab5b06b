"""The only writer to standard error: errors as sentences, exit codes, streams that cannot break on a character."""

from __future__ import annotations

import io
import sys
from typing import TextIO

import click

from suitability import errors
from suitability.cli import environment
from suitability.services.messages import problem_sentence, sentence


def make_streams_safe() -> None:
    """Make standard output and error replace characters that the terminal's encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_quietly(stream: TextIO) -> None:
    """Detach a stream whose reader has gone, so that the interpreter does not complain at exit."""
    try:
        stream.close()
    except BrokenPipeError:
        sys.stdout = io.StringIO()


def say(text: str) -> None:
    """Write one line to standard error."""
    click.echo(text, err=True)


def explain(error: errors.SuitabilityError) -> int:
    """Write an error's sentence to standard error and return its exit code."""
    words = environment.words()
    if isinstance(error, errors.ContentError):
        for problem in error.problems:
            say(problem_sentence(words, problem))
    say(sentence(words, error))
    return error.exit_code


def interrupted() -> int:
    """Say that the person stopped the program and that saved answers are kept; return the exit code."""
    say(environment.words()("commands.interrupted"))
    return errors.EXIT_USER

"""``suitability check [FOLDER]``: every mistake of a content pack at once."""

from __future__ import annotations

from pathlib import Path

import click

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services import library
from suitability.services.messages import problem_sentence


@translated("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> int:
    """Check the questions and texts in FOLDER, or the program's own."""
    words = environment.words()
    today = None if folder is None else environment.utc_now().astimezone().date()
    problems = library.check_content(folder, today)
    for problem in problems:
        output.say_line(problem_sentence(words, problem))
    if problems:
        output.say(words("commands.check.found", n=len(problems)))
        return errors.EXIT_CONTENT
    output.tell(words("commands.check.fine"))
    return errors.EXIT_DONE

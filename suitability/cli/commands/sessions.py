"""``suitability sessions``: lists the kept sittings."""

from __future__ import annotations

import json
from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services.kept import KeptRun, kept_runs
from suitability.services.messages import code_sentence
from suitability.services.moments import run_line
from suitability.services.words import Words

HANGING = 10
"""Blanks before what goes on below an id and two blanks."""


@translated("sessions")
@click.option("--json", "as_json", is_flag=True)
def command(*, as_json: bool) -> None:
    """List the sittings that are kept on this machine."""
    words = environment.words()
    folder = environment.folders().runs
    runs = kept_runs(folder)
    if as_json:
        rows = [
            {
                "id": run.id,
                "form": run.form,
                "language": run.language,
                "answered": run.answered,
                "total": run.total,
                "started": run.started,
                "last": run.last,
                "finished": run.finished,
                "problem": run.reason,
            }
            for run in runs
        ]
        output.tell(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not runs:
        output.tell_wrapped(words("commands.sessions.none", folder=folder))
        return
    output.tell_wrapped(words("commands.sessions.kept_in", folder=folder))
    for run in runs:
        output.tell_wrapped(_line(run, folder, words), HANGING)


def _line(run: KeptRun, folder: Path | None, words: Words) -> str:
    if run.reason is not None:
        reason = code_sentence(
            words, run.reason, {"path": str(run.path), "folder": str(folder), "reason": ""}
        )
        return f"{run.id[:8]}  {reason}"
    return f"{run.id[:8]}  {run_line(environment.bank(), run, words)}"

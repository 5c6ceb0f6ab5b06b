"""``suitability sessions``: lists the kept sittings."""

from __future__ import annotations

import json
from pathlib import Path

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.services.formatting import moment
from suitability.services.kept import KeptRun, kept_runs
from suitability.services.messages import code_sentence
from suitability.services.words import Words


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
                "finished": run.finished,
                "problem": run.reason,
            }
            for run in runs
        ]
        output.tell(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not runs:
        output.tell(words("commands.sessions.none", folder=folder))
        return
    output.tell(words("commands.sessions.kept_in", folder=folder))
    for run in runs:
        output.tell(_line(run, folder, words))


def _line(run: KeptRun, folder: Path | None, words: Words) -> str:
    if run.reason is not None:
        reason = code_sentence(
            words, run.reason, {"path": str(run.path), "folder": str(folder), "reason": ""}
        )
        return f"{run.id[:8]}  {reason}"
    state = "finished" if run.finished else "open"
    at = environment.local_time(run.started)
    return words(
        f"commands.sessions.{state}",
        id=run.id[:8],
        started=run.started if at is None else moment(words, at),
        answered=run.answered,
        total=run.total,
    )

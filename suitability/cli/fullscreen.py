"""Opens the Textual app with everything it needs from outside, and says afterwards what happened."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from suitability import errors
from suitability.cli import environment, output, reports
from suitability.cli.opening import settings
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.services import kept
from suitability.services.report_types import Report
from suitability.tui.startup import Outcome, SaveRequest, Startup


@dataclass(frozen=True, slots=True)
class Opening:
    """How the app opens: its look, whether it takes the mouse, and whether a new sitting starts at once."""

    theme: str | None
    mouse: bool
    fresh: bool


def open_app(bank: ItemBank, form: str, language: str, opening: Opening) -> int:
    """Run the app until it is left; return the exit code."""
    from suitability.tui.app import run  # noqa: PLC0415 - Textual loads here and nowhere else

    def build(result: Result, code: str) -> Report:
        return reports.report_of(bank, result, code)

    def save(request: SaveRequest) -> Path:
        wanted = reports.Wanted(request.language, request.format, request.paper)
        return reports.save(bank, request.result, wanted, request.folder, force=request.replace)

    def runs() -> Sequence[kept.KeptRun]:
        return kept.kept_runs(environment.folders().runs)

    def forget(run: str) -> None:
        kept.forget(environment.folders().runs, [run])

    startup = Startup(
        bank=bank,
        words={code: environment.words(code) for code in bank.pack.languages},
        language=language,
        settings=settings(bank),
        form=form,
        report_folder=_report_folder(),
        build_report=build,
        save_report=save,
        list_runs=runs,
        forget_run=forget,
        open_at="take" if opening.fresh else "welcome",
        mouse=opening.mouse,
        theme=opening.theme or ("none" if os.environ.get("NO_COLOR") else "dark"),
    )
    return _afterwards(run(startup))


def _report_folder() -> Path:
    """Return where reports go unless the person says otherwise: Documents, else home, else here."""
    import platformdirs  # noqa: PLC0415 - Textual has loaded it by now

    with contextlib.suppress(OSError, RuntimeError):
        for place in (platformdirs.user_documents_path(), Path.home()):
            if place.is_dir() and os.access(place, os.W_OK):
                return place
    return environment.here()


def _afterwards(outcome: Outcome) -> int:
    """Say in the plain terminal what was saved, and return the exit code."""
    words = environment.words(outcome.language)
    for path in outcome.reports:
        output.say(words("commands.written", path=path))
    if outcome.unsaved:
        output.say(words("commands.take.unsaved"))
    elif outcome.run is not None and not outcome.finished and outcome.answered:
        output.say(words("commands.take.to_continue", answered=outcome.answered, total=outcome.total))
    return 128 + outcome.signal if outcome.signal else errors.EXIT_DONE

"""Opens the Textual app with everything it needs from outside, and says afterwards what happened."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from suitability import errors
from suitability.cli import environment, output
from suitability.domain.bank import ItemBank
from suitability.records import dataclass
from suitability.services.words import Words
from suitability.tui.startup import Outcome, Startup

if TYPE_CHECKING:
    from suitability.cli.app_saving import ReportSaver
    from suitability.domain.session import Result
    from suitability.services.report_types import Report
    from suitability.services.sitting import SittingSettings
    from suitability.storage.runs import RunSummary


@dataclass(frozen=True, slots=True)
class Opening:
    """How the app opens: its look, whether it takes the mouse, and whether a new sitting starts at once."""

    theme: str | None
    mouse: bool
    fresh: bool


class _WordsWhenNeeded(Mapping[str, Words]):
    """The words of every language; a language loads when somebody speaks it."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages

    def __getitem__(self, code: str) -> Words:
        if code not in self._languages:
            raise KeyError(code)
        return environment.words(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def open_app(bank: ItemBank, form: str, language: str, opening: Opening) -> int:
    """Run the app until it is left; return the exit code."""
    from suitability.tui.app import run  # noqa: PLC0415 - Textual loads here and nowhere else

    @cache
    def saver() -> ReportSaver:
        from suitability.cli.app_saving import ReportSaver  # noqa: PLC0415 - not before the end is near

        return ReportSaver(bank)

    def build(result: Result, code: str) -> Report:
        from suitability.cli import reports  # noqa: PLC0415 - not before there is a result

        return reports.report_of(bank, result, code)

    def prepared() -> SittingSettings:
        from suitability.cli.opening import settings  # noqa: PLC0415 - the first question does not wait for it

        return settings(bank)

    def runs() -> Sequence[RunSummary]:
        from suitability.services import kept  # noqa: PLC0415 - only where sittings are listed

        return kept.kept_runs(environment.folders().runs)

    def forget(run: str) -> None:
        from suitability.services import kept  # noqa: PLC0415 - only where one is deleted

        kept.forget(environment.folders().runs, [run])

    startup = Startup(
        bank=bank,
        words=_WordsWhenNeeded(bank.pack.languages),
        language=language,
        settings=prepared,
        runs_folder=environment.folders().runs,
        form=form,
        report_folder=_report_folder(),
        build_report=build,
        save_report=lambda request: saver().save(request),
        list_runs=runs,
        forget_run=forget,
        open_at="take" if opening.fresh else "welcome",
        mouse=opening.mouse,
        warm_up=lambda: saver().warm_up(),
        theme=opening.theme or ("none" if os.environ.get("NO_COLOR") else "dark"),
    )
    try:
        return _afterwards(run(startup))
    finally:
        if saver.cache_info().currsize:
            saver().close()


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

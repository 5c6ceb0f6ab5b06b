"""Opens the Textual app with everything it needs from outside, and says afterwards what happened."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from suitability import errors
from suitability.cli import environment, output
from suitability.cli.taking import DEFAULT_FORM
from suitability.domain.bank import ItemBank
from suitability.records import dataclass
from suitability.services.terminal import draws_lines
from suitability.services.words import Words
from suitability.tui.startup import Outcome, Recruiting, Startup

if TYPE_CHECKING:
    from suitability.cli.app_saving import ReportSaver
    from suitability.domain.session import Result
    from suitability.services.candidate_table import TableOrder
    from suitability.services.candidates import Desk
    from suitability.services.guide_pages import Stock
    from suitability.services.invitation import Invitation
    from suitability.services.report_types import Report
    from suitability.services.sheet_view import Sheet
    from suitability.services.sitting import SittingSettings
    from suitability.storage.runs import RunSummary


@dataclass(frozen=True, slots=True)
class Opening:
    """How the app opens: its look, whether it takes the mouse, and whether a new sitting starts at once.

    ``invitation`` is the invite that is answered, None for somebody who answers for themselves.
    """

    theme: str | None
    mouse: bool
    fresh: bool
    invitation: Invitation | None = None


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


def open_recruiter(
    bank: ItemBank, language: str, desk: Desk, order: TableOrder | None, *, sheet: int | None = None
) -> int:
    """Run the app at a recruiter's folder, or at the interview sheet of one row; return the exit code."""
    opening = Opening(None, mouse=True, fresh=False)
    return open_app(bank, DEFAULT_FORM, language, opening, _recruiting(desk, order, sheet))


def _recruiting(
    desk: Desk | None = None, order: TableOrder | None = None, sheet: int | None = None
) -> Recruiting:
    """Return what the recruiter's screens need."""

    def open_desk(folder: Path) -> Desk:
        from suitability.cli import desk as desks  # noqa: PLC0415 - only for recruiters

        return desks.open_desk(folder)

    def sheet_page(filled: Sheet) -> str:
        from suitability.rendering.sheet import to_sheet_page  # noqa: PLC0415 - Jinja loads only for a page

        return to_sheet_page(filled)

    return Recruiting(open_desk, sheet_page, desk, order, sheet)


def open_app(
    bank: ItemBank, form: str, language: str, opening: Opening, recruiting: Recruiting | None = None
) -> int:
    """Run the app until it is left; return the exit code."""
    from suitability.tui.app import run  # noqa: PLC0415 - Textual loads here and nowhere else

    @cache
    def saver() -> ReportSaver:
        from suitability.cli.app_saving import ReportSaver  # noqa: PLC0415 - not before the end is near

        return ReportSaver(bank)

    startup = Startup(
        bank=bank,
        words=_WordsWhenNeeded(bank.pack.languages),
        language=language,
        settings=partial(_settings, bank),
        runs_folder=environment.folders().runs,
        form=form,
        report_folder=_report_folder(),
        build_report=partial(_build, bank),
        save_report=lambda request: saver().save(request),
        list_runs=_runs,
        forget_run=_forget,
        stock=cache(partial(_stock, bank)),
        open_at="take" if opening.fresh else "welcome",
        mouse=opening.mouse,
        warm_up=lambda: saver().warm_up(),
        theme=opening.theme or ("none" if os.environ.get("NO_COLOR") else "dark"),
        invitation=opening.invitation,
        role_name=_role_name,
        recruiting=recruiting or _recruiting(),
        ascii=not draws_lines(os.environ),
    )
    try:
        return _afterwards(run(startup))
    finally:
        if saver.cache_info().currsize:
            saver().close()


def _build(bank: ItemBank, result: Result, code: str) -> Report:
    """Return the report of a result as the screens show it."""
    from suitability.cli import reports  # noqa: PLC0415 - not before there is a result

    return reports.report_of(bank, result, code)


def _settings(bank: ItemBank) -> SittingSettings:
    """Return what a sitting needs of this machine."""
    from suitability.cli.opening import settings  # noqa: PLC0415 - the first question does not wait for it

    return settings(bank)


def _runs() -> Sequence[RunSummary]:
    """Return the kept sittings."""
    from suitability.services import kept  # noqa: PLC0415 - only where sittings are listed

    return kept.kept_runs(environment.folders().runs)


def _forget(run: str) -> None:
    """Erase one kept sitting."""
    from suitability.services import kept  # noqa: PLC0415 - only where one is deleted

    kept.forget(environment.folders().runs, [run])


def _role_name(role: str, code: str) -> str:
    """Return the name of a role in a language."""
    from suitability.cli.invited import role_name as named  # noqa: PLC0415 - only for those invited

    return named(role, code)


def _stock(bank: ItemBank) -> Stock:
    """Return everything the guide is made from."""
    from suitability.cli.pay_refresh import own_figures  # noqa: PLC0415 - not before the guide is opened
    from suitability.services.guide_pages import Stock  # noqa: PLC0415 - not before the guide is opened

    return Stock(bank, own_figures(environment.guide()), environment.handbook(), environment.coaching())


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

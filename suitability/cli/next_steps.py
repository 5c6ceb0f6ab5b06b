"""What the plain questionnaire suggests after a result: the longer form, conditions, a second sitting."""

from __future__ import annotations

from collections.abc import Iterator

from suitability.cli import environment
from suitability.domain.bank import ItemBank
from suitability.domain.comparability import parallel_form
from suitability.domain.session import Result
from suitability.errors import UserError
from suitability.services import kept
from suitability.services.words import Words


def next_steps(bank: ItemBank, result: Result, longer: tuple[str, ...], words: Words) -> Iterator[str]:
    """Yield one line with a command for each thing that can follow a kept result."""
    for form in longer:
        yield words("plain.next_form", name=bank.forms[form].name.on(words.language), form=form)
    if bank.measures(result.form):
        block = next(
            (f.id for f in bank.forms.values() if not bank.measures(f.id) and not f.on_request), None
        )
        if block is not None:
            name = bank.forms[block].name.on(words.language)
            yield words("plain.next_conditions", name=name, form=block, session=result.id[:8])
        other = parallel_form(bank, result.form)
        if other is not None:
            yield words("plain.next_parallel", name=bank.forms[other].name.on(words.language), form=other)
        return
    main = _latest_measured(bank)
    if main is not None:
        yield words("plain.next_together", session=main[:8], marks=result.id[:8])


def _latest_measured(bank: ItemBank) -> str | None:
    """Return the id of the latest finished sitting of a form that measures something, if there is one."""
    try:
        runs = kept.kept_runs(environment.folders().runs)
    except UserError:
        return None
    fits = (run for run in runs if run.finished and run.reason is None and run.form in bank.forms)
    return next((run.id for run in fits if bank.measures(run.form)), None)

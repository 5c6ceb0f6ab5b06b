"""When something happened, and a kept sitting in one line: the same words wherever it is shown."""

from __future__ import annotations

from datetime import datetime, tzinfo

from suitability.domain.bank import ItemBank
from suitability.services.words import Words
from suitability.storage.runs import RunSummary


def moment(text: str, words: Words, zone: tzinfo | None = None) -> str:
    """Return an ISO time to the minute in words, in ``zone`` (None: the machine's), or nothing."""
    try:
        when = datetime.fromisoformat(text).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return ""
    return words(
        "kept.moment",
        day=f"{when.day:02}",
        month=f"{when.month:02}",
        year=f"{when.year:04}",
        hour=f"{when.hour:02}",
        minute=f"{when.minute:02}",
    )


def run_line(bank: ItemBank, run: RunSummary, words: Words, zone: tzinfo | None = None) -> str:
    """Return one kept sitting in a line: its form, when it was started and last changed, how far it is.

    One that cannot be read has only its file's name.
    """
    if run.reason is not None and not run.total:
        return words("kept.unreadable", name=run.path.name)
    form = bank.forms[run.form].name.on(words.language) if run.form in bank.forms else run.form
    started = moment(run.started, words, zone) or words("kept.unknown_time")
    last = moment(run.last, words, zone) or words("kept.unknown_time")
    times = words("kept.started" if started == last else "kept.started_changed", started=started, last=last)
    state = words("kept.finished" if run.finished else "kept.unfinished")
    return words("kept.line", form=form, times=times, answered=run.answered, total=run.total, state=state)

"""Runs the plain questionnaire on standard input and output and prints the result."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

from suitability import errors
from suitability.cli import environment, reports
from suitability.cli.opening import settings
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.plain.dialogue import Dialogue, EndOfInput
from suitability.plain.take import Paused, PlainSitting, Setting
from suitability.services import kept, sitting
from suitability.services.formatting import moment
from suitability.services.messages import code_sentence
from suitability.services.results import save_result
from suitability.services.sitting import Sitting


def take_plain(  # noqa: PLR0913 - what the command was asked for
    bank: ItemBank, form: str, language: str, *, fresh: bool, result_file: Path | None, stdin: TextIO
) -> int:
    """Ask, save, print the result; return the exit code (1 when it was left before the end)."""
    dialogue = Dialogue(read=_reader(stdin), write=_write, now_ms=environment.steady_ms if stdin.isatty() else None)
    words = {code: environment.words(code) for code in bank.pack.languages}
    try:
        current = _begin(bank, form, language, dialogue, fresh=fresh)
    except EndOfInput:
        return errors.EXIT_USER
    try:
        result = PlainSitting(Setting(bank, words, dialogue), current).run()
    except (Paused, EndOfInput, KeyboardInterrupt) as left:
        return _left(current, dialogue, ended=isinstance(left, EndOfInput))
    finally:
        current.close()
    _show_result(bank, result, current, dialogue, result_file)
    return errors.EXIT_DONE


def _reader(stdin: TextIO):  # type: ignore[no-untyped-def]  # a closure over the stream
    def read() -> str:
        line = stdin.readline(4096)
        if not line:
            raise EndOfInput
        return line.rstrip("\r\n")

    return read


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _begin(bank: ItemBank, form: str, language: str, dialogue: Dialogue, *, fresh: bool) -> Sitting:
    """Start anew, or go on with the latest unfinished sitting when the person wants to."""
    folder = environment.folders().runs
    waiting = None if fresh else _waiting(folder)
    if waiting is not None and waiting.form == form:
        words = environment.words(language)
        started = moment(words, datetime.fromisoformat(waiting.started).astimezone())
        dialogue.say(words("plain.recap", started=started, answered=waiting.answered, total=waiting.total))
        if dialogue.read().strip() != "0":
            return sitting.resume(settings(bank), waiting.path)
    return sitting.start(settings(bank), form, language)


def _waiting(folder: Path | None) -> kept.KeptRun | None:
    """Return the sitting to go on with; a folder that cannot be read holds none (starting will say why)."""
    try:
        return kept.latest_open(folder)
    except errors.RunFileError:
        return None


def _left(current: Sitting, dialogue: Dialogue, *, ended: bool) -> int:
    words = environment.words(current.session.language)
    if current.saving.ok:
        dialogue.say(words("plain.ended" if ended else "plain.paused", path=current.path or ""))
    else:
        reason = code_sentence(words, current.saving.code or "run_no_place", current.saving.values)
        dialogue.say(words("plain.paused_unsaved", reason=reason))
    return errors.EXIT_USER


def _show_result(
    bank: ItemBank, result: Result, current: Sitting, dialogue: Dialogue, result_file: Path | None
) -> None:
    words = environment.words(result.language)
    text = reports.document(bank, result, reports.Wanted(result.language, "text")).decode()
    dialogue.write("")
    for line in text.splitlines():
        dialogue.write(line)
    if result_file is not None:
        save_result(bank, result, result_file, force=False)
        dialogue.say(words("plain.saved_result", path=result_file))
    if current.saving.ok:
        dialogue.say(words("plain.next_report", session=result.id[:8]))

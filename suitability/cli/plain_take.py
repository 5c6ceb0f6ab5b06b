"""Runs the plain questionnaire on standard input and output and prints the result."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from suitability import errors
from suitability.cli import environment, output, reports
from suitability.cli.destinations import placed, result_name
from suitability.cli.next_steps import next_steps
from suitability.cli.opening import settings
from suitability.cli.stopping import Stopped, Stopper
from suitability.domain.bank import ItemBank
from suitability.domain.session import Result
from suitability.plain.dialogue import Dialogue, EndOfInput, typed_path
from suitability.plain.take import Paused, PlainSitting, Setting, command_of
from suitability.services import files, kept, sitting
from suitability.services.formatting import moment
from suitability.services.messages import code_sentence, sentence
from suitability.services.results import save_result
from suitability.services.sitting import Sitting

LINE_LIMIT = 4096
"""Longest line that is read whole, in characters; no answer and no path is longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for: form, language (None: the environment's), a new sitting, a file."""

    form: str
    language: str | None
    fresh: bool
    result_file: Path | None
    force: bool


def take_plain(bank: ItemBank, asked: Asked, stdin: TextIO) -> int:
    """Ask, save, print the result; return the exit code.

    It is 0 after the last question, 1 when the questionnaire was left before or nothing could be saved.

    Raises:
        OutputError: the file for the result exists already; nothing was asked.
    """
    gc.enable()
    wanted = asked.result_file
    if wanted is not None and not asked.force and files.is_there(wanted) and not files.is_folder(wanted):
        raise errors.OutputError("output_exists", path=files.shown(wanted))
    stopper = Stopper()
    clock = environment.steady_ms if stdin.isatty() else None
    dialogue = Dialogue(read=_reader(stdin, stopper), write=_write, now_ms=clock)
    with stopper.catching():
        try:
            current = _begin(bank, asked, dialogue)
        except (Paused, EndOfInput):
            return errors.EXIT_USER
        except Stopped as stopped:
            return stopped.exit_code
        return _go_through(bank, asked, current, dialogue)


def _go_through(bank: ItemBank, asked: Asked, current: Sitting, dialogue: Dialogue) -> int:
    words = {code: environment.words(code) for code in bank.pack.languages}
    try:
        result = PlainSitting(Setting(bank, words, dialogue), current).run()
    except (Paused, EndOfInput, Stopped) as left:
        return _left(current, dialogue, left)
    except BrokenPipeError:
        output.abandon_stdout()
        return errors.EXIT_USER
    finally:
        current.close()
    return _show_result(bank, result, current, dialogue, asked)


def _reader(stdin: TextIO, stopper: Stopper) -> Callable[[], str]:
    """Return what reads one line; of one that is longer than any answer only the beginning is kept."""

    def read() -> str:
        with stopper.waiting():
            line = stdin.readline(LINE_LIMIT)
            if not line:
                raise EndOfInput
            if len(line) < LINE_LIMIT or line.endswith("\n"):
                return line.rstrip("\r\n")
            while (rest := stdin.readline(LINE_LIMIT)) and not rest.endswith("\n"):
                pass
            return f"{line}\u2026"

    return read


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _begin(bank: ItemBank, asked: Asked, dialogue: Dialogue) -> Sitting:
    """Start anew, or go on with the latest unfinished sitting when the person wants to."""
    language = asked.language or environment.language()
    waiting = None if asked.fresh else _waiting(bank, asked.form)
    if waiting is not None and _wants_to_go_on(waiting, language, dialogue):
        try:
            current = sitting.resume(settings(bank), waiting.path)
            if current.session.form != asked.form:
                current.finish()
                current = current.continue_with(asked.form)
        except errors.RunFileError as error:
            words = environment.words(language)
            dialogue.say(words("plain.recap_failed", reason=sentence(words, error)))
        else:
            if asked.language is not None:
                current.set_language(asked.language)
            return current
    return sitting.start(settings(bank), asked.form, language)


def _waiting(bank: ItemBank, form: str) -> kept.KeptRun | None:
    """Return the sitting to go on with: an unfinished one, or the finished form that this one begins with.

    A folder that cannot be read holds none (starting will say why).
    """
    folder = environment.folders().runs
    try:
        run = kept.latest_open(folder)
        if run is not None and run.form == form:
            return run
        done = kept.latest_finished(folder)
    except errors.UserError:
        return None
    return done if done.form == bank.forms[form].extends else None


def _wants_to_go_on(waiting: kept.KeptRun, language: str, dialogue: Dialogue) -> bool:
    """Ask until it is clear whether to go on or to start anew.

    Raises:
        Paused: neither.
    """
    words = environment.words(language)
    at = environment.local_time(waiting.started)
    started = waiting.started if at is None else moment(words, at)
    key = "plain.carried" if waiting.finished else "plain.recap"
    while True:
        dialogue.say(words(key, started=started, answered=waiting.answered, total=waiting.total))
        line = dialogue.read().strip()
        if command_of(line) == "pause":
            raise Paused
        if line in {"", "0"}:
            return not line


def _left(current: Sitting, dialogue: Dialogue, left: BaseException) -> int:
    """Say where the answers are after the questionnaire was left, and return the exit code."""
    words = environment.words(current.session.language)
    saving, path = current.retry_saving(), current.path
    if not saving.ok or path is None:
        reason = code_sentence(words, saving.code or "run_no_place", saving.values)
        text = words("plain.paused_unsaved", reason=reason)
    elif path.parent != environment.folders().runs:
        form = current.session.form
        text = words("plain.paused_elsewhere", path=path, folder=path.parent.parent, form=form)
    else:
        key = "plain.ended" if isinstance(left, EndOfInput) else "plain.paused"
        text = words(key, path=path, form=current.session.form)
    with contextlib.suppress(OSError):  # after a hang-up there is no terminal to tell it to
        dialogue.say()
        dialogue.say(text)
    return left.exit_code if isinstance(left, Stopped) else errors.EXIT_USER


def _show_result(bank: ItemBank, result: Result, current: Sitting, dialogue: Dialogue, asked: Asked) -> int:
    """Print the result, write the file that was asked for, say where it is; return the exit code."""
    words = environment.words(result.language)
    dialogue.write("")
    for line in reports.document(bank, result, reports.Wanted(result.language, "text")).decode().splitlines():
        dialogue.write(line)
    dialogue.write("")
    written = _written(bank, result, asked, dialogue)
    if not current.saving.ok and written is None:
        written = _ask_where(bank, result, dialogue)
    if current.saving.ok:
        dialogue.say(words("plain.next_report", session=result.id[:8]))
        for line in next_steps(bank, result, current.longer_forms, words):
            dialogue.say(line)
    elif written is not None:
        dialogue.say(words("plain.next_report_file", path=written))
    missed = asked.result_file is not None and written is None
    return errors.EXIT_DONE if (current.saving.ok or written) and not missed else errors.EXIT_USER


def _written(bank: ItemBank, result: Result, asked: Asked, dialogue: Dialogue) -> Path | None:
    """Write the result to the file that was asked for, if any; return the file."""
    if asked.result_file is None:
        return None
    return _save(bank, result, placed(asked.result_file, result_name(result)), dialogue, force=asked.force)


def _save(
    bank: ItemBank, result: Result, path: Path, dialogue: Dialogue, *, force: bool = False
) -> Path | None:
    """Write the result file and say so; return it, or None after saying why it was not written."""
    words = environment.words(result.language)
    try:
        save_result(bank, result, path, force=force)
    except errors.OutputError as error:
        dialogue.say(sentence(words, error))
        return None
    dialogue.say(words("plain.saved_result", path=path))
    return path


def _ask_where(bank: ItemBank, result: Result, dialogue: Dialogue) -> Path | None:
    """Offer to write the result to a file, since it is kept nowhere; return the file or None."""
    words = environment.words(result.language)
    while True:
        dialogue.say(words("plain.result_unsaved"))
        try:
            line = dialogue.read().strip()
            path = typed_path(line)
        except (EndOfInput, Stopped):
            return None
        except errors.UserError as error:
            dialogue.say(sentence(words, error))
            continue
        if not line:
            return None
        saved = _save(bank, result, path, dialogue)
        if saved is not None:
            return saved

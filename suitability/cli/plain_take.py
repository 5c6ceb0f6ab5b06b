"""Runs the plain questionnaire on standard input and output and prints the result."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

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
from suitability.services.messages import code_sentence, sentence
from suitability.services.moments import run_line
from suitability.services.results import save_result
from suitability.services.sitting import Sitting
from suitability.services.words import Words

if TYPE_CHECKING:
    from suitability.services.invitation import Invitation

LINE_LIMIT = 4096
"""Longest line that is read whole, in characters; no answer and no path is longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for: form, language (None: the environment's), a new sitting, a file.

    ``invitation`` is the invite that is answered, None for somebody who answers for themselves.
    """

    form: str
    language: str | None
    fresh: bool
    result_file: Path | None
    force: bool
    invitation: Invitation | None = None


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
            if asked.invitation is not None:
                from suitability.cli.invited import introduce  # noqa: PLC0415 - only for those invited

                introduce(asked.invitation, dialogue)
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
    code = _show_result(bank, result, current, dialogue, asked)
    if asked.invitation is not None:
        from suitability.cli.invited import offer  # noqa: PLC0415 - only for those invited

        with contextlib.suppress(EndOfInput, Stopped):
            offer(bank, asked.invitation, result, dialogue)
    return code


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
    """Start anew, or go on with an unfinished sitting when the person wants to."""
    language = asked.language or environment.language()
    words = environment.words(language)
    waiting = _waiting(bank, asked)
    if waiting and not asked.fresh:
        chosen = _chosen(bank, waiting, words, dialogue)
        if chosen is not None:
            try:
                return _gone_on_with(bank, chosen, asked)
            except errors.RunFileError as error:
                dialogue.say(words("plain.recap_failed", reason=sentence(words, error)))
    left = sum(not run.finished for run in waiting)
    if left:
        dialogue.say(words("plain.others_stay", n=left, form=asked.form))
    started = sitting.start(settings(bank), asked.form, language)
    if asked.invitation is not None:
        asked.invitation.bind(started.id)
    return started


def _gone_on_with(bank: ItemBank, run: kept.KeptRun, asked: Asked) -> Sitting:
    """Return a kept sitting opened again; a finished shorter one goes on as the form that was asked for.

    Raises:
        RunFileError: it cannot be opened.
    """
    current = sitting.resume(settings(bank), run.path)
    if current.session.form != asked.form:
        current.finish()
        current = current.continue_with(asked.form)
    if asked.language is not None:
        current.set_language(asked.language)
    return current


def _waiting(bank: ItemBank, asked: Asked) -> tuple[kept.KeptRun, ...]:
    """Return what can be gone on with: unfinished sittings of the form, else a finished form it begins with.

    A folder that cannot be read holds none (starting will say why).
    """
    if asked.invitation is not None:
        return tuple(run for run in asked.invitation.runs() if not run.finished)
    folder, form = environment.folders().runs, asked.form
    try:
        runs = kept.open_runs(folder, form)
        if runs:
            return runs
        done = kept.latest_finished(folder)
    except errors.UserError:
        return ()
    return (done,) if done.form == bank.forms[form].extends else ()


def _chosen(
    bank: ItemBank, waiting: Sequence[kept.KeptRun], words: Words, dialogue: Dialogue
) -> kept.KeptRun | None:
    """Ask until it is clear which sitting to go on with; return None for a new one.

    Raises:
        Paused: neither.
    """
    while True:
        _tell_waiting(bank, waiting, words, dialogue)
        line = dialogue.read().strip()
        if line in {"", "0"}:
            return None if line else waiting[0]
        if command_of(line) == "pause":
            raise Paused
        if len(waiting) > 1 and line.isascii() and line.isdigit() and 1 <= int(line[:9]) <= len(waiting):
            return waiting[int(line[:9]) - 1]


def _tell_waiting(bank: ItemBank, waiting: Sequence[kept.KeptRun], words: Words, dialogue: Dialogue) -> None:
    """Say what can be gone on with, and what to type for it."""
    lines = [run_line(bank, run, words) for run in waiting]
    if waiting[0].finished:
        dialogue.say(words("plain.carried", run=lines[0]))
    elif len(waiting) == 1:
        dialogue.say(words("plain.recap", run=lines[0]))
    else:
        dialogue.say(words("plain.recap_several", n=len(waiting)))
        for number, line in enumerate(lines, start=1):
            dialogue.say(f"{number}. {line}")
        dialogue.say(words("plain.recap_choose", last=len(waiting)))


def _left(current: Sitting, dialogue: Dialogue, left: BaseException) -> int:
    """Say where the answers are after the questionnaire was left, and return the exit code."""
    words = environment.words(current.session.language)
    saving, path = current.retry_saving(), current.path
    if not current.session.responses:
        text = words("plain.left_empty", form=current.session.form)
    elif not saving.ok or path is None:
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

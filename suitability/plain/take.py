"""The questionnaire as a plain dialogue: welcome, questions, review, quality note, result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from suitability.domain.bank import ItemBank
from suitability.domain.quality import assess_quality
from suitability.domain.session import Result
from suitability.errors import AnswerError
from suitability.plain.dialogue import Dialogue, EndOfInput
from suitability.plain.prompts import PROMPTS, shown_answer
from suitability.services.messages import code_sentence, sentence
from suitability.services.sitting import Sitting
from suitability.services.words import Words

COMMANDS = {
    "back": ("b", "back", "н", "назад"),
    "skip": ("s", "skip", "п", "пропуск", "пропустить"),
    "pause": ("q", "quit", "pause", "x", "в", "выход", "пауза"),
    "language": ("l", "language", "я", "язык"),
    "help": ("?", "h", "help", "п?", "помощь"),
}
"""What may be typed instead of an answer, in either language whatever language is shown."""


def command_of(line: str) -> str | None:
    """Return the command that a typed line names, or None when it is not a command."""
    typed = line.strip().lower()
    return next((name for name, forms in COMMANDS.items() if typed in forms), None)


class Paused(Exception):  # noqa: N818 - not an error: the person stops for now
    """The person stops for now; everything is saved."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the dialogue needs: questions, words by language, and where its lines go."""

    bank: ItemBank
    words: Mapping[str, Words]
    dialogue: Dialogue


class PlainSitting:
    """Asks one question after another until the end, a pause, or the end of the input."""

    def __init__(self, setting: Setting, sitting: Sitting) -> None:
        self._setting = setting
        self._sitting = sitting
        self._told_unsaved = False

    @property
    def _words(self) -> Words:
        return self._setting.words[self._sitting.session.language]

    def _say(self, key: str, **values: object) -> None:
        self._setting.dialogue.say(self._words(f"plain.{key}", **values))

    def run(self) -> Result:
        """Return the finished result.

        Raises:
            Paused: the person stopped; everything answered is saved.
            EndOfInput: the input ended; everything answered is saved.
        """
        self._say("intro", total=self._sitting.total)
        while True:
            while self._sitting.item is not None:
                self._question()
            if self._confirm_end():
                return self._sitting.finish()

    def _question(self) -> None:
        item, dialogue, words = self._sitting.item, self._setting.dialogue, self._words
        assert item is not None  # noqa: S101 - the caller asks only before the end
        show, parse = PROMPTS[item.kind]
        dialogue.say()
        self._say("number", number=self._sitting.number, total=self._sitting.total)
        dialogue.say(item.text.on(words.language))
        for line in show(self._setting.bank, item, words):
            dialogue.say(line)
        before = self._sitting.session.responses.get(item.id)
        if before is not None and before.answer is not None:
            self._say("earlier", answer=shown_answer(item, before.answer))
        onset = self._now()
        while True:
            self._say("prompt")
            line = dialogue.read()
            elapsed = None if onset is None else (self._now() or onset) - onset
            command = command_of(line)
            if command is None and not line.strip() and before is not None and before.answer is not None:
                self._sitting.respond(before.answer, elapsed)
                break
            if command == "help" or not line.strip():
                self._say("help")
                continue
            if command is not None:
                self._obey(command, elapsed)
                break
            try:
                self._sitting.respond(parse(item, line), elapsed)
                break
            except AnswerError as error:
                dialogue.say(sentence(words, error))
        self._tell_saving()

    def _now(self) -> int | None:
        clock = self._setting.dialogue.now_ms
        return None if clock is None else clock()

    def _obey(self, command: str, elapsed: int | None) -> None:
        if command == "back":
            self._sitting.back()
        elif command == "skip":
            self._sitting.omit(elapsed)
        elif command == "language":
            codes = list(self._setting.words)
            place = codes.index(self._sitting.session.language)
            self._sitting.set_language(codes[(place + 1) % len(codes)])
        else:
            self._sitting.pause()
            raise Paused

    def _tell_saving(self) -> None:
        """Say once that saving failed, and once that it works again."""
        saving = self._sitting.saving
        if not saving.ok and not self._told_unsaved:
            self._setting.dialogue.say(code_sentence(self._words, saving.code or "run_no_place", saving.values))
        if saving.ok and self._told_unsaved:
            self._say("saved_again")
        self._told_unsaved = not saving.ok

    def _confirm_end(self) -> bool:
        """Show all answers and the quality note; return True to finish, False after a jump back."""
        dialogue = self._setting.dialogue
        self._review()
        quality = assess_quality(self._setting.bank, self._sitting.session.order, self._sitting.session.responses)
        if quality.raised:
            self._say("quality")
            for signal in quality.raised:
                dialogue.say("- " + self._signal(signal.index, signal.value))
        while True:
            self._say("end_prompt", total=self._sitting.total)
            line = dialogue.read().strip()
            if not line:
                return True
            command = command_of(line)
            if command == "pause":
                self._obey(command, 0)
            if command == "back":
                self._sitting.back()
                return False
            if line.isascii() and line.isdigit() and 1 <= int(line[:4]) <= self._sitting.total:
                self._sitting.go(int(line) - 1)
                return False
            self._say("end_help", total=self._sitting.total)

    def _signal(self, index: str, value: float | None) -> str:
        number = value or 0.0
        seconds = self._setting.bank.rules.quality.fast_ms // 1000
        return self._words(f"report.quality.{index}", percent=round(100 * number), seconds=seconds, n=round(number))

    def _review(self) -> None:
        session, dialogue = self._sitting.session, self._setting.dialogue
        dialogue.say()
        self._say("review")
        for number, item_id in enumerate(session.order, start=1):
            item = self._setting.bank.items[item_id]
            response = session.responses.get(item_id)
            answer = response.answer if response is not None else None
            shown = self._words("plain.skipped") if answer is None else shown_answer(item, answer)
            dialogue.say(f"{number}. {item.text.on(session.language)} [{shown}]")


__all__ = ["COMMANDS", "EndOfInput", "Paused", "PlainSitting", "Setting", "command_of"]

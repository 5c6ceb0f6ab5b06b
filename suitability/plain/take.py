"""The questionnaire as a plain dialogue: questions, review, quality note."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, CodedItem, Item
from suitability.domain.quality import assess_quality
from suitability.domain.session import Result
from suitability.errors import AnswerError, UserError
from suitability.plain.dialogue import Dialogue, typed_path
from suitability.plain.prompts import PROMPTS, shown_answer
from suitability.services.explain import signal_sentence
from suitability.services.messages import code_sentence, sentence
from suitability.services.parts import part_title
from suitability.services.sitting import Sitting
from suitability.services.words import Words

COMMANDS = {
    "back": ("b", "back", "и", "н", "назад", "y"),
    "skip": ("0", "s", "skip", "ы", "п", "пропуск", "пропустить", "g"),
    "pause": ("q", "quit", "exit", "pause", "й", "в", "выход", "выйти", "пауза", "d"),
    "language": ("l", "language", "д", "я", "язык", "z"),
    "help": ("?", "h", "help", "р", "помощь"),
}
"""What may be typed instead of an answer, whatever language is shown. The single letters work under the Latin
and the Russian keyboard layout alike: "b" and "и" are one key, "н" and "y" another."""


REVIEW_WIDTH = 110
"""Characters of a question in the review; every statement fits, a task is known by its beginning."""

REVIEW_INDENT = "    "
"""What stands before an answer in the review, below its question."""


def command_of(line: str) -> str | None:
    """Return the command that a typed line names, or None when it is not a command."""
    typed = line.strip().lower()
    return next((name for name, forms in COMMANDS.items() if typed in forms), None)


class Paused(Exception):
    """The person stops for now; what could be saved is saved."""


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
        self._told: str | None = None
        self._part = ""
        self._asked = ""
        self._jumped = False

    def run(self) -> Result:
        """Return the finished result.

        Raises:
            Paused: the person stopped for now.
            EndOfInput: the input ended.
        """
        if not self._sitting.session.responses:
            self._welcome()
        self._say("intro", total=self._sitting.total)
        self._tell_saving()
        while True:
            while self._sitting.item is not None:
                self._question(self._sitting.item)
            if self._confirm_end():
                result = self._sitting.finish()
                self._tell_saving()
                return result

    @property
    def _words(self) -> Words:
        return self._setting.words[self._sitting.session.language]

    def _say(self, key: str, **values: object) -> None:
        self._setting.dialogue.say(self._words(f"plain.{key}", **values))

    def _welcome(self) -> None:
        """Say what this is and is not, how long it takes and where the answers are kept."""
        form = self._setting.bank.forms[self._sitting.session.form]
        dialogue, words = self._setting.dialogue, self._words
        dialogue.say(words("report.title"))
        dialogue.say()
        dialogue.say(form.about.on(words.language))
        dialogue.say()
        self._say("what_not")
        dialogue.say()
        if self._sitting.saving.ok and self._sitting.path is not None:
            self._say("stored", folder=self._sitting.path.parent)
            dialogue.say()

    def _question(self, item: Item) -> None:
        """Ask until the question is answered, skipped or left."""
        onset = self._setting.dialogue.now()
        self._show(item)
        while not self._done(item, onset):
            pass
        self._tell_saving()

    def _show(self, item: Item) -> None:
        dialogue, words = self._setting.dialogue, self._words
        dialogue.say()
        self._say_part(item)
        self._say("number", number=self._sitting.number, total=self._sitting.total)
        dialogue.say(item.text.on(words.language))
        self._say_what_is_asked(item)
        show, _ = PROMPTS[item.kind]
        for line in show(self._setting.bank, item, words):
            dialogue.say(line)
        earlier = self._earlier(item)
        if earlier is not None:
            self._say("earlier", answer=shown_answer(self._setting.bank, item, earlier, words).rstrip("."))

    def _say_part(self, item: Item) -> None:
        """Say the title of the part of the form where one begins."""
        session = self._sitting.session
        title = part_title(session.form, self._setting.bank, item.id, session.language)
        if title and title != self._part:
            self._setting.dialogue.say(title)
            self._setting.dialogue.say()
        self._part = title

    def _say_what_is_asked(self, item: Item) -> None:
        """Say what the options answer (how often, how much one agrees) where that changes."""
        asked = f"plain.ask.{item.format if isinstance(item, CodedItem) else item.kind}"
        text = self._words(asked) if self._words.has(asked) else ""
        if text and text != self._asked:
            self._setting.dialogue.say(text)
        self._asked = text

    def _earlier(self, item: Item) -> Answer | None:
        """Return the answer given before, or None."""
        before = self._sitting.session.responses.get(item.id)
        return None if before is None else before.answer

    def _done(self, item: Item, onset: int | None) -> bool:
        """Read one line and act on it; return True when the question is done with."""
        self._say("prompt")
        line = self._setting.dialogue.read()
        now = self._setting.dialogue.now()
        elapsed = None if onset is None or now is None else now - onset
        command, earlier = command_of(line), self._earlier(item)
        if earlier is None and not line.strip():
            self._say("nothing_typed")
            return False
        if command in {"help", "language"}:
            if command == "language":
                self._next_language()
            else:
                self._say("help")
            self._asked = ""
            self._show(item)
            return False
        if command == "back":
            self._sitting.back()
            return True
        if command == "pause":
            self._pause()
        if command == "skip":
            self._sitting.omit(elapsed)
        elif earlier is not None and not line.strip():
            self._sitting.respond(earlier, elapsed)
        else:
            try:
                self._sitting.respond(PROMPTS[item.kind][1](item, line), elapsed)
            except AnswerError as error:
                self._setting.dialogue.say(sentence(self._words, error))
                return False
        self._after_answer()
        return True

    def _after_answer(self) -> None:
        """Return to the end after one question was answered anew from there."""
        if self._jumped:
            self._jumped = False
            self._sitting.go(self._sitting.total)

    def _next_language(self) -> None:
        codes = list(self._setting.words)
        place = codes.index(self._sitting.session.language)
        self._sitting.set_language(codes[(place + 1) % len(codes)])

    def _pause(self) -> None:
        self._sitting.pause()
        if not self._sitting.retry_saving().ok:
            self._rescue()
        raise Paused

    def _rescue(self) -> None:
        """Offer other folders for answers that could not be saved, until one takes them or none is named."""
        while True:
            self._tell_saving()
            self._say("rescue")
            line = self._setting.dialogue.read().strip()
            if not line:
                return
            try:
                state = self._sitting.move_to(typed_path(line) / "runs")
            except UserError as error:
                self._setting.dialogue.say(sentence(self._words, error))
                continue
            if state.ok:
                return
            self._setting.dialogue.say(code_sentence(self._words, str(state.code), state.values))

    def _tell_saving(self) -> None:
        """Say once that saving failed, and once that it works again."""
        saving = self._sitting.saving
        code = None if saving.ok else saving.code or "run_no_place"
        if code is not None and code != self._told:
            self._setting.dialogue.say(code_sentence(self._words, code, saving.values))
        if code is None and self._told is not None:
            self._say("saved_again")
        self._told = code

    def _confirm_end(self) -> bool:
        """Show all answers and the quality note; return True to finish, False after a move back."""
        self._review()
        while True:
            self._say("end_prompt", total=self._sitting.total)
            line = self._setting.dialogue.read().strip()
            command = command_of(line)
            if not line:
                return True
            if command == "pause":
                self._pause()
            if command == "back":
                self._sitting.back()
                return False
            if command == "language":
                self._next_language()
                self._review()
            elif (
                line.isascii() and line.isdigit() and len(line) <= 4 and 1 <= int(line) <= self._sitting.total
            ):
                self._sitting.go(int(line) - 1)
                self._jumped = True
                return False
            else:
                self._say("end_help", total=self._sitting.total)

    def _review(self) -> None:
        session, dialogue, bank = self._sitting.session, self._setting.dialogue, self._setting.bank
        dialogue.say()
        self._say("review")
        for number, item_id in enumerate(session.order, start=1):
            item = bank.items[item_id]
            answer = self._earlier(item)
            shown = self._words("plain.skipped")
            if answer is not None:
                shown = shown_answer(bank, item, answer, self._words)
            text = textwrap.shorten(item.text.on(session.language), REVIEW_WIDTH, placeholder=" …")
            dialogue.say(f"{number}. {text}")
            dialogue.say(REVIEW_INDENT + self._words("plain.answer", answer=shown))
        if session.answered < self._sitting.total:
            self._say("left_out", n=self._sitting.total - session.answered)
        quality = assess_quality(bank, session.order, session.responses)
        if quality.raised:
            self._say("quality")
            for signal in quality.raised:
                dialogue.say(f"- {signal_sentence(bank, signal, self._words)}")
            self._say("quality_again")

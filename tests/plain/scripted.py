"""A person at the plain questionnaire, played from a list of lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from suitability.domain.kinds import Answer, ChoiceItem, Item, MostLeast, SequenceItem, SituationItem
from suitability.domain.session import Result
from suitability.plain.dialogue import Dialogue, EndOfInput
from suitability.plain.take import PlainSitting, Setting
from suitability.services.sitting import Sitting, resume, start
from tests.services import samples, sittings

ANSWERS = samples.drawn(23)
SECOND_MS = 1000


@dataclass
class Talk:
    """What was typed so far and what was shown, with a clock that moves a second per line."""

    lines: Iterator[str]
    shown: list[str] = field(default_factory=list)
    clock_ms: int = 0

    def read(self) -> str:
        self.clock_ms += SECOND_MS
        line = next(self.lines, None)
        if line is None:
            raise EndOfInput
        return line

    @property
    def text(self) -> str:
        """Everything that was shown, as one text with single blanks."""
        return " ".join(" ".join(self.shown).split())

    def dialogue(self, *, timed: bool = True) -> Dialogue:
        return Dialogue(self.read, self.shown.append, (lambda: self.clock_ms) if timed else None)


def begin(folder: Path | None, language: str = "ru", clock: sittings.FakeClock | None = None) -> Sitting:
    """Return a new sitting of the shipped quick form."""
    return start(sittings.settings(folder, clock, bank=samples.bank()), "quick", language)


def again(folder: Path) -> Sitting:
    """Return the only kept sitting of ``folder``, opened again."""
    (path,) = folder.glob("*.run")
    return resume(sittings.settings(folder, bank=samples.bank()), path)


def go_through(sitting: Sitting, lines: Iterable[str], *, timed: bool = True) -> tuple[Result | None, Talk]:
    """Return the result (None: the input ended before) and the talk."""
    talk = Talk(iter(lines))
    words = {code: samples.words(code) for code in samples.bank().pack.languages}
    setting = Setting(samples.bank(), words, talk.dialogue(timed=timed))
    try:
        return PlainSitting(setting, sitting).run(), talk
    except EndOfInput:
        return None, talk
    finally:
        sitting.close()


def answer_of(item: Item) -> Answer:
    """Return the answer that the played person gives."""
    return item.answer_with(
        item.values()[len(item.id + item.text["en"]) % len(item.values())], item.simulate(0, lambda: 0.5)
    )


def typed(item: Item, answer: Answer) -> str:
    """Return what a person types for an answer: the numbers of what is chosen, as they are shown."""
    if isinstance(item, ChoiceItem):
        return str(1 + [option.id for option in item.options].index(str(answer)))
    if isinstance(item, SituationItem):
        assert isinstance(answer, MostLeast)
        places = [reply.id for reply in item.replies]
        return f"{1 + places.index(answer.most)} {1 + places.index(answer.least)}"
    if isinstance(item, SequenceItem):
        assert isinstance(answer, tuple)
        places = [step.id for step in item.steps]
        return " ".join(str(1 + places.index(step)) for step in answer)
    return str(answer)


def all_lines() -> list[str]:
    """Return the lines that answer every question of the quick form, without the last Enter."""
    bank = samples.bank()
    return [typed(bank.items[item], answer_of(bank.items[item])) for item in bank.order("quick")]

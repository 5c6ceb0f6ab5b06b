"""What the work pays: role, country, region, experience and rate to choose, and the answer below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar, get_args

from textual.binding import BindingType
from textual.widget import Widget

from suitability.domain.pay import STEPS, Step
from suitability.services.formatting import number
from suitability.services.pay_types import PayPlace
from suitability.tui.keys import bind
from suitability.tui.lines import Block, Part
from suitability.tui.page import NO_ACTION
from suitability.tui.pay_parts import pay_parts
from suitability.tui.screens import screen
from suitability.tui.screens.menu_page import MenuPage
from suitability.tui.widgets import Lines, RowList

ANY = ""
"""The choice that narrows nothing down: every role, the whole country, any experience."""

RATES = (1.0, 0.75, 0.5, 0.25)
"""Parts of a full job to choose from."""

STEP_NAMES = dict(zip(STEPS, ("none", "one_three", "three_six", "six_more"), strict=True))
"""Step of experience -> the last part of the key of its words."""


class PayScreen(MenuPage):
    """Rows that change a value, and below them what is known for these values, drawn and with sources."""

    name_id = "pay"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("pay.less", "left", "step(-1)", "keys.value_before"),
        bind("pay.more", "right", "step(1)", "keys.value_after"),
        bind("pay.out", "backspace", "leave", "keys.escape"),
    ]

    def __init__(self, role: str | None = None) -> None:
        super().__init__()
        self._role = role
        self._place: PayPlace | None = None

    def body(self) -> Iterable[Widget]:
        """Return the text, the rows, and the answer below them."""
        return (*super().body(), Lines(id="answer"))

    @property
    def place(self) -> PayPlace:
        """What is asked for; to begin with the first country, and the role that the screen was opened for."""
        if self._place is None:
            first = min(self.course.startup.stock().guide.countries, key=lambda one: one.order)
            self._place = PayPlace(first.id, self._role)
        return self._place

    def relabel(self) -> None:
        """Draw the rows and the answer."""
        super().relabel()
        stock, glyphs = self.course.startup.stock(), self.suitability.glyphs
        self.query_one("#answer", Lines).show_blocks(pay_parts(stock, self.words, self.place, glyphs))

    def blocks(self) -> Sequence[Part]:
        """Return what this page shows."""
        words = self.words
        return (Block("title", words("report.labels.pay")), Block("quiet", words("screens.pay.intro")))

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return what can be chosen, each with its value."""
        return [
            (name, self.words(f"screens.pay.{name}", value=dict(self._choices(name))[self._value(name)]))
            for name in self._names()
        ]

    def _names(self) -> tuple[str, ...]:
        regions = self._choices("region")
        return ("role", "country", *(("region",) if len(regions) > 1 else ()), "step", "rate")

    def _choices(self, name: str) -> list[tuple[str, str]]:
        """Return id and text of everything that can be chosen for ``name``."""
        words, guide = self.words, self.course.startup.stock().guide
        language = words.language
        countries = sorted(guide.countries, key=lambda one: one.order)
        match name:
            case "role":
                every = (ANY, words("screens.pay.every_role"))
                return [every, *((one.id, one.name.on(language)) for one in guide.roles)]
            case "country":
                return [(one.id, one.name.on(language)) for one in countries]
            case "region":
                regions = next(one.regions for one in countries if one.id == self.place.country)
                whole = (ANY, words("screens.pay.whole_country"))
                return [whole, *((one.id, one.name.on(language)) for one in regions)]
            case "step":
                every = (ANY, words("screens.pay.any_step"))
                return [every, *((one, words(f"pay_answer.steps.{STEP_NAMES[one]}")) for one in STEPS)]
            case _:
                return [(str(rate), number(words, rate)) for rate in RATES]

    def _value(self, name: str) -> str:
        return str(getattr(self.place, name) or ANY)

    def _set(self, name: str, value: str) -> None:
        """Ask for something else; another country has other regions."""
        place = self.place
        match name:
            case "role":
                self._place = replace(place, role=value or None)
            case "country":
                self._place = replace(place, country=value, region=None)
            case "region":
                self._place = replace(place, region=value or None)
            case "step":
                step: Step | None = next((one for one in get_args(Step) if one == value), None)
                self._place = replace(place, step=step)
            case _:
                self._place = replace(place, rate=float(value))
        self.relabel()

    def choose(self, row: str) -> None:
        """Open the list of choices for a row."""
        label = f"screens.pay.choose_{row}"
        self.app.push_screen(
            screen(
                "pick",
                lambda: self.words(label),
                lambda: self._choices(row),
                self._value(row),
                lambda value: self._set(row, value),
            )
        )

    def action_step(self, by: int) -> None:
        """Take the next or the previous value of the row at the cursor, around the ends."""
        name = self._names()[max(self.query_one(RowList).cursor, 0)]
        ids = [one for one, _ in self._choices(name)]
        self._set(name, ids[(ids.index(self._value(name)) + by) % len(ids)])

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the page."""
        return (
            ("↑↓", "move", NO_ACTION),
            ("← →", "change", "screen.step(1)"),
            ("PgDn", "scroll", "screen.page(1)"),
            ("Esc", "back", "screen.leave"),
        )

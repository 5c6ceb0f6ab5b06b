"""What every screen has: a head line, a body that scrolls, a line of state, the key bar, help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from suitability.services.terminal import SMALLEST
from suitability.tui.keys import bind
from suitability.tui.lines import Tone, hanging
from suitability.tui.presenters import Hint, state_lines, two_ends
from suitability.tui.widgets import KeyBar, Lines

if TYPE_CHECKING:
    from suitability.services.words import Words
    from suitability.tui.app import SuitabilityApp
    from suitability.tui.course import Course

NO_ACTION = ""
"""A hint that only tells: clicking it does nothing."""


class Page(Screen[None]):
    """A screen of the program. Its words are ``screens.<name_id>`` and ``screens_help.<name_id>``."""

    name_id: ClassVar[str] = ""
    reads: ClassVar[bool] = False
    """True for pages of text: the body takes the scroll keys."""
    has_bar: ClassVar[bool] = False
    """True where a progress bar stands below the head line."""

    AUTO_FOCUS = ""  # each screen says where the keys go; focusing must not scroll
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("page.back", "escape", "leave", "keys.escape"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="reading" if self.reads else None)
        self._drawn = ""
        self._state: tuple[Callable[[], str], Tone] = (str, "quiet")
        self._below = False

    def compose(self) -> ComposeResult:
        """Yield the frame and, in its middle, what ``body`` yields."""
        yield Lines(id="head")
        if self.has_bar:
            yield Lines(id="bar")
        with VerticalScroll(id="body", classes="scroller") as body:
            body.can_focus = self.reads
            with Vertical(id="column"):
                yield from self.body()
        yield Lines(id="state")
        yield KeyBar()
        yield Lines(id="tiny")

    def body(self) -> Iterable[Widget]:
        """Return the widgets of the middle column."""
        return ()

    @property
    def suitability(self) -> SuitabilityApp:
        """The app, by its own type."""
        return cast("SuitabilityApp", self.app)

    @property
    def course(self) -> Course:
        """The way through the program."""
        return self.suitability.course

    @property
    def words(self) -> Words:
        """The words of the present language."""
        return self.course.words

    def on_mount(self) -> None:
        """Set the screen up. Only here: Textual calls the handler of every class, so it would come twice."""
        self.set_up()

    def set_up(self) -> None:
        """Fill in the words and give the keys to the right widget. Screens with more to do extend this."""
        self.relabel()
        body = self.query_one("#body")
        if self.reads:
            self.set_focus(body, scroll_visible=False)
        for what in ("scroll_y", "virtual_size", "container_size"):
            self.watch(body, what, self._moved, init=False)

    def _moved(self) -> None:
        """Look below once sizes and place are all known: they are set one after the other."""
        self.call_later(self._look_below)

    def _look_below(self) -> None:
        """Say on the line of state that the middle goes on below the window, while it does."""
        body = self.query_one("#body")
        below = body.max_scroll_y > body.scroll_offset.y
        if below != self._below:
            self._below = below
            self._draw_state()

    def on_screen_resume(self) -> None:
        """Textual shows the screen; like ``on_mount`` it is handled in this class only."""
        self.come_up()

    def come_up(self) -> None:
        """Draw everything again after another screen was on top; not when the screen has just been made."""
        if self._drawn:
            self.relabel()
        self._drawn = self.course.language

    def on_resize(self) -> None:
        """Ask for a larger window where nothing fits any more."""
        columns, rows = self.app.size
        self.set_class(columns < SMALLEST[0] or rows < SMALLEST[1], "tiny")
        if self.is_mounted:
            self.fit()

    def fit(self) -> None:
        """Draw anew what depends on the size of the window. Screens with such things extend this."""

    def relabel(self) -> None:
        """Draw everything in the present language. Screens with more to draw extend this."""
        title = self.words(f"screens.{self.name_id}.title")
        self.show_head(title, self.words("screens.product"))
        self.query_one(KeyBar).show_hints(self.hints())
        columns, rows = SMALLEST
        request = self.words("screens.tiny", columns=columns, rows=rows)
        self.query_one("#tiny", Lines).show(lambda width: hanging((), request, width, "strong"))
        self._draw_state()

    def show_head(self, left: str, right: str) -> None:
        """Put a text at each end of the head line."""
        self.query_one("#head", Lines).show(lambda width: [two_ends(left, right, width)])

    def show_state(self, text: str | Callable[[], str], tone: Tone = "quiet") -> None:
        """Put a sentence on the line of state above the keys.

        A function that words the sentence is asked again whenever the screen is drawn in another language.
        """
        self._state = ((lambda: text) if isinstance(text, str) else text, tone)
        self._draw_state()

    def _draw_state(self) -> None:
        word, tone = self._state
        text, below = word(), self.words("screens.below") if self._below else ""
        self.query_one("#state", Lines).show(lambda width: state_lines(text, tone, below, width))

    def hints(self) -> list[Hint]:
        """Return what the key bar shows. Where room is short, arrows go first; leaving and help stay."""
        own = [
            self.hint(key, label, action, 0 if action == NO_ACTION else 2)
            for key, label, action in self.own_hints()
        ]
        return [
            *own,
            self.hint("F2", self.words("screens.other_language"), "app.language", 1),
            self.hint("F10", "quit", "app.leave_program", 3),
            self.hint("F1", "help", "app.help", 4),
        ]

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return key, label and action of the entries that only this screen has."""
        return (("Esc", "back", "screen.leave"),)

    def hint(self, key: str, label: str, action: str, weight: int) -> Hint:
        """Return one entry; ``label`` is the name of a word under ``screens.hints``, or a text."""
        word = f"screens.hints.{label}"
        return Hint(key, self.words(word) if self.words.has(word) else label, action, weight)

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()

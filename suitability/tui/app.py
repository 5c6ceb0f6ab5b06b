"""The app shell: look, keys that work everywhere, which screen is on, and a clean way out."""

from __future__ import annotations

import contextlib
import gc
import signal
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.filter import NoColor

from suitability.errors import SuitabilityError, UserError
from suitability.storage.places import stylesheet
from suitability.tui.course import Course
from suitability.tui.keys import bind
from suitability.tui.page import Page
from suitability.tui.screens import screen
from suitability.tui.themes import OWN, NoControls

if TYPE_CHECKING:
    import asyncio

    from suitability.services.candidates import Desk
    from suitability.tui.charts import Glyphs
    from suitability.tui.screens.item import ItemScreen
    from suitability.tui.startup import Outcome, Recruiting, Startup


class SuitabilityApp(App[None]):
    """The questionnaire in full-screen mode."""

    ENABLE_COMMAND_PALETTE = False
    CSS = stylesheet()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - declared by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-high")]  # noqa: RUF012 - declared by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("app.quit", "f10,ctrl+q", "leave_program", "keys.quit", priority=True),
        bind("app.interrupt", "ctrl+c", "interrupt", "keys.interrupt", priority=True),
        bind("app.help", "f1", "help", "keys.help", priority=True),
        bind("app.language", "f2", "language", "keys.language", priority=True),
        bind("app.look", "f3", "look", "keys.look", priority=True),
    ]

    def __init__(self, startup: Startup) -> None:
        super().__init__()
        self.course = Course(startup)
        self.ended_by = 0
        self.input_time = 0.0
        self.held = False
        self._key_before = ("", 0.0)
        self.animation_level = "none"
        self._set_looks(startup.theme)

    def _set_looks(self, name: str) -> None:
        """Keep only our own looks; the environment's wish for no colour has been read by the caller."""
        for own in OWN.values():
            self.register_theme(own)
        for foreign in set(self.available_themes) - set(OWN):
            self.unregister_theme(foreign)
        self.no_color = False
        self._filters = [one for one in self._filters if type(one).__name__ not in {"Monochrome", "NoColor"}]
        self._colourless = NoColor(enabled=name == "none")
        self._filters += [self._colourless, NoControls()]
        # Without the watcher, which would parse the stylesheet a second time before the first picture.
        self.set_reactive(App.theme, name if name in OWN else "dark")
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def glyphs(self) -> Glyphs:
        """The characters that charts are drawn with."""
        from suitability.tui.charts import ASCII, BLOCKS  # noqa: PLC0415 - the first question has no chart

        return ASCII if self.course.startup.ascii else BLOCKS

    @property
    def crash(self) -> Exception | None:
        """The exception that ended the app, if one did."""
        return self._exception

    def on_mount(self) -> None:
        """Make signals leave the terminal clean, and the garbage collector start once all is drawn."""
        self._listen_to_signals()
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.set_timer(1.0, _collect_from_now_on)

    def get_default_screen(self) -> Page:
        """Return the first screen: the start, the first question, or the recap of a kept sitting."""
        startup = self.course.startup
        if startup.invitation is not None:
            from suitability.tui.screens.invited import InvitedScreen  # noqa: PLC0415 - only for those invited

            return InvitedScreen()
        recruiting = startup.recruiting
        if recruiting is not None and recruiting.desk is not None:
            return self._desk(recruiting, recruiting.desk)
        if startup.open_at == "welcome":
            return self._home()
        if startup.run is None:
            self.course.begin()
            return self._items()
        try:
            self.course.resume(startup.run)
        except UserError as error:
            return self._home(error)
        return self._resumed()

    def _desk(self, recruiting: Recruiting, desk: Desk) -> Page:
        if recruiting.sheet is not None:
            return screen("sheet", desk, recruiting.sheet)
        return screen("candidates", desk, recruiting.order)

    def _listen_to_signals(self) -> None:
        loop: asyncio.AbstractEventLoop = self._loop  # type: ignore[assignment]  # it runs: we are mounted
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                # Windows' loop takes no handlers, and a loop outside the main thread cannot have any.
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._end_by, int(number))

    def _end_by(self, number: int) -> None:
        self.ended_by = number
        self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Note when a key or a click was made and whether a key is held down.

        The input thread stamps events, so a busy screen does not distort the times. A key is noted when it
        comes back from the widgets, just before its action runs.
        """
        if isinstance(event, events.Key) and event.is_forwarded:
            key, before = self._key_before
            self._key_before = (event.key, event.time)
            self.held = event.key == key and (event.time - before) * 1000 < self.course.startup.repeat_ms
            self.input_time = event.time
        elif isinstance(event, events.MouseUp):
            self.held = False
            self.input_time = event.time
        await super().on_event(event)

    # ---- where to go ----

    def show_page(self, page: Page) -> None:
        """Put ``page`` in place of every open screen."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) == 2:
            self.switch_screen(page)
        else:
            self.push_screen(page)  # the first screen stays below: Textual cannot replace it

    def go_home(self) -> None:
        """Show the welcome screen."""
        self.show_page(self._home())

    def go_to_items(self) -> None:
        """Show the question at the sitting's position."""
        items = self._items()
        if items not in self.screen_stack:
            self.show_page(items)
            return
        while self.screen is not items:
            self.pop_screen()
        items.show_item()

    def go_to_review(self) -> None:
        """Show the list of all answers."""
        self.push_screen(screen("review"))

    def go_to_results(self) -> None:
        """Show the result."""
        self.show_page(screen("results"))

    def after_resume(self) -> None:
        """Show the recap of a sitting that was opened again, or its result when it was finished."""
        self.show_page(self._resumed())

    def _home(self, notice: SuitabilityError | None = None) -> Page:
        return screen("welcome", notice)

    def _items(self) -> ItemScreen:
        """Return the question screen that is open, or a new one."""
        found = (one for one in self.screen_stack if isinstance(one, Page) and one.name_id == "item")
        return cast("ItemScreen", next(found, None) or screen("item"))

    def _resumed(self) -> Page:
        return screen("recap" if self.course.result is None else "results")

    def _shows(self, name: str) -> bool:
        return isinstance(self.screen, Page) and self.screen.name_id == name

    # ---- keys that work everywhere ----

    def action_help(self) -> None:
        """Show the help of the present screen."""
        if isinstance(self.screen, Page) and not self._shows("help"):
            self.push_screen(screen("help", self.screen))

    def action_language(self) -> None:
        """Switch to the next language; screens below follow when they are seen again."""
        self.course.set_language(self.course.next_language())
        if isinstance(self.screen, Page):
            self.screen.relabel()

    def action_look(self) -> None:
        """Switch to the next look."""
        names = list(OWN)
        name = names[(names.index(self.theme) + 1) % len(names)]
        self._colourless.enabled = name == "none"
        self.theme = name

    def action_interrupt(self) -> None:
        """Ctrl+C: a sitting is paused, anything else is left; nothing is lost either way."""
        if self.course.in_progress and not self._shows("pause"):
            self.course.sitting.pause()
            self.push_screen(screen("pause"))
        else:
            self.action_leave_program()

    def action_leave_program(self) -> None:
        """F10: leave at once; only answers that exist nowhere but in memory are asked about."""
        asked = self._shows("unsaved")
        if asked or not self.course.unsaved() or self.course.sitting.retry_saving().ok:
            self.exit()
        else:
            self.push_screen(screen("unsaved"))

    def _fatal_error(self) -> None:
        """End after a bug without drawing a traceback: it could show answers. The caller reports it."""
        self._close_messages_no_wait()


def _collect_from_now_on() -> None:
    """Begin collecting garbage: what exists at the first picture stays for good."""
    gc.freeze()
    gc.enable()


def run(startup: Startup) -> Outcome:
    """Run the app until it is left, and return what happened.

    Raises:
        Exception: a bug ended the app; it is passed on as it was. Answers are saved.
    """
    gc.disable()
    app = SuitabilityApp(startup)
    try:
        app.run(mouse=startup.mouse)
    finally:
        gc.enable()
        outcome = app.course.close()
    outcome.signal = app.ended_by
    if app.crash is not None:
        raise app.crash
    return outcome

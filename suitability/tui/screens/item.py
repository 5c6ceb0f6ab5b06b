"""The question screen. There is one; the next question is an update in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from suitability.domain.kinds import Item
from suitability.services.parts import part_title
from suitability.tui.items import WIDGETS, ItemWidget
from suitability.tui.keys import bind
from suitability.tui.lines import hanging, shorten
from suitability.tui.page import Page
from suitability.tui.presenters import answer_label, progress_bar, question_lines, time_left
from suitability.tui.screens import screen
from suitability.tui.widgets import Lines

LATER = 0.3
"""Seconds until the widgets of the other kinds are made: after the first question can be read."""


class ItemScreen(Page):
    """One question, its answers, how far one is, and whether all is saved."""

    name_id = "item"
    has_bar = True
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("item.back", "backspace,pageup", "back", "keys.backspace"),
        bind("item.forward", "pagedown", "forward", "keys.forward"),
        bind("item.review", "f4,r", "review", "keys.review"),
        bind("item.folder", "f5", "folder", "keys.folder"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked = float("inf")
        self._onset = float("inf")
        self._shown = 0
        self._said: Callable[[], str] = str
        self._filled = False

    def body(self) -> Iterable[Widget]:
        """Return the question, the prompt, and the widget of the first item."""
        item = self.course.item
        first = () if item is None else (WIDGETS[item.kind](),)
        return (Lines(id="question"), Lines(id="ask"), *first)

    def set_up(self) -> None:
        """Show the first question."""
        super().set_up()
        self.show_item()
        self.set_timer(LATER, self._mount_others)

    def _mount_others(self) -> None:
        """Make the widgets of the other kinds ready once the first question can be read.

        Not when the app is being left: nothing can be mounted then, and nobody would see it.
        """
        if not self.is_attached:
            return
        for item in self.course.bank.items.values():
            if item.id in self.course.session.order:
                self._made(WIDGETS[item.kind])

    def _made(self, kind: type[ItemWidget]) -> ItemWidget:
        """Return the one widget of its kind, mounted out of sight where it is new."""
        for widget in self.query(ItemWidget):
            if type(widget) is kind:
                return widget
        made = kind()
        made.add_class("hidden")
        self.query_one("#column").mount(made)
        return made

    def relabel(self) -> None:
        """Draw the present question in the present language."""
        super().relabel()
        self._show_texts()
        self._show_saving()

    @property
    def widget(self) -> ItemWidget:
        """The widget of the present item."""
        return next(one for one in self.query(ItemWidget) if not one.has_class("hidden"))

    def show_item(self) -> None:
        """Show the item at the sitting's position, with its earlier answer marked."""
        item = self.course.item
        if item is None:
            self.suitability.go_to_review()
            return
        self._fill(item)
        self._shown += 1
        self._asked = self._onset = Message().time
        # Through the widget's own queue, so that its new lines are known to the screen that is waited for.
        self.widget.call_later(self.call_after_refresh, self._now_on_screen, self._shown)

    def _fill(self, item: Item) -> None:
        """Put the item and its earlier answer into the widget of its kind."""
        response = self.course.response
        widget = self._widget_for(item)
        before = response.answer if response is not None else None
        self._filled = True
        widget.show_item(item, before, omitted=response is not None and response.answer is None)
        self._show_texts()
        self._show_saving()
        self.set_focus(widget, scroll_visible=False)

    def _widget_for(self, item: Item) -> ItemWidget:
        """Return the widget of the item's kind, and hide the others."""
        wanted = self._made(WIDGETS[item.kind])
        for widget in self.query(ItemWidget):
            widget.set_class(widget is not wanted, "hidden")
        return wanted

    def _show_texts(self) -> None:
        item = self.course.item
        if item is None or not self._filled:
            return
        words, session = self.words, self.course.session
        text = item.text.on(words.language)
        self.query_one("#question", Lines).show(lambda width: question_lines(text, width))
        self.widget.show_texts(self.course.bank, item, words.language, words("screens.item.skip"))
        self._show_ask()
        number, total = session.position + 1, len(session.order)
        count = words("screens.item.count", number=number, total=total)
        left = part_title(session.form, self.course.bank, item.id, words.language)
        self.show_head(left, f"{count} · {time_left(self.course.bank, session, words)}")
        done = total - len(session.open)
        self.query_one("#bar", Lines).show(lambda width: [progress_bar(done, total, width)])

    def _show_ask(self) -> None:
        item, words = self.course.item, self.words
        if item is None:
            return
        stage = self.widget.draft.stage
        key = f"screens.item.ask.{getattr(item, 'format', item.kind)}"
        text = words(key) if stage == "choose" and words.has(key) else words(f"screens.item.ask.{stage}")
        self.query_one("#ask", Lines).show(lambda width: hanging((), text, width, "quiet"))

    def _show_saving(self) -> None:
        if self.course.saving_text():
            self.show_state(self._trouble, "warn")
        else:
            self.show_state(self._said)

    def _trouble(self) -> str:
        return self.words("screens.item.not_saved", why=self.course.saving_text())

    def _now_on_screen(self, shown: int) -> None:
        """Note when the question was there to be read; a new sitting gets its file now, before any answer."""
        if shown == self._shown:
            self._onset = Message().time
        if not self.course.sitting.saving.ok:
            self._show_saving()

    @on(ItemWidget.Answered)
    def take_answer(self, message: ItemWidget.Answered) -> None:
        """Store the answer; only when it is stored, show the next question.

        A key pressed before the question was asked, or held down, is no answer to it.
        """
        item, number = self.course.item, self.course.session.position + 1
        if item is None:
            return
        if message.held or message.at < self._asked:
            self._fill(item)
            return
        place = self.course.answer(message.answer, max(0, round((message.at - self._onset) * 1000)))
        saved = "saved" if message.answer is not None else "saved_skip"

        def said() -> str:
            label = answer_label(self.course.bank, item, message.answer, self.words)
            return self.words(f"screens.item.{saved}", number=number, answer=shorten(label, 30))

        self._said = said
        self._go(place)

    @on(ItemWidget.Changed)
    def say_what_is_next(self) -> None:
        """Change the prompt with the draft; what was missing before a mark may be there now."""
        self._show_ask()
        self._show_saving()

    @on(ItemWidget.Missing)
    def say_what_is_missing(self) -> None:
        """Say in words why Enter did nothing."""
        stage = self.widget.draft.stage
        self.show_state(lambda: self.words(f"screens.item.missing.{stage}"), "accent")

    def _go(self, place: str) -> None:
        if place == "review":
            self.suitability.go_to_review()
        else:
            self.show_item()

    def action_back(self) -> None:
        """Go one question back; its answer stays marked."""
        self._said = str
        self._go(self.course.back())

    def action_forward(self) -> None:
        """Go one question on, if this one was answered or skipped."""
        self._said = str
        self._go(self.course.forward())

    def action_skip(self) -> None:
        """Leave the question unanswered on purpose."""
        self.widget.skip()

    def action_review(self) -> None:
        """Show all answers."""
        self.suitability.go_to_review()

    def action_folder(self) -> None:
        """Choose another folder to save in."""
        if self.course.saving_text():
            self.app.push_screen(screen("unsaved"))

    def action_leave(self) -> None:
        """Esc: pause."""
        self.suitability.action_interrupt()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the question screen."""
        return (
            ("Backspace", "back", "screen.back"),
            ("Esc", "pause", "screen.leave"),
            ("F4", "review", "screen.review"),
        )

"""The recruiter's table: everybody in a folder, filtered, sorted with ties, blind or by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from suitability.errors import UserError
from suitability.services.candidate_table import TableOrder
from suitability.services.candidate_view import trust
from suitability.services.candidates import SIDE_BY_SIDE
from suitability.services.formatting import number as in_words
from suitability.services.pool import Filter, PoolRow, Sort
from suitability.tui.candidate_lines import Seen, head_line, person_line, side_by_side
from suitability.tui.keys import bind
from suitability.tui.lines import Block, Line, flow
from suitability.tui.page import Page
from suitability.tui.people_table import PeopleTable
from suitability.tui.presenters import Hint
from suitability.tui.screens import screen
from suitability.tui.widgets import Lines

if TYPE_CHECKING:
    from suitability.services.candidates import Desk


class CandidatesScreen(Page):
    """A table that reads what is in sight. Below: why there is no total, what a seal does not promise."""

    name_id = "candidates"
    BINDINGS: ClassVar[list[BindingType]] = [
        bind("candidates.filter", "f", "filter", "keys.filter"),
        bind("candidates.sort", "s", "sort", "keys.sort"),
        bind("candidates.blind", "b", "blind", "keys.blind"),
        bind("candidates.compare", "c", "compare", "keys.compare"),
        bind("candidates.print", "p", "print", "keys.print"),
        bind("candidates.due", "d", "due", "keys.due"),
    ]

    def __init__(self, desk: Desk, order: TableOrder | None = None) -> None:
        super().__init__()
        self.add_class("table")
        self.desk = desk
        found = order or TableOrder()
        self.wanted: Filter = found.wanted
        self.sort: Sort = found.sort
        self._problem: UserError | None = None

    def body(self) -> Iterable[Widget]:
        """Return what is shown, the table, and the promise below it."""
        return (Lines(id="text"), PeopleTable(), Lines(id="note"))

    def set_up(self) -> None:
        """Give the keys to the table."""
        super().set_up()
        self.set_focus(self.query_one(PeopleTable), scroll_visible=False)

    def on_unmount(self) -> None:
        """Close the folder."""
        self.desk.close()

    def relabel(self) -> None:
        """Draw everything again, from the folder as it is now."""
        super().relabel()
        words, bank = self.words, self.course.bank
        self.show_head(words("screens.candidates.title"), str(self.desk.pool.folder.name))
        scales = [scale for scale in self.desk.pool.scales if scale in bank.scales]

        def draw(row: PoolRow, tie: str, here: bool, marked: bool, width: int) -> Line:
            seen = Seen(row, self.desk.name(row), tie, here, marked)
            return person_line(bank, scales, seen, words, width)

        table = self.query_one(PeopleTable)
        try:
            listing = self.desk.listing(self.wanted, self.sort)
        except UserError as error:
            self._problem = error
        else:
            table.show(
                listing, self.desk.pool.rows_of, lambda width: head_line(bank, scales, words, width), draw
            )
        self._draw_text()
        self._draw_note()

    def fit(self) -> None:
        """Say below the table what there is room for at this height."""
        super().fit()
        self._draw_note()

    def _draw_text(self) -> None:
        words = self.words
        parts = [words("candidates.screen.sorted", column=sort_name(self.sort, self))]
        if self.wanted != Filter():
            parts.append(words("candidates.screen.filtered"))
        if self.desk.blind:
            parts.append(words("candidates.screen.blind"))
        soon = self.desk.due()
        if soon:
            parts.append(words.plural("candidates.screen.due", len(soon)))
        self.query_one("#text", Lines).show_blocks([Block("quiet", " · ".join(parts))])

    def _draw_note(self) -> None:
        words = self.words
        ties = self.sort.by.startswith("scale:")

        def lines(width: int) -> list[Line]:
            low = self.app.size.height < 22
            promise = words("candidates.no_total") if low else trust(words)
            text = f"{words('candidates.ties')} {promise}" if ties and not low else promise
            return flow([Block("quiet", words("candidates.ties") if ties and low else text)], width)

        self.query_one("#note", Lines).show(lines)

    @on(PeopleTable.Moved)
    def tell_place(self) -> None:
        """Say which row this is, of how many, and how many are chosen."""
        words, table = self.words, self.query_one(PeopleTable)
        total = len(table.listing.numbers)
        if self._problem is not None:
            problem = self._problem
            self.show_state(lambda: self.course.sentence(problem), "warn")
            return
        if not total:
            self.show_state(lambda: self.words("candidates.screen.nobody"))
            return
        at, of = in_words(words, table.cursor + 1), in_words(words, total)
        place = words("candidates.screen.place", at=at, of=of)
        chosen = len(table.marked)
        what = words("candidates.screen.chosen", number=chosen) if chosen else words("candidates.screen.how")
        self.show_state(f"{place} · {what}")

    @on(PeopleTable.Opened)
    def open_person(self, message: PeopleTable.Opened) -> None:
        """Open a person's page."""
        self.app.push_screen(screen("candidate", self.desk, message.number))

    def sort_by(self, sort: Sort) -> None:
        """Put the rows into another order, which is shown from its top when the table is drawn again."""
        self.sort = sort
        self.query_one(PeopleTable).start_over()

    def action_filter(self) -> None:
        """Choose who is shown."""
        self.app.push_screen(screen("filtering", self))

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        self.app.push_screen(screen("sorting", self))

    def action_blind(self) -> None:
        """Hide the names, or show them again."""
        self.desk.set_blind(blind=not self.desk.blind)
        self.wanted = replace(self.wanted, text="")
        self.relabel()

    def action_compare(self) -> None:
        """Set those who are chosen side by side."""
        marked = self.query_one(PeopleTable).marked
        if not 2 <= len(marked) <= SIDE_BY_SIDE:
            self.show_state(lambda: self.words("candidates.screen.compare_how", most=SIDE_BY_SIDE), "warn")
            return
        self.app.push_screen(CompareScreen(self.desk, list(marked)))

    def action_print(self) -> None:
        """Print those who are chosen, or the person at the cursor."""
        table = self.query_one(PeopleTable)
        numbers = list(table.marked) or ([table.number] if table.number is not None else [])
        if numbers:
            self.app.push_screen(screen("printing", self.desk, numbers))

    def action_due(self) -> None:
        """See whose time is over."""
        self.app.push_screen(screen("due", self.desk))

    def action_leave(self) -> None:
        """Esc: back to where this was opened from; nothing where it was the start."""
        if self.app.screen_stack[0] is not self:
            super().action_leave()

    def own_hints(self) -> Iterable[tuple[str, str, str]]:
        """Return the keys of the table."""
        return (
            ("F", "filter", "screen.filter"),
            ("S", "sort", "screen.sort"),
            ("C", "compare", "screen.compare"),
            ("P", "print", "screen.print"),
            ("B", "blind", "screen.blind"),
            ("D", "due", "screen.due"),
        )

    def hints(self) -> list[Hint]:
        """Return the keys of the table; Enter and Space, which the line of state tells, give way first."""
        table = [
            self.hint("Enter", "open", "screen.at_cursor('open')", 0),
            self.hint("Space", "choose", "screen.at_cursor('mark')", 0),
        ]
        return [*table, *super().hints()]

    def action_at_cursor(self, what: str) -> None:
        """Open or choose the person at the cursor (a click on the key bar)."""
        table = self.query_one(PeopleTable)
        table.action_mark() if what == "mark" else table.action_open()


class CompareScreen(Page):
    """Up to four people side by side; every scale apart, nothing summed."""

    name_id = "comparing"
    reads = True

    def __init__(self, desk: Desk, numbers: list[int]) -> None:
        super().__init__()
        self.add_class("broad")
        self.desk = desk
        self._numbers = numbers

    def body(self) -> Iterable[Widget]:
        """Return the columns."""
        return (Lines(id="text"),)

    def relabel(self) -> None:
        """Draw the columns."""
        super().relabel()
        words, bank = self.words, self.course.bank
        rows = self.desk.pool.rows_of(self._numbers)
        people = [(self.desk.name(row), row) for row in rows]

        def lines(width: int) -> list[Line]:
            first = flow([Block("quiet", words("candidates.compare.how"))], width)
            after = flow([Block("quiet", trust(words))], width)
            return [*first, (), *side_by_side(bank, people, words, width), (), *after]

        self.query_one("#text", Lines).show(lines)


def sort_name(sort: Sort, page: Page) -> str:
    """Return what rows are sorted by, in words."""
    words = page.words
    if sort.by.startswith("scale:"):
        scale = page.course.bank.scales.get(sort.by[6:])
        name = sort.by[6:] if scale is None else scale.name.on(words.language)
    else:
        name = words(f"candidates.sorts.{sort.by}")
    return f"{name} {'↓' if sort.descending else '↑'}"

"""Who is shown in the table: every row of this menu goes through its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from suitability.services.candidate_view import form_name, stage_text
from suitability.services.pool import Filter
from suitability.storage.pool_schema import STATUSES
from suitability.tui.asking import AskingPage
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import language_name

if TYPE_CHECKING:
    from suitability.tui.screens.candidates import CandidatesScreen

FIELDS = {
    "status": "statuses",
    "role": "roles",
    "form": "forms",
    "language": "languages",
    "quality": "qualities",
    "stage": "stages",
    "sign": "raised",
}
"""Row of the menu -> field of the filter."""


class FilterScreen(AskingPage):
    """Text, status, role, form, language, quality, stage, and one sign that must be raised."""

    name_id = "filtering"

    def __init__(self, table: CandidatesScreen) -> None:
        super().__init__()
        self._table = table

    def blocks(self) -> Sequence[Block]:
        """Return how many people are left."""
        listing = self._table.desk.listing(self._table.wanted, self._table.sort)
        words = self.words
        return (
            Block("title", words("candidates.filter.heading")),
            GAP,
            Block("text", words.plural("candidates.filter.left", len(listing.numbers))),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return every field with its present value."""
        words, wanted = self.words, self._table.wanted
        nothing = words("candidates.filter.all")
        rows = [("text", words("candidates.filter.text", value=wanted.text or nothing))]
        for row, field in FIELDS.items():
            now: tuple[str, ...] = getattr(wanted, field)
            value = self._named(row, now[0]) if now else nothing
            rows.append((row, words(f"candidates.filter.{row}", value=value)))
        return [
            *rows,
            ("clear", words("candidates.filter.clear")),
            ("back", words("candidates.filter.back")),
        ]

    def _named(self, row: str, value: str) -> str:
        words = self.words
        if row == "sign":
            return self.course.bank.signs[value].name.on(words.language)
        if row == "stage":
            return stage_text(value, words)
        if row == "role":
            return self.course.startup.role_name(value, words.language)
        if row == "form":
            return form_name(self._table.desk, value, words)
        if row == "language":
            return language_name(words, value)
        return words(f"candidates.{row}.{value}") if row in ("status", "quality") else value

    def _values(self, row: str) -> Sequence[str]:
        pool = self._table.desk.pool
        if row == "status":
            return STATUSES
        if row == "quality":
            return ("none", "soft", "strong")
        if row == "sign":
            return [sign for sign in pool.signs if sign in self.course.bank.signs]
        return pool.known(row)

    def choose(self, row: str) -> None:
        """Take the next value of a row."""
        table = self._table
        if row == "back":
            self.action_leave()
            return
        if row == "text":
            self.ask(lambda: self.words("candidates.filter.type"), self._look_for, table.wanted.text)
            return
        if row == "clear":
            table.wanted = Filter()
        else:
            field = FIELDS[row]
            values = ["", *self._values(row)]
            now: tuple[str, ...] = getattr(table.wanted, field)
            at = values.index(now[0]) if now and now[0] in values else 0
            value = values[(at + 1) % len(values)]
            changed: dict[str, Any] = {field: (value,) if value else ()}
            table.wanted = replace(table.wanted, **changed)
        self.relabel()

    def _look_for(self, text: str) -> None:
        """Look for a text."""
        self._table.wanted = replace(self._table.wanted, text=text)

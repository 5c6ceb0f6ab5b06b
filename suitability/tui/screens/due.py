"""Whose time is over or nearly: seen with the last day, opened one by one, erased together after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from suitability.services import retention
from suitability.services.formatting import day
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block
from suitability.tui.presenters import Row
from suitability.tui.screens import screen

SHOWN = 200
"""People listed; the rest are counted."""


class DueScreen(DeskPage):
    """The longest overdue first."""

    name_id = "due"

    def blocks(self) -> Sequence[Block]:
        """Return how long this folder keeps people, and how many are due."""
        words, found = self.words, self.desk.due()
        days = retention.keep_days(self.desk.pool)
        kept = (
            words("candidates.due.usual", days=retention.USUAL_DAYS)
            if days is None
            else words("candidates.due.set", days=days)
        )
        over = sum(one.left < 0 for one in found)
        blocks = [Block("title", words("candidates.due.heading")), GAP, Block("text", kept)]
        if not found:
            return [*blocks, Block("text", words("candidates.due.nobody"))]
        blocks += [Block("text", words.plural("candidates.due.over", over), tone="warn")] if over else []
        soon = len(found) - over
        return [*blocks, *([Block("text", words.plural("candidates.due.soon", soon))] if soon else [])]

    def rows(self) -> Sequence[Row]:
        """Return the people with their last day, and what can be done."""
        words, found = self.words, self.desk.due()
        over = [one for one in found if one.left < 0]
        rows = [Row("erase", "1", words("candidates.due.erase", number=len(over)))] if over else []
        rows.append(Row("days", "2", words("candidates.due.days")))
        names = {
            row.id: self.desk.name(row)
            for row in self.desk.pool.rows_of([one.number for one in found[:SHOWN]])
        }
        for one in found[:SHOWN]:
            until = day(words, datetime.combine(one.until, time()))
            rows.append(
                Row(f"={one.number}", "", names.get(one.number, ""), "!" if one.left < 0 else "–", until)
            )
        return [*rows, Row("back", "0", words("candidates.menu.back"))]

    def choose(self, row: str) -> None:
        """Open a person, set the days, or go on to erasing."""
        if row == "back":
            self.action_leave()
        elif row == "days":
            now = retention.keep_days(self.desk.pool) or retention.USUAL_DAYS
            most = retention.MOST_DAYS
            self.ask(lambda: self.words("candidates.due.type", most=most), self._keep_for, str(now))
        elif row == "erase":
            over = [one.number for one in self.desk.due() if one.left < 0]
            self.app.push_screen(screen("forgetting", self.desk, over))
        else:
            self.app.push_screen(screen("candidate", self.desk, int(row[1:])))

    def _keep_for(self, text: str) -> None:
        """Set for how many days the folder keeps people."""
        self.desk.set_keep_days(int(text) if text.isdecimal() and len(text) < 6 else 0)

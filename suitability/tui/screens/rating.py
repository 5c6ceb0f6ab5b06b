"""The recruiter's own ratings of a person, 1 to 5, each on a criterion; no total is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.services.candidate_view import named, stage_text
from suitability.services.candidates import CRITERIA, RATINGS, Desk
from suitability.tui.asking import DeskPage
from suitability.tui.lines import GAP, Block


class RatingScreen(DeskPage):
    """Enter on a criterion goes from none to 1, 2, 3, 4, 5 and none again."""

    name_id = "rating"

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__(desk)
        self.number: int = number

    def _given(self) -> dict[str, int]:
        return {one.criterion: one.value for one in self.desk.pool.candidate(self.number).ratings}

    def blocks(self) -> Sequence[Block]:
        """Return whose ratings they are."""
        (row,) = self.desk.pool.rows_of([self.number])
        return (
            Block("title", self.desk.name(row)),
            GAP,
            Block("text", self.words("candidates.rating_intro")),
        )

    def entries(self) -> Sequence[tuple[str, str]]:
        """Return the criteria with their values."""
        words, given = self.words, self._given()
        names = list(dict.fromkeys((*CRITERIA, *given)))
        rows = [
            (
                f"={name}",
                words(
                    "candidates.rating_row", criterion=stage_text(name, words), stars=_stars(given.get(name))
                ),
            )
            for name in names
        ]
        return [
            *rows,
            ("own", words("candidates.rating_own")),
            ("back", words("candidates.menu.back")),
        ]

    def choose(self, row: str) -> None:
        """Take the next value."""
        if row == "back":
            self.action_leave()
        elif row == "own":
            self.ask(lambda: self.words("candidates.rating_type"), self._begin_own)
        else:
            name = row.removeprefix("=")
            now = self._given().get(name, 0)
            following = now + 1 if now < RATINGS[-1] else None
            self.attempt(lambda: self.desk.set_rating(self.number, name, following))
            self.relabel()

    def _begin_own(self, text: str) -> None:
        """Begin a criterion of one's own."""
        if text:
            self.desk.set_rating(self.number, named(text, CRITERIA, self.words), RATINGS[0])


def _stars(value: int | None) -> str:
    return "–" if value is None else f"{'*' * value} ({value})"

"""Answers being made, one class per way of answering: what each key press does. Pure, no Textual.

A draft numbers its rows from 0. ``press`` is a digit, Space or a click on a row; ``shift`` moves a row in
an order. ``instant`` says whether a digit moves on at once, ``follows`` whether Enter takes the row at the
cursor; a task waits for Enter, because there one thinks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal

from suitability.domain.kinds import Answer, MostLeast

Stage = Literal["choose", "most", "least", "order", "ready"]


class Draft(ABC):
    """An answer being made. Every way of answering is a subclass; what it leaves out does nothing."""

    instant: ClassVar[bool] = False
    follows: ClassVar[bool] = False

    @property
    @abstractmethod
    def answer(self) -> Answer | None:
        """The finished answer, or None while something is missing."""

    @property
    @abstractmethod
    def stage(self) -> Stage:
        """What is asked for next; names the prompt in the words files."""

    @property
    @abstractmethod
    def start(self) -> int:
        """The row where the cursor belongs, or -1 for none."""

    @abstractmethod
    def marks(self) -> list[str]:
        """Return what stands before each row: ``( )``, ``(x)``, ``[+]``, ``[2]`` and so on."""

    @abstractmethod
    def press(self, row: int) -> None:
        """Choose the row, or take the choice back where that makes sense."""

    def mark(self, row: int, sign: str) -> None:  # noqa: B027 - most drafts know no signs
        """Mark the row with ``+`` or ``-`` where the draft knows these signs."""

    def shift(self, row: int, by: int) -> None:  # noqa: B027 - most drafts have no order
        """Move the row's place in an order by ``by``, where rows have an order."""


class OneChoice(Draft):
    """One of several rows, which a digit answers. ``values`` are the answers that the rows stand for."""

    instant: ClassVar[bool] = True
    follows: ClassVar[bool] = True

    def __init__(self, values: Sequence[int | str], before: Answer | None = None) -> None:
        self._values = tuple(values)
        self._chosen = self._values.index(before) if before in self._values else -1

    @property
    def answer(self) -> Answer | None:
        """The value of the chosen row."""
        return None if self._chosen < 0 else self._values[self._chosen]

    @property
    def stage(self) -> Stage:
        """Always "choose"."""
        return "choose"

    @property
    def start(self) -> int:
        """The chosen row: no answer is suggested where none was given."""
        return self._chosen

    def marks(self) -> list[str]:
        """Return ``(x)`` for the chosen row and ``( )`` for the others."""
        return ["(x)" if row == self._chosen else "( )" for row in range(len(self._values))]

    def press(self, row: int) -> None:
        """Choose the row."""
        self._chosen = row


class BestChoice(OneChoice):
    """One of several rows of a task: a digit marks, Enter confirms."""

    instant: ClassVar[bool] = False

    @property
    def stage(self) -> Stage:
        """Return "ready" once a row is chosen."""
        return "choose" if self._chosen < 0 else "ready"


class MostAndLeast(Draft):
    """The most effective row and the least effective one."""

    def __init__(self, values: Sequence[str], before: Answer | None = None) -> None:
        self._values = tuple(values)
        self._most = self._least = -1
        if isinstance(before, MostLeast):
            self._most, self._least = self._values.index(before.most), self._values.index(before.least)

    @property
    def answer(self) -> Answer | None:
        """Both marks, when both are set."""
        if self._most < 0 or self._least < 0:
            return None
        return MostLeast(self._values[self._most], self._values[self._least])

    @property
    def stage(self) -> Stage:
        """Return which mark is missing first."""
        if self._most < 0:
            return "most"
        return "least" if self._least < 0 else "ready"

    @property
    def start(self) -> int:
        """The row marked as most effective."""
        return self._most

    def marks(self) -> list[str]:
        """Return ``[+]``, ``[-]`` or ``[ ]`` for each row."""
        signs = {self._most: "[+]", self._least: "[-]"}
        return [signs.get(row, "[ ]") for row in range(len(self._values))]

    def press(self, row: int) -> None:
        """Take back the row's mark, or set the mark that is missing; with both set, move the second."""
        if row == self._most:
            self._most = -1
        elif row == self._least:
            self._least = -1
        elif self._most < 0:
            self._most = row
        else:
            self._least = row

    def mark(self, row: int, sign: str) -> None:
        """Set the ``+`` or the ``-`` mark to this row."""
        if sign == "+":
            self._most, self._least = row, -1 if self._least == row else self._least
        else:
            self._least, self._most = row, -1 if self._most == row else self._most


class InOrder(Draft):
    """Steps put in order: each row gets its place as a number."""

    def __init__(self, values: Sequence[str], before: Answer | None = None) -> None:
        self._values = tuple(values)
        self._picked = [self._values.index(step) for step in before] if isinstance(before, tuple) else []
        self._followed: int | None = None

    @property
    def answer(self) -> Answer | None:
        """The steps in order, when every one has a place."""
        if len(self._picked) < len(self._values):
            return None
        return tuple(self._values[row] for row in self._picked)

    @property
    def stage(self) -> Stage:
        """Return "ready" when every row has a place."""
        return "order" if len(self._picked) < len(self._values) else "ready"

    @property
    def start(self) -> int:
        """The row in first place."""
        return self._picked[0] if self._picked else -1

    def marks(self) -> list[str]:
        """Return ``[n]`` with the row's place, or ``[ ]``."""
        return [
            f"[{self._picked.index(row) + 1}]" if row in self._picked else "[ ]"
            for row in range(len(self._values))
        ]

    def press(self, row: int) -> None:
        """Give the row the next place (the last row left follows by itself), or take its place back.

        A person who goes on and presses the digit of the row that followed by itself means to place it.
        """
        if row == self._followed:
            self._followed = None
            return
        self._followed = None
        if row in self._picked:
            self._picked.remove(row)
            return
        self._picked.append(row)
        left = [other for other in range(len(self._values)) if other not in self._picked]
        if len(left) == 1:
            self._picked += left
            self._followed = left[0]

    def shift(self, row: int, by: int) -> None:
        """Swap the row's place with its neighbour's; ignored at the ends and for a row without a place."""
        if row not in self._picked:
            return
        place = self._picked.index(row)
        other = place + by
        if 0 <= other < len(self._picked):
            self._picked[place], self._picked[other] = self._picked[other], self._picked[place]

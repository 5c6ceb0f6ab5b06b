"""The careless way to save, as a control: one JSON file, overwritten in place after every answer.

If the kill test passed with this, it would show nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import Answer, Item
from suitability.services.journal import SAVED, SavingState

PADDING = ["event"] * 20_000
"""Makes the file as large as that of a longer sitting would be."""


class InPlaceSitting:
    """Just enough of a sitting to be killed like one."""

    def __init__(self, bank: ItemBank, path: Path) -> None:
        self._bank = bank
        self._order = bank.order("quick")
        self._position = 0
        self._path = path
        self._answers: list[list[str]] = []
        self.saving: SavingState = SAVED
        self.total = len(self._order)
        path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def item(self) -> Item | None:
        at_end = self._position >= len(self._order)
        return None if at_end else self._bank.items[self._order[self._position]]

    def respond(self, answer: Answer, elapsed_ms: int) -> None:
        self._answers.append([self._order[self._position], str(answer), str(elapsed_ms)])
        self._position += 1
        with self._path.open("w") as file:
            json.dump({"answers": self._answers, "padding": PADDING}, file)

    def go(self, position: int) -> None:
        self._position = position

    def close(self) -> None:
        """Nothing is open between two answers."""

"""One widget per item kind, all drawn as rows with digits, marks and a cursor.

A new kind is one class here (and its draft in ``answering.py`` where it is answered in a new way); a test
compares ``WIDGETS`` with the kinds of the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.message import Message

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import (
    Answer,
    ChoiceItem,
    ConditionItem,
    FamiliarityItem,
    InstructedItem,
    Item,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.errors import InternalError
from suitability.tui.answering import BestChoice, Draft, InOrder, MostAndLeast, OneChoice
from suitability.tui.keys import bind
from suitability.tui.presenters import Row, item_rows
from suitability.tui.widgets import RowList

if TYPE_CHECKING:
    from suitability.tui.app import SuitabilityApp

SKIP = "skip"
"""Id of the last row, which leaves the item unanswered on purpose."""


class ItemWidget(RowList):
    """The rows of one item and the answer being made. ``show`` fills it with another item of its kind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("item.plus", "plus,equals_sign", "mark('+')", "keys.plus"),
        bind("item.minus", "minus,underscore", "mark('-')", "keys.minus"),
        bind("item.earlier", "left", "shift(-1)", "keys.earlier"),
        bind("item.later", "right", "shift(1)", "keys.later"),
    ]

    class Answered(Message):
        """The person is done with the item; ``answer`` is None when it was skipped.

        ``at`` is when the key was pressed (seconds of the message clock), ``held`` whether it was held down.
        """

        def __init__(self, answer: Answer | None, at: float, *, held: bool) -> None:
            super().__init__()
            self.answer = answer
            self.at = at
            self.held = held

    class Changed(Message):
        """The draft changed: what is asked for next may be another thing."""

    class Missing(Message):
        """Enter was pressed but the answer is not complete."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(spaced=False, id=id)
        self.draft: Draft = OneChoice(())
        self._texts: list[str] = []
        self._skip_text = ""
        self._omitted = False

    def make_draft(self, item: Item, before: Answer | None) -> Draft:  # noqa: ARG002 - for the kinds below
        """Return the draft of an answer to ``item`` that starts from an earlier answer.

        Raises:
            InternalError: the item is of another kind.
        """
        raise InternalError("item_without_widget", item=item.id, kind=item.kind)

    def show_item(self, item: Item, before: Answer | None, *, omitted: bool) -> None:
        """Show another item with its earlier answer marked; the cursor stands there or nowhere."""
        self.draft = self.make_draft(item, before)
        self._omitted = omitted
        self.cursor = len(self._texts) if omitted else self.draft.start

    def show_texts(self, bank: ItemBank, item: Item, language: str, skip: str) -> None:
        """Put the texts of a language on the rows; the draft stays as it is."""
        self._texts = item_rows(bank, item, language)
        self._skip_text = skip
        if self._omitted and self.draft.answer is None:
            self.cursor = len(self._texts)
        self._redraw()

    def _redraw(self) -> None:
        marks = self.draft.marks()
        rows = [
            Row(str(index), str(index + 1), text, mark)
            for index, (text, mark) in enumerate(zip(self._texts, marks, strict=True))
        ]
        rows.append(Row(SKIP, "0", self._skip_text, "(x)" if self._omitted else "", tone="quiet"))
        self.show_rows(rows, self.cursor)

    def choose_row(self, index: int) -> None:
        """Take a digit or a click: a whole answer moves on, a part of one is marked."""
        if self._is_skip(index):
            self.skip()
        elif self.draft.instant:
            self.draft.press(index)
            self._finish()
        else:
            self._press(index)

    def action_choose(self) -> None:
        """Take Enter: confirm the finished answer, or choose the row at the cursor."""
        if self._is_skip(self.cursor):
            self.skip()
        elif self.draft.follows:
            if self.cursor >= 0:
                self.draft.press(self.cursor)
            self._finish()
        elif self.draft.answer is None and self.cursor >= 0 and self.draft.marks()[self.cursor] == "[ ]":
            self._press(self.cursor)
        else:
            self._finish()

    def action_press(self) -> None:
        """Take Space: mark the row at the cursor without going on."""
        if self._is_skip(self.cursor):
            self.skip()
        elif self.cursor >= 0:
            self._press(self.cursor)

    def action_mark(self, sign: str) -> None:
        """Mark the row at the cursor as most (+) or least (-) effective."""
        if 0 <= self.cursor < len(self._texts):
            self.draft.mark(self.cursor, sign)
            self._changed()

    def action_shift(self, by: int) -> None:
        """Move the row at the cursor earlier (-1) or later (1) in an order."""
        if 0 <= self.cursor < len(self._texts):
            self.draft.shift(self.cursor, by)
            self._changed()

    def skip(self) -> None:
        """Leave the item unanswered on purpose."""
        self._post(None)

    def _post(self, answer: Answer | None) -> None:
        app = cast("SuitabilityApp", self.app)
        self.post_message(self.Answered(answer, app.input_time, held=app.held))

    def _is_skip(self, index: int) -> bool:
        return 0 <= index == len(self._texts)

    def _press(self, index: int) -> None:
        self.draft.press(index)
        self._changed()

    def _changed(self) -> None:
        self._omitted = False
        self._redraw()
        self.post_message(self.Changed())

    def _finish(self) -> None:
        answer = self.draft.answer
        if answer is None:
            self.post_message(self.Missing())
        else:
            self._post(answer)


class RatingWidget(ItemWidget):
    """Five labelled options; a digit answers and moves on."""

    def make_draft(self, item: Item, before: Answer | None) -> Draft:
        """Return a choice among the codes 1-5."""
        if not isinstance(item, RatingItem | InstructedItem):
            return super().make_draft(item, before)
        return OneChoice((1, 2, 3, 4, 5), before)


class ThreePointWidget(ItemWidget):
    """A term or a working condition on three points; a digit answers and moves on."""

    def make_draft(self, item: Item, before: Answer | None) -> Draft:
        """Return a choice among the codes 1-3."""
        if not isinstance(item, FamiliarityItem | ConditionItem):
            return super().make_draft(item, before)
        return OneChoice((1, 2, 3), before)


class ChoiceWidget(ItemWidget):
    """One best next step among several; a digit marks it and Enter confirms, as in every task."""

    def make_draft(self, item: Item, before: Answer | None) -> Draft:
        """Return a choice among the option ids."""
        if not isinstance(item, ChoiceItem):
            return super().make_draft(item, before)
        return BestChoice([option.id for option in item.options], before)


class SituationWidget(ItemWidget):
    """Replies of which one is marked most effective and one least effective."""

    def make_draft(self, item: Item, before: Answer | None) -> Draft:
        """Return a pair of marks among the reply ids."""
        if not isinstance(item, SituationItem):
            return super().make_draft(item, before)
        return MostAndLeast([reply.id for reply in item.replies], before)


class SequenceWidget(ItemWidget):
    """Steps to put in order: digits pick the next one, left and right move it."""

    def make_draft(self, item: Item, before: Answer | None) -> Draft:
        """Return an order of the step ids."""
        if not isinstance(item, SequenceItem):
            return super().make_draft(item, before)
        return InOrder([step.id for step in item.steps], before)


WIDGETS: Mapping[str, type[ItemWidget]] = {
    RatingItem.kind: RatingWidget,
    InstructedItem.kind: RatingWidget,
    SituationItem.kind: SituationWidget,
    SequenceItem.kind: SequenceWidget,
    ChoiceItem.kind: ChoiceWidget,
    FamiliarityItem.kind: ThreePointWidget,
    ConditionItem.kind: ThreePointWidget,
}
"""Item kind -> the widget that shows it."""

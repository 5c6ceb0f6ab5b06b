"""What the screens of a sitting show, worked out from bank and session. Pure functions, no Textual."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from suitability.domain.bank import Form, ItemBank
from suitability.domain.kinds import (
    Answer,
    ChoiceItem,
    CodedItem,
    Item,
    MostLeast,
    RatingItem,
    SequenceItem,
    SituationItem,
)
from suitability.domain.session import Session
from suitability.services.pace import KIND_SECONDS, PRIOR_SECONDS
from suitability.tui.lines import Line, Piece, Tone, cells, hanging, shorten

if TYPE_CHECKING:
    from suitability.services.words import Words


def item_rows(bank: ItemBank, item: Item, language: str) -> list[str]:
    """Return the texts of an item's rows in the order they are numbered."""
    if isinstance(item, CodedItem):
        return [option.text.on(language) for option in bank.formats[item.format].options]
    match item:
        case SituationItem():
            return [reply.text.on(language) for reply in item.replies]
        case SequenceItem():
            return [step.text.on(language) for step in item.steps]
        case ChoiceItem():
            return [option.text.on(language) for option in item.options]


def numbered(entries: Sequence[tuple[str, str]]) -> list[Row]:
    """Return a menu's rows: the first nine answer to their digit, the tenth to 0, others to none."""
    keys = [*map(str, range(1, 10)), "0", *[""] * len(entries)]
    return [Row(name, key, text) for key, (name, text) in zip(keys, entries, strict=False)]


def seconds_left(bank: ItemBank, session: Session) -> float:
    """Return how long the open items from the position on will take, in seconds.

    Starts from the form's stated minutes and follows the person's own pace, at most half or double.
    """
    weights = {item: KIND_SECONDS.get(bank.items[item].kind, 30.0) for item in session.order}
    scale = bank.forms[session.form].minutes * 60.0 / max(sum(weights.values()), 1.0)
    done = [response for response in session.responses.values() if response.elapsed_ms is not None]
    spent = sum(response.elapsed_ms or 0 for response in done) / 1000.0
    expected = sum(weights.get(response.item, 0.0) * scale for response in done)
    pace = min(2.0, max(0.5, (spent + PRIOR_SECONDS) / (expected + PRIOR_SECONDS)))
    return sum(weights[item] * scale * pace for item in session.open)


def time_left(bank: ItemBank, session: Session, words: Words) -> str:
    """Return the time left in words, in whole minutes rounded up; "less than a minute" at the end."""
    seconds = seconds_left(bank, session)
    if seconds < 50.0:
        return words("screens.item.time_last")
    return words("screens.item.time", minutes=math.ceil(seconds / 60.0 - 0.01))


def question_lines(text: str, width: int) -> list[Line]:
    """Return a question; a short one gets blank lines above, so that the answers below do not jump."""
    lines = hanging((), text, width, "strong")
    usual = 2 if width >= 60 else 3
    return [()] * (usual - len(lines)) + lines


def progress_bar(done: int, total: int, width: int) -> Line:
    """Return a bar of ``width`` cells; thick for what is done, thin for the rest."""
    filled = round(width * done / total) if total else 0
    return (("━" * filled, "accent"), ("─" * (width - filled), "quiet"))


def two_ends(left: str, right: str, width: int) -> Line:
    """Return one line with a text at each end; the left one is cut where they would touch."""
    right = shorten(right, width)
    left = shorten(left, max(width - cells(right) - 2, 1)) if cells(right) + 3 <= width else ""
    return ((left, "quiet"), (" " * max(width - cells(left) - cells(right), 0), ""), (right, "strong"))


def state_lines(text: str, tone: Tone, below: str, width: int) -> list[Line]:
    """Return the line of state: a sentence and, at the right end, the word that there is more below."""
    lines = hanging((), text, width, tone)
    if not below:
        return lines
    used = sum(cells(piece) for piece, _ in lines[-1])
    if used + 2 + cells(below) <= width:
        return [*lines[:-1], (*lines[-1], (" " * (width - used - cells(below)), ""), (below, "accent"))]
    return [((" " * max(width - cells(below), 0), ""), (below, "accent")), *lines]


class Row(NamedTuple):
    """One row of a list: the key that chooses it, the mark before it, its text, and a line of detail below.

    With ``clip`` the text takes one line, cut where it does not fit. The detail may have several lines.
    """

    id: str
    key: str
    text: str
    mark: str = ""
    detail: str = ""
    tone: Tone = ""
    clip: bool = False


def row_lines(
    rows: Sequence[Row], cursor: int, width: int, *, spaced: bool = False
) -> tuple[list[Line], list[int]]:
    """Return the lines of a list and, for each line, the index of its row (-1: a blank line).

    The row at the cursor begins with ``>``; a chosen one differs by its mark. Neither needs colour.
    """
    lines: list[Line] = []
    owners: list[int] = []
    for index, row in enumerate(rows):
        here = index == cursor
        if spaced and index:
            lines.append(())
            owners.append(-1)
        tone: Tone = "cursor" if here else "chosen" if _is_set(row.mark) else row.tone
        prefix: list[Piece] = [("> " if here else "  ", "cursor" if here else "")]
        if row.key:
            prefix.append((f"{row.key:>2}  ", "cursor" if here else "key"))
        if row.mark:
            prefix.append((f"{row.mark} ", tone))
        indent = sum(cells(text) for text, _ in prefix)
        room = max(width - indent, 1)
        block = hanging(prefix, shorten(row.text, room) if row.clip else row.text, width, tone)
        if row.detail:
            for part in row.detail.split("\n"):
                block += hanging(((" " * indent, ""),), part, width, "quiet")
        lines += block
        owners += [index] * len(block)
    return lines, owners


def _is_set(mark: str) -> bool:
    """Return whether a mark sets its row apart; places in an order and ticks in a list do not."""
    return mark in ("(x)", "[+]", "[-]")


class Hint(NamedTuple):
    """One entry of the key bar: the key as people call it, what it does, its action, its weight."""

    key: str
    label: str
    action: str
    weight: int = 2


def fit_hints(hints: Sequence[Hint], width: int) -> list[Hint]:
    """Return as many hints as fit into ``width`` cells: the lightest go first, of equals the last."""
    kept = list(hints)
    while len(kept) > 1 and hints_width(kept) > width:
        lightest = min(hint.weight for hint in kept)
        kept.remove(next(hint for hint in reversed(kept) if hint.weight == lightest))
    return kept


def hints_width(hints: Iterable[Hint]) -> int:
    """Return the cells that hints take with three blanks between them."""
    sizes = [cells(hint.key) + 1 + cells(hint.label) for hint in hints]
    return sum(sizes) + 3 * max(len(sizes) - 1, 0)


def answer_label(bank: ItemBank, item: Item, answer: Answer | None, words: Words) -> str:
    """Return a given answer in short, for lists: the label, the marked rows, or the order."""
    if answer is None:
        return words("screens.review.skipped")
    rows = item_rows(bank, item, words.language)
    if isinstance(item, CodedItem):
        return rows[int(str(answer)) - 1]
    match item:
        case ChoiceItem():
            return rows[[option.id for option in item.options].index(str(answer))]
        case SituationItem():
            assert isinstance(answer, MostLeast)  # noqa: S101 - checked when it was given
            ids = [reply.id for reply in item.replies]
            return f"+ {ids.index(answer.most) + 1}   - {ids.index(answer.least) + 1}"
        case SequenceItem():
            assert isinstance(answer, tuple)  # noqa: S101 - checked when it was given
            ids = [step.id for step in item.steps]
            return " → ".join(str(ids.index(step) + 1) for step in answer)


def answer_in_full(bank: ItemBank, item: Item, answer: Answer, words: Words) -> str:
    """Return a given answer with the texts of its rows: those of a task on lines of their own."""
    rows = item_rows(bank, item, words.language)
    match item:
        case SituationItem() if isinstance(answer, MostLeast):
            texts = dict(zip([reply.id for reply in item.replies], rows, strict=True))
            most, least = texts[answer.most], texts[answer.least]
            return "\n".join(
                (words("screens.review.most", text=most), words("screens.review.least", text=least))
            )
        case SequenceItem() if isinstance(answer, tuple):
            texts = dict(zip([step.id for step in item.steps], rows, strict=True))
            return "\n".join(f"{number}. {texts[step]}" for number, step in enumerate(answer, start=1))
        case _:
            return answer_label(bank, item, answer, words)


def review_rows(bank: ItemBank, session: Session, words: Words) -> list[Row]:
    """Return one row per item: its number, its text in one line, and the answer in words below."""
    rows = []
    for number, item_id in enumerate(session.order, start=1):
        item = bank.items[item_id]
        response = session.responses.get(item_id)
        if response is None:
            mark, detail = "[ ]", words("screens.review.open")
        elif response.answer is None:
            mark, detail = "[-]", words("screens.review.skipped")
        else:
            mark, detail = "[x]", answer_in_full(bank, item, response.answer, words)
        rows.append(Row(item_id, str(number), item.text.on(words.language), mark, detail, clip=True))
    return rows


def fast_items(bank: ItemBank, session: Session) -> list[int]:
    """Return the positions of rating answers given faster than the bank calls readable."""
    limit = bank.rules.quality.fast_ms
    found = []
    for position, item_id in enumerate(session.order):
        response = session.responses.get(item_id)
        if response is None or response.answer is None or response.elapsed_ms is None:
            continue
        if isinstance(bank.items[item_id], RatingItem) and response.elapsed_ms < limit:
            found.append(position)
    return found


def language_name(words: Words, code: str) -> str:
    """Return how ``words`` calls the language ``code``; the bare code where it has no name."""
    key = f"screens.languages.{code}"
    return words(key) if words.has(key) else code


def offered_forms(bank: ItemBank) -> list[Form]:
    """Return the forms of the first screen: those that measure something first, then the shorter first."""
    forms = [form for form in bank.forms.values() if not form.on_request]
    return sorted(forms, key=lambda form: (not bank.measures(form.id), form.minutes))


def longer_form(bank: ItemBank, form_id: str) -> Form | None:
    """Return a form that begins with the form ``form_id``, or None."""
    return next((form for form in bank.forms.values() if form.extends == form_id), None)

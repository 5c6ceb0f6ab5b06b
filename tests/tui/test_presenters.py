"""What the question screens say, worked out from bank and session."""

from __future__ import annotations

import pytest

from suitability.domain.kinds import Answer, MostLeast, RatingItem, SequenceItem, SituationItem
from suitability.domain.session import Response, Session
from suitability.tui import presenters
from suitability.tui.lines import cells, plain
from suitability.tui.presenters import Hint, Row
from tests.domain import toy
from tests.tui.support import bank, plan, words

EN, RU = words()["en"], words()["ru"]


def session(count: int, elapsed_ms: int, form: str = "quick") -> Session:
    """Return a session of the real questions with the first ``count`` answered in ``elapsed_ms`` each."""
    made = Session(form, "en", bank().order(form))
    for _, answer in list(plan(bank(), form))[:count]:
        made = made.respond(answer, elapsed_ms)
    return made


def test_the_time_left_starts_at_the_forms_own_minutes_and_ends_at_nothing() -> None:
    minutes = bank().forms["quick"].minutes
    assert presenters.seconds_left(bank(), session(0, 0)) == pytest.approx(minutes * 60)
    assert presenters.time_left(bank(), session(0, 0), EN) == EN("screens.item.time", minutes=minutes)
    assert presenters.seconds_left(bank(), session(28, 1)) == 0
    assert presenters.time_left(bank(), session(28, 1), EN) == EN("screens.item.time_last")


def test_a_slow_person_is_told_a_longer_time_and_never_more_than_double() -> None:
    usual = presenters.seconds_left(bank(), session(14, 7_000))
    slow = presenters.seconds_left(bank(), session(14, 12_000))
    asleep = presenters.seconds_left(bank(), session(14, 3_600_000))
    fast = presenters.seconds_left(bank(), session(14, 1))
    assert fast < usual < slow < asleep
    assert asleep / fast <= 4.0
    open_share = presenters.seconds_left(bank(), session(14, 0)) / presenters.seconds_left(
        bank(), session(0, 0)
    )
    assert 0 < open_share < 1


def test_the_progress_bar_is_exact_at_both_ends() -> None:
    assert plain([presenters.progress_bar(0, 28, 10)]) == "─" * 10
    assert plain([presenters.progress_bar(28, 28, 10)]) == "━" * 10
    assert plain([presenters.progress_bar(14, 28, 10)]) == "━━━━━─────"


@pytest.mark.parametrize("width", [1, 8, 20, 40, 80])
def test_the_head_line_never_exceeds_its_width(width: int) -> None:
    line = presenters.two_ends("Высказывания о людях и технике", "12 из 28 · ещё около 3 мин", width)
    assert sum(cells(text) for text, _ in line) == width or width < 26


def test_hints_give_way_by_weight_and_help_stays() -> None:
    hints = [
        Hint("↑↓", "move", "", 0),
        Hint("Esc", "back", "b", 2),
        Hint("F10", "quit", "q", 3),
        Hint("F1", "help", "h", 4),
    ]
    assert presenters.fit_hints(hints, 200) == hints
    assert [hint.key for hint in presenters.fit_hints(hints, presenters.hints_width(hints) - 1)] == [
        "Esc",
        "F10",
        "F1",
    ]
    assert [hint.key for hint in presenters.fit_hints(hints, 1)] == ["F1"]
    text = "   ".join(f"{hint.key} {hint.label}" for hint in hints)
    assert presenters.hints_width(hints) == len(text)


def test_cursor_choice_and_both_look_different_without_colour() -> None:
    rows = [Row("a", "1", "one", "( )"), Row("b", "2", "two", "(x)")]
    pictures = {plain(presenters.row_lines(rows, cursor, 20)[0]) for cursor in (-1, 0, 1)}
    assert pictures == {
        "   1  ( ) one\n   2  (x) two",
        ">  1  ( ) one\n   2  (x) two",
        "   1  ( ) one\n>  2  (x) two",
    }


def test_every_line_knows_its_row_for_the_mouse() -> None:
    rows = [Row("a", "1", "one two three"), Row("b", "2", "four", detail="five")]
    lines, owners = presenters.row_lines(rows, 0, 12, spaced=True)
    assert plain(lines) == ">  1  one\n      two\n      three\n\n   2  four\n      five"
    assert owners == [0, 0, 0, -1, 1, 1]


def test_answers_in_lists_use_the_words_and_numbers_of_the_screen() -> None:
    own = toy.bank()
    for item, answer in plan(own, "long"):
        label = presenters.answer_label(own, item, answer, EN)
        rows = presenters.item_rows(own, item, "en")
        if isinstance(item, RatingItem):
            assert label == rows[int(str(answer)) - 1]
        assert label
        assert presenters.answer_label(own, item, None, EN) == EN("screens.review.skipped")


def test_the_review_says_answers_in_the_words_of_the_screen() -> None:
    """The rows that a person marked, and the order they put steps in, can be read."""
    own = toy.bank()
    for item, answer in plan(own, "long"):
        said = presenters.answer_in_full(own, item, answer, EN)
        rows = presenters.item_rows(own, item, "en")
        if isinstance(item, SituationItem):
            assert isinstance(answer, MostLeast)
            ids = [reply.id for reply in item.replies]
            most, least = rows[ids.index(answer.most)], rows[ids.index(answer.least)]
            assert said.split("\n") == [f"Most useful: {most}", f"Least useful: {least}"]
        elif isinstance(item, SequenceItem):
            assert isinstance(answer, tuple)
            steps = dict(zip([step.id for step in item.steps], rows, strict=True))
            expected = [f"{number}. {steps[step]}" for number, step in enumerate(answer, start=1)]
            assert said.split("\n") == expected
        else:
            assert said in rows
    assert {item.kind for item, _ in plan(own, "long")} >= {"situation", "sequence", "choice", "rating"}


def test_every_line_of_a_detail_is_drawn_and_wrapped() -> None:
    lines, owners = presenters.row_lines([Row("a", "1", "one", detail="two three\nfour")], -1, 11)
    assert plain(lines) == "   1  one\n      two\n      three\n      four"
    assert owners == [0, 0, 0, 0]


def test_menus_are_numbered_as_far_as_there_are_digits() -> None:
    rows = presenters.numbered([(f"row {number}", "text") for number in range(12)])
    assert [row.key for row in rows] == [*"1234567890", "", ""]
    assert [row.id for row in rows] == [f"row {number}" for number in range(12)]


@pytest.mark.parametrize("width", [36, 56, 76])
@pytest.mark.parametrize("text", ["", "Saved.", "word " * 30])
def test_the_line_of_state_says_that_there_is_more_below(text: str, width: int) -> None:
    without = presenters.state_lines(text, "quiet", "", width)
    lines = presenters.state_lines(text, "quiet", "more ↓", width)
    shown = plain(lines)
    assert "more" not in plain(without)
    assert shown.count("more ↓") == 1
    assert " ".join(shown.replace("more ↓", "").split()) == " ".join(text.split())
    assert any(line.endswith("more ↓") for line in shown.split("\n"))
    assert all(sum(cells(piece) for piece, _ in line) <= width for line in lines)
    assert len(lines) == len(without) or text not in {"", "Saved."}


def test_the_review_lists_every_item_with_its_mark() -> None:
    made = session(2, 5_000).respond(None, 1_000)
    rows = presenters.review_rows(bank(), made, RU)
    assert len(rows) == len(made.order)
    assert [row.mark for row in rows[:4]] == ["[x]", "[x]", "[-]", "[ ]"]
    assert rows[2].detail == RU("screens.review.skipped")
    assert rows[3].detail == RU("screens.review.open")


def test_only_answered_statements_count_as_fast() -> None:
    order = bank().order("quick")
    made = Session("quick", "en", order)
    times: list[tuple[Answer | None, int | None]] = [(3, 500), (3, 1_999), (3, 2_000), (None, 10), (3, None)]
    for answer, elapsed in times:
        made = made.respond(answer, elapsed)
    assert presenters.fast_items(bank(), made) == [0, 1]
    task = next(number for number, name in enumerate(order) if bank().items[name].kind != "rating")
    answer = next(given for item, given in plan(bank()) if item.id == order[task])
    made = made.with_response(Response(order[task], answer, 5), 6)
    assert presenters.fast_items(bank(), made) == [0, 1]


def test_a_longer_form_is_found_only_where_one_continues_this_one() -> None:
    longer = presenters.longer_form(toy.bank(), "quick")
    assert longer is not None
    assert longer.id == "long"
    assert presenters.longer_form(toy.bank(), "long") is None


def test_languages_without_a_name_are_called_by_their_code() -> None:
    assert presenters.language_name(RU, "en") == "английский"
    assert presenters.language_name(RU, "xx") == "xx"

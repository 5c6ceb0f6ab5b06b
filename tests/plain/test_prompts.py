"""One prompt per item kind, and what is typed comes back as what was answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.domain.kinds import KINDS
from suitability.errors import AnswerError
from suitability.plain.dialogue import WIDTH, Dialogue
from suitability.plain.prompts import PROMPTS, shown_answer
from tests.nasty import NASTY
from tests.plain.scripted import typed
from tests.services import samples

ITEMS = list(samples.bank().items.values())


def test_every_kind_has_a_prompt_and_a_widget() -> None:
    from suitability.tui.items import WIDGETS

    assert set(PROMPTS) == set(KINDS) == set(WIDGETS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_typing_an_answer_as_it_is_shown_gives_that_answer(item: object) -> None:
    kind = next(one for one in ITEMS if one is item)
    near = kind.simulate(0.0, lambda: 0.5)
    for value in kind.values():
        answer = kind.answer_with(value, near)
        assert PROMPTS[kind.kind][1](kind, typed(kind, answer)) == answer


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_option_is_shown_with_its_number(language: str) -> None:
    for item in ITEMS:
        lines = PROMPTS[item.kind][0](samples.bank(), item, samples.words(language))
        numbered = [line for line in lines if line[:1].isdigit()]
        assert [int(line.partition(".")[0]) for line in numbered] == list(range(1, len(numbered) + 1))
        assert len(numbered) >= (3 if item.kind in {"familiarity", "condition"} else 4)


def test_a_rating_is_shown_with_its_label() -> None:
    item = samples.bank().items["S01"]

    assert shown_answer(samples.bank(), item, 5, samples.words("ru")) == "5, Очень часто"


@given(line=st.one_of(st.text(), st.text(alphabet="0123456789 ,;.\t"), st.sampled_from(NASTY)))
def test_any_line_is_an_answer_or_one_of_our_errors(line: str) -> None:
    for item in ITEMS[:1] + ITEMS[-4:]:
        refused: AnswerError | None = None
        try:
            item.check(PROMPTS[item.kind][1](item, line))
        except AnswerError as error:
            refused = error
        quoted = (
            "" if refused is None else refused.values["answer"].replace("\u200c", "").replace("\u200d", "")
        )
        assert quoted.isprintable()
        assert len(quoted) <= 40


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_a_paragraph_is_broken_at_78_columns_and_loses_no_word(text: str) -> None:
    lines: list[str] = []
    Dialogue(lambda: "", lines.append).say(text)

    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= WIDTH or len(line.split()) == 1 for line in lines)


def test_a_long_path_stays_in_one_piece_and_an_option_is_indented() -> None:
    lines: list[str] = []
    path = "/home/" + "x" * 100
    Dialogue(lambda: "", lines.append).say(f"Saved: {path}")
    Dialogue(lambda: "", lines.append).say("1. " + "word " * 30)

    assert lines[1] == path
    assert lines[3].startswith("   word")

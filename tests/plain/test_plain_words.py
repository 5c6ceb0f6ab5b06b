"""What the plain questionnaire says around the questions: welcome, parts, what is asked, review."""

from __future__ import annotations

from pathlib import Path

import pytest

from suitability.domain.kinds import CodedItem, SequenceItem
from suitability.services.answer_words import answer_words
from tests.plain.scripted import again, all_lines, begin, go_through
from tests.services import samples

LAST = 28
FULL = [*all_lines(), ""]


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_it_begins_with_what_this_is_how_long_it_takes_and_what_is_kept(
    language: str, tmp_path: Path
) -> None:
    words = samples.words(language)
    _, talk = go_through(begin(tmp_path, language), ["3"])
    _, later = go_through(again(tmp_path), ["3"])
    about = samples.bank().forms["quick"].about.on(language)
    welcome = [words("report.title"), about, words("plain.what_not"), words("plain.stored", folder=tmp_path)]

    assert [text for text in welcome if " ".join(text.split()) not in talk.text] == []
    assert [text for text in welcome if " ".join(text.split()) in later.text] == []
    assert words("plain.intro", total=LAST) in talk.text
    assert words("plain.intro", total=LAST) in later.text


def test_nothing_is_said_about_keeping_where_nothing_is_kept() -> None:
    _, talk = go_through(begin(None, "en"), ["3"])

    assert "Every answer is saved" not in talk.text


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_each_part_is_named_once_where_it_begins(language: str, tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, language), FULL)
    number = {"ru": "Вопрос {} из 28", "en": "Question {} of 28"}[language]

    for part in samples.bank().forms["quick"].parts:
        title = part.title.on(language)
        first = 1 + min(samples.bank().order("quick").index(item) for item in part.items)
        assert talk.shown.count(title) == 1
        assert talk.shown[talk.shown.index(title) + 2] == number.format(first)


def test_what_the_options_answer_is_said_where_it_changes(tmp_path: Path) -> None:
    bank, words = samples.bank(), samples.words("en")
    _, talk = go_through(begin(tmp_path, "en"), FULL)
    items = [bank.items[item] for item in bank.order("quick")]
    asked = [item.format if isinstance(item, CodedItem) else item.kind for item in items]
    changes = [now for before, now in zip(["", *asked], asked, strict=False) if now != before]

    assert len(changes) < LAST
    for one in set(changes):
        if words.has(f"plain.ask.{one}"):
            assert talk.shown.count(words(f"plain.ask.{one}")) == changes.count(one)


def test_every_response_format_has_a_sentence_that_says_what_is_asked() -> None:
    for language in samples.LANGUAGES:
        asked = samples.words(language).keys("plain.ask.")
        assert {key.rpartition(".")[2] for key in asked} == {*samples.bank().formats, "choice"}


def test_the_question_shown_again_says_what_is_asked_again(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), ["?", "l", "l"])

    first = samples.bank().items[samples.bank().order("quick")[0]]
    assert isinstance(first, CodedItem)
    english = samples.words("en")(f"plain.ask.{first.format}")
    russian = samples.words("ru")(f"plain.ask.{first.format}")
    assert (talk.shown.count(english), talk.shown.count(russian)) == (3, 1)


def test_the_review_has_the_answers_in_words(tmp_path: Path) -> None:
    """A number says nothing without its question; the steps of a task are named in their order."""
    bank, words = samples.bank(), samples.words("en")
    result, talk = go_through(begin(tmp_path, "en"), FULL)
    assert result is not None
    review = talk.text.partition(words("plain.review"))[2]

    for name, response in result.responses.items():
        assert response.answer is not None
        item = bank.items[name]
        said = answer_words(bank, item, response.answer, words)
        assert " ".join(said.split()) in review
        if isinstance(item, SequenceItem):
            assert all(step.text.on("en").rstrip(".") in said for step in item.steps)


def test_what_goes_on_below_a_two_figure_number_is_indented_by_four(tmp_path: Path) -> None:
    _, talk = go_through(begin(tmp_path, "en"), FULL)
    rows = [place for place, line in enumerate(talk.shown) if line.startswith("28. ")]

    assert rows
    assert talk.shown[rows[-1] + 1].startswith("    ")

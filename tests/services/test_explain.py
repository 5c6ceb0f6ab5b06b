"""Answers in words: every kind of item, the three directions, what would change a sign."""

from __future__ import annotations

import pytest

from suitability.domain.assessment import TaskResult, assess
from suitability.domain.kinds import KINDS, MostLeast
from suitability.domain.quality import Level, Signal
from suitability.domain.session import Response
from suitability.domain.signs import Evidence
from suitability.errors import InternalError
from suitability.services import explain
from tests.services import samples


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_an_answer_of_every_kind_is_told_in_words(language: str) -> None:
    words, bank = samples.words(language), samples.bank()
    told = {}
    for item in bank.items.values():
        answer = item.answer_with(item.values()[0], item.simulate(0.0, lambda: 0.5))
        told[item.kind] = explain.answer_text(bank, item.id, answer, words)

    assert set(told) == {item.kind for item in bank.items.values()}
    assert set(told) <= set(KINDS)
    assert all(text and "{" not in text for text in told.values())


def test_the_words_of_an_answer_are_the_label_the_option_the_pair_or_the_count() -> None:
    words, bank = samples.words("en"), samples.bank()
    situation = bank.items["J01"]

    assert explain.answer_text(bank, "S01", 5, words) == "Very often"
    assert explain.answer_text(bank, "D01", ("a", "b", "c", "d", "e", "f"), words).endswith(
        "before-and-after pairs kept"
    )
    pair = explain.answer_text(bank, situation.id, MostLeast("a", "b"), words)
    assert pair.index("Yes, there’s a fault") < pair.index("I wasn’t on shift")


def test_keyed_values_below_forty_speak_for_a_sign_and_above_sixty_against() -> None:
    directions = [explain.direction(value) for value in (0.0, 0.39, 0.4, 0.6, 0.61, 1.0)]

    assert directions == ["for", "for", "between", "between", "against", "against"]


def test_verdicts_follow_the_value_of_a_reply() -> None:
    words = samples.words("en")
    found = [explain.verdict(value, words) for value in (1.0, 0.9, 0.89, 0.5, 0.49, 0.2, 0.19, 0.0)]

    assert found == ["strong move"] * 2 + ["acceptable"] * 2 + ["weak"] * 2 + ["makes it worse"] * 2


def test_quotation_marks_inside_a_quotation_become_inner_ones() -> None:
    """The text of D01 quotes the caller; inside our own marks those marks change."""
    answer = samples.bank().items["D01"].simulate(2.0, lambda: 0.5)
    for language, inner, outer in (("ru", "„Отправляю", "«Отправляю"), ("en", "‘I send", "“I send")):
        row = explain.sign_evidence(samples.bank(), (Evidence("D01", answer, 1.0),), samples.words(language))[
            0
        ]
        assert inner in row.sentence
        assert outer not in row.sentence
        assert outer in row.question


def test_a_task_lists_its_replies_from_the_best_down_and_marks_the_chosen_ones() -> None:
    bank, words = samples.bank(), samples.words("en")
    for item_id in ("J01", "J02"):
        row = explain.task_row(bank, TaskResult(item_id, MostLeast("a", "b"), 0.5), words)
        values = [reply.value or 0.0 for reply in row.replies]
        assert values == sorted(values, reverse=True)
        assert sorted(reply.chosen for reply in row.replies) == [
            "",
            "",
            "least useful, you said",
            "most useful, you said",
        ]
    row = explain.task_row(bank, TaskResult("D02", "a", 0.5), words)
    assert [reply.chosen for reply in row.replies].count("your choice") == 1
    assert row.explanation is None


def test_a_sequence_is_shown_in_the_order_that_was_given() -> None:
    bank, words = samples.bank(), samples.words("en")
    order = ("f", "e", "d", "c", "b", "a")
    row = explain.task_row(bank, TaskResult("D01", order, bank.items["D01"].key(order)), words)

    assert [reply.chosen for reply in row.replies] == [f"your step {n}" for n in range(1, 7)]
    assert row.explanation
    best = next(iter(bank.items["D01"].answer_with(1.0, order) for _ in range(1)))
    whole = explain.task_row(bank, TaskResult("D01", best, 1.0), words)
    assert whole.summary == words("report.tasks.order_full")


def test_a_statement_is_no_task() -> None:
    with pytest.raises(InternalError):
        explain.task_row(samples.bank(), TaskResult("S01", 3, 0.5), samples.words("en"))


def test_only_the_four_answers_that_moved_a_scale_most_are_quoted() -> None:
    items = samples.bank().rating_items("quick", "patience")
    given = {item.id: Response(item.id, 3 if n else 5, 3000) for n, item in enumerate(items)}
    rows = explain.scale_evidence(samples.bank(), "quick", "patience", given, samples.words("ru"))

    assert len(items) > len(rows) == explain.SCALE_EVIDENCE
    assert rows[0].item == items[0].id


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_every_signal_of_response_quality_has_its_sentence(language: str) -> None:
    signals = assess(samples.bank(), samples.result(samples.drawn(3))).quality.signals
    for signal in signals:
        raised = Signal(signal.index, signal.value or 12.0, Level.SOFT)
        text = explain.signal_sentence(samples.bank(), raised, samples.words(language))
        assert text
        assert "{" not in text


def test_the_plural_of_a_run_fits_its_number() -> None:
    words = samples.words("ru")
    told = [explain.signal_sentence(samples.bank(), Signal("longest_run", float(n), Level.STRONG), words)
            for n in (12, 21, 22)]  # fmt: skip

    assert [text.rpartition("выбран ")[2] for text in told] == [
        "12 раз подряд.",
        "21 раз подряд.",
        "22 раза подряд.",
    ]


def test_haste_is_told_in_per_cent_and_seconds() -> None:
    told = explain.signal_sentence(
        samples.bank(), Signal("fast_share", 0.456, Level.SOFT), samples.words("ru")
    )

    assert told.startswith("Быстрее чем за 2 с дано 46 % ответов")

"""How texts are judged: negations, words counted, circles among steps."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suitability.storage.lint_items import circular, negation_in, words_of

NEGATED = {
    "ru": [
        "Я не кричу.",
        "Никогда не спорю.",
        "Ни разу не опоздал.",
        "Нет желания ждать.",
        "Нельзя меня отвлечь.",
        "Ничего не записываю.",
        "Никому не звоню.",
        "Работаю без перерыва.",
        "Меня ничем удивить.",
        "НЕ жду.",
    ],
    "en": [
        "I do not shout.",
        "I never argue.",
        "I don't wait.",
        "I don\u2019t wait.",
        "Nobody distracts me.",
        "I cannot wait.",
        "I work without breaks.",
        "Nothing helps.",
        "I CAN'T wait.",
        "I have no time.",
    ],
}
PLAIN = {
    "ru": [
        "Неохотно повторяю.",
        "Недоволен шумом.",
        "Нетерпеливо жду.",
        "Ничья всегда радует.",
        "Безразлично слушаю.",
    ],
    "en": [
        "I notice nods.",
        "I know the norm.",
        "I dislike noise.",
        "An impatient sigh escapes me.",
        "I knot ropes.",
    ],
}


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in NEGATED.items() for text in texts]
)
def test_negations_are_found(language: str, text: str) -> None:
    """Words that negate are found in both languages, whatever their case and apostrophe."""
    assert negation_in(text, language) is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [(code, text) for code, texts in PLAIN.items() for text in texts if "Ничья" not in text],
)
def test_prefixes_and_lookalikes_are_no_negations(language: str, text: str) -> None:
    """A negating prefix makes a word of its own; words that begin alike are let through."""
    assert negation_in(text, language) is None


def test_a_language_without_a_list_is_not_judged() -> None:
    """Nothing is known about German negation, so nothing is said."""
    assert negation_in("Ich warte nicht.", "de") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Что-то пошло не так — и вот.", 6),
        ("I don't re-read e-mail.", 4),
        ("Wi‑Fi и 2 роутера", 4),
        ("one - two – three — four", 4),
        ("«Да», — сказал он.", 3),
        ("", 0),
        ("...", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    """Hyphens and apostrophes join, dashes and quotes part, numbers count."""
    assert len(words_of(text)) == count


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=8))
def test_a_circle_is_found_exactly_when_no_order_fits(pairs: list[tuple[str, str]]) -> None:
    """Second implementation: try every order of the five steps."""
    fits = any(
        all(order.index(before) < order.index(after) for before, after in pairs)
        for order in itertools.permutations("abcde")
    )

    assert (circular(pairs) is None) is fits

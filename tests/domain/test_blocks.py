"""Source references and figures inside the texts of the guide."""

from __future__ import annotations

import pytest

from suitability.domain.blocks import cited, figures, with_marks, without_citations


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("7–10 человек, 49,44 рубля, 11 000", "ru", ("7", "10", "49.44", "11000")),
        ("7-10 people, 49.44 roubles, 11,000", "en", ("7", "10", "49.44", "11000")),
        ("18:00, IPv6, L2, OS/2", "en", ("18:00", "2")),
        ("two weeks [@study_2004]", "en", ()),
        ("§108, 152-ФЗ", "ru", ("108", "152")),
    ],
)
def test_figures_are_numbers_in_digits_and_not_parts_of_names(
    text: str, language: str, expected: tuple[str, ...]
) -> None:
    assert figures(text, language) == expected


def test_references_are_found_marked_and_taken_out_with_the_space_before_them() -> None:
    text = "So it was [@a] and so [@b_2]."

    assert cited(text) == ("a", "b_2")
    assert without_citations(text) == "So it was and so."
    assert with_marks(text, lambda source: f" ({source})") == "So it was (a) and so (b_2)."
    assert cited("[@A] [@] [ @a] @a") == ()

"""Lines keep to the width, lists keep their shape, nothing is lost or broken."""

from __future__ import annotations

import pytest

from suitability.services.wrapping import wrapped

TEXT = "Ответы сохранены, и к ним можно вернуться в любой день, когда будет время и силы. " * 3


@pytest.mark.parametrize("width", [20, 40, 78, 200])
def test_lines_keep_to_the_width_and_to_the_words(width: int) -> None:
    lines = wrapped(TEXT, width)

    assert max(map(len, lines)) <= width
    assert " ".join(lines) == TEXT.strip()


@pytest.mark.parametrize(
    ("head", "indent"), [("1. ", 3), ("10. ", 4), ("- ", 2), ("  * ", 4), ("  ", 2), ("", 0)]
)
def test_what_goes_on_stands_below_the_text_and_not_below_its_number(head: str, indent: int) -> None:
    first, *rest = wrapped(head + TEXT, 60)

    assert first.startswith(head)
    assert rest
    assert all(len(line) - len(line.lstrip()) == indent for line in rest)


def test_a_year_at_the_beginning_is_no_number_of_a_list() -> None:
    assert not wrapped("2026. " + TEXT, 40)[1].startswith(" ")


def test_lines_without_a_number_hang_as_asked() -> None:
    assert wrapped("abcdef  " + TEXT, 50, 8)[1].startswith(" " * 8)


def test_a_dash_never_begins_a_line() -> None:
    text = "Enter — продолжить первый, 0 — начать новый, в — выйти. " * 4
    for width in range(20, 80):
        lines = wrapped(text, width)
        assert not any(line.startswith("—") for line in lines)
        assert " ".join(lines) == text.strip()


def test_a_path_stays_whole_and_empty_lines_stay() -> None:
    path = "/home/" + "x" * 90

    assert wrapped(f"Saved: {path}", 40) == ["Saved:", path]
    assert wrapped("a\n\nb") == ["a", "", "b"]
    assert wrapped("") == [""]

"""One style of marks in each language: « » with „ “ inside, or “ ” with ‘ ’ inside; ’ is the apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TYPED = re.compile(r'pip install "[^"]+"|"2023-08"')
"""What a person types or copies keeps its straight marks."""

FOREIGN = {"ru": re.compile("[\"'\u201d\u2018\u2019]"), "en": re.compile("[\"'\u00ab\u00bb\u201e]")}
STRAY_INNER = re.compile("\u201c")
LANGUAGES = tuple(FOREIGN)


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield place, language and text of everything in ``folder`` that people read."""
    for path in sorted(folder.rglob("*.yaml")):
        language = next((part for part in path.relative_to(folder).parts if part in LANGUAGES), None)
        for place, text in _strings(yaml.safe_load(path.read_text(encoding="utf-8")), ()):
            spoken = language or next((part for part in place if part in LANGUAGES), None)
            if spoken is not None:
                yield f"{path.name}: {'.'.join(place)}", spoken, text
    for path in sorted(folder.rglob("*.md")):
        yield path.name, path.relative_to(folder).parts[0], path.read_text(encoding="utf-8")


def _strings(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(one, (*place, str(key)))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _strings(one, (*place, str(number)))
    elif isinstance(value, str):
        yield place, value


def faulty(language: str, text: str) -> bool:
    """Return whether a text has quotation marks of another style than its language's."""
    text = TYPED.sub("", text)
    if language == "ru" and STRAY_INNER.search(text) and text.count("\u201e") != text.count("\u201c"):
        return True
    return FOREIGN[language].search(text) is not None


@pytest.mark.parametrize("folder", ["content", "questions"])
def test_every_text_keeps_the_quotation_marks_of_its_language(folder: str) -> None:
    found = list(texts(ROOT / folder))

    assert {language for _, language, _ in found} == set(LANGUAGES)
    assert len(found) > 400
    assert [place for place, language, text in found if faulty(language, text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("ru", 'Файл "x" пуст'), ("ru", "Файл “x” пуст"), ("en", '"x" is'), ("en", "«x»")]
    + [("en", "the candidate's page"), ("en", "the users' work"), ("ru", "файл 'x'")],
)
def test_marks_of_another_style_are_seen(language: str, text: str) -> None:
    assert faulty(language, text)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "the users\u2019 “own \u2018x\u2019”"), ("ru", "файл «x»")]
)
def test_the_marks_of_a_language_are_let_through(language: str, text: str) -> None:
    assert not faulty(language, text)

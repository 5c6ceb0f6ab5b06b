"""Every code has its sentence in both languages, naming only what is given; no sentence is idle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from suitability.storage.places import data_folder
from suitability.storage.strict_yaml import _EXPLAINED, PureParser, best_parser, parse
from suitability.storage.words_reader import read_words
from tests.storage.codes import SOURCE, uses
from tests.storage.packs import place, problems_of, write_pack
from tests.storage.test_lint import CASES as LINT_CASES
from tests.storage.test_strict_yaml import REFUSED
from tests.storage.test_words_reader import CASES as WORD_CASES

LANGUAGES = ("ru", "en")
OWN = "messages"
COMPUTED_PROBLEMS = {
    *(code for _, code in _EXPLAINED),
    *("format_unknown", "scale_unknown", "sign_unknown"),  # chosen from a table in lint.references_of_items
    *("text_empty", "expected_text"),  # chosen by the value in words_reader
}
"""Problem codes that the source does not show as a constant argument."""

PROVED_ELSEWHERE = {
    "format_points": "test_lint_terms.test_terms_are_answered_on_three_points_and_statements_on_five",
    "sign_too_few_items": "test_lint_terms.test_a_form_that_is_not_provisional_needs_four_items_for_a_sign",
    "terms_one_sided": "test_lint_terms.test_a_form_with_terms_has_real_and_invented_ones",
    "file_missing": "test_lint.test_a_missing_file_is_named",
    "file_unknown": "test_lint.test_many_mistakes_are_all_reported_at_once",
    "scale_reversed_items": "test_lint.test_a_full_form_needs_ten_items_and_three_to_five_reversed",
    "values_all_equal": "test_messages.test_a_situation_whose_replies_are_worth_the_same",
    "language_code_unfit": "test_words_reader.test_a_language_without_plural_rules_is_reported",
    "yaml_syntax": "test_messages.test_what_we_cannot_explain_is_passed_on",
}


def _texts(language: str) -> Mapping[str, str | Mapping[str, str]]:
    return read_words(data_folder("content"), language)


def _sentence(
    texts: Mapping[str, str | Mapping[str, str]], kind: str, code: str
) -> str | Mapping[str, str] | None:
    found = [key for key in texts if key.startswith(OWN) and key.split(".", 1)[1] == f"{kind}.{code}"]
    assert len(found) <= 1, f"{kind}.{code} stands in several areas: {found}"
    return texts[found[0]] if found else None


def test_the_scan_sees_the_source() -> None:
    """The guards below would be idle if the scan found nothing: it sees codes of every floor it must see."""
    found = uses()

    assert {"errors.py", "domain/kinds.py", "storage/shapes.py", "storage/lint.py"} <= {
        use.file for use in found
    }
    assert {("errors", "answer_not_a_code"), ("errors", "folder_is_file"), ("problems", "expected_list")} <= {
        (use.kind, use.code) for use in found
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_has_one_sentence_in_all_areas(language: str) -> None:
    """Sentences are looked up over all areas: of two with one code nobody could say which is shown."""
    areas: dict[str, list[str]] = {}
    for key in _texts(language):
        area, _, code = key.partition(".")
        if area.startswith(OWN):
            areas.setdefault(code, []).append(area)

    assert len(areas) > 300
    assert {code: found for code, found in areas.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    """A code without a sentence would reach people as a bare word."""
    texts = _texts(language)
    wanted = {(use.kind, use.code): f"{use.file}:{use.line}" for use in uses() if not use.bug}
    wanted |= {("problems", code): "computed" for code in COMPUTED_PROBLEMS}

    missing = {pair: where for pair, where in wanted.items() if _sentence(texts, *pair) is None}

    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_names_only_what_is_given(language: str) -> None:
    """Every placeholder of a sentence is filled at every place where its code is made."""
    texts = _texts(language)
    unfilled = []
    for use in uses():
        text = _sentence(texts, use.kind, use.code)
        parts = [text] if isinstance(text, str) else list((text or {}).values())
        named = {name for part in parts for name in re.findall(r"\{(\w+)\}", part)}
        if use.values is not None and not named <= use.values:
            unfilled.append((f"{use.file}:{use.line}", use.code, sorted(named - use.values)))

    assert unfilled == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_is_idle(language: str) -> None:
    """A sentence whose code is gone from the source is taken away too."""
    made = {f"{use.kind}.{use.code}" for use in uses()} | {f"problems.{code}" for code in COMPUTED_PROBLEMS}
    own = {key.removeprefix(f"{OWN}.") for key in _texts(language) if key.startswith(f"{OWN}.")}

    assert len(own) > 100
    assert own - made == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_sentences_are_sentences(language: str) -> None:
    """They begin with a capital letter or a value, end like sentences, have room to say what to do."""
    own = {key: text for key, text in _texts(language).items() if key.startswith(f"{OWN}.")}
    assert own
    for key, text in own.items():
        assert isinstance(text, str)
        assert re.match(r"[«“\"{A-ZА-ЯЁ]", text), f"{key}: {text}"
        assert text.endswith((".", "{line}")), f"{key}: {text}"
        assert len(text) >= 30, f"{key}: {text}"


def test_every_problem_of_the_loader_is_proved_by_a_case() -> None:
    """No problem code of the loader's modules is without a test that makes the mistake."""
    files = {
        f"storage/{name}.py"
        for name in (
            *("bank_reader", "draft", "lint", "lint_forms", "lint_items", "lint_texts", "lint_words"),
            *("shapes", "strict_yaml", "words_reader"),
        )
    }
    assert all((SOURCE / file).is_file() for file in files)
    made = {use.code for use in uses() if use.kind == "problems" and use.file in files} | COMPUTED_PROBLEMS

    proved = (
        {case.code for case in LINT_CASES} | {case.code for case in WORD_CASES} | {row[2] for row in REFUSED}
    )

    assert len(made) > 80
    assert made - proved - PROVED_ELSEWHERE.keys() == set()
    assert PROVED_ELSEWHERE.keys() <= made


def test_a_situation_whose_replies_are_worth_the_same(tmp_path: Path) -> None:
    """Four equal values leave nothing to choose, and would divide by zero in scoring."""
    write_pack(tmp_path)
    path = tmp_path / "items" / "tasks.yaml"
    text = re.sub(
        r"(\{id: [a-d], value: )[0-9.]+(, text: \{ru: (?:Выс|Наз|Поз|Бро))",
        r"\g<1>0.5\2",
        path.read_text("utf-8"),
    )
    path.write_text(text, encoding="utf-8")

    problems = problems_of(tmp_path)

    assert [(one.code, one.line, one.column) for one in problems] == [
        ("values_all_equal", *place(text, "- {id: a, value: 0.5"))
    ]


@pytest.mark.parametrize("parser", [PureParser, best_parser()])
def test_what_we_cannot_explain_is_passed_on(parser: type[Any]) -> None:
    """A mistake without a sentence of its own still has its place, its line, and the parser's own words."""
    (found,) = parse(b"a: 1\nb: |x\n  c\n", "f", parser).problems

    assert (found.code, found.line, found.values["value"]) == ("yaml_syntax", 2, "b: |x")
    assert "block scalar" in found.values["detail"]

"""Loading content and checking a folder, as the commands do it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from suitability.errors import ContentError, UserError
from suitability.services.library import (
    check_content,
    load_bank,
    load_coaching,
    load_guide,
    load_words,
)
from tests.storage.packs import PACK, WORDS, spoil, write


def test_the_shipped_content_is_sound() -> None:
    """The same check that authors run finds nothing in what the program ships."""
    assert check_content() == []


def test_the_shipped_content_loads() -> None:
    """Bank, guide and words of every language of the pack load."""
    bank = load_bank()

    assert load_guide().roles
    for language in bank.pack.languages:
        assert load_words(language).has("messages.errors.folder_missing")


def test_a_folder_with_both_is_checked_whole(tmp_path: Path) -> None:
    """Questions and content of one folder come in one sorted list, with names relative to the folder."""
    write(tmp_path / "questions", PACK)
    write(tmp_path / "content", WORDS)
    assert check_content(tmp_path) == []
    spoil(tmp_path, "questions/pack.yaml", "id: toy", "id: toy\nid: two")
    spoil(tmp_path, "content/ru/words/screens.yaml", "Это займёт", "Этo займёт")
    spoil(tmp_path, "content/en/language.yaml", "direction: ltr", "direction: up")

    assert [(one.file, one.line, one.code) for one in check_content(tmp_path)] == [
        ("content/en/language.yaml", 3, "expected_one_of"),
        ("content/ru/words/screens.yaml", 2, "mixed_alphabets"),
        ("questions/pack.yaml", 2, "duplicate_key"),
    ]


@pytest.mark.parametrize(
    ("part", "label"),
    [("questions", "questions/"), ("content", "content/"), ("", "")],
    ids=["one", "two", "itself"],
)
def test_a_folder_with_one_of_them_is_enough(tmp_path: Path, part: str, label: str) -> None:
    """Only questions/, only content/, or a folder laid out like questions/ itself."""
    if part == "content":
        write(tmp_path / part, WORDS)
        spoil(tmp_path, "content/en/language.yaml", "ltr", "up")
    else:
        write(tmp_path / part, PACK)
        spoil(tmp_path / part, "forms/quick.yaml", "minutes: 5", "minutes: 0")

    assert [one.file for one in check_content(tmp_path)] == [
        f"{label}{'en/language.yaml' if part == 'content' else 'forms/quick.yaml'}"
    ]


def test_a_folder_laid_out_like_content_is_checked_itself(tmp_path: Path) -> None:
    """The folder of languages may be named directly."""
    write(tmp_path, WORDS)
    spoil(tmp_path, "en/language.yaml", "ltr", "up")

    assert [one.file for one in check_content(tmp_path)] == ["en/language.yaml"]


def test_mistakes_in_the_guide_are_found_too(tmp_path: Path) -> None:
    """A folder with guide files is checked for these as well."""
    write(tmp_path, WORDS)
    write(tmp_path, {"roles.yaml": "- id: x\n"})

    assert "roles.yaml" in {one.file for one in check_content(tmp_path)}


@pytest.mark.parametrize("kind", ["missing", "file", "empty"])
def test_a_folder_that_cannot_be_checked_is_a_clear_error(tmp_path: Path, kind: str) -> None:
    """A wrong name, a file, an empty folder: never "no problems found"."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    codes = {"missing": "folder_missing", "file": "folder_is_file", "empty": "nothing_to_check"}

    with pytest.raises(UserError, match=codes[kind]):
        check_content(tmp_path / kind)


def test_a_pack_with_mistakes_does_not_load(tmp_path: Path) -> None:
    """The error holds every problem, and nothing of the pack is kept in the cache."""
    write(tmp_path / "questions", PACK)
    spoil(tmp_path, "questions/forms/quick.yaml", "minutes: 5", "minutes: 0")

    with pytest.raises(ContentError) as caught:
        load_bank(tmp_path, tmp_path / "cache")

    assert [one.code for one in caught.value.problems] == ["number_out_of_range"]
    assert not (tmp_path / "cache").exists()


def coaching_root(folder: Path) -> Path:
    """Return a folder that holds a copy of the shipped questions and content."""
    root = Path(__file__).parents[2]
    for name in ("questions", "content"):
        shutil.copytree(root / name, folder / name)
    return folder


def test_advice_is_kept_and_read_again_when_a_name_it_uses_changes(tmp_path: Path) -> None:
    """The cache holds as long as advice and everything it refers to stay the same."""
    root, cache = coaching_root(tmp_path / "root"), tmp_path / "cache"
    first = load_coaching(root=root, cache=cache)
    kept = (cache / "coaching.json").read_bytes()

    assert load_coaching(root=root, cache=cache) == first == load_coaching()
    assert (cache / "coaching.json").read_bytes() == kept
    spoil(root, "questions/signs/06-stress.yaml", "id: stress", "id: pressure")
    with pytest.raises(ContentError) as caught:
        load_coaching(root=root, cache=cache)
    assert {one.code for one in caught.value.problems} >= {"coaching_unknown_near", "coaching_too_few"}


def test_mistakes_in_advice_are_found_with_the_rest(tmp_path: Path) -> None:
    """A rule that names an unknown sign is named by file, line and the sign that was probably meant."""
    root = coaching_root(tmp_path)
    spoil(root, "content/advice/signs.yaml", "{stress: [raised]}", "{stres: [raised]}")

    (found,) = check_content(root)

    text = (root / "content/advice/signs.yaml").read_text("utf-8")
    assert (found.file, found.code) == ("content/advice/signs.yaml", "coaching_unknown_near")
    assert found.values == {"value": "stres", "nearest": "stress"}
    assert found.line == text[: text.index("{stres: ")].count("\n") + 1

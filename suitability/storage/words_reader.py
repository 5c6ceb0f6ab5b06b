"""content/<language>/words/ to one map of texts, and what a language says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from suitability.errors import ContentError, Problem, UserError
from suitability.records import dataclass
from suitability.storage import shapes
from suitability.storage.content_files import read_file, read_files
from suitability.storage.places import Folder
from suitability.storage.tree import START, Broken, Map, problem

Texts = Mapping[str, str | Mapping[str, str]]
"""Key -> text, or -> plural category -> text. A key is "<area>.<dotted path>"."""

PLURAL_CATEGORIES: Final = frozenset(("zero", "one", "two", "few", "many", "other"))


@dataclass(frozen=True, slots=True)
class Language:
    """What a language's own file says: code, its name for itself, writing direction."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]


def is_plural(node: object) -> bool:
    """Return True when a map holds the plural forms of one text: an ``other`` and nothing but categories."""
    return isinstance(node, dict) and "other" in node and node.keys() <= PLURAL_CATEGORIES


def language_codes(content: Folder) -> tuple[str, ...]:
    """Return the codes of the languages found in content/ (folders that hold ``language.yaml``), sorted."""
    return tuple(
        sorted(
            entry.name
            for entry in content.iterdir()
            if entry.is_dir() and (entry / "language.yaml").is_file()
        )
    )


def word_files(content: Folder, language: str) -> dict[str, bytes]:
    """Return ``language.yaml`` and the words files of a language by their names relative to content/.

    Raises:
        UserError: content/ has no such language.
    """
    folder = content / language
    if not (folder / "language.yaml").is_file():
        raise UserError("language_not_found", language=language, known=", ".join(language_codes(content)))
    found = {f"{language}/language.yaml": read_file(folder / "language.yaml")}
    if (folder / "words").is_dir():
        for name, data in read_files(folder / "words").items():
            found[f"{language}/words/{name}"] = data
    return found


def parsed_words(files: Mapping[str, bytes]) -> dict[str, object]:
    """Return the trees of words files, by the same names.

    Raises:
        ContentError: with every mistake in the form of the files.
    """
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415 - not needed for words from the cache

    parsed = [parse(data, file) for file, data in files.items()]
    problems = [one for document in parsed for one in document.problems]
    if problems:
        raise ContentError(problems)
    return {document.file: document.tree for document in parsed}


def words_of(trees: Mapping[str, object]) -> dict[str, str | Mapping[str, str]]:
    """Return the texts of one language by key, from the trees of its files.

    Raises:
        ContentError: something in a words file is neither a map nor a text.
    """
    problems: list[Problem] = []
    language_of(trees, problems)
    texts = texts_of(trees, problems)
    if problems:
        raise ContentError(problems)
    return texts


def language_of(trees: Mapping[str, object], problems: list[Problem], label: str = "") -> Language | None:
    """Return what ``language.yaml`` among ``trees`` says, or None with a problem added."""
    for file, tree in trees.items():
        if file.endswith("/language.yaml"):
            return shapes.read(tree, Language, problems, label + file)
    return None


def is_words_file(file: str) -> bool:
    """Return True for ``<language>/words/<area>.yaml``."""
    head, _, name = file.rpartition("/")
    return head.endswith("/words") and head.count("/") == 1 and name.endswith(".yaml")


def texts_of(
    trees: Mapping[str, object], problems: list[Problem], label: str = ""
) -> dict[str, str | Mapping[str, str]]:
    """Return the texts of the words files among ``trees``; a file's name is the first part of its keys."""
    texts: dict[str, str | Mapping[str, str]] = {}
    for file, tree in trees.items():
        if is_words_file(file):
            area = file.rpartition("/")[2].removesuffix(".yaml")
            if isinstance(tree, dict):
                _collect(tree, area, _Place(label + file, START, problems), texts)
            elif tree is not None:
                problems.append(problem("expected_map", label + file, START, value=tree))
    return texts


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    at: int
    problems: list[Problem]


def _collect(node: object, key: str, place: _Place, texts: dict[str, str | Mapping[str, str]]) -> None:
    if isinstance(node, str) and node.strip():
        texts[key] = node.strip()
    elif is_plural(node):
        forms = shapes.read(node, dict[str, str], place.problems, place.file)
        if forms is not None:
            texts[key] = {category: text.strip() for category, text in forms.items()}
    elif isinstance(node, dict):
        for name, value in node.items():
            at = node.marks[name][1] if isinstance(node, Map) else START
            if "\x00" not in name:
                _collect(value, f"{key}.{name}", _Place(place.file, at, place.problems), texts)
    elif not isinstance(node, Broken):
        code = "text_empty" if node is None or isinstance(node, str) else "expected_text"
        place.problems.append(problem(code, place.file, place.at, value=node))


def read_words(content: Folder, language: str) -> dict[str, str | Mapping[str, str]]:
    """Return every text of a language from content/<language>/words/, by key.

    Raises:
        UserError: there is no such language.
        ContentError: the files have mistakes.
    """
    return words_of(parsed_words(word_files(content, language)))

"""The content as the rest of the program asks for it: the item bank, the words, and the check of a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from suitability import __version__
from suitability.domain.bank import ItemBank
from suitability.errors import ContentError, Problem, UserError, in_order
from suitability.services.words import Words
from suitability.storage import cache as kept
from suitability.storage.bank_reader import (
    bank_kept,
    bank_of,
    bank_problems,
    checked_trees,
    kept_form,
)
from suitability.storage.content_files import read_file, read_files, require_folder
from suitability.storage.places import Folder, code_stamp, data_folder
from suitability.storage.words_reader import (
    language_codes,
    parsed_words,
    word_files,
    words_of,
)

if TYPE_CHECKING:
    from suitability.domain.coaching import Coaching
    from suitability.domain.guide import Guide
    from suitability.domain.handbook import Handbook
    from suitability.storage.own_norms import OwnNorms

Made = TypeVar("Made")
Trees = Mapping[str, object]


def load_bank(root: Folder | None = None, cache: Path | None = None) -> ItemBank:
    """Return the checked item bank.

    Args:
        root: a folder that holds questions/; the program's own data without it.
        cache: the folder where checked content is kept between runs; None keeps nothing.

    Raises:
        ContentError: the pack has mistakes; it holds every one of them.
        UserError: ``root`` has no questions/, or its files cannot be read.
        ShippedFilesMissing: the program's own data is not there.
    """
    files = read_files(data_folder("questions", root))
    key = kept.key_of("bank", files, _program())
    found = kept.load(cache, "bank", key)
    if found is not None:
        try:
            return bank_kept(found)
        except ContentError:
            pass  # kept by a program with other types: read it afresh
    trees = checked_trees(files)
    bank = bank_of(trees)
    kept.store(cache, "bank", key, kept_form(trees, bank))
    return bank


def load_own_norms(bank: ItemBank, folder: Path | None, cache: Path | None = None) -> OwnNorms:
    """Return the user's own norm groups in ``folder`` that fit ``bank``, and why the others do not."""
    from suitability.storage.own_norms import read_own_norms  # noqa: PLC0415 - mostly there is no such folder

    return read_own_norms(folder, bank, __version__, cache)


@cache
def _program() -> str:
    """Return what every key holds of the program: its version, and whether its code was changed since."""
    return f"{__version__} {code_stamp()}"


def _kept_or(
    place: tuple[Path | None, str, str],
    checked: Callable[[], dict[str, object]],
    made: Callable[[Trees], Made],
) -> Made:
    """Return what is ``made`` of the trees kept at ``place`` (folder, name, key), else of those just checked.

    Raises:
        ContentError: ``checked`` found mistakes.
    """
    trees = kept.load(*place)
    if trees is not None:
        try:
            return made(trees)
        except ContentError:
            pass  # kept by a program with other types: read it afresh
    trees = checked()
    found = made(trees)
    kept.store(*place, trees)
    return found


def load_words(language: str, root: Folder | None = None, cache: Path | None = None) -> Words:
    """Return the words of ``language`` from content/ (in ``root``, or the program's own).

    Args:
        language: code of the language, such as ``ru``.
        root: a folder that holds content/; the program's own data without it.
        cache: the folder where read content is kept between runs; None keeps nothing.

    Raises:
        ContentError: the words files have mistakes.
        UserError: there is no such language.
        ShippedFilesMissing: the program's own data is not there.
    """
    files = word_files(data_folder("content", root), language)
    name = f"words-{language}"
    key = kept.key_of(name, files, _program())
    texts = (kept.load(cache, name, key) or {}).get("texts")
    if not isinstance(texts, dict):
        texts = words_of(parsed_words(files))
        kept.store(cache, name, key, {"texts": texts})
    return Words(language, texts)


def load_guide(
    languages: Sequence[str] | None = None, root: Folder | None = None, cache: Path | None = None
) -> Guide:
    """Return roles and pay figures from content/ (in ``root``, or the program's own), checked.

    Dates that lie in the future are not refused here: a computer whose clock is wrong still starts.

    Args:
        languages: the languages that every text must have; those found in content/ without it.
        root: a folder that holds content/; the program's own data without it.
        cache: the folder where checked content is kept between runs; None keeps nothing.

    Raises:
        ContentError: the guide has mistakes, such as a figure without its source; it holds every one of them.
        UserError: ``root`` has no content/, or its files cannot be read.
        ShippedFilesMissing: the program's own data is not there.
    """
    from suitability.storage import guide_reader  # noqa: PLC0415 - only reports and the guide pages need it

    folder = data_folder("content", root)
    wanted = tuple(language_codes(folder) if languages is None else languages)
    files = guide_reader.guide_files(folder)
    key = kept.key_of(f"guide {' '.join(wanted)}", files, _program())

    def checked() -> dict[str, object]:
        return guide_reader.checked_guide_trees(files, wanted)

    return _kept_or((cache, "guide", key), checked, lambda trees: guide_reader.guide_of(trees, wanted))


def load_handbook(
    languages: Sequence[str] | None = None, root: Folder | None = None, cache: Path | None = None
) -> Handbook:
    """Return topics, chapters and role profiles from content/ (in ``root``, or the program's own), checked.

    Args:
        languages: the languages that every text must have; those found in content/ without it.
        root: a folder that holds content/ and questions/; the program's own data without it.
        cache: the folder where checked content is kept between runs; None keeps nothing.

    Raises:
        ContentError: the handbook has mistakes; it holds every one of them.
        UserError: ``root`` lacks a data folder, or its files cannot be read.
        ShippedFilesMissing: the program's own data is not there.
    """
    from suitability.storage import handbook_reader  # noqa: PLC0415 - only the guide needs it

    folder = data_folder("content", root)
    wanted = tuple(language_codes(folder) if languages is None else languages)
    files = handbook_reader.handbook_files(folder, wanted)
    questions = _named_in_questions(read_files(data_folder("questions", root)))
    pay_sources = _pay_sources(folder)
    around = {f"questions/{name}": data for name, data in questions.items()}
    around["sources.yaml"] = pay_sources or b""
    key = kept.key_of(f"handbook {' '.join(wanted)}", {**files, **around}, _program())

    def checked() -> dict[str, object]:
        known = handbook_reader.known_names(questions, pay_sources)
        return handbook_reader.checked_handbook_trees(files, wanted, known)

    return _kept_or(
        (cache, "handbook", key), checked, lambda trees: handbook_reader.handbook_of(trees, wanted)
    )


def data_digest() -> str:
    """Return the SHA-256 (64 hex digits) of all of the program's own data: questions, content, templates.

    Raises:
        ShippedFilesMissing: the program's own data is not there.
    """
    from suitability.storage.places import DATA_FOLDERS, folder_digest  # noqa: PLC0415 - batches need it

    return folder_digest([data_folder(name) for name in DATA_FOLDERS])


def load_coaching(
    languages: Sequence[str] | None = None, root: Folder | None = None, cache: Path | None = None
) -> Coaching:
    """Return advice rules, interview questions, plan and worksheet from content/, checked.

    Args:
        languages: the languages that every text must have; those found in content/ without it.
        root: a folder that holds content/ and questions/; the program's own data without it.
        cache: the folder where checked content is kept between runs; None keeps nothing.

    Raises:
        ContentError: there are mistakes, such as a rule that names an unknown sign; it holds all of them.
        UserError: ``root`` lacks a data folder, or its files cannot be read.
        ShippedFilesMissing: the program's own data is not there.
    """
    from suitability.storage import coaching_reader  # noqa: PLC0415 - only advice and the guide need it
    from suitability.storage.coaching_names import coaching_names  # noqa: PLC0415 - as above

    folder = data_folder("content", root)
    wanted = tuple(language_codes(folder) if languages is None else languages)
    files = coaching_reader.coaching_files(folder)
    questions = read_files(data_folder("questions", root))
    named = _named_in_content(folder)
    around = {f"questions/{name}": data for name, data in questions.items()} | named
    key = kept.key_of(f"coaching {' '.join(wanted)}", {**files, **around}, _program())

    def checked() -> dict[str, object]:
        return coaching_reader.checked_coaching_trees(files, wanted, coaching_names(questions, named))

    return _kept_or(
        (cache, "coaching", key), checked, lambda trees: coaching_reader.coaching_of(trees, wanted)
    )


def _named_in_content(content: Folder) -> dict[str, bytes]:
    """Return the files of content/ whose names advice may refer to."""
    files = {name: content / name for name in ("guide.yaml", "roles.yaml", "sources.yaml")}
    return {name: read_file(file) for name, file in files.items() if file.is_file()}


def _named_in_questions(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of questions/ whose names the handbook refers to."""
    parts = ("sources.yaml", "scales/", "signs/", "items/")
    return {name: data for name, data in files.items() if name.startswith(parts)}


def _pay_sources(content: Folder) -> bytes | None:
    file = content / "sources.yaml"
    return read_file(file) if file.is_file() else None


def check_content(folder: Folder | None = None, today: date | None = None) -> list[Problem]:
    """Return every problem of the content in ``folder``, sorted by file, line and column.

    Args:
        folder: holds questions/ or content/ or both, or is itself laid out like one of them; without it the
            program's own content is checked. File names in problems are relative to it.
        today: figures dated after this day are problems; None accepts them.

    Raises:
        UserError: the folder is missing, unreadable, or holds none of these.
        ShippedFilesMissing: the program's own data is not there.
    """
    if folder is None:
        questions = read_files(data_folder("questions"))
        own = _content_problems(data_folder("content"), "content/", today, questions)
        return in_order(bank_problems(questions, "questions/") + own)
    require_folder(folder)
    if (folder / "pack.yaml").is_file():
        return bank_problems(read_files(folder), "")
    problems: list[Problem] = []
    found = (folder / "questions").is_dir()
    questions = read_files(folder / "questions") if found else read_files(data_folder("questions"))
    if found:
        problems += bank_problems(questions, "questions/")
    for content, label in ((folder / "content", "content/"), (folder, "")):
        if content.is_dir() and (language_codes(content) or (content / "roles.yaml").is_file()):
            found = True
            problems += _content_problems(content, label, today, questions)
    if not found:
        raise UserError("nothing_to_check", folder=folder)
    return in_order(problems)


def _content_problems(
    content: Folder, label: str, today: date | None, questions: dict[str, bytes]
) -> list[Problem]:
    """Return the problems of words, pay, handbook and coaching; a folder may lack all but the words."""
    from suitability.storage import handbook_reader  # noqa: PLC0415 - only the check pays for these three
    from suitability.storage.guide_reader import guide_files, guide_problems  # noqa: PLC0415 - as above
    from suitability.storage.lint_words import words_problems  # noqa: PLC0415 - as above

    problems = words_problems(content, label)
    languages = language_codes(content) or language_codes(data_folder("content"))
    if guide_files(content):
        told_in = handbook_reader.known_names(_named_in_questions(questions), None).sources
        problems += guide_problems(content, languages, today, label, told_in)
    files = handbook_reader.handbook_files(content, languages)
    if files.keys() - {"roles.yaml"}:
        known = handbook_reader.known_names(_named_in_questions(questions), _pay_sources(content))
        problems += handbook_reader.handbook_problems(files, languages, known, label)
    return problems + _coaching_problems(content, label, languages, questions)


def _coaching_problems(
    content: Folder, label: str, languages: Sequence[str], questions: dict[str, bytes]
) -> list[Problem]:
    """Return the problems of advice, interview, plan and worksheet; a folder may lack them all."""
    from suitability.storage.coaching_names import coaching_names  # noqa: PLC0415 - as above
    from suitability.storage.coaching_reader import coaching_files, coaching_problems  # noqa: PLC0415 - as above

    files = coaching_files(content)
    if not files:
        return []
    named = {**_named_in_content(data_folder("content")), **_named_in_content(content)}
    return coaching_problems(files, languages, coaching_names(questions, named), label)

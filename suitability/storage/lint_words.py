"""Checks of words files across languages: same keys, same placeholders, complete plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from suitability.errors import Problem
from suitability.storage.lint_texts import mixed_word
from suitability.storage.parsed_files import parse_files
from suitability.storage.places import Folder
from suitability.storage.tree import NOWHERE, START, position, problem
from suitability.storage.words_reader import (
    Language,
    Texts,
    is_words_file,
    language_codes,
    language_of,
    texts_of,
    word_files,
)

_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}", re.ASCII)
_BRACES: Final = re.compile(r"\{[^{}]*\}?|\}")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class LanguageDraft:
    """One language while it is being read: its folder, its trees, its texts.

    ``unread`` holds the areas whose file could not be read; nothing is said about their keys.
    """

    code: str
    about: Language | None
    trees: Mapping[str, object]
    texts: Texts
    label: str
    unread: frozenset[str]

    def problem(self, code: str, key: str, form: str | None = None, /, **values: object) -> Problem:
        """Return a problem at the text under ``key`` (or where it is missing)."""
        area, _, rest = key.partition(".")
        file = f"{self.code}/words/{area}.yaml"
        path = [*rest.split("."), *([] if form is None else [form])]
        at = (position(self.trees[file], path) or START) if file in self.trees else NOWHERE
        return problem(code, self.label + file, at, **values)

    def has_something(self, key: str) -> bool:
        """Return True when something stands under ``key``, or its whole area could not be read."""
        area, _, rest = key.partition(".")
        node = self.trees.get(f"{self.code}/words/{area}.yaml")
        for name in rest.split("."):
            if not isinstance(node, dict) or name not in node:
                return area in self.unread
            node = node[name]
        return True


def words_problems(content: Folder, label: str = "") -> list[Problem]:
    """Return every problem of the languages and words files in ``content``.

    Args:
        content: a folder laid out like content/.
        label: put before every file name in problems.
    """
    problems: list[Problem] = []
    drafts = [_draft(content, code, label, problems) for code in language_codes(content)]
    return problems + lint_words(drafts)


def _draft(content: Folder, code: str, label: str, problems: list[Problem]) -> LanguageDraft:
    found = parse_files(word_files(content, code), _may_be_there, label)
    problems.extend(found.problems)
    problems.extend(problem("file_unknown", label + name, NOWHERE, value=name) for name in found.strange)
    unread = frozenset(name.rpartition("/")[2].removesuffix(".yaml") for name in found.unread)
    about = language_of(found.trees, problems, label)
    texts = texts_of(found.trees, problems, label)
    return LanguageDraft(code, about, found.trees, texts, label, unread)


def _may_be_there(name: str) -> bool:
    return is_words_file(name) or name.endswith("/language.yaml")


def lint_words(drafts: list[LanguageDraft]) -> list[Problem]:
    """Return every problem of the words files of all languages."""
    found = [
        one for draft in drafts for check in (codes, keys_fit, braces, alphabets) for one in check(draft)
    ]
    found += [one for draft in drafts for one in plural_forms(draft)]
    for draft in drafts:
        for other in drafts:
            if other is not draft:
                found.extend(same_keys(draft, other))
    for draft, other in zip(drafts, drafts[-1:] + drafts[:-1], strict=True):
        found.extend(same_placeholders(draft, other))
    return found


def codes(draft: LanguageDraft) -> Iterator[Problem]:
    """A language's folder is named after its code, and the code is one that plural rules are known for."""
    file = f"{draft.code}/language.yaml"
    if draft.about is not None and draft.about.code != draft.code:
        at = position(draft.trees[file], ("code",))
        yield problem(
            "language_code_differs", draft.label + file, at, value=draft.about.code, expected=draft.code
        )
    if _categories(draft.code) is None:
        yield problem("language_code_unfit", draft.label + file, START, value=draft.code)


def keys_fit(draft: LanguageDraft) -> Iterator[Problem]:
    """Keys are made of Latin letters, digits, "_" and "-"; a dot only stands between two of them."""
    for key in draft.texts:
        if not _KEY.fullmatch(key):
            yield draft.problem("words_key_unfit", key, value=key)


def braces(draft: LanguageDraft) -> Iterator[Problem]:
    """Braces only ever enclose the name of a value."""
    for key, form, text in _forms(draft.texts):
        for found in _BRACES.findall(text):
            if not _PLACEHOLDER.fullmatch(found):
                yield draft.problem("placeholder_unfit", key, form, value=found)


def alphabets(draft: LanguageDraft) -> Iterator[Problem]:
    """No word mixes Latin and Cyrillic letters."""
    for key, form, text in _forms(draft.texts):
        word = mixed_word(_PLACEHOLDER.sub(" ", text))
        if word is not None:
            yield draft.problem("mixed_alphabets", key, form, value=word)


def plural_forms(draft: LanguageDraft) -> Iterator[Problem]:
    """A text with plural forms has exactly those of its language; each names the same values but ``n``."""
    categories = _categories(draft.code)
    for key, forms in draft.texts.items():
        if isinstance(forms, str) or categories is None:
            continue
        for category in sorted(categories - forms.keys()):
            yield draft.problem("plural_form_missing", key, value=key, form=category)
        for category in sorted(forms.keys() - categories):
            yield draft.problem("plural_form_extra", key, category, value=key, form=category)
        wanted = _values(forms) - {"n"}
        for category, text in forms.items():
            if not wanted <= set(_PLACEHOLDER.findall(text)):
                yield draft.problem(
                    "placeholders_differ", key, category, value=key, here=_shown(text), there=_listed(wanted)
                )


def same_keys(draft: LanguageDraft, other: LanguageDraft) -> Iterator[Problem]:
    """A key of one language stands in every other."""
    for key, text in other.texts.items():
        if key not in draft.texts and not draft.has_something(key):
            sample = text if isinstance(text, str) else text.get("other", "")
            yield draft.problem("words_key_absent", key, value=key, other=other.code, text=sample)


def same_placeholders(draft: LanguageDraft, other: LanguageDraft) -> Iterator[Problem]:
    """A text names the same values in every language."""
    for key, text in draft.texts.items():
        if key in other.texts:
            here, there = _values(text), _values(other.texts[key])
            if here != there:
                yield draft.problem(
                    "placeholders_differ", key, value=key, here=_listed(here), there=_listed(there)
                )


def _forms(texts: Texts) -> Iterator[tuple[str, str | None, str]]:
    for key, text in texts.items():
        if isinstance(text, str):
            yield key, None, text
        else:
            for category, form in text.items():
                yield key, category, form


def _values(text: str | Mapping[str, str]) -> set[str]:
    parts = [text] if isinstance(text, str) else list(text.values())
    return {name for part in parts for name in _PLACEHOLDER.findall(part)}


def _shown(text: str) -> str:
    return _listed(set(_PLACEHOLDER.findall(text)))


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "-"


def _categories(language: str) -> frozenset[str] | None:
    """Return the plural categories of a language, or None for a code without rules."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only the check of a folder pays for it

    try:
        return frozenset(Locale.parse(language).plural_form.tags) | {"other"}
    except (UnknownLocaleError, ValueError):
        return None

"""The words of the program in one language: looked up by key, values put in, plural form chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from suitability.errors import InternalError

if TYPE_CHECKING:
    from babel import Locale

_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}", re.ASCII)


class Words:
    """Texts of one language by key ("<area>.<dotted.path>").

    A missing key or value is our bug, never an empty place on a screen.
    """

    def __init__(self, language: str, entries: Mapping[str, str | Mapping[str, str]]) -> None:
        self.language = language
        self._entries = entries
        self._locale: Locale | None = None

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text under ``key`` with its placeholders filled; plural forms are chosen by ``n``.

        Raises:
            InternalError: no such key, or a placeholder without a value.
        """
        entry = self._entries.get(key)
        if entry is None:
            raise InternalError("words_key_missing", key=key, language=self.language)
        if not isinstance(entry, str):
            if "n" not in values:
                raise InternalError("words_value_missing", key=key, language=self.language, name="n")
            entry = self._form(key, entry, values["n"])
        return _PLACEHOLDER.sub(lambda found: self._value(key, found.group(1), values), entry)

    def plural(self, key: str, n: float, /, **values: object) -> str:
        """Return the form of ``key`` that fits the number ``n``, with ``n`` and ``values`` filled in.

        Raises:
            InternalError: no such key, or a placeholder without a value.
        """
        return self(key, n=n, **values)

    def has(self, key: str) -> bool:
        """Return True when there is a text under ``key``."""
        return key in self._entries

    def entry(self, key: str) -> str | Mapping[str, str]:
        """Return what stands under ``key`` as it is written: placeholders unfilled, plural forms by category.

        Raises:
            InternalError: no such key.
        """
        found = self._entries.get(key)
        if found is None:
            raise InternalError("words_key_missing", key=key, language=self.language)
        return found

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Return the keys that begin with ``prefix``, sorted."""
        return tuple(sorted(key for key in self._entries if key.startswith(prefix)))

    def message(self, kind: str, code: str, /, **values: object) -> str:
        """Return the sentence ``<kind>.<code>`` from whichever area that begins with "messages" has it.

        Args:
            kind: ``errors`` or ``problems``.
            code: the code of an error or a problem.
            values: what the sentence names.

        Raises:
            InternalError: no such sentence.
        """
        tail = f".{kind}.{code}"
        for key in self._entries:
            if key.endswith(tail) and key.startswith("messages") and key.count(".") == 2:
                return self(key, **values)
        raise InternalError("words_key_missing", key=f"messages{tail}", language=self.language)

    def _value(self, key: str, name: str, values: Mapping[str, object]) -> str:
        if name not in values:
            raise InternalError("words_value_missing", key=key, language=self.language, name=name)
        return str(values[name])

    def _form(self, key: str, forms: Mapping[str, str], n: object) -> str:
        if isinstance(n, bool) or not isinstance(n, (int, float)):
            raise InternalError("words_number_expected", key=key, language=self.language, value=n)
        if self._locale is None:
            from babel import Locale  # noqa: PLC0415 - costs milliseconds that a text without plurals need not pay

            self._locale = Locale.parse(self.language)
        category = self._locale.plural_form(n)
        return forms.get(category, forms["other"])

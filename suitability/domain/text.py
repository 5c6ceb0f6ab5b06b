"""A text in several languages, side by side as in the content files."""

from __future__ import annotations


class LocalizedText(dict[str, str]):
    """Map of language code to text. Every language of the pack is present; the loader checks it."""

    def on(self, language: str) -> str:
        """Return the text in ``language``.

        Raises:
            KeyError: the language is not one of the pack's languages.
        """
        return self[language]

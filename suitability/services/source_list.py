"""Numbers the sources of one report in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Mapping

from suitability.domain.bank import ItemBank, Source
from suitability.domain.guide import Guide
from suitability.errors import InternalError
from suitability.services.formatting import when
from suitability.services.report_types import SourceRow
from suitability.services.words import Words


class SourceList:
    """Gives each cited source a number and prints the list at the end.

    ``more`` holds sources beside those of the questions and the pay figures, such as the handbook's.
    """

    def __init__(
        self, bank: ItemBank, guide: Guide, words: Words, more: Mapping[str, Source] | None = None
    ) -> None:
        self._cited = {**(more or {}), **bank.sources}
        self._guide = guide
        self._words = words
        self._numbers: dict[str, int] = {}
        self._noticed: set[str] = set()

    def number(self, source: str) -> int:
        """Return the number of a source, giving it the next one when it is cited for the first time.

        Raises:
            InternalError: neither the questions nor the guide know the source (the loader checks this).
        """
        if source not in self._cited and source not in self._guide.sources:
            raise InternalError("source_unknown", source=source)
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def rows(self) -> tuple[SourceRow, ...]:
        """Return the cited sources by number; a notice that a licence asks for stands at its first source."""
        self._noticed.clear()
        return tuple(self._row(number, source) for source, number in self._numbers.items())

    def _first(self, notice: str | None) -> str | None:
        """Return a notice where it comes for the first time, else None."""
        if notice is None or notice in self._noticed:
            return None
        self._noticed.add(notice)
        return notice

    def _with_notice(self, text: str, notice: str | None) -> str:
        first = self._first(notice)
        return text if first is None else f"{text.rstrip('.')}. {first}"

    def _row(self, number: int, source: str) -> SourceRow:
        words, language = self._words, self._words.language
        cited = self._cited.get(source)
        if cited is not None:
            text = words("report.source.cited", title=cited.title.on(language), when=when(words, cited.as_of))
            return SourceRow(number, text, cited.url, self._first(cited.notice))
        found = self._guide.sources[source]
        text = words(
            "report.source.figures" if found.published else "report.source.figures_undated",
            publisher=found.publisher.on(language),
            title=found.title.on(language),
            when=when(words, found.published or found.seen_on),
        )
        if found.note is not None:
            text = f"{text.rstrip('.')}. {found.note.on(language)}"
        notice = None if found.notice is None else found.notice.on(language)
        return SourceRow(number, self._with_notice(text, notice), found.url)


def source_line(row: SourceRow) -> str:
    """Return an entry of the list in one line: number, source, the notice of its licence, address."""
    text = f"{row.number}. {row.text}"
    if row.notice:
        text = f"{text.rstrip('.')}. {row.notice}"
    return f"{text} {row.url}" if row.url else text

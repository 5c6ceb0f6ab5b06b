"""Looking something up in the guide: words in every language, and topics that were misspelt."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from suitability.services.guide_pages import GuidePage, Hit, Stock, find_page, guide_pages, search_pages
from suitability.services.words import Words

NEAREST: Final = 3
"""How many topics are proposed for a name that is none."""

LIKENESS: Final = 0.75
"""Least likeness (0-1, of difflib) of a name to what is proposed for it."""

_LETTER: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found in one language: the words of that language and the hits, best first."""

    words: Words
    hits: tuple[Hit, ...]


def searchable(query: str) -> bool:
    """Return whether there is anything in a query that can be looked for: a letter or a digit."""
    return _LETTER.search(query) is not None


def search_guide(
    stock: Stock, spoken: Sequence[Words], query: str, topic: str | None = None
) -> tuple[Found, ...]:
    """Return the hits by language, in the order of ``spoken``; languages without any are left out.

    A page found in an earlier language is not named again. With ``topic`` only that page is searched.
    """
    return search_shelves([(words, _pages(stock, words, topic)) for words in spoken], query)


def search_shelves(shelves: Sequence[tuple[Words, tuple[GuidePage, ...]]], query: str) -> tuple[Found, ...]:
    """Return the hits of ``search_guide`` among pages that are at hand, by the words of their language."""
    found: list[Found] = []
    known: set[str] = set()
    for words, pages in shelves:
        hits = search_pages(pages, query, words.language)
        new = tuple(hit for hit in hits if hit.page.id not in known)
        known.update(hit.page.id for hit in new)
        if new:
            found.append(Found(words, new))
    return tuple(found)


def near_topics(stock: Stock, spoken: Sequence[Words], name: str) -> tuple[GuidePage, ...]:
    """Return the pages whose id, title or a word of whose title looks most like ``name``, the likest first.

    Titles of every language count; the pages are in the first one.
    """
    names: dict[str, str] = {}
    for words in spoken:
        for page in guide_pages(stock, words):
            longer = [word for word in _plain(page.title).split() if len(word) > NEAREST]
            for one in (page.id.replace("_", " "), _plain(page.title), *longer):
                names.setdefault(one, page.id)
    wanted = _plain(name).replace("_", " ").replace("-", " ").strip()
    near = difflib.get_close_matches(wanted, list(names), n=3 * NEAREST, cutoff=LIKENESS)
    ids = list(dict.fromkeys(names[one] for one in near))[:NEAREST]
    pages = (find_page(stock, spoken[0], one) for one in ids)
    return tuple(page for page in pages if page is not None)


def _pages(stock: Stock, words: Words, topic: str | None) -> tuple[GuidePage, ...]:
    if topic is None:
        return guide_pages(stock, words)
    page = find_page(stock, words, topic)
    return () if page is None else (page,)


def _plain(text: str) -> str:
    return "".join(one if one.isalnum() else " " for one in text.casefold().replace("ё", "е")).strip()

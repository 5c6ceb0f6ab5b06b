"""Every page of the guide as the same few blocks: signs, roles and chapters, with their sources, and search.

The terminal, the screens and the report draw these pages; none of them knows where a page came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from suitability.domain.bank import ItemBank, Sign
from suitability.domain.blocks import (
    Block,
    Heading,
    Items,
    Paragraph,
    Table,
    texts_of,
    with_marks,
)
from suitability.domain.coaching import Coaching
from suitability.domain.guide import Guide
from suitability.domain.handbook import Ask, Handbook, RoleProfile
from suitability.domain.pay import Role
from suitability.domain.text import LocalizedText
from suitability.services.guide_page import find_sign, sign_page
from suitability.services.pay_page import pay_page_blocks, role_pay_blocks
from suitability.services.pay_types import PayPlace
from suitability.services.source_list import SourceList, source_line
from suitability.services.words import Words

SIGNS: Final = "signs"
ROLES: Final = "roles"
"""The two groups of guide.yaml whose pages are made from data; the others hold chapters."""

_MONTHS: Final = ("first", "second", "third")
_PASSAGES: Final = 3
_EXCERPT: Final = 260
_SHORTEST_STEM: Final = 3
_WORD: Final = re.compile(r"\w+")
_ENDINGS: Final = {
    "ru": re.compile(
        "(?:иями|ями|ами|иях|ях|ах|ием|ией|ого|его|ому|ему|ов|ев|ей|ом|ем|ам|ям|ой|ый|ий|ая|яя|ое|ее|ые|ие"
        "|ок|ек|к(?:ов|ам|ами|ах|ом|и|а|у|е)|[аеоуюыиьйя])$"
    ),
    "en": re.compile("(?:ing|ed|es|s)$"),
}
"""Endings taken off a word before it is looked for, so that another form of it is found as well."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What the pages are made from: questions (signs), pay (sources), the handbook, and the coaching.

    Without ``coaching`` the pages of signs lack what an interviewer asks, and there is no advice.
    """

    bank: ItemBank
    guide: Guide
    handbook: Handbook
    coaching: Coaching | None = None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: ``id`` is what a reader asks for, ``number`` that of a sign or None.

    In the texts of ``blocks`` a source reference has become a number in square brackets that belongs to
    ``sources``; on the pages of signs the sources stand in words, and ``sources`` holds the notices that
    licences ask for.
    """

    id: str
    group: str
    number: int | None
    title: str
    about: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of pages with its title, in reading order."""

    id: str
    title: str
    pages: tuple[GuidePage, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that has all the words looked for, and the passages in which most of them stand together."""

    page: GuidePage
    passages: tuple[str, ...]


def guide_shelves(stock: Stock, words: Words) -> tuple[Shelf, ...]:
    """Return all pages by group, in the order of guide.yaml; groups without pages are left out."""
    shelves = (
        Shelf(group.id, group.title.on(words.language), tuple(_pages(stock, words, group.id)))
        for group in stock.handbook.groups
    )
    return tuple(shelf for shelf in shelves if shelf.pages)


def guide_pages(stock: Stock, words: Words) -> tuple[GuidePage, ...]:
    """Return all pages of the guide in the language of ``words``, in reading order."""
    return tuple(page for shelf in guide_shelves(stock, words) for page in shelf.pages)


def find_page(stock: Stock, words: Words, name: str) -> GuidePage | None:
    """Return the page with this id (in any letter case, hyphens allowed) or number of a sign, or None."""
    wanted = name.strip().lower().replace("-", "_")
    sign = find_sign(stock.bank, wanted)
    if sign is not None:
        return _sign(stock, sign, words)
    for role in stock.handbook.roles:
        if role.id == wanted:
            return _role(stock, role, words)
    if wanted in stock.handbook.chapters[words.language]:
        return _chapter(stock, wanted, words)
    return None


def pay_page(stock: Stock, words: Words, place: PayPlace | None = None) -> GuidePage:
    """Return what is known about pay as a page: an overview, or the country, region or role of ``place``.

    Raises:
        UserError: the place names something that is not there.
    """
    blocks, sources = _numbered(stock, words, pay_page_blocks(stock.guide, words, place))
    title, about = words("report.labels.pay"), words("report.labels.pay_intro")
    return GuidePage("pay", "", None, title, about, blocks, sources)


def search_pages(pages: tuple[GuidePage, ...], query: str, language: str) -> tuple[Hit, ...]:
    """Return the pages in which every word of ``query`` occurs.

    First come those that name the words in the title, then those that have most of them in one passage. A
    word is found in its other forms too (an ending is taken off), at the beginning of words; capital letters
    and the dots of "ё" do not matter, nor do words of one or two letters beside longer ones. An empty query
    finds nothing.
    """
    terms = [re.compile(rf"(?<!\w){re.escape(stem)}") for stem in _stems(query, language)]
    if not terms:
        return ()
    hits: list[tuple[tuple[int, int], Hit]] = []
    for page in pages:
        texts = [text for block in page.blocks for text in texts_of(block)]
        whole = _plain("\n".join([page.title, page.about, *texts]))
        if not all(term.search(whole) for term in terms):
            continue
        counts = [sum(term.search(_plain(text)) is not None for term in terms) for text in texts]
        most = max([1, *counts])
        best = [text for text, count in zip(texts, counts, strict=True) if count == most][:_PASSAGES]
        named = sum(term.search(_plain(page.title)) is not None for term in terms)
        hits.append(((-named, -most), Hit(page, tuple(_excerpt(text, terms) for text in best))))
    return tuple(hit for _, hit in sorted(hits, key=lambda pair: pair[0]))


def _excerpt(text: str, terms: list[re.Pattern[str]]) -> str:
    """Return a passage cut to a readable length around the first word that was looked for."""
    if len(text) <= _EXCERPT:
        return text
    first = min(found.start() for term in terms if (found := term.search(_plain(text))) is not None)
    start = max(0, min(first - _EXCERPT // 3, len(text) - _EXCERPT))
    start = 0 if start == 0 else text.find(" ", start) + 1
    end = text.rfind(" ", 0, start + _EXCERPT) if start + _EXCERPT < len(text) else len(text)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _stems(query: str, language: str) -> list[str]:
    endings = _ENDINGS.get(language)
    words = _WORD.findall(_plain(query))
    long = [word for word in words if len(word) >= _SHORTEST_STEM]
    stems = []
    for word in long or words:
        stem = word if endings is None else endings.sub("", word)
        stems.append(stem if len(stem) >= _SHORTEST_STEM else word)
    return stems


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _pages(stock: Stock, words: Words, group: str) -> Iterator[GuidePage]:
    if group == SIGNS:
        for sign in sorted(stock.bank.signs.values(), key=lambda one: one.number):
            yield _sign(stock, sign, words)
    elif group == ROLES:
        for role in stock.handbook.roles:
            yield _role(stock, role, words)
    for topic in stock.handbook.topics:
        if topic.group == group:
            yield _chapter(stock, topic.id, words)


def _sign(stock: Stock, sign: Sign, words: Words) -> GuidePage:
    (title, short), *parts = sign_page(stock.bank, sign, words, stock.coaching)
    blocks: list[Block] = []
    for heading, paragraphs in parts:
        blocks.append(Heading(2, heading))
        if all(text.startswith("- ") for text in paragraphs):
            blocks.append(Items(tuple(text.removeprefix("- ") for text in paragraphs)))
        else:
            blocks.extend(Paragraph(text) for text in paragraphs)
    notices = (stock.bank.sources[claim.source].notice for claim in sign.why)
    kept = tuple(dict.fromkeys(notice for notice in notices if notice is not None))
    return GuidePage(sign.id, SIGNS, sign.number, title, short[0], tuple(blocks), kept)


def _chapter(stock: Stock, topic_id: str, words: Words) -> GuidePage:
    topic = next(one for one in stock.handbook.topics if one.id == topic_id)
    language = words.language
    blocks, sources = _numbered(stock, words, stock.handbook.chapters[language][topic_id])
    return GuidePage(
        topic.id, topic.group, None, topic.title.on(language), topic.about.on(language), blocks, sources
    )


def _role(stock: Stock, role: Role, words: Words) -> GuidePage:
    language = words.language
    raw = tuple(_role_blocks(stock, role, stock.handbook.profiles[role.id], words))
    blocks, sources = _numbered(stock, words, raw)
    return GuidePage(role.id, ROLES, None, role.name.on(language), role.about.on(language), blocks, sources)


def _role_blocks(stock: Stock, role: Role, profile: RoleProfile, words: Words) -> Iterator[Block]:
    def part(name: str) -> Heading:
        return Heading(2, words(f"guide.labels.{name}"))

    def items(texts: tuple[LocalizedText, ...]) -> Items:
        return Items(tuple(text.on(words.language) for text in texts))

    if role.neighbour:
        yield Paragraph(words("guide.neighbour"))
    yield from (part("does"), items(profile.does), part("asks"))
    yield Items(tuple(_ask(stock, ask, words) for ask in profile.asks))
    yield Paragraph(words("guide.asks_note"))
    if profile.facts:
        yield part("facts")
        yield Items(tuple(f"{one.text.on(words.language)} [@{one.source}]" for one in profile.facts))
    yield part("conditions")
    for name in ("usual", "depends"):
        named = [stock.handbook.conditions[one].name.on(words.language) for one in getattr(profile, name)]
        if named:
            yield Paragraph(words(f"guide.{name}", conditions="; ".join(named)))
    yield Paragraph(words("guide.conditions_note"))
    if not role.neighbour:
        yield from role_pay_blocks(stock.guide, words, role)
    for name in ("way_in", "leads_to", "interview"):
        yield from (part(name), items(getattr(profile, name)))
    yield part("first_days")
    texts = zip(_MONTHS, profile.first_days, strict=True)
    yield Items(tuple(words(f"guide.months.{name}", text=text.on(words.language)) for name, text in texts))


def _ask(stock: Stock, ask: Ask, words: Words) -> str:
    scale = stock.bank.scales[ask.scale].name.on(words.language)
    level = words(f"guide.levels.{ask.level}")
    text = words("guide.ask", scale=scale, level=level, reason=ask.reason.on(words.language))
    return f"{text} ({words('guide.judgement')})" if ask.source is None else f"{text} [@{ask.source}]"


def _numbered(
    stock: Stock, words: Words, blocks: tuple[Block, ...]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks with numbers in place of source references, and the sources by number."""
    listed = SourceList(stock.bank, stock.guide, words, stock.handbook.sources)

    def marked(text: str) -> str:
        return with_marks(text, lambda source: " " + words("guide.mark", number=listed.number(source)))

    done = tuple(_changed(block, marked) for block in blocks)
    return done, tuple(source_line(row) for row in listed.rows())


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Items):
        return Items(tuple(change(one) for one in block.items), block.ordered)
    if isinstance(block, Table):
        rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
        return Table(tuple(change(cell) for cell in block.header), rows)
    if isinstance(block, Heading):
        return Heading(block.level, change(block.text))
    return Paragraph(change(block.text))

"""``suitability guide [TOPIC]``: signs, roles and chapters as plain text; ``--search`` finds words."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import UserError
from suitability.services.files import shown
from suitability.services.guide_pages import GuidePage, Stock, find_page, guide_pages, guide_shelves
from suitability.services.guide_search import near_topics, search_guide, searchable
from suitability.services.guide_text import hit_lines, page_lines, shelf_lines
from suitability.services.words import Words
from suitability.services.wrapping import wrapped

LONGEST_SHOWN = 40


@translated("guide")
@click.argument("topic", required=False)
@click.option("--search")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(topic: str | None, search: str | None, language: str | None) -> None:
    """Show a page of the guide by name or number; without one, list them; or look for words."""
    words, width = environment.words(language), environment.columns(sys.stdout)
    stock = Stock(environment.bank(), environment.guide(), environment.handbook(), environment.coaching())
    if search is not None and not searchable(search):
        raise UserError("guide_search_empty")
    if topic is None and search is None:
        head = wrapped(words("commands.guide.list"), width)
        _print([*head, *shelf_lines(guide_shelves(stock, words), width)])
        return
    page = None if topic is None else _page(stock, words, topic)
    if search is not None:
        others = [code for code in environment.LANGUAGES if code != words.language]
        spoken = [words, *(environment.words(code) for code in others if language is None)]
        _print(_found(stock, spoken, search, None if page is None else page.id))
    elif page is not None:
        _print(["", *page_lines(page, words, width)])


def _page(stock: Stock, words: Words, topic: str) -> GuidePage:
    """Return the page that is named.

    Raises:
        UserError: there is none; the error proposes what looks like it, else names all.
    """
    page = find_page(stock, words, topic)
    if page is not None:
        return page
    named = shown(topic)[:LONGEST_SHOWN]
    others = [environment.words(code) for code in environment.LANGUAGES if code != words.language]
    near = near_topics(stock, [words, *others], named)
    if near:
        topics = ", ".join(f"{one.id} ({one.title})" for one in near)
        raise UserError("guide_topic_near", topic=named, topics=topics)
    ids = ", ".join(one.id for one in guide_pages(stock, words))
    raise UserError("guide_topic_unknown", topic=named, topics=ids)


def _found(stock: Stock, spoken: Sequence[Words], wanted: str, topic: str | None) -> list[str]:
    """Return the hits as lines, those in another language than the reader's under its name."""
    width = environment.columns(sys.stdout)
    own, lines = spoken[0], list[str]()
    for found in search_guide(stock, spoken, wanted, topic):
        foreign = found.words is not own
        if foreign:
            lines += ["", own(f"commands.guide.languages.{found.words.language}")]
        lines += hit_lines(found.hits, own, width, foreign=found.words.language if foreign else None)
    if not lines:
        raise UserError("guide_nothing_found", query=shown(wanted)[:LONGEST_SHOWN])
    return lines


def _print(lines: Iterable[str]) -> None:
    output.tell("\n".join(lines))

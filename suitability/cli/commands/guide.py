"""``suitability guide [TOPIC]``: signs, roles and chapters as plain text; ``--search`` finds words."""

from __future__ import annotations

from collections.abc import Iterable

import click

from suitability.cli import environment, output
from suitability.cli.translated import command as translated
from suitability.errors import UserError
from suitability.services.files import shown
from suitability.services.guide_pages import (
    GuidePage,
    Stock,
    find_page,
    guide_pages,
    guide_shelves,
    search_pages,
)
from suitability.services.guide_text import hit_lines, page_lines, shelf_lines
from suitability.services.words import Words

WIDTH = 78
LONGEST_SHOWN = 40


@translated("guide")
@click.argument("topic", required=False)
@click.option("--search")
@click.option("--language", type=click.Choice(environment.LANGUAGES))
def command(topic: str | None, search: str | None, language: str | None) -> None:
    """Show a page of the guide by name or number; without one, list them; or look for words."""
    words = environment.words(language)
    stock = Stock(environment.bank(), environment.guide(), environment.handbook(), environment.coaching())
    if topic is None and search is None:
        _print([words("commands.guide.list"), *shelf_lines(guide_shelves(stock, words), WIDTH)])
        return
    page = None if topic is None else find_page(stock, words, topic)
    if topic is not None and page is None:
        ids = ", ".join(one.id for one in guide_pages(stock, words))
        raise UserError("guide_topic_unknown", topic=shown(topic)[:LONGEST_SHOWN], topics=ids)
    if search is not None:
        _print(_found(guide_pages(stock, words) if page is None else (page,), search, words))
    elif page is not None:
        _print(["", *page_lines(page, words, WIDTH)])


def _found(pages: tuple[GuidePage, ...], wanted: str, words: Words) -> list[str]:
    hits = search_pages(pages, wanted, words.language)
    if not hits:
        raise UserError("guide_nothing_found", query=shown(wanted)[:LONGEST_SHOWN])
    return hit_lines(hits, words, WIDTH)


def _print(lines: Iterable[str]) -> None:
    output.tell("\n".join(lines))

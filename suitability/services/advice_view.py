"""Advice for one result as finished rows, in order, each with the findings and answers behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from suitability.domain.advice import Person, advise, facts_of, limited
from suitability.domain.coaching import KINDS, Coaching
from suitability.domain.when import Facts
from suitability.errors import InternalError
from suitability.services.guide_pages import Stock
from suitability.services.reason_text import reason_sentence
from suitability.services.short_reason import short_reasons
from suitability.services.source_list import SourceList
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """A piece of advice. ``kind``: "do_first", "try", "talk", "look" or "keep"; ``kind_name`` is its heading.

    ``source`` is a number in the list of sources, None where the advice claims nothing from outside. ``page``
    is the id of a page of the guide to read on and ``page_title`` its title, or None. ``because`` says the
    reasons in a few words, for a page on which the answers stand already.
    """

    id: str
    kind: str
    kind_name: str
    title: str
    text: str
    reasons: tuple[str, ...]
    source: int | None = None
    page: str | None = None
    page_title: str | None = None
    because: str = ""


def coaching_in(stock: Stock) -> Coaching:
    """Return the coaching of a stock.

    Raises:
        InternalError: the stock was put together without it.
    """
    if stock.coaching is None:
        raise InternalError("coaching_missing")
    return stock.coaching


def person_facts(stock: Stock, person: Person) -> Facts:
    """Return what conditions can ask about a person."""
    return facts_of(stock.bank, stock.handbook, person)


def advice_rows(
    stock: Stock, person: Person, words: Words, sources: SourceList | None = None
) -> tuple[AdviceRow, ...]:
    """Return the advice for a result in the language of ``words``, the most urgent kind first.

    Beside advice about single signs, each kind is limited in number (content/advice/limits.yaml).

    Args:
        stock: the content, coaching included.
        person: the result with its assessment, and perhaps a role and marks of working conditions.
        words: the words of the reader's language.
        sources: gives numbers to cited sources; without it every ``source`` is None.

    Raises:
        InternalError: the stock has no coaching.
    """
    coaching = coaching_in(stock)
    found = limited(advise(coaching.rules, person_facts(stock, person)), coaching.limits)
    language = words.language
    return tuple(
        AdviceRow(
            id=one.rule.id,
            kind=one.rule.kind,
            kind_name=words(f"advice.kinds.{one.rule.kind}"),
            title=one.rule.title.on(language),
            text=one.rule.text.on(language),
            reasons=tuple(
                said for reason in one.reasons if (said := reason_sentence(stock, person, reason, words))
            ),
            source=None if one.rule.source is None or sources is None else sources.number(one.rule.source),
            page=one.rule.page,
            page_title=None if one.rule.page is None else page_title(stock, one.rule.page, language),
            because=short_reasons(stock, person, one.reasons, words),
        )
        for one in found
    )


def page_title(stock: Stock, page: str, language: str) -> str:
    """Return the title of a page of the guide: a sign, a role or a chapter.

    Raises:
        InternalError: there is no such page (the loader checks this).
    """
    if page in stock.bank.signs:
        return stock.bank.signs[page].name.on(language)
    for role in stock.handbook.roles:
        if role.id == page:
            return role.name.on(language)
    for topic in stock.handbook.topics:
        if topic.id == page:
            return topic.title.on(language)
    raise InternalError("guide_page_unknown", page=page)


def by_kind(rows: tuple[AdviceRow, ...]) -> Iterator[tuple[str, str, tuple[AdviceRow, ...]]]:
    """Yield kind, heading and rows of every kind that has rows, in order."""
    for kind in KINDS:
        found = tuple(row for row in rows if row.kind == kind)
        if found:
            yield kind, found[0].kind_name, found


def first_lines(stock: Stock, person: Person, words: Words, most: int = 3) -> list[str]:
    """Return a heading and the titles of the ``most`` most urgent advice, a line each; [] without any.

    Needs no reasons, and so no plural forms: quick enough for the command that scores.

    Raises:
        InternalError: the stock has no coaching.
    """
    found = advise(coaching_in(stock).rules, person_facts(stock, person))[:most]
    if not found:
        return []
    return [words("advice.begin"), *(f"- {one.rule.title.on(words.language)}" for one in found)]

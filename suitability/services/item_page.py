"""The item analysis ready to be drawn as a page: finished texts, and numbers for the plots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from suitability.domain.bank import ItemBank
from suitability.domain.intervals import Interval
from suitability.services.formatting import fixed
from suitability.services.item_listing import DASH, block_notes, difference_name, interval_text, number_text
from suitability.services.item_statistics import Analysis, BlockSummary, Difference, ItemRow, ScaleSummary
from suitability.services.words import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """An estimate for a plot, with the text that says the same; None where there is nothing to draw."""

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """One scale, or the block of one sign, in one language; ``statements`` says how many it has."""

    name: str
    language: str
    statements: str
    n: str
    complete: str
    mean: str
    sd: str
    alpha: Drawn
    omega: Drawn
    mean_r: str


@dataclass(frozen=True, slots=True)
class OptionBar:
    """One option: its share 0-1 of the answers, and what stands there for readers."""

    share: float
    text: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in one language; ``time`` holds the quartiles in seconds."""

    id: str
    question: str
    scale: str
    n: str
    missing: str
    mean: str
    sd: str
    rest: Drawn
    without: str
    options: tuple[OptionBar, ...]
    time: Drawn


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One scale or item in two languages."""

    name: str
    other: str
    n: str
    standardised: Drawn
    matched: Drawn
    is_scale: bool


@dataclass(frozen=True, slots=True)
class FormSection:
    """Everything about one form."""

    id: str
    name: str
    people: tuple[tuple[str, ...], ...]
    scales: tuple[ScaleLine, ...]
    blocks: tuple[ScaleLine, ...]
    block_notes: tuple[str, ...]
    items: Mapping[str, tuple[ItemLine, ...]]
    differences_intro: str
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The whole page."""

    language: str
    labels: Mapping[str, str]
    intro: str
    sections: tuple[FormSection, ...]


OWN_VALUES = ("differences_intro",)


def item_page(
    bank: ItemBank, analyses: list[Analysis], words: Words, *, careless_too: bool = False
) -> ItemPage:
    """Return the page of the analyses in the language of ``words``."""
    start = "learning.page."
    texts = {
        key.removeprefix(start): words(key)
        for key in words.keys(start)
        if key.removeprefix(start) not in OWN_VALUES
    }
    intro = texts["careless_too"] if careless_too else texts["intro"]
    sections = tuple(_section(bank, found, words) for found in analyses)
    return ItemPage(words.language, texts, intro, sections)


def _section(bank: ItemBank, found: Analysis, words: Words) -> FormSection:
    people = tuple(
        (
            language,
            *(
                fixed(words, counts.get(language, 0), 0)
                for counts in (found.read, found.kept, found.refused, found.partial)
            ),
        )
        for language in found.read
    )
    items: dict[str, tuple[ItemLine, ...]] = {
        language: tuple(_item(bank, row, words) for row in found.items if row.language == language)
        for language in dict.fromkeys(row.language for row in found.items)
    }
    intro = ""
    if found.differences:
        first = found.differences[0]
        intro = words("learning.page.differences_intro", other=first.other, reference=first.reference)
    return FormSection(
        id=found.form,
        name=bank.forms[found.form].name.on(words.language),
        people=people,
        scales=tuple(
            _scale(row, bank.scales[row.scale].name.on(words.language), words) for row in found.scales
        ),
        blocks=tuple(
            _scale(row, bank.signs[row.sign].name.on(words.language), words) for row in found.blocks
        ),
        block_notes=tuple(block_notes([found], words)),
        items=items,
        differences_intro=intro,
        differences=tuple(_differences(bank, found, words)),
    )


def _drawn(one: Interval | None, words: Words) -> Drawn:
    if one is None:
        return Drawn(DASH)
    return Drawn(interval_text(one, words), one.value, one.low, one.high)


def _scale(row: ScaleSummary | BlockSummary, name: str, words: Words) -> ScaleLine:
    """Return a line: POMP points of a scale with one decimal, the index 0-1 of a block with two."""
    digits = 2 if isinstance(row, BlockSummary) else 1
    return ScaleLine(
        name=name,
        language=row.language,
        statements=fixed(words, row.items, 0),
        n=fixed(words, row.n, 0),
        complete=fixed(words, row.complete, 0),
        mean=fixed(words, row.mean, digits),
        sd=fixed(words, row.sd, digits),
        alpha=_drawn(row.alpha, words),
        omega=_drawn(row.omega, words),
        mean_r=number_text(row.mean_r, words),
    )


def _item(bank: ItemBank, row: ItemRow, words: Words) -> ItemLine:
    item = bank.items[row.item]
    seconds = [
        None if ms is None else ms / 1000.0 for ms in (row.quartile_low, row.median, row.quartile_high)
    ]
    low, median, high = seconds
    return ItemLine(
        id=row.item,
        question=item.text.on(words.language),
        scale=_group_name(bank, row, words),
        n=fixed(words, row.n, 0),
        missing=fixed(words, row.missing, 0),
        mean=number_text(row.mean, words),
        sd=number_text(row.sd, words),
        rest=Drawn(number_text(row.rest, words), row.rest),
        without=number_text(row.alpha_without, words),
        options=tuple(
            OptionBar(share, f"{name}: {fixed(words, 100 * share, 1)} %")
            for name, share in row.options.items()
        ),
        time=Drawn(" / ".join(number_text(one, words, 1) for one in seconds), median, low, high),
    )


def _group_name(bank: ItemBank, row: ItemRow, words: Words) -> str:
    """Return the name of the scale or of the sign in whose block an item stands; a dash for neither."""
    if row.scale is not None:
        return bank.scales[row.scale].name.on(words.language)
    return DASH if row.block is None else bank.signs[row.block].name.on(words.language)


def _differences(bank: ItemBank, found: Analysis, words: Words) -> Iterator[DifferenceLine]:
    """Yield scales with their items, then, under a heading of their own, what belongs to no scale."""
    outside = False
    for row in found.differences:
        if row.scale is None and not outside:
            name = words("learning.items.outside")
            yield DifferenceLine(name, row.other, "", Drawn(""), Drawn(""), is_scale=True)
        outside = row.scale is None
        yield _difference(bank, row, words)


def _difference(bank: ItemBank, row: Difference, words: Words) -> DifferenceLine:
    return DifferenceLine(
        name=difference_name(bank, row, words),
        other=row.other,
        n=f"{fixed(words, row.n_reference, 0)} / {fixed(words, row.n_other, 0)}",
        standardised=_drawn(row.standardised, words),
        matched=_drawn(row.matched, words),
        is_scale=row.item is None,
    )

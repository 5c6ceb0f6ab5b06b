"""A report as paragraphs and range bars for the screen. Pure functions of ``Report``; no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from suitability.domain.bank import ItemBank, Rules
from suitability.services.report_types import Cited, EvidenceRow, Report, ScaleRow, SignRow, TaskRow
from suitability.services.words import Words
from suitability.tui.lines import GAP, Block, Line, Piece, Tone, cells, flow
from suitability.tui.presenters import Row

STATUS_MARK = {"raised": "[!]", "thought": "[?]", "clear": "[ ]", "unknown": "[·]"}
"""Status of a sign -> a mark that needs no colour."""

STATUS_TONE: dict[str, Tone] = {"raised": "warn", "thought": "accent", "clear": "", "unknown": "quiet"}


def place(value: float, width: int) -> int:
    """Return the cell 0..width-1 of a value 0-100 on an axis of ``width`` cells."""
    return min(width - 1, max(0, round(value / 100.0 * (width - 1))))


class Ranged(Protocol):
    """Whatever has a score with its range, 0-100; all None where there is none."""

    @property
    def low(self) -> float | None:
        """Return the lower end."""

    @property
    def score(self) -> float | None:
        """Return the score."""

    @property
    def high(self) -> float | None:
        """Return the upper end."""


def range_bar(row: Ranged, cuts: tuple[float, float], width: int) -> Line:
    """Return the range of a scale on an axis from 0 to 100: band, tick at its centre, and the two cuts.

    ``├──┼──▒▒█▒▒─┼──┤``: readable without colour. A scale without a range is an empty axis.
    """
    cut_cells = {place(cut, width) for cut in cuts}
    band = range(0)
    tick = -1
    if row.low is not None and row.high is not None and row.score is not None:
        band = range(place(row.low, width), place(row.high, width) + 1)
        tick = place(row.score, width)
    pieces: list[Piece] = []
    for cell in range(width):
        if cell == tick:
            pieces.append(("█", "tick"))
        elif cell in cut_cells:
            pieces.append(("┼", "strong" if cell in band else "quiet"))
        elif cell in band:
            pieces.append(("▒", "band"))
        else:
            pieces.append(("├" if cell == 0 else "┤" if cell == width - 1 else "─", "quiet"))
    return _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> Line:
    """Return pieces with neighbours of one tone put together."""
    line: list[Piece] = []
    for text, tone in pieces:
        if line and line[-1][1] == tone:
            line[-1] = (line[-1][0] + text, tone)
        else:
            line.append((text, tone))
    return tuple(line)


def axis_labels(cuts: tuple[float, float], zones: Sequence[str], width: int) -> list[Line]:
    """Return the names of the three zones above the axis (where they fit) and the numbers 0, cuts and 100."""
    edges = [0, place(cuts[0], width), place(cuts[1], width), width - 1]
    numbers = [" "] * width
    for value in (0.0, *cuts, 100.0):
        text = f"{value:.0f}"
        start = min(max(0, place(value, width) - len(text) // 2), width - len(text))
        numbers[start : start + len(text)] = text
    rooms = [edges[i + 1] - edges[i] - 1 for i in range(3)]
    lines: list[Line] = [(("".join(numbers), "quiet"),)]
    if all(cells(name) <= room for name, room in zip(zones, rooms, strict=True)):
        names = " ".join(_centred(name, room) for name, room in zip(zones, rooms, strict=True))
        lines.insert(0, ((f" {names}", "quiet"),))
    return lines


def _centred(text: str, width: int) -> str:
    left = max(width - cells(text), 0) // 2
    return " " * left + text + " " * max(width - cells(text) - left, 0)


def bar_rule(rules: Rules, words: Words) -> str:
    """Return what a range bar shows and when a score counts as "on the border", in a sentence."""
    sems = f"{rules.zones.border_sems:g}"
    return words("screens.results.bars", percent=rules.band_percent, sems=sems)


def overview_lines(report: Report, rules: Rules, words: Words, width: int) -> list[Line]:
    """Return the first page of a result: outcome, reasons, quality, ranges, comparison, next steps."""
    labels = report.labels
    blocks = [Block("strong", report.outcome.text)]
    blocks += [Block("bullet", reason) for reason in report.outcome.reasons]
    blocks.append(GAP)
    if report.quality.level != "fine":
        blocks += [Block("text", report.quality.text, tone="warn"), GAP]
    lines = flow(blocks, width)
    lines.append(())
    if report.scales:
        lines += range_lines(report, bar_rule(rules, words), words, width)
        lines.append(())
        lines += flow([Block("text", report.comparison)], width)
        lines.append(())
    after = [Block("heading", labels["next_steps"])]
    after += [
        Block("number", step, f"{number}.") for number, step in enumerate(report.outcome.next_steps, start=1)
    ]
    if report.provisional is not None:
        after += [GAP, Block("quiet", report.provisional)]
    after += [GAP, Block("quiet", report.purpose)]
    return lines + flow(after, width)


def range_lines(report: Report, rule: str, words: Words, width: int) -> list[Line]:
    """Return the four scales as range bars under the rule of reading them; the axis is labelled once.

    Each has its zone, its sentence, and where it stands among the people of a norm group, if there is one.
    """
    bar = min(width, 72)
    zones = [words(f"report.zones.{zone}") for zone in ("low", "middle", "high")]
    lines = [*flow([Block("heading", report.labels["scales"]), Block("quiet", rule)], width), ()]
    lines += axis_labels(report.cuts, zones, bar)
    for row in report.scales:
        lines += flow([Block("strong", f"{row.name}: {row.zone_name}")], width)
        lines.append(range_bar(row, report.cuts, bar))
        below = [Block("quiet", row.sentence)]
        if row.border is not None:
            below.append(Block("quiet", row.border))
        if row.standing is not None:
            below.append(Block("quiet", row.standing))
        lines += [*flow(below, width), ()]
    return lines[:-1] if lines and lines[-1] == () else lines


def evidence_blocks(rows: Sequence[EvidenceRow], heading: str) -> list[Block]:
    """Return the quoted answers under a heading; nothing when there are none."""
    if not rows:
        return []
    return [Block("heading", heading), *(Block("bullet", row.sentence) for row in rows)]


def scale_blocks(row: ScaleRow, report: Report) -> list[Block]:
    """Return everything about one scale."""
    labels = report.labels
    blocks = [
        Block("title", f"{row.name}: {row.zone_name}"),
        Block("text", row.sentence),
    ]
    if row.border is not None:
        blocks.append(Block("text", row.border))
    if row.standing is not None:
        blocks.append(Block("text", row.standing))
    return [
        *blocks,
        Block("heading", labels["meaning"]),
        Block("text", row.meaning),
        *evidence_blocks(row.evidence, labels["evidence"]),
        *([] if row.pivot is None else [Block("heading", labels["pivot"]), Block("text", row.pivot)]),
        Block("heading", labels["measures"]),
        Block("text", row.about),
        Block("heading", labels["not_measures"]),
        Block("text", row.not_about),
        GAP,
        Block("quiet", row.answered),
    ]


def sign_rows(report: Report) -> list[Row]:
    """Return the ten signs as rows: number, mark of the status, name, status in words and the short text."""
    return [
        Row(
            row.id,
            str(row.number % 10),
            f"{row.name}: {row.status_name}",
            STATUS_MARK[row.status],
            row.short,
            STATUS_TONE[row.status],
        )
        for row in report.signs
    ]


def sign_blocks(row: SignRow, report: Report) -> list[Block]:
    """Return one sign with its status, the answers behind it, what would change it, and what to do.

    A sign without a warning carries no advice; its page ends before, and ``advice_blocks`` can follow it.
    """
    labels = report.labels
    blocks = [
        Block("title", f"{row.number}. {row.name}"),
        Block("strong", f"{STATUS_MARK[row.status]} {row.summary}"),
    ]
    if row.provisional is not None:
        blocks.append(Block("quiet", row.provisional))
    blocks += evidence_blocks(row.evidence, labels["evidence_sign"])
    if row.pivot is not None:
        blocks += [Block("heading", labels["pivot"]), Block("text", row.pivot)]
    return blocks + (_sign_advice(row, report) if row.means else [])


def _sign_advice(row: SignRow, report: Report) -> list[Block]:
    labels = report.labels
    actions = [Block("number", text, f"{n}.") for n, text in enumerate(row.actions, start=1)]
    return [
        Block("heading", labels["means"]),
        Block("text", row.means),
        Block("heading", labels["actions"]),
        *actions,
        Block("heading", labels["why"]),
        *(Block("bullet", f"{cited.text} [{cited.source}]") for cited in row.why),
        *_cited_sources(row.why, report),
        Block("heading", labels["no_obstacle"]),
        Block("text", row.no_obstacle),
        Block("heading", labels["story"]),
        Block("quote", row.story),
    ]


def _cited_sources(cited: Sequence[Cited], report: Report) -> list[Block]:
    """Return the sources that the claims name, by number."""
    wanted = {one.source for one in cited}
    return [
        Block("quiet", f"[{source.number}] {source.text}")
        for source in report.sources
        if source.number in wanted
    ]


def task_blocks(row: TaskRow, report: Report) -> list[Block]:
    """Return one situation or task explained reply by reply."""
    blocks = [Block("text", row.question), GAP, Block("strong", row.summary)]
    for reply in row.replies:
        chosen = f" ({reply.chosen})" if reply.chosen else ""
        blocks += [GAP, Block("strong" if reply.chosen else "text", f"{reply.text}{chosen}")]
        if reply.verdict or reply.why:
            blocks.append(
                Block(
                    "quote",
                    f"{reply.verdict}. {reply.why}"
                    if reply.verdict and reply.why
                    else reply.verdict or reply.why,
                )
            )
    if row.explanation is not None:
        blocks += [Block("heading", report.labels["why_reply"]), Block("text", row.explanation)]
    return blocks


def pay_blocks(report: Report) -> list[Block]:
    """Return what the work pays, country by country; every figure with its basis, sample, date and source."""
    blocks = [Block("title", report.labels["pay"]), Block("text", report.labels["pay_intro"])]
    for table in report.pay:
        blocks += [Block("heading", table.title), Block("quiet", table.note)]
        for row in table.rows:
            if row.gap is not None:
                blocks.append(Block("bullet", f"{row.role}: {row.gap}"))
                continue
            source = f" [{row.source}]" if row.source is not None else ""
            parts = "; ".join(part for part in (row.basis, row.sample, row.date) if part)
            blocks.append(Block("bullet", f"{row.role}: {row.amounts} ({parts}){source}"))
            if row.caution:
                blocks.append(Block("quiet", f"    {row.caution}"))
    used = {row.source for table in report.pay for row in table.rows}
    return [
        *blocks,
        GAP,
        *(Block("quiet", f"[{one.number}] {one.text}") for one in report.sources if one.number in used),
    ]


def method_blocks(report: Report) -> list[Block]:
    """Return how the result was worked out, what it cannot know, the facts about it, and the quality note."""
    labels = report.labels
    blocks = [
        Block("title", labels["method"]),
        Block("heading", labels["quality"]),
        Block("text", report.quality.text),
    ]
    blocks += [Block("bullet", detail) for detail in report.quality.details]
    for note in report.notes:
        blocks.append(Block("heading", note.title))
        for number, paragraph in enumerate(note.paragraphs):
            blocks += [GAP] if number else []
            blocks.append(Block("text", paragraph))
    blocks.append(Block("heading", labels["facts"]))
    return blocks + [Block("bullet", f"{name}: {value}") for name, value in report.facts]


def guide_blocks(bank: ItemBank, sign_id: str, words: Words) -> list[Block]:
    """Return the guide page of one sign: as in the result, without any answers."""
    sign, language = bank.signs[sign_id], words.language
    return [
        Block("title", f"{sign.number}. {sign.name.on(language)}"),
        Block("text", sign.short.on(language)),
        *advice_blocks(bank, sign_id, words),
    ]


def advice_blocks(bank: ItemBank, sign_id: str, words: Words) -> list[Block]:
    """Return what a sign means, why it matters and what to do, from the guide."""
    sign, language = bank.signs[sign_id], words.language
    why = [Block("bullet", f"{claim.text.on(language)}") for claim in sign.why]
    sources = {claim.source: bank.sources[claim.source] for claim in sign.why}
    return [
        Block("heading", words("report.labels.means")),
        Block("text", sign.means.on(language)),
        Block("heading", words("report.labels.why")),
        *why,
        *(Block("quiet", f"{one.title.on(language)}, {one.as_of}") for one in sources.values()),
        Block("heading", words("report.labels.actions")),
        *(Block("number", text.on(language), f"{n}.") for n, text in enumerate(sign.actions, start=1)),
        Block("heading", words("report.labels.no_obstacle")),
        Block("text", sign.no_obstacle.on(language)),
        Block("heading", words("report.labels.story")),
        Block("quote", sign.story.on(language)),
    ]

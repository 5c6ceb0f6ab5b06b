"""A report as paragraphs and range bars for the screen. Pure functions of ``Report``; no Textual."""

from __future__ import annotations

from collections.abc import Sequence

from suitability.domain.bank import Rules
from suitability.services.report_types import EvidenceRow, Report, ScaleRow, SignRow, TaskRow
from suitability.services.words import Words
from suitability.tui.charts import BLOCKS, Glyphs, Range, axis_labels, range_bar
from suitability.tui.lines import GAP, Block, Line, Tone, flow
from suitability.tui.presenters import Row

STATUS_MARK = {"raised": "[!]", "thought": "[?]", "clear": "[ ]", "unknown": "[·]"}
"""Status of a sign -> a mark that needs no colour."""

STATUS_TONE: dict[str, Tone] = {"raised": "warn", "thought": "accent", "clear": "", "unknown": "quiet"}


def span_of(row: ScaleRow) -> Range:
    """Return the range of a scale for drawing; an empty one where there is none."""
    known = row.low is not None and row.high is not None and row.score is not None
    return Range(row.low, row.score, row.high) if known else Range(None, None, None)


def border_of(row: ScaleRow, cuts: tuple[float, float]) -> float | None:
    """Return the cut beside which a score counts as on the border, or None."""
    if row.border is None or row.score is None:
        return None
    score = row.score
    return min(cuts, key=lambda cut: abs(cut - score))


def bar_rule(rules: Rules, words: Words, glyphs: Glyphs = BLOCKS) -> str:
    """Return what a range bar shows and when a score counts as "on the border", in a sentence."""
    sems = f"{rules.zones.border_sems:g}"
    marks = {name: getattr(glyphs, name) for name in ("band", "tick", "cut", "border")}
    return words("screens.results.bars", percent=rules.band_percent, sems=sems, **marks)


def overview_lines(
    report: Report, rules: Rules, words: Words, width: int, glyphs: Glyphs = BLOCKS
) -> list[Line]:
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
        lines += range_lines(report, bar_rule(rules, words, glyphs), words, width, glyphs)
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


def range_lines(report: Report, rule: str, words: Words, width: int, glyphs: Glyphs = BLOCKS) -> list[Line]:
    """Return the four scales as range bars under the rule of reading them; the axis is labelled once.

    Each has its zone, its sentence, and where it stands among the people of a norm group, if there is one.
    """
    bar = min(width, 72)
    zones = [words(f"report.zones.{zone}") for zone in ("low", "middle", "high")]
    lines = [*flow([Block("heading", report.labels["scales"]), Block("quiet", rule)], width), ()]
    lines += axis_labels(report.cuts, zones, bar)
    for row in report.scales:
        lines += flow([Block("strong", f"{row.name}: {row.zone_name}")], width)
        lines.append(range_bar(span_of(row), report.cuts, bar, border_of(row, report.cuts), glyphs))
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
    """Return what a result says about a sign: its status, the answers behind it, what would change it.

    What it means and what to do stands on the sign's page of the guide, which can follow.
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
    return blocks


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

"""What was said and what was done, as a section for drawing: both sides quoted, one careful sentence."""

from __future__ import annotations

from suitability.domain.assessment import Assessment
from suitability.domain.bank import ItemBank
from suitability.domain.said_did import Agreement, said_did
from suitability.domain.session import Result
from suitability.domain.signs import Evidence
from suitability.services import explain
from suitability.services.formatting import nested
from suitability.services.report_types import DoneRow, SaidDidSection
from suitability.services.words import Words


def said_did_section(
    bank: ItemBank, result: Result, found: Assessment, words: Words
) -> SaidDidSection | None:
    """Return the section, or None where a side is missing, too small or the result is not interpretable."""
    both = said_did(bank, result, found) if found.quality.interpretable else None
    if both is None or both.score.zone is None or both.agreement is Agreement.TOO_LITTLE:
        return None
    language = words.language
    tasks = [explain.task_row(bank, task, words) for task in both.did]
    name = bank.scales[both.score.scale].name.on(language)
    return SaidDidSection(
        title=words("said_did.title"),
        agreement=both.agreement.value,
        said=words(
            "said_did.said",
            scale=name,
            zone=words(f"report.zones.{both.score.zone.value}"),
            low=round(both.score.low or 0.0),
            high=round(both.score.high or 0.0),
        ),
        quotes=tuple(_quote(bank, one, words) for one in both.said),
        done=tuple(DoneRow(row.item, row.question, row.summary, row.share) for row in tasks),
        sentence=words(f"said_did.sentence.{both.agreement.value}"),
        note=words("said_did.note"),
        labels={name: words(f"said_did.labels.{name}") for name in ("said", "did")},
    )


def _quote(bank: ItemBank, one: Evidence, words: Words) -> str:
    question = nested(words, explain.question_of(bank, one.item, words.language)).rstrip(".")
    answer = nested(words, explain.answer_text(bank, one.item, one.answer, words)).rstrip(".")
    return words("said_did.quote", question=question, answer=answer)


def section_lines(section: SaidDidSection, words: Words) -> list[str]:
    """Return the section as a few plain lines: both sides in one sentence each, and how they stand."""
    done = (
        words("said_did.done", number=number, percent=round(100 * row.value))
        for number, row in enumerate(section.done, start=1)
    )
    said = f"{section.labels['said']}. {section.said}"
    return [section.title, said, words("said_did.done_list", list="; ".join(done)), section.sentence]

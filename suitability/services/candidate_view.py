"""One candidate in words: what is known, profile, evidence, interview questions. Faces draw it.

Nothing is added up, nothing is a verdict, and every page ends with what a seal does not promise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from suitability.services.files import clean_name
from suitability.services.formatting import quoted
from suitability.services.messages import misfit_sentences
from suitability.services.moments import moment
from suitability.services.pool import Candidate, PoolRow
from suitability.services.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from suitability.services.candidates import Desk
    from suitability.services.edition_types import Edition
    from suitability.services.report_types import SignRow

PassageKind = Literal["title", "heading", "text", "strong", "bullet", "quiet"]

_MARKED: Final = ("raised", "thought")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph. ``scale`` names the scale whose range is drawn below it ("" for none)."""

    kind: PassageKind
    text: str
    scale: str = ""


def status_text(row: PoolRow, words: Words) -> str:
    """Return in a word or two where a person's answers stand: awaited, here, late, not to be judged."""
    entry = row.entry
    if entry.status == "waiting":
        return words("candidates.status.waiting")
    if entry.fit == "refused":
        return words("candidates.status.misfit")
    if entry.quality == "strong":
        return words("candidates.status.unclear")
    if entry.outcome == "late":
        return words("candidates.status.late")
    return words("candidates.status.received")


def has_ranges(row: PoolRow) -> bool:
    """Return whether there is any range to draw: answers came, and they can be read."""
    return any(scale.low is not None for scale in row.entry.scales.values())


def quality_text(quality: str, words: Words) -> str:
    """Return the response quality in a word; empty where there are no answers."""
    return words(f"candidates.quality.{quality}") if quality else ""


def stage_text(stage: str, words: Words) -> str:
    """Return a stage as it is shown: ours by its name, any other as it was typed."""
    key = f"candidates.stages.{stage}"
    return words(key) if stage.isalpha() and words.has(key) else stage


def named(text: str, ours: Sequence[str], words: Words) -> str:
    """Return as what a typed stage or criterion is kept: ``ours`` by its id where its name was typed."""
    typed = " ".join(text.split())
    names = {words(f"candidates.stages.{one}").casefold(): one for one in ours}
    return names.get(typed.casefold(), typed)


def form_name(desk: Desk, form: str, words: Words) -> str:
    """Return the name of a form; its id where the questions do not have it."""
    forms = desk.pool.bank.forms
    return forms[form].name.on(words.language) if form in forms else form


def facts(
    desk: Desk, candidate: Candidate, words: Words, role_name: Callable[[str, str], str]
) -> tuple[tuple[str, str], ...]:
    """Return what is known of a person as label and value; in blind mode without what names them."""
    row, entry = candidate.row, candidate.row.entry
    grade = words(f"candidates.grade.{entry.grade}") if entry.grade else ""
    pairs = [
        ("status", status_text(row, words)),
        ("stage", stage_text(row.stage, words)),
        ("role", role_name(entry.role, words.language) if entry.role else ""),
        ("form", form_name(desk, entry.form, words)),
        (
            "language",
            words(key) if words.has(key := f"screens.languages.{entry.language}") else entry.language,
        ),
        ("answered", f"{entry.answered} / {entry.total}" if entry.total else ""),
        ("created", moment(entry.created, words) if entry.created else ""),
        ("received", moment(entry.received, words) if entry.received else ""),
        ("grade", grade),
        ("remarks", "; ".join(words(f"recruiting.collect.remarks.{one}") for one in entry.remarks)),
    ]
    if not desk.blind:
        pairs[:0] = [("email", entry.email), ("person_note", entry.person_note)]
        pairs.append(("files", ", ".join(map(clean_name, candidate.files))))
    if candidate.others:
        pairs.append(("others", words.plural("candidates.others", len(candidate.others))))
    return tuple((words(f"candidates.facts.{name}"), value) for name, value in pairs if value)


def profile(edition: Edition | None, candidate: Candidate, words: Words) -> tuple[Passage, ...]:
    """Return quality, ranges, marked signs and working conditions, or why there is nothing to show."""
    if edition is None:
        why = "waiting" if candidate.row.entry.status == "waiting" else "misfit"
        if candidate.refusal is None:
            return (Passage("text", words(f"candidates.nothing.{why}")),)
        program = candidate.refusal.values["program"]
        found = (Passage("bullet", one) for one in misfit_sentences(words, candidate.refusal))
        return (Passage("text", words("candidates.nothing.misfit_of", program=program)), *found)
    report, labels = edition.report, edition.labels
    passages = [Passage("heading", words("candidates.heads.quality")), Passage("text", report.quality.text)]
    passages += [Passage("bullet", one) for one in report.quality.details]
    if report.scales and edition.parts.brief is not None:
        passages += [
            Passage("heading", words("candidates.heads.scales")),
            Passage("quiet", edition.parts.brief.ranges_note),
        ]
        for row in report.scales:
            passages.append(Passage("strong", f"{row.name}: {row.zone_name}", row.id))
            passages += [Passage("quiet", one) for one in (row.sentence, row.border) if one is not None]
    passages += _marked(report.signs, words)
    brief = edition.parts.brief
    if brief is not None and brief.conditions:
        passages.append(Passage("heading", labels["brief_conditions"]))
        passages += [Passage("bullet", one) for one in brief.conditions]
    return tuple(passages)


def _marked(signs: tuple[SignRow, ...], words: Words) -> list[Passage]:
    if not signs:
        return []
    marked = [row for row in signs if row.status in _MARKED]
    passages = [Passage("heading", words("candidates.heads.signs"))]
    passages += [Passage("bullet", f"{row.name}: {row.status_name}") for row in marked]
    return passages if marked else [*passages, Passage("text", words("candidates.no_signs"))]


def evidence(edition: Edition | None, words: Words) -> tuple[tuple[Passage, ...], ...]:
    """Return a page for each sign: status, and the answers that weighed most, as they were given."""
    if edition is None:
        return ()
    pages = []
    for row in sorted(edition.report.signs, key=lambda one: (one.status not in _MARKED, one.number)):
        page = [
            Passage("title", f"{row.number}. {row.name}"),
            Passage("strong", row.status_name),
            *([Passage("quiet", row.provisional)] if row.provisional is not None else []),
            *([Passage("text", row.summary)] if row.summary else []),
            Passage("heading", words("candidates.heads.evidence")),
        ]
        page += [
            Passage(
                "bullet",
                words(
                    "candidates.said", question=quoted(words, one.question), answer=quoted(words, one.answer)
                ),
            )
            for one in row.evidence
        ]
        pages.append(tuple(page))
    return tuple(pages)


def questions(edition: Edition | None, words: Words) -> tuple[tuple[Passage, ...], ...]:
    """Return a page for each question of the interview guide: follow-up, and what answers sound like."""
    if edition is None:
        return ()
    labels, pages = edition.labels, []
    for number, row in enumerate(edition.parts.guide, start=1):
        heard = (("good", row.good), ("middling", row.middling), ("poor", row.poor))
        pages.append(
            (
                Passage("title", f"{number}. {row.question}"),
                Passage("quiet", words("candidates.about", subject=row.subject)),
                *([Passage("text", row.setup)] if row.setup else []),
                Passage("text", f"{labels['probe']}: {row.probe}"),
                *(
                    passage
                    for name, text in heard
                    for passage in (Passage("heading", labels[name]), Passage("text", text))
                ),
            )
        )
    return tuple(pages)


def trust(words: Words) -> str:
    """Return why there is no overall number, and what a seal does not promise."""
    return f"{words('candidates.no_total')} {words('recruiting.collect.promise')}"

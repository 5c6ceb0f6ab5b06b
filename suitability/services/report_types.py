"""The report as plain numbers and finished sentences, in the language of the reader.

Screens, plain text, HTML, PDF and JSON draw the same ``Report``; none of them computes or words anything.
Texts hold no markup. Numbers meant for drawing are floats on the 0-100 scale; numbers meant for reading stand
in the sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

from suitability.services.conditions_view import ConditionsSection
from suitability.services.pay_types import PayAnswer, ThenNow


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One answer behind a statement: what was asked, what was answered, and which way it points.

    ``direction`` is "for" (speaks for the sign or lowers the scale), "against" or "between".
    """

    item: str
    question: str
    answer: str
    direction: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One scale: range for drawing, zone in words, meaning, and the answers that moved it most.

    ``low``, ``score`` and ``high`` are None when too few items were answered; ``sentence`` then says so.
    ``zone`` is "low", "middle", "high" or None; ``border`` is the sentence about the border, or None.
    ``standing`` compares with a norm group; None where there is none. ``pivot`` is the sentence on the one
    answer that would have changed the zone; None without a zone.
    """

    id: str
    name: str
    about: str
    not_about: str
    low: float | None
    score: float | None
    high: float | None
    zone: str | None
    zone_name: str
    border: str | None
    sentence: str
    meaning: str
    answered: str
    evidence: tuple[EvidenceRow, ...]
    standing: str | None = None
    pivot: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence and the number of its source in ``Report.sources``."""

    text: str
    source: int


@dataclass(frozen=True, slots=True)
class SignRow:
    """One of the ten signs: status with evidence, what would change it, and the advice page.

    ``status`` is "raised", "thought", "clear" or "unknown". ``short`` says what the warning is. It and the
    advice (``means``, ``no_obstacle``, ``why``, ``actions``, ``story``) are empty where there is nothing to
    warn of; ``guide`` then says where the whole page stands, and is None where the page is all here.
    """

    id: str
    number: int
    name: str
    short: str
    status: str
    status_name: str
    provisional: str | None
    summary: str
    evidence: tuple[EvidenceRow, ...]
    pivot: str | None
    means: str
    no_obstacle: str
    why: tuple[Cited, ...]
    actions: tuple[str, ...]
    story: str
    guide: str | None


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One reply, step or option of a task: its text, the mark it earned in words, why, and if it was chosen.

    ``chosen`` is "" or a short label such as "your choice", "most effective", "3" (the place in an order).
    ``value`` is the keyed value 0-1, None for steps.
    """

    text: str
    chosen: str
    value: float | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One situation or task explained reply by reply. ``share`` is the keyed value 0-1."""

    item: str
    kind: str
    question: str
    replies: tuple[ReplyRow, ...]
    share: float
    summary: str
    explanation: str | None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One task: its question and how the answer stands to the key, in words. ``value`` is keyed, 0-1."""

    item: str
    question: str
    summary: str
    value: float


@dataclass(frozen=True, slots=True)
class SaidDidSection:
    """Both sides in words. ``agreement`` is a value of ``domain.said_did.Agreement``.

    ``said`` is the sentence about the scale's range, ``quotes`` the answers about looking for causes.
    ``labels`` holds the headings ``said`` and ``did``.
    """

    title: str
    agreement: str
    said: str
    quotes: tuple[str, ...]
    done: tuple[DoneRow, ...]
    sentence: str
    note: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class PayRow:
    """What a role pays in one country: amounts as text, basis, sample, date and source number; or the gap.

    ``basis`` is empty where all rows of the table share one: its note then names it.
    """

    role: str
    amounts: str
    basis: str
    sample: str
    date: str
    source: int | None
    caution: str | None
    gap: str | None


@dataclass(frozen=True, slots=True)
class PayTable:
    """The pay table of one country."""

    country: str
    title: str
    note: str
    rows: tuple[PayRow, ...]


@dataclass(frozen=True, slots=True)
class PaySection:
    """The pay chapter: tables by country, the answer for one role and place, and then and now.

    ``then_lead`` is None where ``then_now`` is empty. ``where`` says which country it is and how
    to get another.
    """

    tables: tuple[PayTable, ...]
    answer: PayAnswer | None
    then_lead: str | None
    then_now: tuple[ThenNow, ...]
    where: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A numbered source as printed at the end of the report.

    ``notice`` is the wording that its licence asks for, in English whatever the reader's language; None where
    there is none or another source has said it.
    """

    number: int
    text: str
    url: str | None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class QualityNote:
    """What the pattern of answers says about how far to trust the result.

    ``level`` is "fine", "note" or "not_interpretable"; ``details`` names each signal in words.
    """

    level: str
    text: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeNote:
    """The sentence about the whole, the reasons for it, and what to do next."""

    id: str
    text: str
    reasons: tuple[str, ...]
    next_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A heading with paragraphs (method, limits)."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report shows, in reading order. ``labels`` holds headings and column names by key.

    A result that is not interpretable has no scales, signs and tasks, and an empty ``comparison``.
    ``precision`` says whose answers the width of the ranges comes from and what a border is.
    ``said_did`` is None where one side is missing, ``conditions`` where no working condition was marked.
    ``pay_answer`` is what the role asked for pays at the place asked for, None where nobody asked;
    ``then_now`` stands below ``then_lead`` at the end of the pay chapter. ``pay_where`` says at its beginning
    which country is shown and how to get another.
    """

    language: str
    title: str
    purpose: str
    person: str | None
    created: str
    date: str
    facts: tuple[tuple[str, str], ...]
    outcome: OutcomeNote
    quality: QualityNote
    interpretable: bool
    provisional: str | None
    scales: tuple[ScaleRow, ...]
    cuts: tuple[float, float]
    comparison: str
    signs: tuple[SignRow, ...]
    tasks: tuple[TaskRow, ...]
    pay: tuple[PayTable, ...]
    notes: tuple[Note, ...]
    sources: tuple[SourceRow, ...]
    labels: dict[str, str]
    precision: str | None = None
    said_did: SaidDidSection | None = None
    conditions: ConditionsSection | None = None
    pay_answer: PayAnswer | None = None
    then_lead: str | None = None
    then_now: tuple[ThenNow, ...] = ()
    pay_where: str = ""

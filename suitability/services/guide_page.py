"""The guide page of a sign: the same headings and paragraphs on the screen, as plain text and in the app."""

from __future__ import annotations

from suitability.domain.bank import ItemBank, Sign
from suitability.domain.coaching import Coaching
from suitability.services.formatting import nested, quoted, when
from suitability.services.words import Words

Page = tuple[tuple[str, tuple[str, ...]], ...]
"""Headings with their paragraphs, in reading order; list entries begin with "- "."""


def find_sign(bank: ItemBank, name: str) -> Sign | None:
    """Return the sign with this number or id, or None."""
    wanted = name.strip().lower()
    for sign in bank.signs.values():
        if wanted in {sign.id, str(sign.number)}:
            return sign
    return None


def sign_page(bank: ItemBank, sign: Sign, words: Words, coaching: Coaching | None = None) -> Page:
    """Return the page of a sign: its claims with sources, and what an interviewer asks about it."""
    language = words.language
    reasons = tuple(
        f"- {claim.text.on(language)} ({_source(bank, claim.source, words)})" for claim in sign.why
    )
    return (
        (f"{sign.number}. {sign.name.on(language)}", (sign.short.on(language),)),
        (words("report.labels.means"), (sign.means.on(language),)),
        (words("report.labels.why"), reasons),
        (words("report.labels.no_obstacle"), (sign.no_obstacle.on(language),)),
        (words("report.labels.actions"), tuple(f"- {action.on(language)}" for action in sign.actions)),
        *_probing(coaching, sign, words),
        (words("report.labels.story"), (sign.story.on(language),)),
    )


def _probing(coaching: Coaching | None, sign: Sign, words: Words) -> Page:
    """Return the part on the interview: each question, what is behind it, the follow-up, how to prepare."""
    asked = () if coaching is None else coaching.questions
    paragraphs: list[str] = []
    for one in asked:
        if one.about == "sign" and one.of == sign.id:
            language = words.language
            paragraphs.append(
                words("advice.interview.asked", question=_said(words, one.question.on(language)))
            )
            paragraphs.append(words("advice.interview.behind", text=one.behind.on(language)))
            paragraphs.append(words("advice.interview.then", question=_said(words, one.probe.on(language))))
            paragraphs.append(words("advice.interview.prepare", text=one.prepare.on(language)))
    return ((words("advice.interview.title"), tuple(paragraphs)),) if paragraphs else ()


def _said(words: Words, text: str) -> str:
    return quoted(words, nested(words, text))


def _source(bank: ItemBank, source_id: str, words: Words) -> str:
    source = bank.sources[source_id]
    return words("report.source.cited", title=source.title.on(words.language), when=when(words, source.as_of))

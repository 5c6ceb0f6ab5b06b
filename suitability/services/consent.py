"""The consent that candidates are asked for: a template filled in, or the recruiter's own text.

The template is a beginning for a lawyer and says so. What a person agrees to is the whole text; its SHA-256
travels with the result.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from suitability.errors import SealError
from suitability.services.sealing import ConsentText
from suitability.services.words import Words
from suitability.storage.armour import read_small
from suitability.storage.safe_write import shown
from suitability.storage.sealed_wire import CONSENT_LIMIT, clean_lines

PARAGRAPHS: Final = (
    *("operator", "purpose", "data", "actions", "viewers", "term", "decision", "withdraw", "rights", "free"),
)
"""Paragraphs of the template, in order."""


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """What the template leaves open."""

    organisation: str
    purpose: str
    who_sees: str
    contact: str
    keep_days: int


def template(words: Words, facts: ConsentFacts) -> ConsentText:
    """Return the template in the language of ``words``, filled in."""
    values = {
        "organisation": facts.organisation,
        "purpose": facts.purpose.rstrip("."),
        "who_sees": facts.who_sees.rstrip("."),
        "contact": facts.contact.rstrip("."),
        "term": words.plural("consent.days", facts.keep_days),
    }
    body = [
        f"{number}. {words(f'consent.{name}', **values)}" for number, name in enumerate(PARAGRAPHS, start=1)
    ]
    text = "\n\n".join((words("consent.title"), *body))
    return ConsentText(words("consent.version"), clean_lines(text))


def own_text(path: Path) -> ConsentText:
    """Return the recruiter's own consent; its version is the beginning of the SHA-256 of the text.

    Raises:
        SealError: the file cannot be read, is no UTF-8, empty or too long.
    """
    try:
        text = read_small(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SealError("consent_not_utf8", path=shown(path)) from error
    cleaned = clean_lines(text, CONSENT_LIMIT + 1)
    if not cleaned or len(cleaned) > CONSENT_LIMIT:
        raise SealError("consent_bad_length", path=shown(path), limit=CONSENT_LIMIT)
    return ConsentText(f"own {hashlib.sha256(cleaned.encode()).hexdigest()[:12]}", cleaned)


def document(words: Words, consent: ConsentText) -> str:
    """Return a consent as a document: the text, its version and its SHA-256."""
    foot = words("consent.foot", version=consent.version, sha256=consent.sha256)
    return f"{consent.text}\n\n{foot}\n"

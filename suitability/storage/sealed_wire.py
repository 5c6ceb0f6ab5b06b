"""What an invite and a sealed result hold as JSON, version 1; what comes from strangers is held against it.

The bytes around them (signatures, encryption) are the business of ``services/sealing.py``.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

import msgspec

from suitability.errors import SealError
from suitability.storage.clean_text import clean_text
from suitability.storage.result_file import (
    ContentWire,
    Digest,
    Label,
    Moment,
    Name,
    ResultWire,
    StoredResult,
    stored_from,
)
from suitability.storage.safe_write import shown

Shape = TypeVar("Shape")

LINE_LIMIT: Final = 200
"""Longest single-line text of an invite: organisation, role, contact, in characters."""

TEXT_LIMIT: Final = 2_000
"""Longest other text of an invite: who sees the answers, the purpose."""

CONSENT_LIMIT: Final = 20_000
"""Longest consent text, in characters."""


Hex32 = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Second = Annotated[str, msgspec.Meta(pattern=r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]
Line = Annotated[str, msgspec.Meta(max_length=LINE_LIMIT)]
Text = Annotated[str, msgspec.Meta(max_length=TEXT_LIMIT)]
Consent = Annotated[str, msgspec.Meta(min_length=1, max_length=CONSENT_LIMIT)]
RoleName = Annotated[str, msgspec.Meta(pattern=r"\A([A-Za-z0-9][A-Za-z0-9_.\-]{0,63})?\Z")]
Base64Of32 = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9+/]{43}=\Z")]
Base64Of65 = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9+/]{87}=\Z")]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
Attempts = Annotated[int, msgspec.Meta(ge=1, le=99)]


class ConsentTextWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The consent that the person is asked for: its version and its whole text."""

    version: Label
    text: Consent


class InviteWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An invite, version 1. It holds nothing about the person invited."""

    id: Hex32
    organisation: Line
    role: RoleName
    form: Name
    language: Name
    who_sees: Text
    contact: Text
    consent: ConsentTextWire
    purpose: Text
    keep_days: Days
    not_before: Second
    expires: Second
    attempts: Attempts
    content: ContentWire
    grade: Literal["sealed"]
    signer: Base64Of32
    opening: Base64Of65


class ConsentGivenWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The consent that was given: which text (its SHA-256), in which language it was shown, and when."""

    version: Label
    sha256: Digest
    language: Name
    given_at: Moment


class EnvelopeWire(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sealed result says about itself, beside the result."""

    invite: Hex32
    recipient: Digest
    sealed_at: Moment
    program: Label
    consent: ConsentGivenWire


class SealedWire(EnvelopeWire, frozen=True, forbid_unknown_fields=True):
    """What a sealed result holds once it is open, version 1."""

    result: ResultWire


SHAPES: Final[dict[str, type[msgspec.Struct]]] = {
    "result": ResultWire,
    "invite": InviteWire,
    "sealed": SealedWire,
}
"""What ``suitability schema`` describes, by the name it is asked for with."""


def invite_from(tree: object, path: Path) -> InviteWire:
    """Return the invite that a JSON value is.

    Raises:
        SealError: a field is missing, unknown, of the wrong type, an impossible date, or not clean text.
    """
    wire = shaped(tree, InviteWire, path)
    for place, text in (
        ("organisation", wire.organisation),
        ("who_sees", wire.who_sees),
        ("contact", wire.contact),
        ("purpose", wire.purpose),
        ("consent.text", wire.consent.text),
    ):
        if clean_lines(text) != text:
            raise SealError("seal_wrong_shape", path=shown(path), place=place, reason="control characters")
    for place, moment in (("not_before", wire.not_before), ("expires", wire.expires)):
        if not is_moment(moment):
            raise SealError("seal_wrong_shape", path=shown(path), place=place, reason=moment)
    return wire


def sealed_from(tree: object, path: Path) -> tuple[EnvelopeWire, StoredResult]:
    """Return the two parts of an opened sealed result: what it says about itself, and the result.

    Raises:
        SealError: a field is missing, unknown, of the wrong type, or an impossible date.
        ResultFileError: the same for the result in it, or it is of a newer version or edited.
    """
    if not isinstance(tree, dict) or "result" not in tree:
        raise SealError("seal_wrong_shape", path=shown(path), place="result", reason="missing")
    stored = stored_from(tree["result"], path)
    wire = shaped({key: tree[key] for key in tree if key != "result"}, EnvelopeWire, path)
    moments = {"sealed_at": wire.sealed_at, "consent.given_at": wire.consent.given_at}
    for place, moment in (moments | {"result.created": stored.result.created}).items():
        if not is_moment(moment):
            raise SealError("seal_wrong_shape", path=shown(path), place=place, reason=moment)
    return wire, stored


def shaped(tree: object, shape: type[Shape], path: Path) -> Shape:
    """Return ``tree`` as ``shape``.

    Raises:
        SealError: it does not fit; the error names the place.
    """
    try:
        return msgspec.convert(tree, shape, strict=True)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at ")
        where = shown(place.strip("`$.")) or "-"
        raise SealError("seal_wrong_shape", path=shown(path), place=where, reason=shown(reason)) from error


def schema(name: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of ``result``, ``invite`` or ``sealed``, made from the types above.

    Raises:
        KeyError: another name.
    """
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(SHAPES[name])}
    waiting: list[object] = [found]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            pattern = here.get("pattern")
            if isinstance(
                pattern, str
            ):  # Python's ends of a text, in the words of JSON Schema's regular expressions
                here["pattern"] = pattern.replace("\\A", "^").replace("\\Z", "$")
            waiting.extend(here.values())
        elif isinstance(here, list):
            waiting.extend(here)
    return found


def clean_lines(text: str, limit: int = CONSENT_LIMIT) -> str:
    """Return a text of several lines cleaned line by line; at most one empty line in a row."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        cleaned = clean_text(line, limit)
        if cleaned or (kept and kept[-1]):
            kept.append(cleaned)
    return "\n".join(kept).strip("\n")[:limit]


def is_moment(text: str) -> bool:
    """Return whether a text of the right shape is also a date that exists."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True

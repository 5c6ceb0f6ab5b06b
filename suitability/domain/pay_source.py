"""Where a pay figure comes from, how that was seen, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from suitability.domain.pay import Trust
from suitability.domain.text import LocalizedText

Seen = Literal["page", "second_hand", "calculated"]


@dataclass(frozen=True, slots=True)
class GuideSource:
    """Where figures come from.

    ``seen`` says how: ``page`` read in the publisher's own page or data file (or an exact copy of it),
    ``second_hand`` read where somebody quotes it, ``calculated`` worked out by us from public rows.
    ``seen_on`` is the day (YYYY-MM-DD) we looked, ``published`` the day it came out, None where the publisher
    gives none. ``read_in`` names the copy that was read when it was not the publisher's own file.
    ``notice`` is the wording that the licence asks for.
    """

    id: str
    title: LocalizedText
    publisher: LocalizedText
    url: str
    seen: Seen
    seen_on: str
    trust: Trust
    published: str | None = None
    read_in: str | None = None
    notice: LocalizedText | None = None
    note: LocalizedText | None = None

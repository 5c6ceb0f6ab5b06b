"""A sitting as a frozen value: every step returns a new one. Positions, not screens; no clock, no files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType

from suitability.domain.kinds import Answer
from suitability.errors import AnswerError
from suitability.records import dataclass


@dataclass(frozen=True, slots=True)
class Response:
    """What a person did with one item: the answer, or None when it was omitted on purpose.

    ``elapsed_ms`` is the time the item was on screen, added up over visits; None when it was not measured.
    """

    item: str
    answer: Answer | None
    elapsed_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Where a person stands in a form: the item order, the responses so far, and the position."""

    form: str
    language: str
    order: tuple[str, ...]
    responses: Mapping[str, Response] = field(default_factory=lambda: MappingProxyType({}))
    position: int = 0

    @property
    def at_end(self) -> bool:
        """True when the position lies behind the last item."""
        return self.position >= len(self.order)

    @property
    def current(self) -> str | None:
        """Id of the item at the position, or None at the end."""
        return None if self.at_end else self.order[self.position]

    @property
    def answered(self) -> int:
        """Number of items with an answer."""
        return sum(response.answer is not None for response in self.responses.values())

    @property
    def omitted(self) -> tuple[str, ...]:
        """Ids of items that were skipped on purpose, in form order."""
        return tuple(i for i in self.order if i in self.responses and self.responses[i].answer is None)

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of items not reached or left without answer or omission, in form order."""
        return tuple(item for item in self.order if item not in self.responses)

    def respond(self, answer: Answer | None, elapsed_ms: int | None = None) -> Session:
        """Return the session with ``answer`` (None: omitted) for the current item, one position further.

        Time adds up when the item was visited before.

        Raises:
            AnswerError: there is no current item.
        """
        item = self.current
        if item is None:
            raise AnswerError("no_item_at_end")
        before = self.responses.get(item)
        if before is not None and before.elapsed_ms is not None and elapsed_ms is not None:
            elapsed_ms += before.elapsed_ms
        elif elapsed_ms is None and before is not None:
            elapsed_ms = before.elapsed_ms
        return self.with_response(Response(item, answer, elapsed_ms), self.position + 1)

    def with_response(self, response: Response, position: int) -> Session:
        """Return the session with ``response`` stored and the given position (to read a run back)."""
        merged = MappingProxyType({**self.responses, response.item: response})
        return replace(self, responses=merged, position=position)

    def back(self) -> Session:
        """Return the session one position earlier; nothing is deleted."""
        return replace(self, position=max(0, self.position - 1))

    def forward(self) -> Session:
        """Return the session one position later, if the current item has a response; else unchanged."""
        return replace(self, position=self.position + 1) if self.current in self.responses else self

    def go(self, position: int) -> Session:
        """Return the session at ``position``, clipped to the form."""
        return replace(self, position=max(0, min(position, len(self.order))))

    def in_language(self, language: str) -> Session:
        """Return the session with another language; answers stay."""
        return replace(self, language=language)


@dataclass(frozen=True, slots=True)
class ContentStamp:
    """Which content a result was answered with: pack id, its version, and a digest of its meaning."""

    pack: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a finished sitting leaves: everything that scoring needs, nothing else."""

    id: str
    created: str
    program: str
    content: ContentStamp
    form: str
    language: str
    order: tuple[str, ...]
    responses: Mapping[str, Response]

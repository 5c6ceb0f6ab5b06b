"""The names that conditions and pages of advice may use: read from the bytes of questions/ and content/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from suitability.domain.quality import SIGNALS

TASKS: Final = ("situation", "sequence", "choice")


@dataclass(frozen=True, slots=True)
class CoachingNames:
    """Known names by what they name; an empty set means that it could not be read, and nothing is checked.

    ``replies`` maps an item to its replies or options, ``exercises`` a sign to the number of its exercises.
    """

    signs: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()
    tasks: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset(SIGNALS)
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exercises: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> frozenset[str]:
        """Names of the pages of the guide."""
        return self.signs | self.roles | self.topics

    def known(self, name: str) -> frozenset[str]:
        """Return the names of one kind, such as "signs"."""
        found: frozenset[str] = getattr(self, name)
        return found


def coaching_names(questions: Mapping[str, bytes], content: Mapping[str, bytes]) -> CoachingNames:
    """Return the names in questions/ and content/ (guide.yaml, roles.yaml, sources.yaml).

    What cannot be read there is reported by its own reader and simply not known here.
    """
    from suitability.storage.strict_yaml import parse  # noqa: PLC0415 - content from the cache needs no YAML

    def entries(data: bytes | None) -> list[dict[str, Any]]:
        tree = None if data is None else parse(data, "").tree
        parts = tree if isinstance(tree, list) else [tree]
        return [one for one in parts if isinstance(one, dict)]

    def below(folder: str) -> list[dict[str, Any]]:
        return [
            one for name in sorted(questions) if name.startswith(folder) for one in entries(questions[name])
        ]

    items, signs = below("items/"), below("signs/")
    guide: dict[str, Any] = next(iter(entries(content.get("guide.yaml"))), {})
    rules: dict[str, Any] = next(iter(entries(questions.get("rules.yaml"))), {})
    cited = [*entries(questions.get("sources.yaml")), *entries(content.get("sources.yaml"))]
    tasks = [one for one in items if one.get("kind") in TASKS]
    return CoachingNames(
        signs=_ids(signs),
        scales=_ids(below("scales/")),
        facets=frozenset(_texts([one for one in items if one.get("kind") == "rating"], "facet")),
        tasks=frozenset([*TASKS, *_texts(tasks, "sign")]) if tasks else frozenset(),
        items=_ids([one for one in items if one.get("kind") in ("rating", *TASKS)]),
        conditions=_ids(guide.get("conditions")),
        roles=_ids(entries(content.get("roles.yaml"))),
        outcomes=_ids(rules.get("outcomes")),
        forms=_ids(below("forms/")),
        sources=_ids(cited) | _ids(guide.get("sources")),
        topics=_ids(guide.get("topics")),
        replies=dict(_replies(items)),
        exercises={str(one.get("id")): len(one.get("actions") or ()) for one in signs},
    )


def _ids(parts: object) -> frozenset[str]:
    return frozenset(_texts(parts, "id"))


def _texts(parts: object, key: str) -> Iterator[str]:
    for one in parts if isinstance(parts, list) else ():
        if isinstance(one, dict) and isinstance(one.get(key), str):
            yield one[key]


def _replies(items: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for item in items:
        parts = item.get("replies", item.get("options"))
        if item.get("kind") in ("situation", "choice") and isinstance(item.get("id"), str):
            yield item["id"], tuple(_texts(parts, "id"))

"""What a norm group lets a report say, in words: where the ranges come from, and where a score stands."""

from __future__ import annotations

from collections.abc import Mapping

from suitability.domain.norms import NormGroup, shown_norm, standing
from suitability.domain.scoring import ScaleScore
from suitability.services import formatting
from suitability.services.words import Words


def precision(group: NormGroup | None, words: Words) -> str | None:
    """Return the sentence about the width of the ranges; None while it is assumed."""
    if group is None:
        return None
    sentence = words("learning.report.measured", **group_values(group, words))
    return f"{sentence} {words('learning.report.small')}" if group.cautious else sentence


def group_values(group: NormGroup, words: Words) -> dict[str, object]:
    """Return what sentences name of a group: its description, size, first and last day."""
    return {
        "name": group.name,
        "n": formatting.number(words, group.n),
        "first": formatting.when(words, group.first),
        "last": formatting.when(words, group.last),
    }


def standing_sentence(group: NormGroup | None, score: ScaleScore, words: Words) -> str | None:
    """Return where the ends of a score's range lie in the group, None without such a group."""
    found = standing(group, score.scale, score.low, score.high)
    if found is None:
        return None
    return words("learning.report.standing", low=round(found.low), high=round(found.high))


def standing_short(group: NormGroup | None, score: ScaleScore, words: Words) -> str | None:
    """Return the same in few words, for a line of a list."""
    found = standing(group, score.scale, score.low, score.high)
    if found is None:
        return None
    return words("learning.report.standing_short", low=round(found.low), high=round(found.high))


def replaced_notes(group: NormGroup | None, words: Words, values: Mapping[str, object]) -> dict[str, str]:
    """Return the paragraphs of the report's notes that a norm group replaces, by key."""
    usable = shown_norm(group)
    if usable is None:
        return {}
    known = {**values, **group_values(usable, words)}
    return {
        "report.notes.method.p2": words("learning.report.method", **known),
        "report.notes.limits.p2": words("learning.report.limits", **known),
    }

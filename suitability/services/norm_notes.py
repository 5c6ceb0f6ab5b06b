"""What a norm group lets a report say, in words: where the ranges come from, and where a score stands."""

from __future__ import annotations

from collections.abc import Mapping

from suitability.domain.bank import Rules
from suitability.domain.norms import NormGroup, shown_norm, standing
from suitability.domain.scoring import ScaleScore
from suitability.services import formatting
from suitability.services.words import Words


def how_to_read(group: NormGroup | None, rules: Rules, words: Words) -> str:
    """Return whose answers the width of the ranges comes from, and when a score is "on the border".

    The range drawn is wider than the distance that makes a border, so it may cross a cut without that note.
    """
    told = [words("report.scale.assumed")]
    if group is not None:
        told = [words("learning.report.measured", **group_values(group, words))]
        if group.cautious:
            told.append(words("learning.report.small"))
    band, border = (formatting.number(words, sems) for sems in (rules.band_z, rules.zones.border_sems))
    told.append(words("report.scale.border_rule", band=band, border=border, percent=rules.band_percent))
    return " ".join(told)


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

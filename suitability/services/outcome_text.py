"""The sentence about the whole, and in which order its reasons are told: what led to it comes first."""

from __future__ import annotations

from suitability.domain.assessment import Assessment
from suitability.domain.scoring import Zone
from suitability.domain.signs import Status


def outcome_text(found: Assessment, language: str) -> str:
    """Return the sentence of the outcome.

    An outcome may have a second one, said when a sign is worth a thought or a score lies on the border of the
    low zone: nothing speaks against the work then, but not everything speaks for it.
    """
    text, also = found.outcome.text.on(language), found.outcome.also
    return f"{text} {also.on(language)}" if also is not None and _mixed(found) else text


def reason_order(found: Assessment) -> tuple[str, ...]:
    """Return the names of the reasons (keys under ``report.outcome``) in the order they are told in.

    Too few answers lead to one outcome, the absence of warnings to another, findings to the rest.
    """
    findings = ("raised", "low", "thought", "border_low")
    if found.outcome.scales_known_below is not None:
        return ("unknown_scales", "unknown", *findings, "none_raised")
    if found.outcome.otherwise:
        return ("none_raised", *findings, "unknown_scales", "unknown")
    return (*findings, "none_raised", "unknown_scales", "unknown")


def _mixed(found: Assessment) -> bool:
    """Return whether there is something to look at although nothing is a warning."""
    thought = any(finding.status is Status.THOUGHT for finding in found.findings)
    return thought or any(score.on_border and Zone.LOW in (score.zone, score.near) for score in found.scores)

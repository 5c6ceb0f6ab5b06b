"""How long the questions of each kind take: what an estimate of the time left starts from."""

from __future__ import annotations

from typing import Final

KIND_SECONDS: Final = {
    "rating": 9.0,
    "instructed": 9.0,
    "choice": 35.0,
    "situation": 45.0,
    "sequence": 50.0,
    "familiarity": 4.0,
    "condition": 7.0,
}
"""How long one item takes relative to others, before the form's own length is applied (product choice)."""

PRIOR_SECONDS: Final = 60.0
"""How much expected time a person's own pace has to outweigh before it counts fully (product choice)."""

"""Writing what a person asked for to the place they named. See ``storage.safe_write`` for the promises."""

from __future__ import annotations

from suitability.storage.safe_write import shown, write_bytes, write_text

__all__ = ["shown", "write_bytes", "write_text"]

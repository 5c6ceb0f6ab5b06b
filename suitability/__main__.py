"""``python -m suitability``: the same program as the command ``suitability``."""

from __future__ import annotations

import sys

from suitability.cli import main

if __name__ == "__main__":
    sys.exit(main())

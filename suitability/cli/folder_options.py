"""The options that say which collected folder a command reads, and whether it shows names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)


def folder_options(function: Callable[..., object]) -> Callable[..., object]:
    """Give a command ``folder`` (this one unless told), ``index`` and ``blind``, and return it."""
    for option in (
        click.option("--index", type=FOLDER),
        click.option("--blind", is_flag=True),
        click.option("--folder", type=FOLDER, default=Path()),
    ):
        function = option(function)
    return function

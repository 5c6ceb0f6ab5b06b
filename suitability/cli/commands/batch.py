"""``suitability batch FOLDER --out DIR``: the reports of everybody in a folder, on all cores or a cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from suitability.cli.destinations import OutputPath
from suitability.cli.report_order import batch_options
from suitability.cli.translated import command as translated

FORMATS = ("pdf", "html", "text", "json")
"""What a report comes as."""

PATH = click.Path(path_type=Path)


@translated("batch")
@click.argument("folder", type=PATH)
@click.option("--out", type=PATH, required=True)
@click.option("--format", "kind", type=click.Choice(FORMATS), default="pdf")
@click.option("--merge", type=OutputPath("pdf"))
@click.option("--stage", multiple=True)
@click.option("--blind", is_flag=True)
@click.option("--workers", type=click.IntRange(min=1))
@click.option("--scheduler")
@click.option("--tls-ca", type=PATH)
@click.option("--tls-cert", type=PATH)
@click.option("--tls-key", type=PATH)
@click.option("--force", is_flag=True)
@batch_options
def command(folder: Path, *, out: Path, **asked: Any) -> int:
    """Make the report of everybody in FOLDER; what was made already is not made again."""
    from suitability.cli.batching import print_all, wish_of  # noqa: PLC0415 - rendering loads when it is used

    return print_all(wish_of(folder, out, asked))

"""Loading content against PyYAML's CSafeLoader on the same bytes in the same run.

Target: read_bank (files, parse, types, all checks, digest) at most 1.5 times the floor. The floor,
``yaml.load(data, Loader=yaml.CSafeLoader)`` over all files, checks nothing and keeps no places.
Run: python bench/load_bank.py [ROUNDS]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml

from bench._floor import measure, report
from suitability import __version__
from suitability.services.library import load_bank
from suitability.storage import cache
from suitability.storage.bank_reader import bank_kept, read_bank
from suitability.storage.content_files import read_files
from suitability.storage.draft import draft_of
from suitability.storage.lint import lint
from suitability.storage.places import code_stamp, data_folder
from suitability.storage.strict_yaml import PureParser, parse

MADE_ITEMS = 300
ITEM = """\
- id: X{number:04d}
  kind: rating
  format: frequency
  scale: patience
  keying: "{keying}"
  sign: self_control
  facet: temper
  text:
    ru: Повышаю голос, когда человек в {number}-й раз делает ту же ошибку.
    en: I raise my voice when someone makes the same mistake for the {number}th time.
"""


def parsers(files: dict[str, bytes]) -> dict[str, Callable[[], object]]:
    """Return the ways to parse ``files``, the floor first."""
    return {
        "yaml.CSafeLoader": lambda: [yaml.load(data, Loader=yaml.CSafeLoader) for data in files.values()],
        "strict_yaml.parse": lambda: [parse(data, name) for name, data in files.items()],
        "  the same, pure parser": lambda: [parse(data, name, PureParser) for name, data in files.items()],
    }


def steps(files: dict[str, bytes], kept: Path) -> dict[str, Callable[[], object]]:
    """Return the steps from trees to a bank, and the ways there from files and from the cache in ``kept``."""
    trees = {name: parse(data, name).tree for name, data in files.items()}
    draft = draft_of(trees)
    load_bank(None, kept)
    plain = cache.load(kept, "bank", cache.key_of("bank", files, f"{__version__} {code_stamp()}"))
    if plain is None:
        raise SystemExit("the cache was not written, there is nothing to measure")
    return {
        "  shapes": lambda: draft_of(trees),
        "  lint": lambda: lint(draft),
        "read_bank": lambda: read_bank(data_folder("questions")),
        "load_bank from the cache": lambda: load_bank(None, kept),
        "  of it: what was kept to a bank": lambda: bank_kept(plain),
    }


def main() -> None:
    """Measure the shipped questions, then one file of many made items."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    files = read_files(data_folder("questions"))
    with tempfile.TemporaryDirectory() as folder:
        print(f"questions/: {len(files)} files, {sum(map(len, files.values())):,} bytes")
        report(measure({**parsers(files), **steps(files, Path(folder))}, rounds, 1))
    rows = "".join(ITEM.format(number=n, keying="+-"[n % 2]) for n in range(MADE_ITEMS))
    print(f"\n{MADE_ITEMS} rating items in one file, {len(rows.encode()):,} bytes")
    report(measure(parsers({"items.yaml": rows.encode()}), rounds, 1))


if __name__ == "__main__":
    main()

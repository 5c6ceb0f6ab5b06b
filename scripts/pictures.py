"""Make the two pictures of the README from the real program: a question, and the first page of a report.

    .venv/bin/python scripts/pictures.py [FOLDER]

The program runs in tmux, keys are typed, and the screen that stands there is drawn cell by cell; the report
is made from a fixed set of answers. Needs tmux, pdftoppm and the font DejaVu Sans Mono (Debian: tmux,
poppler-utils, fonts-dejavu-core).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from suitability.domain.bank import ItemBank
from suitability.domain.kinds import ChoiceItem, SequenceItem, SituationItem
from suitability.services import library
from suitability.services.results import Provenance, open_answers, save_result

COLUMNS, ROWS = 80, 24
FONT = "DejaVu Sans Mono"
SIZE = 19
DARK, LIGHT = (17, 22, 28), (228, 231, 234)
KEYS = ("Enter", "4", "2", "4", "3", "5", "2", "4", "Down", "Down")
"""Typed one after the other: start, seven answers, and the cursor on a row of the eighth question."""

ESCAPE = re.compile(r"\x1b\[([0-9;:]*)m|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][0-9A-B]")


@dataclass(frozen=True)
class Style:
    """How one cell looks."""

    ink: tuple[int, int, int] = LIGHT
    ground: tuple[int, int, int] = DARK
    bold: bool = False
    underlined: bool = False
    swapped: bool = False

    def after(self, codes: str) -> Style:
        """Return the style after a "select graphic rendition" sequence with true colours."""
        style, numbers = self, [int(code or 0) for code in re.split("[;:]", codes)]
        while numbers:
            first = numbers.pop(0)
            if first in {38, 48} and numbers[:1] == [2]:
                colour = (numbers[1], numbers[2], numbers[3])
                style = replace(style, ink=colour) if first == 38 else replace(style, ground=colour)
                del numbers[:4]
            elif first == 0:
                style = Style()
            elif first in {1, 22}:
                style = replace(style, bold=first == 1)
            elif first in {4, 24}:
                style = replace(style, underlined=first == 4)
            elif first in {7, 27}:
                style = replace(style, swapped=first == 7)
            elif first == 39:
                style = replace(style, ink=LIGHT)
            elif first == 49:
                style = replace(style, ground=DARK)
        return style


def font_file(style: str) -> str:
    """Return the file of the terminal font in ``style``; fails when it is not installed."""
    asked = ["fc-match", "--format=%{family[0]}|%{file}", f"{FONT}:style={style}"]
    family, _, path = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition("|")
    if family != FONT:
        raise SystemExit(f"{FONT} is not installed (Debian: fonts-dejavu-core)")
    return path


def terminal_picture(screen: str) -> Image.Image:
    """Return the picture of a captured screen, with a margin."""
    fonts = {bold: ImageFont.truetype(font_file("Bold" if bold else "Book"), SIZE) for bold in (False, True)}
    width, height = round(fonts[False].getlength("M")), round(SIZE * 1.3)
    picture = Image.new("RGB", ((COLUMNS + 2) * width, (ROWS + 1) * height), DARK)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(screen.split("\n")[:ROWS]):
        style, column, place = Style(), 0, 0
        while place < len(line):
            escape = ESCAPE.match(line, place)
            if escape is not None:
                style = style.after(escape[1]) if escape[1] is not None else style
                place = escape.end()
                continue
            ink, ground = (style.ground, style.ink) if style.swapped else (style.ink, style.ground)
            left, top = (column + 1) * width, row * height + height // 2
            draw.rectangle((left, top, left + width - 1, top + height - 1), fill=ground)
            draw.text((left, top + 1), line[place], font=fonts[style.bold], fill=ink)
            if style.underlined:
                draw.line((left, top + height - 2, left + width, top + height - 2), fill=ink)
            column, place = column + 1, place + 1
    return picture


def tmux(*arguments: str) -> str:
    """Run a tmux command on a server of our own and return its output."""
    done = subprocess.run(
        ["tmux", "-L", f"pictures-{os.getpid()}", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def settled_screen() -> str:
    """Return the screen once it has stood still for a second."""
    before, since = "", time.monotonic()
    for _ in range(200):
        time.sleep(0.1)
        now = tmux("capture-pane", "-e", "-p", "-N")
        if now != before:
            before, since = now, time.monotonic()
        elif now.strip() and time.monotonic() - since > 1:
            return now
    raise SystemExit("the screen does not come to rest")


def question(home: Path) -> Image.Image:
    """Return the picture of a question, answered in the real program."""
    program = Path(sys.executable).with_name("suitability")
    settings = f"env -u NO_COLOR SUITABILITY_HOME={home} COLORTERM=truecolor LC_ALL=C.UTF-8"
    size = ("-x", str(COLUMNS), "-y", str(ROWS))
    tmux("new-session", "-d", *size, f"{settings} {program} take --language en")
    try:
        settled_screen()
        for key in KEYS:
            tmux("send-keys", key)
            time.sleep(0.4)
        return terminal_picture(settled_screen())
    finally:
        tmux("kill-server")


def sample_answers(bank: ItemBank) -> dict[str, object]:
    """Return fixed answers to every item of the quick form: a person with strong and weak sides."""
    answers: dict[str, object] = {}
    for number, name in enumerate(bank.order("quick")):
        item = bank.items[name]
        if isinstance(item, SituationItem):
            answers[name] = {"most": item.replies[number % 4].id, "least": item.replies[(number + 2) % 4].id}
        elif isinstance(item, SequenceItem):
            answers[name] = [step.id for step in item.steps]
        elif isinstance(item, ChoiceItem):
            answers[name] = item.options[0].id
        else:
            wanted = {"S": 2, "P": 4, "C": 4, "T": 5}.get(name[0], 4) - (number % 3 == 0)
            answers[name] = 6 - wanted if getattr(item, "keying", "+") == "-" else wanted
    return answers


def report(folder: Path) -> Image.Image:
    """Return the picture of the first page of a report on the sample answers."""
    bank = library.load_bank()
    source = folder / "answers.json"
    source.write_text(json.dumps({"form": "quick", "language": "en", "answers": sample_answers(bank)}))
    origin = Provenance("0" * 32, "2026-11-22T12:00:00.000Z", "suitability", "en")
    save_result(bank, open_answers(bank, source, origin).result, folder / "sample.suitability.json")
    command = [sys.executable, "-m", "suitability", "report", str(folder / "sample.suitability.json")]
    subprocess.run([*command, "--language", "en", "--output", str(folder / "report.pdf")], check=True)
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-r", "84", "report.pdf", "report"], cwd=folder, check=True
    )
    return Image.open(folder / "report.png").convert("RGB")


def framed(picture: Image.Image) -> Image.Image:
    """Return the picture with a thin grey line around it, as paper on white needs."""
    whole = Image.new("RGB", (picture.width + 2, picture.height + 2), (170, 179, 187))
    whole.paste(picture, (1, 1))
    return whole


def main() -> None:
    """Write both pictures into the folder named on the command line, or into docs/pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        pictures = {"question": question(Path(name) / "home"), "report": framed(report(Path(name)))}
        for file, picture in pictures.items():
            picture.quantize(128, dither=Image.Dither.NONE).save(target / f"{file}.png", optimize=True)
            print(target / f"{file}.png")


if __name__ == "__main__":
    main()

"""Words for a terminal: tables, progress, JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from unicodedata import category

import msgspec

BAR = 24
STEP = 0.1
WIDTH = 120
NARROWEST = 16
GAP = "  "


def print_json(value: object) -> None:
    """One indented JSON document on standard output."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    print(msgspec.json.format(encoded, indent=2).decode())


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int = WIDTH) -> None:
    """Columns as wide as their widest cell; the first one gives way where ``width`` runs out."""
    rows = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    spare = width - sum(widths[1:]) - len(GAP) * (len(widths) - 1)
    widths[0] = min(widths[0], max(spare, NARROWEST))
    for row in (head, ["─" * width for width in widths], *rows):
        cells = (_cut(row[0], widths[0]), *row[1:])
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print(GAP.join(padded).rstrip())


def counted(n: int, what: str) -> str:
    """ "1 event", "2,000 events"."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _shown(cell: str) -> str:
    """Without what would steer a terminal: cells hold what learners typed."""
    return "".join(
        letter if letter.isprintable() or category(letter) == "Zs" else "?" for letter in cell
    )


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


class Bar:
    """Progress on standard error: a moving bar on a terminal, a plain line a tenth elsewhere."""

    def __init__(self) -> None:
        self._moving = sys.stderr.isatty()
        self._shown: float | None = None

    def show(self, what: str, share: float) -> None:
        """Say what is being done and how far it is, 0 to 1."""
        if self._moving:
            done = round(BAR * share)
            print(f"\r{'█' * done}{'·' * (BAR - done)} {what:<48.48}", end="", file=sys.stderr)
        elif self._shown is None or share - self._shown >= STEP or self._shown < 1 <= share:
            print(f"{what} …", file=sys.stderr)
        else:
            return
        sys.stderr.flush()
        self._shown = share

    def close(self) -> None:
        """End the moving line."""
        if self._moving and self._shown is not None:
            print(f"\r{' ' * (BAR + 50)}\r", end="", file=sys.stderr)

"""What is wrong with a pack, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One fault. ``line`` counts from 1; 0 stands for the file as a whole."""

    file: str
    line: int
    what: str
    mend: str

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.mend}"


def spelled(text: str) -> str:
    """``text`` with invisible characters spelled out, and those that no file can hold."""
    return "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in text)


def shown(value: object) -> str:
    """``value`` in quotation marks, spelled out, cut where it is long."""
    text = spelled(str(value))
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def suggestion(word: str, known: Iterable[str]) -> str:
    """The mend for a word that is not among ``known``."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    if near:
        return f"Did you mean {shown(near[0])}?"
    if not names:
        return "There is none to name yet: add it first."
    return f"Known here: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}."

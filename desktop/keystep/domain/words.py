"""Sentences that the engine says and a face may translate; and what people write, on one line."""

from __future__ import annotations

from unicodedata import bidirectional, category

from msgspec import Struct

_STEERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


class Words(Struct, frozen=True):
    """An English template and what goes into it."""

    template: str
    values: dict[str, str | int] = {}

    def __str__(self) -> str:
        return self.template.format(**self.values)


def one_line(text: str) -> str:
    """What somebody wrote, on one line, without what an event cannot hold or what steers a screen.

    Letters that only join others stay: Persian and some emoji need them.
    """
    return " ".join("".join(" " if _steers(letter) else letter for letter in text).split())


def _steers(letter: str) -> bool:
    return category(letter) in {"Cc", "Cs"} or bidirectional(letter) in _STEERING

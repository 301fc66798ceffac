"""What people type: numbers with either decimal mark, words with slips."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from enum import StrEnum


class Heed(StrEnum):
    """What decides whether two answers are the same; what is not heeded is forgiven."""

    CASE = "case"
    ACCENTS = "accents"
    PUNCTUATION = "punctuation"


def parse_number(text: str) -> Decimal | None:
    """The number typed, with either decimal mark; None when it is not one.

    A comma is a decimal mark unless a full stop follows it ("1,200.5").
    """
    compact = "".join(text.split()).replace("−", "-")
    if "," in compact:
        compact = compact.replace(",", "" if "." in compact else ".")
    try:
        number = Decimal(compact)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def matches(typed: str, accepted: str, typos: int, heeds: Collection[Heed]) -> bool:
    """Whether what was typed is what is accepted, but for ``typos`` edits."""
    pair = (_bare(typed, heeds), _bare(accepted, heeds))
    return edit_distance(*pair) <= typos if typos else pair[0] == pair[1]


def _bare(text: str, heeds: Collection[Heed]) -> str:
    """``text`` without what is not heeded; spaces at its ends and in a row never count."""
    if Heed.CASE not in heeds:
        text = text.casefold()
    form = unicodedata.normalize("NFC" if Heed.ACCENTS in heeds else "NFKD", text)
    if Heed.ACCENTS not in heeds:
        form = "".join(c for c in form if not unicodedata.combining(c))
    if Heed.PUNCTUATION not in heeds:
        form = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in form)
    return " ".join(form.split())


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance between short answers."""
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        row = [i]
        for j, cb in enumerate(b, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (ca != cb)))
        previous = row
    return previous[-1]

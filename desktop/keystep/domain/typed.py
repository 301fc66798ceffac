"""What people type: numbers with either decimal mark, words with slips."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

DIGITS = 100
"""Nobody means a number with more, and arithmetic has its limits."""


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
    sane = number.is_finite() and abs(number.adjusted()) < DIGITS
    return number if sane else None


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


class Stretch(Struct, frozen=True):
    """Letters in a row: ``typed`` stands where ``wanted`` belongs.

    Where ``same`` they are equal but for what is forgiven. "" as ``typed``: nothing was typed
    there; "" as ``wanted``: nothing belongs there.
    """

    typed: str
    wanted: str
    same: bool


def differences(typed: str, wanted: str, heeds: Collection[Heed]) -> tuple[Stretch, ...]:
    """What was typed beside what is wanted, stretch by stretch; accents stay with their letters.

    Where less than half of the letters agree it is another word, and one stretch. The matching
    blocks are those of Ratcliff and Obershelp, as Python's difflib finds them.
    """
    ours, theirs = _letters(typed, heeds), _letters(wanted, heeds)
    matcher = SequenceMatcher(None, [key for _, key in ours], [key for _, key in theirs], False)
    agree = sum(block.size for block in matcher.get_matching_blocks())
    if 2 * agree < len(theirs):
        return (Stretch(_shown(ours), _shown(theirs), False),)
    return tuple(
        Stretch(_shown(ours[a:b]), _shown(theirs[c:d]), tag == "equal")
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def nearest(typed: str, answers: Sequence[str], heeds: Collection[Heed]) -> str:
    """The one of ``answers`` that takes the fewest edits; the first of them where none was meant,
    for it would take as many as half of its letters."""
    bare = _bare(typed, heeds)
    edits = [edit_distance(bare, _bare(answer, heeds)) for answer in answers]
    least = min(edits)
    found = answers[edits.index(least)]
    return found if 2 * least < len(found) else answers[0]


def _letters(text: str, heeds: Collection[Heed]) -> list[tuple[str, str]]:
    """Each letter as it was written, and as it is compared; spaces in a row are one.

    What does not count at the beginning or the end goes with the letter beside it.
    """
    found: list[tuple[str, str]] = []
    between = ""
    for letter in _clusters(text):
        key = _bare(letter, heeds)
        if not key:
            between += letter
        elif between and found:
            found += [(between, " "), (letter, key)]
            between = ""
        else:
            found.append((between.lstrip() + letter, key))
            between = ""
    if found and between.strip():
        shown, key = found[-1]
        found[-1] = (shown + between.rstrip(), key)
    return found


def _clusters(text: str) -> Iterator[str]:
    """Letters with the marks that belong to them."""
    cluster = ""
    for character in unicodedata.normalize("NFC", text):
        if cluster and not unicodedata.category(character).startswith("M"):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _shown(letters: list[tuple[str, str]]) -> str:
    return "".join(shown for shown, _ in letters)

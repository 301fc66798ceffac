"""Quiz items and how answers are graded.

Scores are whole thousandths (0 to 1000), because events carry no fractions.
"""

from __future__ import annotations

import hashlib
import unicodedata
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from msgspec import Struct

FULL_SCORE = 1000


class ItemType(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "truefalse"
    NUMERIC = "numeric"
    TEXT = "text"


class Confidence(StrEnum):
    GUESS = "guess"
    FAIRLY = "fairly"
    CERTAIN = "certain"


class Option(Struct, frozen=True):
    """One answer to choose; ``feedback`` is shown after checking whether chosen or not."""

    text: str
    right: bool = False
    feedback: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """One question.

    ``options`` serve single, multiple and truefalse; ``answer`` (decimal text), ``tolerance`` and
    ``unit`` serve numeric; ``accept``, ``typos`` and ``exact`` serve text.
    """

    id: str
    type: ItemType
    skill: str
    question: str
    options: tuple[Option, ...] = ()
    answer: str = ""
    tolerance: str = "0"
    unit: str = ""
    accept: tuple[str, ...] = ()
    typos: int = 0
    exact: bool = False
    feedback: str = ""

    @property
    def right_options(self) -> tuple[int, ...]:
        return tuple(i for i, option in enumerate(self.options) if option.right)

    @property
    def chance(self) -> int:
        """Thousandths of a full score that blind guessing earns on average."""
        if self.type in (ItemType.SINGLE, ItemType.TRUE_FALSE):
            return FULL_SCORE // len(self.options)
        return 0


class Quiz(Struct, frozen=True, kw_only=True):
    """A list of items; ``pass_mark`` is in per cent.

    ``shuffle``: the options of its items stand in another order in each run.
    """

    id: str
    title: str
    items: tuple[Item, ...]
    pass_mark: int = 80
    shuffle: bool = False

    def drawn(self, count: int, attempt: str) -> tuple[Item, ...]:
        """``count`` of the items, drawn anew in each run and in the pack's order; 0 for all."""
        lots = sorted(self.items, key=lambda item: _drawn(f"{attempt}/{self.id}/{item.id}"))
        chosen = lots[:count] if count else lots
        return tuple(item for item in self.items if item in chosen)

    def order(self, item: Item, attempt: str) -> tuple[int, ...]:
        """The options of ``item`` as a run shows them, by index in the pack's order."""
        kept = tuple(range(len(item.options)))
        if not self.shuffle or item.type is ItemType.TRUE_FALSE:
            return kept
        return tuple(sorted(kept, key=lambda n: _drawn(f"{attempt}/{item.id}/{n}")))


class Assessment(Struct, frozen=True, kw_only=True):
    """A pre and post test on parallel forms: ``forms`` are quiz ids of equal difficulty."""

    id: str
    title: str
    forms: tuple[str, ...]


class Choice(Struct, frozen=True, tag="choice"):
    """The options ticked, by index in the pack's order."""

    options: tuple[int, ...]


class Written(Struct, frozen=True, tag="written"):
    """What was typed, kept as typed."""

    text: str


Response = Choice | Written


class OptionVerdict(StrEnum):
    """What checking says of one option: chosen or not, right or not."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    LEFT_OUT = "left_out"


class Grade(Struct, frozen=True):
    """``score`` in thousandths; ``verdicts`` one per option, empty for typed answers."""

    score: int
    verdicts: tuple[OptionVerdict, ...] = ()

    @property
    def right(self) -> bool:
        return self.score == FULL_SCORE


def grade(item: Item, response: Response) -> Grade:
    """Grade ``response`` to ``item``.

    Multiple response earns (right chosen − wrong chosen) / right, not below 0: choosing everything
    earns nothing when half the options are wrong.
    """
    if isinstance(response, Choice):
        return _grade_choice(item, frozenset(response.options))
    if item.type is ItemType.NUMERIC:
        return Grade(FULL_SCORE if _close_enough(item, response.text) else 0)
    return Grade(FULL_SCORE if _text_matches(item, response.text) else 0)


def is_answered(item: Item, response: Response) -> bool:
    """Whether ``response`` says anything that can be graded."""
    if isinstance(response, Choice):
        return bool(response.options)
    if item.type is ItemType.NUMERIC:
        return parse_number(_without_unit(item, response.text)) is not None
    return bool(response.text.strip())


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


def quiz_score(scores: tuple[int, ...]) -> int:
    """Mean of item scores, in thousandths, rounded half up."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores)) if scores else 0


def _drawn(seed: str) -> bytes:
    """What looks like chance, and is the same on every machine for good."""
    return hashlib.sha256(seed.encode()).digest()


def _grade_choice(item: Item, chosen: frozenset[int]) -> Grade:
    right = frozenset(item.right_options)
    verdicts = tuple(_verdict(i in chosen, option.right) for i, option in enumerate(item.options))
    if item.type is not ItemType.MULTIPLE:
        return Grade(FULL_SCORE if chosen == right else 0, verdicts)
    earned = max(0, len(chosen & right) - len(chosen - right))
    return Grade(FULL_SCORE * earned // len(right) if right else 0, verdicts)


def _verdict(chosen: bool, right: bool) -> OptionVerdict:
    if chosen:
        return OptionVerdict.RIGHT if right else OptionVerdict.WRONG
    return OptionVerdict.MISSED if right else OptionVerdict.LEFT_OUT


def _without_unit(item: Item, text: str) -> str:
    """What was typed before the unit, however the unit ends: 60 min, 60 minutes."""
    number, unit, _ = text.strip().partition(item.unit) if item.unit else (text, "", "")
    return number if unit else text


def _close_enough(item: Item, text: str) -> bool:
    number = parse_number(_without_unit(item, text))
    return number is not None and abs(number - Decimal(item.answer)) <= Decimal(item.tolerance)


def _text_matches(item: Item, text: str) -> bool:
    if item.exact:
        return text.strip() in item.accept
    typed = _folded(text)
    return any(edit_distance(typed, _folded(accepted)) <= item.typos for accepted in item.accept)


def _folded(text: str) -> str:
    """Case, accents, punctuation and spacing do not decide an answer."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in bare if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def edit_distance(a: str, b: str) -> int:
    """Levenshtein distance between short answers."""
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        row = [i]
        for j, cb in enumerate(b, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (ca != cb)))
        previous = row
    return previous[-1]

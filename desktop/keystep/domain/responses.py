"""What a learner answers, and what it earned."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

FULL_SCORE = 1000
"""Scores are whole thousandths, because events carry no fractions."""

Index = Annotated[int, Meta(ge=0, le=1 << 32)]
Thousandths = Annotated[int, Meta(ge=0, le=1000)]


class Choice(Struct, frozen=True, tag="choice"):
    """The options ticked, by index in the pack's order."""

    options: tuple[int, ...]


class Written(Struct, frozen=True, tag="written"):
    """What was typed, kept as typed."""

    text: str


class Filled(Struct, frozen=True, tag="filled"):
    """What each gap of a cloze holds, in the order of its text."""

    gaps: tuple[Choice | Written, ...]


class Placed(Struct, frozen=True, tag="placed"):
    """Where each part was put, parts and places by index in the pack's order; None for nowhere."""

    places: tuple[Index | None, ...]


class Place(Struct, frozen=True):
    """Thousandths of a picture's width and height, from its top left corner."""

    x: Thousandths
    y: Thousandths


class Pointed(Struct, frozen=True, tag="pointed"):
    """The places of a picture that were pointed at, in that order."""

    places: tuple[Place, ...]


Response = Choice | Written | Filled | Placed | Pointed


class PartVerdict(StrEnum):
    """What checking says of one part of an answer: given or not, right or not."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    LEFT_OUT = "left_out"


class Grade(Struct, frozen=True):
    """``score`` in thousandths, None for what is not graded.

    ``verdicts`` are one for each part that was asked for, as the interaction says; () for an answer
    of one part that was typed.
    """

    score: int | None
    verdicts: tuple[PartVerdict, ...] = ()

    @property
    def right(self) -> bool:
        return self.score == FULL_SCORE


def share(earned: int, of: int) -> int:
    """``earned`` of ``of`` parts, in thousandths and never below 0."""
    return FULL_SCORE * max(earned, 0) // of if of else 0

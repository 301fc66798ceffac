"""What people sign in with at a kiosk, and what is too easily guessed."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise

from keystep.errors import UsageError

SHORTEST_PIN, LONGEST_PIN = 4, 8
FEWEST_PICTURES, MOST_PICTURES = 3, 5
PICTURES = (
    *("sun", "tree", "fish", "bird", "cat", "flower"),
    *("cup", "bicycle", "umbrella", "boat", "key", "bell"),
)
"""The names of the pictures of which a password is made, in the order in which they stand."""
SHORTEST_BADGE, LONGEST_BADGE = 4, 64
DIGITS = "0123456789"
COLUMN = ("2580", "0852")
"""Down the middle of a keypad, and up."""
_AGAIN = re.compile(r"(\d+)\1+")
_YEAR = re.compile(r"19\d\d|20[0-3]\d")


class Way(StrEnum):
    """How somebody shows that it is them: digits, pictures in an order, or a badge."""

    PIN = "pin"
    PICTURES = "pictures"
    BADGE = "badge"


def refuse_weak(way: Way, secret: str) -> None:
    """Raises UsageError for what others would try first, or what is none."""
    _REFUSALS[way](secret)


def _refuse_weak_pin(pin: str) -> None:
    if not SHORTEST_PIN <= len(pin) <= LONGEST_PIN or not set(pin) <= set(DIGITS):
        raise UsageError(
            "A PIN has {least} to {most} digits. Choose another one.",
            least=SHORTEST_PIN,
            most=LONGEST_PIN,
        )
    if _AGAIN.fullmatch(pin):
        raise UsageError(
            "This PIN is one of the first that anybody would try here: the same digits again. "
            "Choose another one."
        )
    if pin in COLUMN or len(_steps(pin)) == 1:
        raise UsageError(
            "This PIN is one of the first that anybody would try here: digits in a row. Choose "
            "another one."
        )
    if _YEAR.fullmatch(pin):
        raise UsageError(
            "This PIN is one of the first that anybody would try here: a year. Choose another one."
        )


def _steps(pin: str) -> set[int]:
    """How far it is from each digit to the next; 0 comes after 9."""
    return {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}


def _refuse_weak_pictures(pictures: str) -> None:
    chosen = pictures.split()
    if not FEWEST_PICTURES <= len(chosen) <= MOST_PICTURES or not set(chosen) <= set(PICTURES):
        raise UsageError(
            "To sign in with pictures takes {least} to {most} of them. Choose as many, one by one.",
            least=FEWEST_PICTURES,
            most=MOST_PICTURES,
        )
    if len(set(chosen)) == 1:
        raise UsageError("That is one picture again and again. Choose other pictures as well.")


def _refuse_weak_badge(badge: str) -> None:
    if not SHORTEST_BADGE <= len(badge) <= LONGEST_BADGE or not badge.isprintable():
        raise UsageError(
            "That was not read as a badge: one has {least} to {most} characters. Try again, "
            "with the badge close to the reader.",
            least=SHORTEST_BADGE,
            most=LONGEST_BADGE,
        )


_REFUSALS = {
    Way.PIN: _refuse_weak_pin,
    Way.PICTURES: _refuse_weak_pictures,
    Way.BADGE: _refuse_weak_badge,
}

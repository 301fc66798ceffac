"""Who answers for a pack, and when it is to be looked at again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec import Struct

from keystep.domain.words import one_line
from keystep.errors import UsageError

LONGEST_OWNER = 80
LONGEST_NOTE = 500
SOON = timedelta(days=30)


class Review(Struct, frozen=True, kw_only=True):
    """Somebody looked through a version and found it right; ``note`` is what they wrote of it."""

    version: str
    by: str
    at: datetime
    note: str = ""


class Care(Struct, frozen=True, kw_only=True):
    """What the office decided of a pack; "" and None leave it as the manifest says.

    ``review_by`` holds for ``version`` only: a later one brings its own date.
    """

    owner: str = ""
    version: str = ""
    review_by: date | None = None
    reviews: tuple[Review, ...] = ()

    def review_of(self, version: str, stated: date) -> date:
        """When ``version`` is to be looked at, which its manifest ``stated``."""
        decided = self.review_by if version == self.version else None
        return decided or stated


def owner_name(text: str) -> str:
    """An owner's name on one line, "" for the manifest's. Raises UsageError if it is too long."""
    words = "An owner's name has at most {most} characters. Choose a shorter one."
    return _short(text, LONGEST_OWNER, words)


def review_note(text: str) -> str:
    """A note on one line. Raises UsageError where it is too long."""
    words = "A note has at most {most} characters. Say it in fewer."
    return _short(text, LONGEST_NOTE, words)


def _short(text: str, most: int, words: str) -> str:
    line = one_line(text)
    if len(line) > most:
        raise UsageError(words, most=most)
    return line

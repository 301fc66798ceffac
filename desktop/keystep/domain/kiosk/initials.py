"""What a kiosk calls people where everybody can read it: initials and a short name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from keystep.domain.ports import Learner

MOST_LETTERS = 3
"""Initials have two letters, and up to so many where somebody else has the same two."""
VIRAMA = 9
_ALIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_APART = "\N{ZERO WIDTH NON-JOINER}"
_ARTICLE = re.compile(r"\A(?:(?:al|el)[-\u2010\u2011](?=\w)|ال(?=\w{3}))", re.IGNORECASE)
_TURNS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Signs that turn the direction of writing: in a part of a name they would turn what follows it."""
_BEFORE = re.compile(r"\A(?:\W|[\u0e40-\u0e44\u0ec0-\u0ec4])+(?=\w)")
"""What stands before the first letter: marks, and in Thai and Lao some of its vowels."""


class Person(Struct, frozen=True):
    """Somebody of the roster. ``shown`` is nobody else's; ``initials`` may be, though seldom."""

    learner: Learner
    initials: str
    shown: str


def people_of(learners: Iterable[Learner]) -> list[Person]:
    """Everybody in the order of their names, letters with and without marks alike."""
    ordered = sorted(learners, key=lambda one: (folded(one.name), one.id))
    called = _all_initials([_initials(_parts(one.name)) for one in ordered])
    shown = _all_shown(ordered)
    return [Person(*row) for row in zip(ordered, called, shown, strict=True)]


def initials(name: str) -> str:
    """ "AO" for Amara Osei: the first letters of the first and the last part of the name.

    An article that is written together with a part does not count. Of a name without spaces, as
    in Chinese, it is the first letter; letters of Arabic stand apart.
    """
    return _initials(_parts(name))[0]


def folded(text: str) -> str:
    """``text`` without case, marks and what cannot be seen, to compare names by."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    return "".join(
        letter
        for letter in apart
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )


def _all_initials(rows: Sequence[Sequence[str]]) -> list[str]:
    """Whoever cannot be told apart by more letters has no more than others."""
    told = _told_apart(rows)
    common = Counter(map(str.casefold, told))
    return [
        row[0] if common[one.casefold()] > 1 else one for row, one in zip(rows, told, strict=True)
    ]


def _all_shown(learners: Sequence[Learner]) -> list[str]:
    """Whoever has one name and team with somebody else is counted."""
    told = _told_apart([_shown(one) for one in learners])
    common, met = Counter(map(str.casefold, told)), Counter[str]()
    return [
        _counted(learner, met) if common[one.casefold()] > 1 else one
        for learner, one in zip(learners, told, strict=True)
    ]


def _counted(learner: Learner, met: Counter[str]) -> str:
    whole = " ".join(_parts(learner.name))
    met[whole.casefold()] += 1
    return f"{whole} ({met[whole.casefold()]})"


def _told_apart(rows: Sequence[Sequence[str]]) -> list[str]:
    """Of each row of longer and longer forms the first that is in nobody else's place, else the
    last."""
    at = [0] * len(rows)
    while True:
        same = defaultdict(list)
        for n, row in enumerate(rows):
            same[row[at[n]].casefold()].append(n)
        shared = [n for those in same.values() if len(those) > 1 for n in those]
        longer = [n for n in shared if at[n] + 1 < len(rows[n])]
        if not longer:
            return [row[n] for row, n in zip(rows, at, strict=True)]
        for n in longer:
            at[n] += 1


def _parts(name: str) -> list[str]:
    return name.translate(_TURNS).split()


def _initials(parts: Sequence[str]) -> list[str]:
    """Longer and longer: AO, AOs."""
    if not parts:
        return [""]
    first, last = _letters(parts[0]), _letters(parts[-1])
    if len(parts) == 1:
        return [_beside(first[:many]) for many in range(1, len(first[:MOST_LETTERS]) + 1)]
    if parts[-1].isdecimal():
        return [_beside([first[0], *last[:MOST_LETTERS]])]
    most = len(last[: MOST_LETTERS - 1])
    return [_beside([first[0], last[0].title(), *last[1:many]]) for many in range(1, most + 1)]


def _shown(learner: Learner) -> list[str]:
    """Longer and longer: Amara O., Amara Os., Amara Osei, and with middle names and team."""
    parts = _parts(learner.name)
    whole = " ".join(parts)
    forms = [*_shortened(parts), whole] if len(parts) > 1 else [whole]
    return [*forms, f"{whole}, {learner.team}"] if learner.team else forms


def _shortened(parts: Sequence[str]) -> list[str]:
    """A number tells nothing in parts, and what is written without spaces is short as it is."""
    first, last = parts[0], parts[-1]
    letters = _letters(last)
    if last.isdecimal() or unicodedata.east_asian_width(letters[0][0]) == "W":
        return [f"{first} {last}"]
    beginnings = ["".join(letters[:many]) for many in range(1, len(letters))]
    return [*(f"{first} {beginning}." for beginning in beginnings), f"{first} {last}"]


def _beside(letters: Sequence[str]) -> str:
    """Letters as initials: the first a capital, and none of them joined to the next."""
    joins = any(unicodedata.bidirectional(letter[0]) == "AL" for letter in letters)
    return (_APART if joins else "").join((letters[0].title(), *letters[1:]))


def _letters(part: str) -> list[str]:
    """The letters of a part of a name, each with the marks that belong to it."""
    plain = _ARTICLE.sub("", _BEFORE.sub("", unicodedata.normalize("NFC", part)))
    letters = list[str]()
    for letter in plain:
        if letters and (_is_mark(letter) or unicodedata.combining(letters[-1][-1]) == VIRAMA):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters or [part]


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"

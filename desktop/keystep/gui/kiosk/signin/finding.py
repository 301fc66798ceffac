"""People in pages, and those whom some letters mean."""

from __future__ import annotations

from collections.abc import Sequence

from keystep.content.search.folding import folded
from keystep.services.kiosk.signing_in import Person

Pages = tuple[tuple[Person, ...], ...]


def in_pages(people: Sequence[Person], size: int) -> Pages:
    """``people`` in their order, ``size`` on a page; one empty page for nobody."""
    starts = range(0, max(len(people), 1), size)
    return tuple(tuple(people[start : start + size]) for start in starts)


def ends(page: Sequence[Person]) -> tuple[str, str]:
    """The letters that a page begins and ends with; "" for an empty one."""
    if not page:
        return "", ""
    return page[0].initials[:1].upper(), page[-1].initials[:1].upper()


def found(people: Sequence[Person], typed: str) -> list[Person]:
    """Whom ``typed`` means: initials that begin so, then names that do, then names in which each of
    the words begins one.

    Nothing typed means everybody.
    """
    words = folded(typed).split()
    ranked = [(_rank(one, words), one) for one in people]
    return [one for wanted in range(OTHERS) for rank, one in ranked if rank == wanted]


OTHERS = 3
"""The rank of whoever is not meant."""


def _rank(person: Person, words: Sequence[str]) -> int:
    name = folded(f"{person.learner.name} {person.shown}")
    if folded(person.initials).startswith("".join(words)):
        return 0
    if name.startswith(" ".join(words)):
        return 1
    parts = name.split()
    means = all(any(part.startswith(word) for part in parts) for word in words)
    return 2 if means else OTHERS

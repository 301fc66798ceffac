"""Questions that are answered by putting parts into places."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import factorial
from typing import ClassVar

from msgspec import Struct

from keystep.domain.interactions.asks import RIGHT, Asks, Mixing, counted, told
from keystep.domain.responses import (
    FULL_SCORE,
    Grade,
    PartVerdict,
    Placed,
    Response,
    share,
)


class Pair(Struct, frozen=True, kw_only=True):
    """What belongs together."""

    left: str
    right: str
    feedback: str = ""


class Matching(Asks, frozen=True, kw_only=True, tag="matching"):
    """To each left what belongs to it, among the rights and ``others`` that belong to none.

    Places of lefts are indices into ``rights``; verdicts are one for each pair.
    """

    mixing: ClassVar[Mixing] = Mixing.ALWAYS
    pairs: tuple[Pair, ...]
    others: tuple[str, ...] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        return (*(pair.right for pair in self.pairs), *self.others)

    @property
    def parts(self) -> int:
        return len(self.rights)

    @property
    def chance(self) -> int:
        return FULL_SCORE // len(self.rights)

    @property
    def solution(self) -> Response:
        return Placed(tuple(range(len(self.pairs))))

    def is_answered(self, response: Response) -> bool:
        return _placed_all(response, len(self.pairs))

    def grade(self, response: Response) -> Grade:
        return _put(response, tuple(range(len(self.pairs))))


class Thing(Struct, frozen=True, kw_only=True):
    """Something to sort."""

    text: str
    feedback: str = ""


class Bin(Struct, frozen=True, kw_only=True):
    """A category, and what belongs there."""

    title: str
    things: tuple[Thing, ...]


class Categorise(Asks, frozen=True, kw_only=True, tag="categorise"):
    """Places of things are indices into ``bins``; verdicts are one for each thing."""

    mixing: ClassVar[Mixing] = Mixing.ALWAYS
    bins: tuple[Bin, ...]

    @property
    def things(self) -> tuple[Thing, ...]:
        return tuple(thing for each in self.bins for thing in each.things)

    @property
    def parts(self) -> int:
        return len(self.things)

    @property
    def chance(self) -> int:
        return FULL_SCORE // len(self.bins)

    @property
    def solution(self) -> Response:
        return Placed(tuple(n for n, each in enumerate(self.bins) for _ in each.things))

    def is_answered(self, response: Response) -> bool:
        return _placed_all(response, len(self.things))

    def grade(self, response: Response) -> Grade:
        return _put(response, tuple(n for n, each in enumerate(self.bins) for _ in each.things))


class Ordering(Asks, frozen=True, kw_only=True, tag="ordering"):
    """``pieces`` stand in the right order; a response gives each the place where it was put.

    It earns Kendall's τ (Biometrika 30, 1938) where that is positive: the pairs of pieces in the
    right order less those in the wrong one, of all. Verdicts are one for each piece: right where it
    stands in its own place.
    """

    mixing: ClassVar[Mixing] = Mixing.ALWAYS
    pieces: tuple[str, ...]

    @property
    def parts(self) -> int:
        return len(self.pieces)

    @property
    def chance(self) -> int:
        return _tau_of_chance(len(self.pieces))

    @property
    def solution(self) -> Response:
        return Placed(tuple(range(len(self.pieces))))

    def is_answered(self, response: Response) -> bool:
        return self._places(response) is not None

    def grade(self, response: Response) -> Grade:
        places = self._places(response)
        if places is None:
            return Grade(0, (PartVerdict.MISSED,) * len(self.pieces))
        pairs = tuple(combinations(places, 2))
        verdicts = (RIGHT if n == place else PartVerdict.WRONG for n, place in enumerate(places))
        kept = sum(1 if before < after else -1 for before, after in pairs)
        return Grade(share(kept, len(pairs)), tuple(verdicts))

    def _places(self, response: Response) -> tuple[int, ...] | None:
        if not isinstance(response, Placed):
            return None
        places = tuple(place for place in response.places if place is not None)
        return places if sorted(places) == list(range(len(self.pieces))) else None


def _placed_all(response: Response, parts: int) -> bool:
    """Half an answer is none: nothing is lost by placing the rest."""
    if not isinstance(response, Placed) or len(response.places) != parts:
        return False
    return None not in response.places


def _put(response: Response, belongs: tuple[int, ...]) -> Grade:
    """One verdict for each part; MISSED where it was put nowhere."""
    places = response.places if isinstance(response, Placed) else ()
    verdicts = list[PartVerdict]()
    for n, right in enumerate(belongs):
        place = places[n] if n < len(places) else None
        verdicts.append(told(place is not None, place in (None, right)))
    return counted(verdicts)


@cache
def _tau_of_chance(pieces: int) -> int:
    """The mean of what orders at random earn, in thousandths; by their numbers of inversions."""
    orders = [1]
    for size in range(2, pieces + 1):
        longer = len(orders) + size - 1
        orders = [sum(orders[max(0, n - size + 1) : n + 1]) for n in range(longer)]
    pairs = pieces * (pieces - 1) // 2
    earned = sum(many * share(pairs - 2 * swaps, pairs) for swaps, many in enumerate(orders))
    return earned // factorial(pieces)

"""The kinds of questions: what each asks for, and how an answer to it is graded.

Names follow QTI 3.0's interactions. Grading is pure, and never depends on the order in which parts
were shown. An answer of another kind than asked for earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import combinations
from math import factorial
from typing import ClassVar, Protocol

from msgspec import Struct

from keystep.domain.responses import (
    FULL_SCORE,
    Choice,
    Filled,
    Grade,
    PartVerdict,
    Place,
    Placed,
    Pointed,
    Response,
    Written,
    share,
)
from keystep.domain.typed import Heed, matches, parse_number


class Mixing(StrEnum):
    """Whether what is shown stands in another order in each run."""

    NEVER = "never"
    AS_WANTED = "as_wanted"
    ALWAYS = "always"


class Asks(Protocol):
    """What every kind of question answers.

    ``parts``: how many parts are shown in an order that ``mixing`` governs. ``chance``: thousandths
    of a full score that blind guessing earns on average. ``solution`` earns everything, where
    anything does.
    """

    mixing: ClassVar[Mixing]

    @property
    def parts(self) -> int: ...

    @property
    def chance(self) -> int: ...

    @property
    def solution(self) -> Response: ...

    def is_answered(self, response: Response) -> bool:
        """Whether ``response`` says anything that can be graded."""

    def grade(self, response: Response) -> Grade:
        """What ``response`` earns, part by part."""


class Option(Struct, frozen=True):
    """One answer to choose; ``feedback`` is shown after checking whether chosen or not.

    ``weight`` in per cent: what a wrong option of a single choice earns all the same, or what a
    right one of a multiple response is worth; 0 for nothing, and for equal parts.
    """

    text: str
    right: bool = False
    feedback: str = ""
    weight: int = 0


class _Choosing(Struct, frozen=True, kw_only=True):
    """Verdicts are one for each option."""

    mixing: ClassVar[Mixing] = Mixing.AS_WANTED
    options: tuple[Option, ...]

    @property
    def right_options(self) -> tuple[int, ...]:
        return tuple(i for i, option in enumerate(self.options) if option.right)

    @property
    def parts(self) -> int:
        return len(self.options)

    @property
    def chance(self) -> int:
        return FULL_SCORE // len(self.options)

    @property
    def solution(self) -> Response:
        return Choice(self.right_options)

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, Choice) and bool(response.options)

    def grade(self, response: Response) -> Grade:
        chosen = frozenset(response.options if isinstance(response, Choice) else ())
        verdicts = (_told(i in chosen, option.right) for i, option in enumerate(self.options))
        known = chosen & frozenset(range(len(self.options)))
        return Grade(self._score(known) if known == chosen else 0, tuple(verdicts))

    def _score(self, chosen: frozenset[int]) -> int:
        return FULL_SCORE if chosen == frozenset(self.right_options) else 0


class SingleChoice(_Choosing, frozen=True, kw_only=True, tag="single"):
    """One of the options is right; others may earn a part."""

    def _score(self, chosen: frozenset[int]) -> int:
        (one,) = chosen if len(chosen) == 1 else (None,)
        if one is None or self.options[one].right:
            return super()._score(chosen)
        return share(self.options[one].weight, 100)


class TrueFalse(_Choosing, frozen=True, kw_only=True, tag="truefalse"):
    """Two options, true first."""

    mixing: ClassVar[Mixing] = Mixing.NEVER


class MultipleResponse(_Choosing, frozen=True, kw_only=True, tag="multiple"):
    """Any number of the options are right.

    It earns (right chosen − wrong chosen) / right, not below 0: choosing everything earns nothing
    when half the options are wrong. Where right options have weights, those are what they add.
    """

    @property
    def chance(self) -> int:
        return 0

    def _score(self, chosen: frozenset[int]) -> int:
        right = frozenset(self.right_options)
        wrong = len(chosen - right)
        weights = sum(self.options[n].weight for n in chosen & right)
        if not weights:
            return share(len(chosen & right) - wrong, len(right))
        return share(weights * len(right) - wrong * 100, 100 * len(right))


class _Typing(Struct, frozen=True, kw_only=True):
    """One answer that is typed; it is right or not."""

    mixing: ClassVar[Mixing] = Mixing.NEVER

    @property
    def parts(self) -> int:
        return 0

    @property
    def chance(self) -> int:
        return 0

    @property
    def solution(self) -> Response:
        return Written(self.model)

    @property
    def model(self) -> str:
        """The answer as its author would write it."""
        raise NotImplementedError

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, Written) and bool(response.text.strip())

    def grade(self, response: Response) -> Grade:
        right = isinstance(response, Written) and self._accepts(response.text)
        return Grade(FULL_SCORE if right else 0)

    def _accepts(self, text: str) -> bool:
        raise NotImplementedError


class Numeric(_Typing, frozen=True, kw_only=True, tag="numeric"):
    """``answer`` and ``tolerance`` are decimal text."""

    answer: str
    tolerance: str = "0"
    unit: str = ""

    @property
    def model(self) -> str:
        return f"{self.answer} {self.unit}".strip()

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, Written) and self._number(response.text) is not None

    def _accepts(self, text: str) -> bool:
        number = self._number(text)
        return number is not None and abs(number - Decimal(self.answer)) <= Decimal(self.tolerance)

    def _number(self, text: str) -> Decimal | None:
        """What was typed before the unit, however the unit ends: 60 min, 60 minutes."""
        number, unit, _ = text.strip().partition(self.unit) if self.unit else (text, "", "")
        return parse_number(number if unit else text)


class ShortText(_Typing, frozen=True, kw_only=True, tag="text"):
    """Any of ``accept`` is right, but for ``typos`` edits and what is not in ``heed``."""

    accept: tuple[str, ...]
    typos: int = 0
    heed: tuple[Heed, ...] = ()

    @property
    def model(self) -> str:
        return self.accept[0]

    def _accepts(self, text: str) -> bool:
        return any(matches(text, accepted, self.typos, self.heed) for accepted in self.accept)


class Reflection(_Typing, frozen=True, kw_only=True, tag="reflection"):
    """Something to think about, which nobody grades."""

    @property
    def model(self) -> str:
        return ""

    def grade(self, response: Response) -> Grade:
        return Grade(None)


class Gap(Struct, frozen=True, kw_only=True):
    """``id`` stands in braces in the text of the cloze; ``entry`` says what belongs there."""

    id: str
    entry: SingleChoice | ShortText


class Cloze(Struct, frozen=True, kw_only=True, tag="cloze"):
    """A text with ``{gaps}``, each once and in this order. Verdicts are one for each gap."""

    mixing: ClassVar[Mixing] = Mixing.NEVER
    text: str
    gaps: tuple[Gap, ...]

    @property
    def around(self) -> tuple[str, ...]:
        """The text before the first gap, between each two, and after the last."""
        rest, found = self.text, list[str]()
        for gap in self.gaps:
            before, _, rest = rest.partition(f"{{{gap.id}}}")
            found.append(before)
        return (*found, rest)

    @property
    def parts(self) -> int:
        return 0

    @property
    def chance(self) -> int:
        return sum(gap.entry.chance for gap in self.gaps) // len(self.gaps)

    @property
    def solution(self) -> Response:
        return Filled(tuple(self._solutions()))

    def _solutions(self) -> Iterator[Choice | Written]:
        for gap in self.gaps:
            if isinstance(gap.entry, SingleChoice):
                yield Choice(gap.entry.right_options)
            else:
                yield Written(gap.entry.model)

    def is_answered(self, response: Response) -> bool:
        given = response.gaps if isinstance(response, Filled) else ()
        return any(gap.entry.is_answered(one) for gap, one in zip(self.gaps, given, strict=False))

    def grade(self, response: Response) -> Grade:
        given = response.gaps if isinstance(response, Filled) else ()
        verdicts = list[PartVerdict]()
        for n, gap in enumerate(self.gaps):
            one = given[n] if n < len(given) else Written("")
            is_given = gap.entry.is_answered(one)
            verdicts.append(_told(is_given, not is_given or gap.entry.grade(one).right))
        return _counted(verdicts)


class Pair(Struct, frozen=True, kw_only=True):
    """What belongs together."""

    left: str
    right: str
    feedback: str = ""


class Matching(Struct, frozen=True, kw_only=True, tag="matching"):
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


class Categorise(Struct, frozen=True, kw_only=True, tag="categorise"):
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


class Ordering(Struct, frozen=True, kw_only=True, tag="ordering"):
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


class Region(Struct, frozen=True, kw_only=True):
    """A part of a picture, in thousandths of its width and height from its top left corner."""

    title: str
    x: int
    y: int
    width: int
    height: int
    right: bool = False
    feedback: str = ""

    def holds(self, place: Place) -> bool:
        across, down = place.x - self.x, place.y - self.y
        return 0 <= across <= self.width and 0 <= down <= self.height

    @property
    def middle(self) -> Place:
        return Place(self.x + self.width // 2, self.y + self.height // 2)


class ImageHotspot(Struct, frozen=True, kw_only=True, tag="hotspot"):
    """Every right region of the item's picture is to be pointed at.

    It earns (right regions found − other places pointed at) / right regions, not below 0. Verdicts
    are one for each place that was pointed at, then MISSED for each right region not found.
    """

    mixing: ClassVar[Mixing] = Mixing.NEVER
    regions: tuple[Region, ...]

    @property
    def wanted(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.right)

    @property
    def parts(self) -> int:
        return 0

    @property
    def chance(self) -> int:
        """The share of the picture that is right."""
        covered = sum(region.width * region.height for region in self.wanted)
        return min(FULL_SCORE, covered // FULL_SCORE) // max(len(self.wanted), 1)

    @property
    def solution(self) -> Response:
        return Pointed(tuple(region.middle for region in self.wanted))

    def region_at(self, place: Place) -> Region | None:
        """The smallest region there, or None."""
        there = [region for region in self.regions if region.holds(place)]
        return min(there, key=lambda region: region.width * region.height, default=None)

    def is_answered(self, response: Response) -> bool:
        return isinstance(response, Pointed) and bool(response.places)

    def grade(self, response: Response) -> Grade:
        places = response.places if isinstance(response, Pointed) else ()
        found, verdicts = list[Region](), list[PartVerdict]()
        for place in places:
            region = self.region_at(place)
            is_new = region is not None and region.right and region not in found
            verdicts.append(RIGHT if is_new else PartVerdict.WRONG)
            if region is not None and is_new:
                found.append(region)
        missed = len(self.wanted) - len(found)
        earned = len(found) - verdicts.count(PartVerdict.WRONG)
        told = (*verdicts, *(PartVerdict.MISSED,) * missed)
        return Grade(share(earned, len(self.wanted)), told)


Interaction = (
    SingleChoice
    | TrueFalse
    | MultipleResponse
    | Numeric
    | ShortText
    | Cloze
    | Matching
    | Ordering
    | ImageHotspot
    | Categorise
    | Reflection
)

RIGHT = PartVerdict.RIGHT


def _told(given: bool, right: bool) -> PartVerdict:
    if given:
        return RIGHT if right else PartVerdict.WRONG
    return PartVerdict.MISSED if right else PartVerdict.LEFT_OUT


def _counted(verdicts: list[PartVerdict]) -> Grade:
    return Grade(share(verdicts.count(RIGHT), len(verdicts)), tuple(verdicts))


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
        verdicts.append(_told(place is not None, place in (None, right)))
    return _counted(verdicts)


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

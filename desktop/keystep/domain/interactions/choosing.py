"""Questions that are answered by choosing among options."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from keystep.domain.interactions.asks import Asks, Mixing, told
from keystep.domain.responses import FULL_SCORE, Choice, Grade, Response, share


class Option(Struct, frozen=True):
    """One answer to choose; ``feedback`` is shown after checking whether chosen or not.

    ``weight`` in per cent: what a wrong option of a single choice earns all the same, or what a
    right one of a multiple response is worth; 0 for nothing, and for equal parts.
    """

    text: str
    right: bool = False
    feedback: str = ""
    weight: int = 0


class _Choosing(Asks, frozen=True, kw_only=True):
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
        verdicts = (told(i in chosen, option.right) for i, option in enumerate(self.options))
        known = chosen & frozenset(range(len(self.options)))
        return Grade(self._score(known) if known == chosen else 0, tuple(verdicts))

    def _score(self, chosen: frozenset[int]) -> int:
        return FULL_SCORE if chosen == frozenset(self.right_options) else 0


class SingleChoice(_Choosing, frozen=True, kw_only=True, tag="single"):
    """One of the options is right; others may earn a part."""

    @property
    def chance(self) -> int:
        return sum(self._score(frozenset({n})) for n in range(self.parts)) // self.parts

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

"""A text with gaps to fill."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from keystep.domain.interactions.asks import Asks, counted, told
from keystep.domain.interactions.choosing import SingleChoice
from keystep.domain.interactions.writing import ShortText
from keystep.domain.responses import (
    FULL_SCORE,
    Choice,
    Filled,
    Grade,
    PartVerdict,
    Response,
    Written,
)


class Gap(Struct, frozen=True, kw_only=True):
    """``id`` stands in braces in the text of the cloze; ``entry`` says what belongs there."""

    id: str
    entry: SingleChoice | ShortText


class Cloze(Asks, frozen=True, kw_only=True, tag="cloze"):
    """A text with ``{gaps}``, each once and in this order. Verdicts are one for each gap."""

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
    def chance(self) -> int:
        """Of each gap one option counts, whatever others are worth; words cannot be guessed."""
        options = (gap.entry.parts for gap in self.gaps)
        return sum(FULL_SCORE // parts for parts in options if parts) // len(self.gaps)

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
            verdicts.append(told(is_given, not is_given or gap.entry.grade(one).right))
        return counted(verdicts)

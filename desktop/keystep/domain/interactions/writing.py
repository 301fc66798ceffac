"""Questions that are answered in one's own words or figures."""

from __future__ import annotations

from decimal import Decimal

from keystep.domain.interactions.asks import Asks
from keystep.domain.responses import FULL_SCORE, Grade, Response, Written
from keystep.domain.typed import Heed, matches, parse_number


class _Writing(Asks, frozen=True, kw_only=True):
    """One answer that is typed; it is right or not."""

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


class Numeric(_Writing, frozen=True, kw_only=True, tag="numeric"):
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


class ShortText(_Writing, frozen=True, kw_only=True, tag="text"):
    """Any of ``accept`` is right, but for ``typos`` edits and what is not in ``heed``."""

    accept: tuple[str, ...]
    typos: int = 0
    heed: tuple[Heed, ...] = ()

    @property
    def model(self) -> str:
        return self.accept[0]

    def _accepts(self, text: str) -> bool:
        return any(matches(text, accepted, self.typos, self.heed) for accepted in self.accept)


class Reflection(_Writing, frozen=True, kw_only=True, tag="reflection"):
    """Something to think about, which nobody grades."""

    @property
    def model(self) -> str:
        return ""

    def grade(self, response: Response) -> Grade:
        return Grade(None)

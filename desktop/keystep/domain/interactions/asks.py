"""What every kind of question answers."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from keystep.domain.responses import Grade, PartVerdict, Response, share

RIGHT = PartVerdict.RIGHT


class Mixing(StrEnum):
    """Whether what is shown stands in another order in each run."""

    NEVER = "never"
    AS_WANTED = "as_wanted"
    ALWAYS = "always"


class Asks(Struct, frozen=True, kw_only=True):
    """What is asked for; ``mixing`` governs the order in which its parts are shown."""

    mixing: ClassVar[Mixing] = Mixing.NEVER

    @property
    def parts(self) -> int:
        """How many parts are shown in an order that may change."""
        return 0

    @property
    def chance(self) -> int:
        """Thousandths of a full score that blind guessing earns on average."""
        return 0

    @property
    def solution(self) -> Response:
        """What earns everything, where anything does."""
        raise NotImplementedError

    def is_answered(self, response: Response) -> bool:
        """Whether ``response`` says all that is needed to grade it."""
        raise NotImplementedError

    def grade(self, response: Response) -> Grade:
        """What ``response`` earns, part by part."""
        raise NotImplementedError


def told(given: bool, right: bool) -> PartVerdict:
    if given:
        return RIGHT if right else PartVerdict.WRONG
    return PartVerdict.MISSED if right else PartVerdict.LEFT_OUT


def counted(verdicts: Sequence[PartVerdict]) -> Grade:
    return Grade(share(verdicts.count(RIGHT), len(verdicts)), tuple(verdicts))

"""Work begun ahead: in order, one at a time, and not before there is time for it."""

from __future__ import annotations

from threading import Event

import pytest

from keystep.services.ahead import Ahead


def test_each_outcome_comes_in_order() -> None:
    with Ahead(str, range(5)) as ahead:
        assert list(ahead) == ["0", "1", "2", "3", "4"]
        assert list(ahead) == []


def test_the_next_is_begun_when_told_and_only_that() -> None:
    begun, second = list[int](), Event()

    def work(number: int) -> int:
        begun.append(number)
        if number == 1:
            second.set()
        return number

    with Ahead(work, range(4)) as ahead:
        outcomes = iter(ahead)
        assert next(outcomes) == 0
        assert begun == [0]
        ahead.begin()
        ahead.begin()
        assert second.wait(30)
        assert begun == [0, 1]
        assert list(outcomes) == [1, 2, 3]


def test_what_fails_is_told_to_who_asks_for_it() -> None:
    def work(number: int) -> float:
        return 1 / number

    with Ahead(work, [1, 0, 2]) as ahead:
        outcomes = iter(ahead)
        assert next(outcomes) == 1
        ahead.begin()
        with pytest.raises(ZeroDivisionError):
            next(outcomes)

"""Patience: how long to wait, and what is worth a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from keystep.errors import ShareUnreachable
from keystep.services.courier import Told, pause_after, watch
from keystep.services.syncing import Synced

MIDDLE = 0.5
QUIET = Synced(enrolled=True)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 15), (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (5_000, 30)]
)
def test_failures_make_it_wait_longer_up_to_half_an_hour(failures: int, minutes: int) -> None:
    assert pause_after(failures, MIDDLE) == timedelta(minutes=minutes)


def test_jitter_spreads_by_a_fifth() -> None:
    assert pause_after(0, 0.0) == timedelta(minutes=12)
    assert pause_after(0, 1.0) == timedelta(minutes=18)


def watched(*results: Synced | Exception) -> tuple[list[Told], list[timedelta]]:
    """What is told and how long is waited while syncs end like ``results``."""
    left, told, waits = list(results), list[Told](), list[timedelta]()

    def sync() -> Synced:
        result = left.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def wait(pause: timedelta) -> bool:
        waits.append(pause)
        return not left

    jitter: Callable[[], float] = lambda: MIDDLE  # noqa: E731
    watch(sync, wait, told.append, jitter)
    return told, waits


def away() -> ShareUnreachable:
    return ShareUnreachable("The folder is away.")


def test_a_lasting_state_is_told_once() -> None:
    told, _ = watched(QUIET, QUIET, QUIET)
    assert told == [QUIET]


def test_what_left_or_came_is_told_every_time() -> None:
    sent, packs = Synced(enrolled=True, published=1), Synced(enrolled=True, packs=("a 1.0.0",))
    assert watched(QUIET, sent, QUIET, sent, packs)[0] == [QUIET, sent, sent, packs]


def test_a_trouble_is_told_once_and_so_is_its_end() -> None:
    told, waits = watched(QUIET, away(), away(), QUIET)
    assert [str(one) for one in told[1:2]] == ["The folder is away."]
    assert told[2:] == [QUIET]
    assert [wait.seconds // 60 for wait in waits] == [15, 1, 2, 15]


def test_a_pause_is_news() -> None:
    paused = Synced(enrolled=True, paused=True)
    assert watched(QUIET, paused, paused, QUIET)[0] == [QUIET, paused, QUIET]


def test_what_is_our_own_fault_ends_the_watch() -> None:
    with pytest.raises(LookupError):
        watched(QUIET, LookupError("a bug"))

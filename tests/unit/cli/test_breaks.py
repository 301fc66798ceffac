"""``keystep breaks``: from typed words to a plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import PASSPHRASE, World

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)


def test_times_days_and_quiet_hours_are_kept_and_shown(world: World, run_cli: Run) -> None:
    home = ("--home", world.office.home)
    words = ("--at", "14:30", "9:05", "14:30", "--days", "fri-mon,wed", "--quiet", "21:00-06:30")
    assert "No learning breaks are proposed" in run_cli("breaks", *home)[1]
    said = run_cli("breaks", *words, *home)[1]
    assert "at 09:05, 14:30 on mon, wed, fri, sat, sun; never from 21:00 to 06:30" in said
    assert run_cli("breaks", *home)[1] == said
    assert "No learning breaks" in run_cli("breaks", "--off", *home)[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", "25:00"), "25:00 is no time of day"),
        (("--at", "10:00", "--days", "someday"), "someday names no days"),
        (("--at", "10:00", "--quiet", "evening"), "evening is no span"),
        (("--at", "10:00", "6:30"), "Nobody would be reminded at 06:30"),
        (("--at", *(f"{n}:00" for n in range(8, 16))), "at most 6"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    world: World, run_cli: Run, words: tuple[str, ...], told: str
) -> None:
    home = ("--home", world.office.home)
    status, _, said = run_cli("breaks", *words, *home)
    assert status != 0
    assert told in said
    assert "No learning breaks" in run_cli("breaks", *home)[1]

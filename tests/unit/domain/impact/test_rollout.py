from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from keystep.domain.impact.rollout import RollOut, Wave, balance_of, doubts_of, draw, faults_of
from keystep.domain.impact.starts import Begun, starts_of

DAYS = (date(2027, 4, 5), date(2027, 5, 3), date(2027, 5, 31))
LEVELS = {f"team {n}": float(n) for n in range(14)}
names = st.text(min_size=1, max_size=8)


def plan(*sizes: int, waiting: int = 3, seed: str = "lot") -> RollOut:
    teams = iter(range(99))
    waves = tuple(
        Wave(start=day, teams=tuple(f"team {next(teams)}" for _ in range(size)))
        for day, size in zip(DAYS, sizes, strict=False)
    )
    rest = tuple(f"team {next(teams)}" for _ in range(waiting))
    return RollOut(key_result="response-time", waves=waves, waiting=rest, seed=seed)


@given(st.dictionaries(names, st.floats(0, 100), min_size=4, max_size=30), st.text(), st.booleans())
def test_every_team_is_drawn_once_and_waves_are_of_one_size(
    levels: dict[str, float], seed: str, waiting: bool
) -> None:
    waves = draw(levels, DAYS, waiting=waiting, seed=seed)
    drawn = [team for wave in waves for team in wave.teams]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) <= levels.keys()
    assert waiting or len(drawn) == len(levels)
    sizes = [len(wave.teams) for wave in waves] + ([len(levels) - len(drawn)] if waiting else [])
    assert max(sizes) - min(sizes) <= 1
    assert waves == draw(dict(reversed(levels.items())), DAYS, waiting=waiting, seed=seed)


def test_the_lot_can_be_worked_out_again_and_another_seed_draws_another() -> None:
    """Written down, so that a plan that was recorded can be proved by every later version."""
    (first, *_) = draw(LEVELS, DAYS, waiting=True, seed="1")
    assert first.teams == ("team 10", "team 12", "team 2", "team 7")
    assert draw(LEVELS, DAYS, waiting=True, seed="2")[0].teams != first.teams


def test_the_waves_are_alike_in_their_figures() -> None:
    for seed in range(20):
        waves = draw(LEVELS, DAYS[:1], waiting=True, seed=f"{seed}")
        level = balance_of(LEVELS, waves[0].teams)
        assert level is not None
        assert abs(level - 6.5) <= 0.5
    assert balance_of(LEVELS, ["nobody"]) is None


def test_every_fault_of_a_plan_is_told() -> None:
    assert faults_of(plan(3, 3)) == ()
    one = plan(3, 3)
    twice = replace(one, waiting=("team 0",), key_result="")
    told = [str(words) for words in faults_of(twice)]
    assert told == ["Say which key result it serves", "team 0 is named twice"]
    assert "at least one date" in str(faults_of(plan())[0])
    assert "No team begins on 2027-04-05" in [str(words) for words in faults_of(plan(0, 3))]
    backwards = replace(one, waves=one.waves[::-1])
    assert "Each date" in str(faults_of(backwards)[0])


@pytest.mark.parametrize(
    ("doubted", "word"),
    [
        (plan(3, 3, seed=""), "not drawn"),
        (plan(3, waiting=2), "Fewer than 3"),
        (plan(2, waiting=8), "Fewer than 3"),
        (plan(3, 1), "alone"),
    ],
)
def test_what_a_plan_cannot_tell_is_said_before_it_begins(doubted: RollOut, word: str) -> None:
    (told,) = doubts_of(doubted)
    assert word in str(told)
    assert doubts_of(plan(2, 2, 2)) == ()


def test_a_team_has_begun_when_half_of_its_people_have() -> None:
    days = [date(2027, 1, n) for n in (4, 5, 9)]
    found = starts_of(
        {
            "all": Begun(3, days),
            "half": Begun(6, days),
            "some": Begun(7, days),
            "nobody": Begun(4, []),
            "empty": Begun(0, []),
        }
    )
    assert found == {"all": date(2027, 1, 5), "half": date(2027, 1, 9)}

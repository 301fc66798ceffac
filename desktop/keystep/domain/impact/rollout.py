"""Who begins when: drawn by lot, so that those who wait can be compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from keystep.domain.measures import FEWEST_TEAMS
from keystep.domain.words import Words

MOST_WAVES = 52


class Wave(Struct, frozen=True, kw_only=True):
    """The teams that begin together on ``start``."""

    start: date
    teams: tuple[str, ...]


class RollOut(Struct, frozen=True, kw_only=True):
    """A plan of who begins when with what serves a key result; there is one for each.

    ``waiting`` are the teams that do not begin within it. ``seed`` is what was drawn by, "" where
    the waves were chosen and not drawn.
    """

    key_result: str
    waves: tuple[Wave, ...]
    waiting: tuple[str, ...] = ()
    seed: str = ""

    @property
    def starts(self) -> dict[str, date]:
        """When each team begins, without those that wait."""
        return {team: wave.start for wave in self.waves for team in wave.teams}

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(sorted([*self.starts, *self.waiting]))


def draw(
    levels: Mapping[str, float], starts: Sequence[date], *, waiting: bool, seed: str
) -> tuple[Wave, ...]:
    """Draw for each team when it begins; with ``waiting`` a last part of them does not.

    Teams whose figures (``levels``) are near each other form blocks of as many as there are waves,
    and the lot falls within each block: so the waves are alike in level and size. The lot is the
    order of SHA-256 over "seed/block/wave", both counted from 0 (the block by its first team),
    which anybody can work out again.
    """
    ranked = sorted(levels, key=lambda team: (levels[team], team))
    parts = len(starts) + waiting
    drawn: list[list[str]] = [[] for _ in range(parts)]
    for block in range(0, len(ranked), parts):
        places = sorted(range(parts), key=lambda part: _lot(seed, block, part))
        for team, place in zip(ranked[block : block + parts], places, strict=False):
            drawn[place].append(team)
    return tuple(
        Wave(start=start, teams=tuple(sorted(teams)))
        for start, teams in zip(starts, drawn, strict=False)
    )


def _lot(seed: str, block: int, part: int) -> bytes:
    return hashlib.sha256(f"{seed}/{block}/{part}".encode()).digest()


def faults_of(plan: RollOut) -> tuple[Words, ...]:
    """What makes a plan unusable; empty when nothing does."""
    everybody = [*(team for wave in plan.waves for team in wave.teams), *plan.waiting]
    twice = sorted({team for team in everybody if everybody.count(team) > 1})
    days = [wave.start for wave in plan.waves]
    found = []
    if not plan.key_result:
        found.append(Words("Say which key result it serves"))
    if not 0 < len(plan.waves) <= MOST_WAVES:
        found.append(Words("It needs at least one date and at most {n}", {"n": MOST_WAVES}))
    if days != sorted(set(days)):
        found.append(Words("Each date begins one wave, the earlier ones first"))
    found += [Words("{team} is named twice", {"team": team}) for team in twice]
    found += [
        Words("No team begins on {day}", {"day": wave.start.isoformat()})
        for wave in plan.waves
        if not wave.teams
    ]
    return tuple(found)


def doubts_of(plan: RollOut) -> tuple[Words, ...]:
    """What a usable plan will not be able to tell, so that it can be mended before it begins."""
    found = []
    if not plan.seed:
        found.append(
            Words(
                "The waves were chosen and not drawn by lot: teams that begin early may differ "
                "from the others in ways that no figure shows."
            )
        )
    if _never_compared(plan):
        found.append(
            Words(
                "Fewer than {n} teams wait while others learn: there will be nothing to compare "
                "with. Let more wait, or begin later.",
                {"n": FEWEST_TEAMS},
            )
        )
    alone = [wave for wave in plan.waves if len(wave.teams) == 1]
    if alone:
        found.append(
            Words(
                "A team that begins alone shows no scatter of its own: let two or more begin "
                "together."
            )
        )
    return tuple(found)


def _never_compared(plan: RollOut) -> bool:
    """Whether at the first date already too few are left that learn, or that wait."""
    learning = 0
    total = len(plan.teams)
    for wave in plan.waves:
        learning += len(wave.teams)
        if learning >= FEWEST_TEAMS and total - learning >= FEWEST_TEAMS:
            return False
    return True


def balance_of(levels: Mapping[str, float], teams: Iterable[str]) -> float | None:
    """Mean figure of the teams before it began; None where there is none."""
    known = [levels[team] for team in teams if team in levels]
    return sum(known) / len(known) if known else None

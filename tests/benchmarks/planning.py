"""What a planned session gains, against two plain ways to fill the same minutes, and how long Today
takes to plan one.

``python -m tests.benchmarks.planning`` prints the gains for each world. What a lesson is expected
to teach and how far ahead a plan looks were chosen on ``TUNING``: another kind of memory, and other
people, than those it is judged on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from keystep import paths
from keystep.domain.session import BEGINNING, LESSONS, Candidate, Work, plan
from keystep.services.packs import install_shipped, open_shelf
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from keystep.services.today import today
from tests.benchmarks.courses import doubled
from tests.benchmarks.measure import Goal, Row, compare, medians_in_turns, seconds
from tests.benchmarks.memories import Halves, Powers, Traces, World
from tests.benchmarks.people import person
from tests.benchmarks.weeks import Figures, Policy

TUNING: Mapping[str, World] = {
    "powers, quick": Powers(exponent=0.6, shrinking=1.5),
    "powers, slow": Powers(exponent=0.3, shrinking=0.8),
}
JUDGING: Mapping[str, World] = {
    "traces": Traces(fading=0.177, threshold=-1.5),
    "traces, forgetful": Traces(fading=0.2, threshold=-1.3),
    "half-lives": Halves(first=3.0, growth=2.5),
    "half-lives, forgetful": Halves(first=1.5, growth=1.8),
}
TUNING_SEED, JUDGING_SEED = 5, 9001
PEOPLE = 40
RESAMPLES = 2000
CARDS, FEWER = 10_000, 1_000
ROUNDS = 30
Lives = Mapping[str, Sequence[Figures]]


def in_order(*works: Work) -> Policy:
    """Take these kinds in this order as far as they fit; a lesson that does not is begun.

    Questions are none of them: with these to fill what is left they gain less in an hour.
    """

    def policy(candidates: Sequence[Candidate], minutes: int) -> Sequence[Candidate]:
        left, chosen = minutes * 60, list[Candidate]()
        wanted = (each for each in candidates if each.work in works)
        for piece in sorted(wanted, key=lambda each: works.index(each.work)):
            part = piece
            if piece.count and piece.seconds > left:
                part = piece.cut(left * piece.count // piece.seconds)
            if part.seconds <= left or (left >= BEGINNING and piece.work in LESSONS):
                chosen.append(part)
                left -= part.seconds
            if left <= 0:
                break
        return chosen

    return policy


PLANNED, DUE_FIRST, LESSON_FIRST = "planned", "due cards first", "next lesson first"
BEGUN_FIRST = (Work.RESUME, Work.LESSON)
POLICIES: Mapping[str, Policy] = {
    PLANNED: plan,
    DUE_FIRST: in_order(Work.CARDS, *BEGUN_FIRST),
    LESSON_FIRST: in_order(*BEGUN_FIRST, Work.CARDS),
}


def lived(shelf: Shelf, world: World, seed: int, people: int) -> Lives:
    """By policy, the weeks of the same people."""
    crowd = [person(shelf, world, seed * 1000 + n) for n in range(people)]
    return {name: [each.twin().live(policy) for each in crowd] for name, policy in POLICIES.items()}


def per_hour(figures: Sequence[Figures], *, weighted: bool = True) -> float:
    """Hundredths gained in an hour, over all people."""
    gained = sum(each.weighted if weighted else each.plain for each in figures)
    return 100 * 60 * gained / sum(each.minutes for each in figures)


def interval(ours: Sequence[Figures], theirs: Sequence[Figures]) -> tuple[float, float]:
    """95 % of the ratio, by drawing people anew."""
    pairs = zip(ours, theirs, strict=True)
    table = np.array([[o.weighted, o.minutes, t.weighted, t.minutes] for o, t in pairs])
    drawn = np.random.default_rng(1).integers(0, len(ours), (RESAMPLES, len(ours)))
    sums = table[drawn].sum(axis=1)
    low, high = np.quantile((sums[:, 0] / sums[:, 1]) / (sums[:, 2] / sums[:, 3]), (0.025, 0.975))
    return float(low), float(high)


@cache
def judged() -> Mapping[str, Lives]:
    """By world."""
    return _worlds(JUDGING, JUDGING_SEED)


def measure_due_first(_folder: Path) -> Row:
    return _gained(DUE_FIRST)


def measure_lesson_first(_folder: Path) -> Row:
    return _gained(LESSON_FIRST)


def measure_today(folder: Path) -> Row:
    """Today, planned for 3, 5 and 10 minutes, in a collection of this size and in a tenth of it."""
    from tests.benchmarks.reviewing import station_with

    with (
        closing(station_with(folder / "large", CARDS, None)) as large,
        closing(station_with(folder / "small", FEWER, None)) as small,
    ):
        medians = medians_in_turns(lambda: _planning(large), lambda: _planning(small), ROUNDS)
    return compare("planning today, 10,000 cards", "ms", "ours at 1,000", medians, Goal(1.25))


def _planning(station: Station) -> float:
    [learner] = station.store.learners()
    return 1000 * seconds(lambda: today(station, learner.id, 10))


def _gained(other: str) -> Row:
    """Over all worlds."""
    ours, theirs = ([each for lives in judged().values() for each in lives[name]]
                    for name in (PLANNED, other))  # fmt: skip
    medians = per_hour(ours), per_hour(theirs)
    return compare("skill gained per hour", "%", other, medians, Goal(1.2, at_least=True))


def _worlds(worlds: Mapping[str, World], seed: int) -> Mapping[str, Lives]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        install_shipped(home, paths.lessons(), paths.resources() / "schemas")
        shelf = doubled(open_shelf(home))
    return {
        name: lived(shelf, world, seed + n, PEOPLE)
        for n, (name, world) in enumerate(worlds.items())
    }


def _print(name: str, lives: Lives) -> None:
    for policy, figures in lives.items():
        gained, plain = per_hour(figures), per_hour(figures, weighted=False)
        print(f"{name:24}{policy:20}{gained:7.2f}{plain:7.2f}", end="")
        if policy != PLANNED:
            low, high = interval(lives[PLANNED], figures)
            print(f"{per_hour(lives[PLANNED]) / gained:8.2f}  ({low:.2f} to {high:.2f})", end="")
        print(flush=True)


def main() -> None:
    print(f"{'world':24}{'policy':20}{'%/h':>7}{'plain':>7}{'ratio':>8}  (95 %)")
    for name, lives in _worlds(TUNING, TUNING_SEED).items():
        _print(f"tuning: {name}", lives)
    for name, lives in judged().items():
        _print(name, lives)
    names = (PLANNED, DUE_FIRST, LESSON_FIRST)
    _print("all", {n: [each for lives in judged().values() for each in lives[n]] for n in names})


if __name__ == "__main__":
    main()

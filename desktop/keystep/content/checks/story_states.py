"""Every state a story can come to: the scene, and the values that some condition asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from msgspec import Struct

from keystep.content.checks.graphs import closure, turned_round
from keystep.domain.scenario import Scenario, Scene, Values

MOST_STATES = 20_000
"""Beyond these, a third of a second of work, conditions are left out of account."""

State = tuple[str, tuple[int, ...]]
Ways = dict[State, tuple[State, ...]]


class States(Struct, frozen=True):
    """What a walk through all states found.

    ``reached`` are the scenes and endings that a story can come to. ``stuck`` are values with which
    no choice of a scene is open; ``circling`` such as lead neither to an ending nor to a stop.
    ``everywhere`` are the circling scenes that do so with whatever values they are reached.
    """

    reached: frozenset[str]
    stuck: Mapping[str, Values]
    circling: Mapping[str, Values]
    everywhere: frozenset[str]


def explored(scenario: Scenario, most: int = MOST_STATES) -> States | None:
    """The states of a scenario; None where there are too many, or where it names what is not.

    At most ``most`` are looked at.
    """
    scenes = {scene.id: scene for scene in scenario.scenes}
    names = _asked_for(scenario)
    answered = all(scene.choices for scene in scenario.scenes)
    named = scenario.start in scenes and scenario.first_values.keys() >= set(names)
    ways = _ways(scenario, scenes, names, most) if answered and named else None
    if ways is None:
        return None
    stuck = [state for state, following in ways.items() if not following]
    outside = {to for following in ways.values() for to in following if to not in ways}
    leaving = closure((*stuck, *outside), turned_round(ways))
    circling = [state for state in ways if state not in leaving]
    elsewhere = {scene for scene, _ in ways.keys() & leaving}
    return States(
        reached=frozenset(scene for scene, _ in (*ways, *outside)),
        stuck=_examples(stuck, names),
        circling=_examples(circling, names),
        everywhere=frozenset(scene for scene, _ in circling) - elsewhere,
    )


def _ways(
    scenario: Scenario, scenes: Mapping[str, Scene], names: tuple[str, ...], most: int
) -> Ways | None:
    """Where each state can lead; an ending, or what does not exist, is no key."""
    start, limits = scenario.first_values, scenario.limits
    frontier = deque([(scenario.start, tuple(start[name] for name in names))])
    ways: Ways = {}
    while frontier:
        state = frontier.popleft()
        if state in ways or state[0] not in scenes:
            continue
        if len(ways) == most:
            return None
        values = dict(zip(names, state[1], strict=True))
        ways[state] = tuple(
            (choice.to, tuple(choice.after(values, limits).values()))
            for choice in scenes[state[0]].choices
            if choice.is_open(values)
        )
        frontier.extend(ways[state])
    return ways


def _asked_for(scenario: Scenario) -> tuple[str, ...]:
    """What conditions ask for; nothing else decides where a story can lead."""
    choices = (choice for scene in scenario.scenes for choice in scene.choices)
    return tuple(sorted({name for choice in choices for name in choice.when}))


def _examples(states: Iterable[State], names: tuple[str, ...]) -> dict[str, Values]:
    """The first values of each scene among ``states``."""
    found: dict[str, Values] = {}
    for scene, values in states:
        found.setdefault(scene, dict(zip(names, values, strict=True)))
    return found

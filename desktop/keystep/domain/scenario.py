"""Branching stories: scenes, choices, meters, scored endings."""

from __future__ import annotations

from msgspec import Struct

METER_MAX = 5


class Meter(Struct, frozen=True, kw_only=True):
    """A quantity from 0 to 5 that choices move; ``words`` names each of the six levels."""

    id: str
    title: str
    start: int
    words: tuple[str, ...]


class Bound(Struct, frozen=True):
    """A condition on a meter, both ends included."""

    min: int = 0
    max: int = METER_MAX


class SceneChoice(Struct, frozen=True, kw_only=True):
    """A reply. ``to`` names a scene or an ending; ``debrief`` says afterwards why it was so."""

    id: str
    text: str
    to: str
    effects: dict[str, int] = {}
    when: dict[str, Bound] = {}
    consequence: str = ""
    debrief: str = ""
    best: bool = False


class Scene(Struct, frozen=True, kw_only=True):
    id: str
    speaker: str
    text: str
    choices: tuple[SceneChoice, ...]


class Ending(Struct, frozen=True, kw_only=True):
    """``score`` is in per cent."""

    id: str
    title: str
    text: str
    score: int
    debrief: str = ""


class Scenario(Struct, frozen=True, kw_only=True):
    id: str
    title: str
    skill: str
    goal: str
    start: str
    meters: tuple[Meter, ...]
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]
    prompt: str = "What do you say?"


class Turn(Struct, frozen=True):
    """One reply given: the scene it answered and the choice taken."""

    scene: Scene
    choice: SceneChoice


class Walk(Struct, frozen=True):
    """Where a story stands: turns so far, meters now, and the scene or the ending reached."""

    turns: tuple[Turn, ...]
    meters: dict[str, int]
    scene: Scene | None
    ending: Ending | None

    @property
    def open_choices(self) -> tuple[SceneChoice, ...]:
        """Choices whose conditions hold now."""
        if self.scene is None:
            return ()
        return tuple(c for c in self.scene.choices if _allowed(c, self.meters))


def walk(scenario: Scenario, choices: tuple[str, ...]) -> Walk:
    """Replay ``choices`` (choice ids) from the start of ``scenario``.

    Raises KeyError when a choice is not open where it is taken.
    """
    scenes = {scene.id: scene for scene in scenario.scenes}
    endings = {ending.id: ending for ending in scenario.endings}
    at = Walk((), {m.id: m.start for m in scenario.meters}, scenes[scenario.start], None)
    for choice_id in choices:
        choice = next((c for c in at.open_choices if c.id == choice_id), None)
        if choice is None or at.scene is None:
            raise KeyError(choice_id)
        at = Walk(
            (*at.turns, Turn(at.scene, choice)),
            _moved(at.meters, choice.effects),
            scenes.get(choice.to),
            endings.get(choice.to),
        )
    return at


def turns_left(scenario: Scenario, scene_id: str) -> int:
    """Fewest turns from ``scene_id`` to an ending; 0 when it is one or none is reachable."""
    to = {scene.id: [c.to for c in scene.choices] for scene in scenario.scenes}
    endings = {ending.id for ending in scenario.endings}
    frontier, seen, turns = {scene_id}, {scene_id}, 0
    while frontier:
        if frontier & endings:
            return turns
        frontier = {n for s in frontier for n in to.get(s, [])} - seen
        seen |= frontier
        turns += 1
    return 0


def _allowed(choice: SceneChoice, meters: dict[str, int]) -> bool:
    return all(bound.min <= meters[name] <= bound.max for name, bound in choice.when.items())


def _moved(meters: dict[str, int], effects: dict[str, int]) -> dict[str, int]:
    return {
        name: min(METER_MAX, max(0, value + effects.get(name, 0))) for name, value in meters.items()
    }

"""Branching stories as their author wrote them: scenes, choices, what they move, endings."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

METER_MAX = 5
VARIABLE_MAX = 99
POINTS = "score"
"""What conditions call the points so far; no meter and no variable is called so."""
POINTS_MAX = 999

Values = Mapping[str, int]
"""Where meters, variables and the points stand, by id."""
Limits = Mapping[str, tuple[int, int]]
"""The ends at which values stop, by id."""


class Meter(Struct, frozen=True, kw_only=True):
    """A quantity from 0 to 5 that choices move; ``words`` names each of the six levels."""

    id: str
    title: str
    start: int
    words: tuple[str, ...]


class Variable(Struct, frozen=True, kw_only=True):
    """As a meter, from -99 to 99, and never shown."""

    id: str
    start: int


class Bound(Struct, frozen=True):
    """A condition on a meter, a variable or the points, both ends included."""

    min: int = -POINTS_MAX
    max: int = POINTS_MAX


class SceneChoice(Struct, frozen=True, kw_only=True):
    """A reply. ``to`` names a scene or an ending; ``debrief`` says afterwards why it was so."""

    id: str
    text: str
    to: str
    effects: dict[str, int] = {}
    when: dict[str, Bound] = {}
    points: int = 0
    consequence: str = ""
    debrief: str = ""
    best: bool = False

    def is_open(self, values: Values) -> bool:
        """Whether its conditions hold."""
        return all(bound.min <= values[name] <= bound.max for name, bound in self.when.items())

    def after(self, values: Values, limits: Limits) -> Values:
        """``values`` once it was taken; they stop at their ``limits``."""
        moves = {POINTS: self.points, **self.effects}
        return {
            name: min(limits[name][1], max(limits[name][0], value + moves.get(name, 0)))
            for name, value in values.items()
        }


class Scene(Struct, frozen=True, kw_only=True):
    """``seconds`` are there to reply, 0 for no limit; then the choice ``late`` is taken.

    ``discuss`` is what a group talks about before it votes, "" for the usual question.
    """

    id: str
    speaker: str
    text: str
    choices: tuple[SceneChoice, ...]
    picture: str = ""
    alt: str = ""
    seconds: int = 0
    late: str = ""
    discuss: str = ""


class Ending(Struct, frozen=True, kw_only=True):
    """``score`` is in per cent."""

    id: str
    title: str
    text: str
    score: int
    debrief: str = ""


class Scenario(Struct, frozen=True, kw_only=True):
    """``back``: the last reply may be taken back until an ending is reached."""

    id: str
    title: str
    skill: str
    goal: str
    start: str
    meters: tuple[Meter, ...]
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]
    prompt: str = "What do you say?"
    variables: tuple[Variable, ...] = ()
    back: bool = False

    @property
    def first_values(self) -> Values:
        meters = {meter.id: meter.start for meter in self.meters}
        variables = {each.id: each.start for each in self.variables}
        return {POINTS: 0} | meters | variables

    @property
    def limits(self) -> Limits:
        meters = {meter.id: (0, METER_MAX) for meter in self.meters}
        variables = {each.id: (-VARIABLE_MAX, VARIABLE_MAX) for each in self.variables}
        return {POINTS: (-POINTS_MAX, POINTS_MAX)} | meters | variables

    @property
    def gives_points(self) -> bool:
        return any(choice.points for scene in self.scenes for choice in scene.choices)

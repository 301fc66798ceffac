"""A walk through a scenario, replayed from what was recorded of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from keystep.domain.scenario import Ending, Meter, Scenario, Scene, SceneChoice, Values


class Move(StrEnum):
    """What the record holds in the place of a choice; no choice has such an id.

    A reply that is taken back stays in the record, and BACK follows it. AGAIN and GROUP begin a new
    walk, alone or as a group, where the one before has ended or has no turn yet. LATE is the reply
    that the scene gives when its time is up.
    """

    LATE = "<late>"
    BACK = "<back>"
    AGAIN = "<again>"
    GROUP = "<group>"


class Turn(Struct, frozen=True, kw_only=True):
    """One reply given, and the values before and after it. ``late``: the time was up."""

    scene: Scene
    choice: SceneChoice
    before: Values
    after: Values
    late: bool = False

    @property
    def better(self) -> SceneChoice | None:
        """The best reply that was open here, by mark and then by points; None if it was given."""
        open_ones = (choice for choice in self.scene.choices if choice.is_open(self.before))
        best = max(open_ones, key=_worth, default=self.choice)
        return best if _worth(best) > _worth(self.choice) else None


class Change(Struct, frozen=True):
    """A meter that another reply would have left at ``would`` instead of ``now``."""

    meter: Meter
    now: int
    would: int


class Walk(Struct, frozen=True, kw_only=True):
    """Where a story stands: turns so far, values now, and the scene or the ending reached.

    ``endings`` are those of all walks of the record, the first one first; only that one counts as
    the result of the scenario.
    """

    turns: tuple[Turn, ...]
    values: Values
    scene: Scene | None
    ending: Ending | None
    group: bool = False
    endings: tuple[Ending, ...] = ()

    @property
    def open_choices(self) -> tuple[SceneChoice, ...]:
        """Choices whose conditions hold now."""
        if self.scene is None:
            return ()
        return tuple(choice for choice in self.scene.choices if choice.is_open(self.values))

    @property
    def can_begin(self) -> bool:
        """Whether a new walk may begin here."""
        return not self.turns or self.ending is not None


def walk(scenario: Scenario, moves: Iterable[str]) -> Walk:
    """Replay ``moves``, ids of choices and :class:`Move`, from the start of ``scenario``.

    Raises KeyError when a move is not possible where it is made.
    """
    trail: tuple[Walk, ...] = (_begun(scenario),)
    for move in moves:
        trail = _moved(scenario, trail, move)
    return trail[-1]


def fitting(scenario: Scenario, moves: Iterable[str]) -> tuple[str, ...]:
    """The moves of a record that were possible where they stand.

    What two stations recorded apart of one run need not go together.
    """
    trail: tuple[Walk, ...] = (_begun(scenario),)
    kept: list[str] = []
    for move in moves:
        try:
            trail = _moved(scenario, trail, move)
        except KeyError:
            continue
        kept.append(move)
    return tuple(kept)


def can_go_back(scenario: Scenario, at: Walk) -> bool:
    """Whether the last reply may be taken back."""
    return scenario.back and at.scene is not None and bool(at.turns)


def instead(scenario: Scenario, turn: Turn) -> tuple[Change, ...]:
    """What the better reply would have changed; () where the best was given."""
    if turn.better is None:
        return ()
    would = turn.better.after(turn.before, scenario.limits)
    each = ((meter, turn.after[meter.id], would[meter.id]) for meter in scenario.meters)
    return tuple(Change(meter, now, then) for meter, now, then in each if now != then)


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


def _begun(scenario: Scenario, *, group: bool = False, endings: tuple[Ending, ...] = ()) -> Walk:
    first = next(scene for scene in scenario.scenes if scene.id == scenario.start)
    values = scenario.first_values
    return Walk(turns=(), values=values, scene=first, ending=None, group=group, endings=endings)


def _moved(scenario: Scenario, trail: tuple[Walk, ...], move: str) -> tuple[Walk, ...]:
    """The walk after each of its turns; taking back is to step back along this trail."""
    at = trail[-1]
    if move == Move.BACK and can_go_back(scenario, at):
        return trail[:-1]
    if move in (Move.AGAIN, Move.GROUP) and at.can_begin:
        return (_begun(scenario, group=move == Move.GROUP, endings=at.endings),)
    return (*trail, _replied(scenario, at, move))


def _replied(scenario: Scenario, at: Walk, move: str) -> Walk:
    late = move == Move.LATE
    wanted = at.scene.late if late and at.scene else move
    choice = next((choice for choice in at.open_choices if choice.id == wanted), None)
    if choice is None or at.scene is None:
        raise KeyError(move)
    after = choice.after(at.values, scenario.limits)
    turn = Turn(scene=at.scene, choice=choice, before=at.values, after=after, late=late)
    ending = next((each for each in scenario.endings if each.id == choice.to), None)
    return Walk(
        turns=(*at.turns, turn),
        values=after,
        scene=next((each for each in scenario.scenes if each.id == choice.to), None),
        ending=ending,
        group=at.group,
        endings=(*at.endings, ending) if ending else at.endings,
    )


def _worth(choice: SceneChoice) -> tuple[bool, int]:
    return choice.best, choice.points

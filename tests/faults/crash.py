"""SIGKILL before every call that writes: while something is done, and while that is mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.plugin import Depth
from tests.faults.stage import Act, Stage
from tests.faults.tally import Tally
from tests.faults.tracing import Call

Said = tuple[str, ...]


def none_lost(_root: Path, _said: Said) -> int:
    """For what acknowledges no events."""
    return 0


def none_twice(_root: Path) -> int:
    """For what counts no events."""
    return 0


def anything(_root: Path) -> None:
    """For what needs no look before it is mended."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is done, what mends it where it was cut short, and what must then be so.

    ``cut`` asserts what must hold as the killed process left it; ``picture`` tells what must be as
    if nothing had happened once it is mended. ``lost`` counts events of those that were
    acknowledged, ``twice`` those that count more than once. ``later`` is done days after; then no
    file is left that would not be there without a crash, except one that ``waits``.
    """

    act: Act
    mend: Act
    later: Act
    picture: Callable[[Path], Any]
    cut: Callable[[Path], None] = anything
    lost: Callable[[Path, Said], int] = none_lost
    twice: Callable[[Path], int] = none_twice
    waits: str = ""


@dataclass(frozen=True)
class Expected:
    """The picture where nothing was killed, and how many files have which name, also later."""

    picture: Any
    names: Counter[str]


@dataclass(frozen=True)
class Crashes:
    """Plays scenes on a stage again and again, and kills."""

    stage: Stage
    depth: Depth
    tally: Tally

    def everywhere(self, scene: Scene, *, slice_: int, again: int = 1) -> None:
        """Kill before each call of ``scene``, or in a slice before so many of them.

        After ``again`` of these kills the mending is killed before each of its calls too.
        """
        expected = self._expected(scene)
        kills = self._kills(scene.act)
        chosen, before = self.depth.of(kills, slice_), self.tally.faults
        for first in chosen:
            with telling(first):
                said = self._killed(scene.act, first)
                self._judge(scene, said, expected)
        assert self.tally.faults - before > len(chosen) * 0.9, "runs end before they are killed"
        for first in self.depth.chance(6).sample(kills, self.depth.many(again, 1)):
            with telling(first):
                self._while_mending(scene, first, expected, many=max(1, slice_ // 3))

    def _while_mending(self, scene: Scene, first: Call, expected: Expected, many: int) -> None:
        said = self._killed(scene.act, first)
        self.stage.keep("cut")
        for second in self.depth.of(self._kills(scene.mend, "cut"), many):
            with telling(second):
                more = self._killed(scene.mend, second, "cut")
                self._judge(scene, said + more, expected)
        self.stage.forget("cut")

    def _kills(self, act: Act, state: str = "kept") -> list[Call]:
        self.stage.put_back(state)
        calls = self.stage.trace(act)
        assert self.stage.strays(calls) == []
        return [call for call in calls if call.writes]

    def _killed(self, act: Act, at: Call, state: str = "kept") -> Said:
        self.stage.put_back(state)
        """What it said until then. Bytes that are random fill a page more or less: a run that has
        fewer calls than the traced one ends before its last is reached."""
        ended = self.stage.play(act, at.kill)
        assert ended.killed or not ended.status, ended
        self.tally.fault(int(ended.killed))
        return ended.said

    def _judge(self, scene: Scene, said: Said, expected: Expected) -> None:
        stage, root = self.stage, self.stage.root
        scene.cut(root)
        with self.tally.recovering():
            said += scene.mend.here(root)
        self.tally.lost += scene.lost(root, said)
        self.tally.twice += scene.twice(root)
        assert scene.picture(root) == expected.picture
        if left := stage.listing() - expected.names:
            stage.let_age(left)
            scene.later.here(root)
            left = stage.listing() - expected.names
            assert not left, f"nobody cleans up {dict(left)}"

    def _expected(self, scene: Scene) -> Expected:
        stage, root = self.stage, self.stage.root
        stage.put_back()
        scene.act.here(root)
        picture, names = scene.picture(root), stage.listing()
        scene.mend.here(root)
        assert scene.picture(root) == picture, "doing it again changes something"
        names |= stage.listing()
        scene.later.here(root)
        return Expected(picture, names | stage.listing() | Counter([scene.waits]))


@contextmanager
def telling(at: Call) -> Iterator[None]:
    """Let what fails say where the process was killed."""
    try:
        yield
    except BaseException as fault:
        fault.add_note(f"killed before {at.name} {at.nth}: {at.words} {', '.join(at.paths)}")
        raise

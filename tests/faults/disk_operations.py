"""What is done on a disk that fails: by somebody who tries again what was not saved."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from keystep.domain.lesson import StepKind
from keystep.errors import SurroundingsError
from keystep.services import learning
from keystep.services.answers import answers
from keystep.sync.file_ops import FileOps
from keystep.sync.share import Share
from tests.faults.replaying_operations import NEW, OLD, PARTS, Witness, at_work
from tests.faults.zygote import Say
from tests.takers import PACK, right_answer

T = TypeVar("T")
LESSON = "before-you-start"
ANSWERS = 4
TRIES = 4
REFUSED, THERE, GIVEN_UP = "refused", "there", "given up"
PUBLISHED = {NEW: b"".join(PARTS), OLD: PARTS[1]}


def persevere(say: Say, root: str, at: str, journal: str) -> None:
    """Half of the answers, a restart, and the other half."""
    witness = Witness(say)
    for many in (ANSWERS // 2, ANSWERS):
        try:
            _insist(say, partial(_answer, witness, root, at, journal, many))
        except SurroundingsError:
            say(GIVEN_UP)
            break


def squeeze(say: Say, root: str, at: str, journal: str, size: str) -> None:
    """As :func:`persevere`, where no file may grow beyond ``size`` bytes."""
    _limit(int(size))
    persevere(say, root, at, journal)


def publish(say: Say, root: str, size: str) -> None:
    """A new file on the share and one in the place of another, where none may grow beyond
    ``size`` bytes; then once more where it may."""
    share = Share(Path(root), ops=FileOps())
    for most in (int(size), resource.RLIM_INFINITY):
        _limit(most)
        for way, data in PUBLISHED.items():
            folder, _, name = way.rpartition("/")
            try:
                share.publish(folder, name, data)
            except SurroundingsError as error:
                say(f"{REFUSED} {type(error).__name__}: {error}")
            say(f"{THERE} {way} {_size(share.root / way)}")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _answer(witness: Witness, root: str, at: str, journal: str, many: int) -> None:
    say = witness.say
    with at_work(root, at, journal, witness) as van:
        [learner] = van.store.learners()
        run = _insist(say, partial(learning.open_lesson, van, learner.id, PACK, LESSON))
        for step in run.lesson.steps:
            if step.kind is not StepKind.CHECK:
                continue
            _insist(say, partial(learning.view_step, van, run, step))
            for item in run.items(step)[:many]:
                if item.id not in _insist(say, partial(answers, van, run, step)):
                    answer = partial(learning.answer_item, van, run, step, item, duration_ms=1)
                    _insist(say, partial(answer, right_answer(item)))
            return


def _insist(say: Say, act: Callable[[], T]) -> T:
    for left in reversed(range(TRIES)):
        try:
            return act()
        except SurroundingsError as error:
            say(f"{REFUSED} {type(error).__name__}: {error}")
            if not left:
                raise
    raise AssertionError


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

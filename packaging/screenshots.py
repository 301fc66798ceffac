"""Picture every screen: each scene at each size in each theme, as PNG files.

    python packaging/screenshots.py OUT [--face learn] [--only today] [--size 1366x768]

Two of them are the README's and stand there under a second name as well.

A face is a way to open its window on a fresh home, and a list of scenes; a scene leads the window
to a screen. Add a face to FACES, a scene to its list.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from admin_scenes import SCENES as ADMIN
from admin_scenes import open_admin
from answer_scenes import ANSWERS
from break_scenes import SCENES as BREAKS
from card_scenes import SCENES as CARDS
from deck_scenes import SCENES as DECKS
from folder_scenes import SCENES as FOLDER
from format_scenes import SCENES as FORMATS
from kiosk_scenes import SCENES as KIOSK
from kiosk_scenes import open_kiosk
from learning_scenes import ASKED
from library_scenes import SCENES as LIBRARY
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from question_scenes import SCENES as QUESTIONS
from session_scenes import SCENES as SESSIONS
from statistics_scenes import SCENES as STATISTICS

from keystep.domain.bundles import Catalog, KeyResultWord
from keystep.domain.events import Instant
from keystep.domain.lesson import StepKind
from keystep.domain.memory import Rating
from keystep.gui import app as gui_app
from keystep.gui.theme import Appearance

SIZES = ("1024x600", "1366x768", "1920x1080")
THEMES = ("light", "dark", "high_contrast")
MONDAY = datetime(2027, 3, 1, 8, 10, tzinfo=UTC)
PACK = "answering-customers"


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: datetime = MONDAY

    def now(self) -> Instant:
        return Instant(self.at, 60, "boot", int((self.at - MONDAY).total_seconds() * 1000))

    def pass_time(self, **span: float) -> None:
        self.at += timedelta(**span)


@dataclass(frozen=True)
class Stage:
    """A window, when it is ready to be led about, and what its face needs for that."""

    window: QWidget
    is_ready: Callable[[], bool]
    parts: Mapping[str, Any] = field(default_factory=dict)


Scene = Callable[[Stage], None]
Open = Callable[[Path, Appearance], Stage]


@dataclass(frozen=True)
class Face:
    """How its window opens on an empty home, and its scenes by name."""

    open: Open
    scenes: Mapping[str, Scene]


def settle() -> None:
    """Let layouts, deletions and timers of length 0 come to rest."""
    for _ in range(6):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def open_learn(home: Path, appearance: Appearance) -> Stage:
    """A learner in her first week, who knows what the office thinks of the key result."""
    from keystep.bootstrap import open_station  # noqa: PLC0415
    from keystep.gui.learn.navigator import Navigator  # noqa: PLC0415
    from keystep.gui.learn.opening import Opened  # noqa: PLC0415
    from keystep.gui.learn.window import LearnWindow  # noqa: PLC0415

    clock = Clock()
    station = open_station(home, clock)
    station.store.register(_amara(), clock.now())
    _live_a_week(station, clock)
    (home / "catalog.json").write_bytes(msgspec.json.encode(_catalog(clock)))
    window = LearnWindow(home, appearance, lambda _h: Opened(station, station.close, Navigator))
    parts = {"station": station, "clock": clock, "home": home}
    return Stage(window, lambda: window.navigator is not None, parts)


def _amara() -> Any:
    from keystep.domain.ports import Learner  # noqa: PLC0415

    return Learner("6f1d2c9e-0f6b-4f5e-9d7e-0c5a5b1f0a10", "Amara Osei", "Hall 3, packing line")


def _live_a_week(station: Any, clock: Clock) -> None:
    """Monday to Thursday morning: two lessons done, one begun, some cards due."""
    from keystep import settings  # noqa: PLC0415
    from keystep.services import completion, learning  # noqa: PLC0415

    learner = _amara().id
    settings.save(station.home, settings.Settings(learner=learner, station="Hall 3, laptop 2"))
    for lesson in ("before-you-start", "three-sentences"):
        run = learning.open_lesson(station, learner, PACK, lesson)
        for step in run.lesson.steps:
            learning.view_step(station, run, step)
            _do_step(station, run, step)
            clock.pass_time(minutes=2)
        completion.complete_lesson(station, run, duration_ms=240_000)
        clock.pass_time(days=1)
    run = learning.open_lesson(station, learner, PACK, "call-back")
    for step in run.lesson.steps[:2]:
        learning.view_step(station, run, step)
    clock.pass_time(days=1)


def _do_step(station: Any, run: Any, step: Any) -> None:
    from keystep.services import cards, learning, stories  # noqa: PLC0415
    from keystep.services.attempts import standing  # noqa: PLC0415

    if step.kind is StepKind.CHECK:
        while ahead := standing(station, run, step).unanswered:
            right = ahead[0].asks.solution
            learning.answer_item(station, run, step, ahead[0], right, duration_ms=9_000)
    elif step.kind is StepKind.CARDS:
        for practice in cards.step_cards(station, run, step):
            cards.rate_card(
                station, run.learner, practice, Rating.GOOD, duration_ms=1, attempt=run.attempt
            )
    elif step.kind is StepKind.SCENARIO:
        while (at := stories.story(station, run, step)).scene:
            stories.take_choice(station, run, step, at.open_choices[0].id)


def _catalog(clock: Clock) -> Catalog:
    word = KeyResultWord(
        id="response-time",
        title="Median response time",
        unit="min",
        baseline="20",
        target="17",
        now="17.9",
        attainment=700,
        elapsed=690,
        status="on_track",
        low="18.3",
        high="17.5",
        basis="4,812 calls · 46 of 50 stations · 2 h ago",
    )
    other = msgspec.structs.replace(
        word, id="product-knowledge", title="Product knowledge", unit="%", baseline="60",
        target="80", now="71", attainment=550, elapsed=690, status="lagging", low="66", high="76",
        basis="212 tests · 1 day ago",
    )  # fmt: skip
    return Catalog(no=1, share="share", issued=clock.at, stations=(), key_results=(word, other))


def _lesson(stage: Stage, lesson: str, step: int) -> Any:
    """The player on a step of a lesson, from 0."""
    stage.window.navigator.open_lesson(PACK, lesson)  # type: ignore[attr-defined]
    player = stage.window.pages.currentWidget()  # type: ignore[attr-defined]
    player.show_step(step)
    settle()
    return player


def today(stage: Stage) -> None:
    stage.window.navigator.go_to("today")  # type: ignore[attr-defined]


def paths(stage: Stage) -> None:
    stage.window.navigator.go_to("paths")  # type: ignore[attr-defined]


def folder(stage: Stage) -> None:
    stage.window.navigator.go_to("folder")  # type: ignore[attr-defined]


def cards(stage: Stage) -> None:
    stage.window.navigator.go_to("cards")  # type: ignore[attr-defined]


def cards_flipped(stage: Stage) -> None:
    cards(stage)
    stage.window.pages.currentWidget().board.flip()  # type: ignore[attr-defined]


def article(stage: Stage) -> None:
    _lesson(stage, "three-sentences", 0)


def proof(stage: Stage) -> None:
    """“I already know this” was said."""
    _lesson(stage, "calm-voice", 0).notices.opener.way.click()


def not_yet(stage: Stage) -> None:
    """The proof fell short, and the lesson begins."""
    proof(stage)
    settle()
    player = stage.window.pages.currentWidget()  # type: ignore[attr-defined]
    while player.proving:
        if not player.view.question.answers.pick(1):
            player.view.question.answers.edit.setText("5")
        player.go_on()
        player.go_on()
        player = stage.window.pages.currentWidget()  # type: ignore[attr-defined]


def waits(stage: Stage) -> None:
    """A required step was to be passed."""
    _lesson(stage, "three-sentences", 3).turn_on()


def infographic(stage: Stage) -> None:
    _lesson(stage, "three-sentences", 1)


def video(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 2)
    player.view.toggle()
    QTest.qWait(1500)
    player.view.seek(9_000)
    QTest.qWait(1200)
    player.view.film.pause()


def check(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 3)
    player.view.question.answers.pick(2)


def check_verdict(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 3)
    player.view.ask(1)
    for n in (1, 2, 3):
        player.view.question.answers.pick(n)
    player.view.question.sure.set_current(2)
    player.go_on()


def check_typed(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 3)
    player.view.ask(2)
    player.view.question.answers.edit.setText("when")
    player.go_on()


def lesson_cards(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 4)
    player.view.board.flip()


def scenario(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 5)
    player.view.press(Qt.Key.Key_B)
    player.go_on()
    settle()
    player.view.press(Qt.Key.Key_A)


def scenario_end(stage: Stage) -> None:
    player = _lesson(stage, "three-sentences", 5)
    while player.view.at.scene:
        player.view.press(Qt.Key.Key_A)
        player.go_on()
        settle()


def completion(stage: Stage) -> None:
    player = _lesson(stage, "call-back", 2)
    while player.view.foot().turns is False:
        answers = player.view.question.answers
        if not answers.pick(1):
            answers.edit.setText("15")
        player.go_on()
    player.go_on()


def welcome(stage: Stage) -> None:
    from keystep.gui.learn.welcome import WelcomePage  # noqa: PLC0415

    page = WelcomePage(stage.parts["station"])
    page.setProperty("passing", True)
    stage.window.show_page(page, None, whole=True)  # type: ignore[attr-defined]


def cannot_open(stage: Stage) -> None:
    from keystep.errors import DatabaseUnreadable  # noqa: PLC0415

    stage.window.refuse(  # type: ignore[attr-defined]
        DatabaseUnreadable(
            "The file {path} cannot be read. Nothing was changed. Restore a backup.",
            path="/home/amara/.local/share/keystep/learn/station.sqlite",
        )
    )


def _open_kiosk(home: Path, appearance: Appearance) -> Stage:
    clock = Clock()
    window, station = open_kiosk(home, appearance, clock)
    parts = {"station": station, "clock": clock, "home": home}
    return Stage(window, lambda: window.navigator is not None, parts)


LEARN = (
    *(today, paths, cards, cards_flipped, folder),
    *(proof, not_yet, waits),
    *(article, infographic, video, check, check_verdict, check_typed, lesson_cards),
    *(scenario, scenario_end, completion, welcome, cannot_open),
    *FOLDER,
    *FORMATS,
    *LIBRARY,
    *QUESTIONS,
    *STATISTICS,
    *BREAKS,
    *ASKED,
    *DECKS,
    *CARDS,
    *SESSIONS,
    *ANSWERS,
)
README = {
    "learn-today-1366x768-light": "readme-today",
    "admin-board-1366x768-light": "readme-board",
    "kiosk-pin-1366x768-light": "readme-kiosk",
}
FACES: Mapping[str, Face] = {
    "learn": Face(open_learn, {scene.__name__: scene for scene in LEARN}),
    "admin": Face(lambda home, look: Stage(*open_admin(home, look)), ADMIN),
    "kiosk": Face(_open_kiosk, KIOSK),
}
"""The kiosk last: the size of its text and what it leaves out hold for the whole program."""


def shots(
    faces: Sequence[str], only: Sequence[str], sizes: Sequence[str], themes: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Every (face, scene, size, theme) that is wanted."""
    for face in faces:
        for scene in FACES[face].scenes:
            if not only or scene in only:
                yield from ((face, scene, size, theme) for size in sizes for theme in themes)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])  # type: ignore[union-attr]
    parser.add_argument("out", type=Path)
    parser.add_argument("--face", action="append", choices=tuple(FACES))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--size", action="append")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--scale", type=int, default=100, help="text size in per cent")
    parser.add_argument("--rtl", action="store_true", help="lay out from right to left")
    wanted = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application, appearance = gui_app.create(sys.argv[:1])
    appearance.scale_text(wanted.scale / 100)
    if wanted.rtl:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    wanted.out.mkdir(parents=True, exist_ok=True)
    combined = shots(
        wanted.face or list(FACES), wanted.only, wanted.size or SIZES, wanted.theme or THEMES[:2]
    )
    for face, scene, size, theme in combined:
        appearance.choose(theme)
        with tempfile.TemporaryDirectory() as home:
            picture = _take(FACES[face], scene, size, Path(home), appearance)
        name = f"{face}-{scene}-{size}-{theme}"
        for each in filter(None, (name, README.get(name))):
            picture.save(str(wanted.out / f"{each}.png"))
        print(name)
    return 0


def _take(face: Face, scene: str, size: str, home: Path, appearance: Appearance) -> Any:
    stage = face.open(home, appearance)
    width, height = (int(side) for side in size.split("x"))
    stage.window.resize(width, height)
    stage.window.show()
    while not stage.is_ready():
        QTest.qWait(10)
    settle()
    face.scenes[scene](stage)
    settle()
    QTest.qWait(30)
    picture = stage.window.grab()
    stage.window.close()
    QThreadPool.globalInstance().waitForDone()
    stage.window.release()  # type: ignore[attr-defined]
    stage.window.deleteLater()
    settle()
    return picture


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run as a process of its own: open lessons in a window, turn their pages, and print how long each
took in milliseconds, or what memory it left in KiB, as JSON.

Usage: playing_window.py HOME foreseen|pointed|tapped|looked_up|unforeseen|turning|memory
ROUNDS
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser, QWidget

from keystep import settings
from keystep.bootstrap import open_station
from keystep.domain.lesson import Lesson, Step, StepKind
from keystep.gui import app as gui_app
from keystep.gui.learn.library.panel import SearchPanel
from keystep.gui.learn.navigator import Navigator
from keystep.gui.learn.opening import Opened
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.roster import register
from keystep.services.shelf import Shelf
from keystep.services.station import Station

PACK, LESSON = "answering-customers", "three-sentences"
SIZE = (1366, 768)
WORDS = 964
LESSONS, IN_SIGHT = 20, 7
READING, HELD, SETTLED, PAUSE = 0.3, 0.08, 0.03, 0.01
WARM_UP = 60
SENTENCE = "The machine looks dead, and yet **air** is held behind the valve of line {n}. "
TABLE = "\n\n| part | still holds |\n|---|---|\n| cylinder | pressure |\n| spring | force |\n\n"


class Painted(QObject):
    """Waits until a widget was painted; it watches that one alone, for every event that a filter
    sees costs time."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._seen = self._seen or event.type() is QEvent.Type.Paint
        return False

    def after(self, act: Callable[[], QWidget]) -> float:
        """Milliseconds from the call of ``act`` until the widget that it gives is painted."""
        self.settle()
        self._seen = False
        begun = perf_counter()
        widget = act()
        widget.installEventFilter(self)
        while not self._seen:
            self._app.processEvents()
        took = (perf_counter() - begun) * 1000
        widget.removeEventFilter(self)
        return took

    def settle(self) -> None:
        """Let everything be done that waits to be done, deletions and what they uncover too."""
        self._app.processEvents()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.wait(SETTLED)

    def wait(self, seconds: float = READING) -> None:
        """Let some time pass, as somebody does who reads the page, or holds a button down."""
        until = perf_counter() + seconds
        while perf_counter() < until:
            self._app.processEvents()
            sleep(PAUSE)


def text() -> str:
    """As many words as the lesson that PEERS was measured with, with a table and headings."""
    parts, words = ["# A two-minute fix\n\n"], 0
    while words < WORDS:
        paragraph = "".join(SENTENCE.format(n=n) for n in range(5))
        words += len(paragraph.split())
        parts.append(f"{paragraph}\n\n")
    return TABLE.join(("".join(parts[:4]), "".join(parts[4:])))


def lessons(station: Station) -> None:
    """Many lessons that begin with the long text, besides the one of every kind."""
    pack = station.shelf.pack(PACK)
    long = Step(id="long", title="Dead is something you prove", kind=StepKind.ARTICLE, text=text())
    rest = replace(long, id="rest", text="A short page.")
    made = tuple(
        Lesson(id=f"long-{n}", title=f"Lesson {n}", minutes=5, steps=(long, rest), task="Try it")
        for n in range(LESSONS)
    )
    path = replace(pack.paths[0], lessons=tuple(lesson.id for lesson in made))
    more = replace(pack, lessons=(*pack.lessons, *made), paths=(path,))
    station.shelf = Shelf({PACK: more}, station.shelf.folders)


def foreseen(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """A lesson of a long text by Today's button, and the same text in a bare window."""

    def open_it() -> float:
        today = read_first(window, painted, "today")
        return clicked(window, painted, today.minutes.start)

    return in_turns(open_it, painted, rounds)


def pointed(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """Lessons of a long text, each by a row of the paths that the mouse comes to and presses."""
    return by_rows(window, painted, rounds, mouse=True)


def tapped(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """The same by a finger, which comes out of nowhere."""
    return by_rows(window, painted, rounds, mouse=False)


def by_rows(
    window: LearnWindow, painted: Painted, rounds: int, *, mouse: bool
) -> dict[str, list[float]]:
    """One lesson after the other by the rows that are in sight."""
    ids = cycle(range(1, IN_SIGHT))

    def open_it() -> float:
        paths = read_first(window, painted, "paths")
        painted.settle()
        row = paths.rows()[next(ids)]
        if mouse:
            QTest.mouseMove(window.windowHandle(), row.mapTo(window, row.rect().center()))
            painted.wait()
        return clicked(window, painted, row)

    return in_turns(open_it, painted, rounds)


def looked_up(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """Lessons that were searched for, by Enter, once somebody has read what was found."""
    ids = cycle(range(1, LESSONS))

    def open_it() -> float:
        read_first(window, painted, "paths")
        panel = found(window, painted, f"Lesson {(n := next(ids))}", f"long-{n}")

        def enter() -> QWidget:
            QTest.keyClick(panel.line, Qt.Key.Key_Return)
            return player_of(window).view

        return painted.after(enter)

    return in_turns(open_it, painted, rounds)


def found(window: LearnWindow, painted: Painted, query: str, lesson: str) -> SearchPanel:
    """The search, when it has found this lesson and time has passed to read so."""
    if window.navigator is None:
        raise AssertionError("the window has not opened its home")
    lookup = window.navigator.lookup
    while not lookup.is_ready:
        painted.wait()
    lookup.open(query)
    while lookup.overlay is None or not (hit := lookup.overlay.panel.hits.hit()):
        painted.wait(PAUSE)
    if hit.lesson != lesson:
        raise AssertionError(f"{query} finds {hit.lesson}")
    painted.wait(2 * READING)
    return lookup.overlay.panel


def unforeseen(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """Lessons of a long text that nobody could tell would be opened, and the bare window."""
    ids = cycle(range(1, LESSONS))

    def open_it() -> float:
        read_first(window, painted, "paths")
        return painted.after(lambda: opened(window, f"long-{next(ids)}").view)

    return in_turns(open_it, painted, rounds)


def in_turns(open_it: Callable[[], float], painted: Painted, rounds: int) -> dict[str, list[float]]:
    """What ``open_it`` takes, and a bare window of that size."""
    plain, words = QMainWindow(), text()
    plain.resize(*SIZE)
    plain.show()

    def bare() -> QWidget:
        browser = QTextBrowser()
        browser.setMarkdown(words)
        plain.setCentralWidget(browser)
        return browser.viewport()

    pairs = [(open_it(), painted.after(bare)) for _ in range(rounds)]
    return {"ours": [pair[0] for pair in pairs], "bare": [pair[1] for pair in pairs]}


def read_first(window: LearnWindow, painted: Painted, place: str) -> Any:
    """The page of a place, as somebody has it before them who has looked at it."""
    if window.navigator is not None:
        window.navigator.go_to(place)
    painted.wait()
    return window.pages.currentWidget()


def turning(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, list[float]]:
    """Every page of the lesson that has most kinds of step, forth and back."""
    return {"turned": [took for _ in range(rounds) for took in _turns(window, painted)]}


def _turns(window: LearnWindow, painted: Painted) -> Iterator[float]:
    painted.settle()  # where the lesson was left is recorded once it is painted
    player = opened(window, LESSON)
    last = len(player.run.lesson.steps) - 1
    for index in (*range(1, last + 1), *range(last - 1, -1, -1)):

        def turn(index: int = index) -> QWidget:
            player.show_step(index)
            return player.view

        painted.wait()
        yield painted.after(turn)


def memory(window: LearnWindow, painted: Painted, rounds: int) -> dict[str, int]:
    """What the process holds after some lessons, and after ``rounds`` more."""
    ids = cycle(range(LESSONS))

    def open_many(count: int) -> int:
        for _ in range(count):
            painted.after(lambda: opened(window, f"long-{next(ids)}").view)
        gc.collect()
        return held()

    return {"before": open_many(WARM_UP), "after": open_many(rounds)}


def held() -> int:
    """KiB of this process alone, its share of what it has in common included."""
    for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def opened(window: LearnWindow, lesson: str) -> Player:
    if window.navigator is None:
        raise AssertionError("the window has not opened its home")
    window.navigator.open_lesson(PACK, lesson)
    return player_of(window)


def clicked(window: LearnWindow, painted: Painted, button: QWidget) -> float:
    """Milliseconds from letting the button go, which is the click, to the painted lesson."""
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    painted.wait(HELD)

    def let_go() -> QWidget:
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        return player_of(window).view

    return painted.after(let_go)


def player_of(window: LearnWindow) -> Player:
    player = window.pages.currentWidget()
    if not isinstance(player, Player):
        raise AssertionError("no lesson did open")
    return player


MEASURES = {
    each.__name__: each
    for each in (foreseen, pointed, tapped, looked_up, unforeseen, turning, memory)
}


def main(home: Path, measure: str, rounds: int) -> None:
    app, appearance = gui_app.create(sys.argv[:1])
    station = open_station(home)
    learner = register(station, "Amara Osei", "Desk North")
    settings.save(home, settings.Settings(learner=learner.id))
    lessons(station)
    window = LearnWindow(home, appearance, lambda _h: Opened(station, station.close, Navigator))
    window.resize(*SIZE)
    window.show()
    while window.navigator is None:
        app.processEvents()
    print(json.dumps(MEASURES[measure](window, Painted(app), rounds)), flush=True)
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.release()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

"""The kiosk's scenes: nobody there, signing in, learning, being asked, looking after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from library_scenes import READ_MS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from scene_hands import wait

PIN, CARE_PIN = "4711", "90210"
PEOPLE = (
    *("Amara Osei", "Bilal Khan", "Chiara Donati", "Daniel Weber", "Elif Miran", "Femi Nwosu"),
    *("Greta Sand", "Hakan Balci", "Ivana Petrova", "Jonas Reuter", "Kim Larsen", "Layla Moussa"),
    *("Marek Svoboda", "Noor Tahir", "Olga Vlasova", "Pedro Costa", "Quentin Roy", "Rosa Silva"),
)


def open_kiosk(home: Path, appearance: Any, clock: Any, *, is_set_up: bool = True) -> Any:
    """Its window and its station; eighteen people learn there."""
    from keystep import settings  # noqa: PLC0415
    from keystep.bootstrap import open_station  # noqa: PLC0415
    from keystep.gui.kiosk.navigator import Navigator  # noqa: PLC0415
    from keystep.gui.kiosk.opening import Opened  # noqa: PLC0415
    from keystep.gui.kiosk.window import KioskWindow  # noqa: PLC0415
    from keystep.services.kiosk import signing_in  # noqa: PLC0415
    from keystep.services.roster import register  # noqa: PLC0415
    from keystep.sync.passphrase import Argon  # noqa: PLC0415

    station, quick = open_station(home, clock), Argon(memory_kib=64, passes=1)
    for name in PEOPLE:
        learner = register(station, name, "Packing")
        signing_in.choose(station, learner.id, signing_in.Way.PIN, PIN, cost=quick)
    if is_set_up:
        settings.save(home, settings.Settings(station="Hall 3, packing line", kiosk=True))
        pin = signing_in.Way.PIN
        signing_in.choose(station, signing_in.ADMIN, pin, CARE_PIN, cost=quick)
    window = KioskWindow(home, appearance, lambda _h: Opened(station, station.close, Navigator))
    return window, station


def touch(stage: Any, name: str) -> None:
    """Touches what can be seen and is called so."""
    found = (
        each
        for each in stage.window.findChildren(QAbstractButton)
        if each.isVisible() and name in {each.text(), each.accessibleName().partition(",")[0]}
    )
    QTest.mouseClick(next(found), Qt.MouseButton.LeftButton)


def attract(stage: Any) -> None:
    wait(lambda: stage.window.navigator.page is not None)


def who(stage: Any) -> None:
    attract(stage)
    QTest.mouseClick(stage.window.navigator.page, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def pin(stage: Any) -> None:
    who(stage)
    touch(stage, "Elif M.")
    for digit in PIN[:2]:
        touch(stage, digit)


def registering(stage: Any) -> None:
    """Somebody new writes with the on-screen keyboard."""
    who(stage)
    touch(stage, "I am new here")


def today(stage: Any) -> None:
    who(stage)
    touch(stage, "Elif M.")
    for digit in PIN:
        touch(stage, digit)
    touch(stage, "Sign in")
    wait(lambda: stage.window.navigator.session is not None)


def step(stage: Any) -> None:
    today(stage)
    stage.window.navigator.session.sitting.open_lesson("answering-customers", "three-sentences")


def still_here(stage: Any) -> None:
    step(stage)
    clock = stage.parts["clock"]
    clock.pass_time(seconds=96)
    stage.window.navigator.session.idle.tick()


def looking_up(stage: Any) -> None:
    today(stage)
    lookup = stage.window.navigator.lookup
    wait(lambda: lookup.is_ready)
    stage.window.navigator.session.sitting.look_up("lock")
    wait(lambda: lookup.overlay.panel.is_answered)
    QTest.qWait(READ_MS)


def tasks(stage: Any) -> None:
    """What lessons can be chosen by, over the library and nothing else."""
    from keystep.gui.learn.library.page import LibraryPage  # noqa: PLC0415

    today(stage)
    stage.window.navigator.session.sitting.go_to("library")
    QTest.qWait(READ_MS)
    [page] = stage.window.findChildren(LibraryPage)
    page.filters.task.open_list()


def care(stage: Any) -> None:
    who(stage)
    stage.window.header.care_wanted.emit()
    for digit in CARE_PIN:
        touch(stage, digit)
    touch(stage, "Go on")
    wait(lambda: stage.window.navigator.page.desk is not None)


SCENES: Mapping[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (attract, who, pin, registering, today, step, still_here, looking_up, tasks, care)
}

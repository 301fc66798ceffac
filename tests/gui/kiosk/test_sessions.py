"""One after the other at one screen: nobody finds anything of whoever was there before."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QThreadPool
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.ports import Learner
from keystep.domain.progress import LessonProgress
from keystep.errors import SittingOver
from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.kiosk.session import Session
from keystep.gui.kiosk.signin.page import SignInPage
from keystep.gui.kiosk.timeout_page import TimeoutPage
from keystep.gui.kiosk.window import KioskWindow
from keystep.gui.learn.library.page import LibraryPage
from keystep.gui.learn.picture_view import PictureView
from keystep.gui.learn.player import Player
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.zoom_layer import ZoomLayer
from keystep.services.kiosk.health import is_check_due
from keystep.services.kiosk.signing_in import Way, choose
from keystep.services.learning import open_lesson, view_step
from keystep.services.roster import register
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.kiosk.conftest import NAME, PIN, OpenKiosk
from tests.gui.kiosk.hands import lead, sign_in, touch, wake
from tests.takers import PACK

LESSON = "before-you-start"


def kinds(station: Station) -> list[str]:
    return [recorded.event.kind for recorded in station.store.events()]


def settle() -> None:
    """What was to be deleted is, as it is whenever the window waits for a touch."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def test_a_turn_from_touch_to_touch(
    kiosk: KioskWindow, qtbot: QtBot, station: Station, zuleika: Learner
) -> None:
    assert isinstance(lead(kiosk).page, AttractPage)
    assert kiosk.header.isHidden()
    session = sign_in(kiosk, qtbot)
    assert isinstance(session.sitting.shown, TodayPage)
    assert kiosk.header.way_out.isVisible()
    touch(kiosk, "Sign out")
    assert (lead(kiosk).session, kiosk.header.way_out.isVisible()) == (None, False)
    assert isinstance(lead(kiosk).page, AttractPage)
    mine = [r.event for r in station.store.events() if r.event.learner == zuleika.id]
    assert [event.kind for event in mine[-2:]] == ["signed_in", "signed_out"]
    assert mine[-1].body == {"why": "own"}


def test_nothing_of_the_last_person_can_be_found(kiosk: KioskWindow, qtbot: QtBot) -> None:
    session = sign_in(kiosk, qtbot)
    assert NAME in "".join(said(kiosk))
    look_around(session)
    sitting = weakref.ref(session.sitting)
    settle()
    every = [weakref.ref(widget) for widget in kiosk.findChildren(QWidget)]
    theirs = [ref for ref in every if type(ref()).__module__.startswith("keystep.gui.learn")]
    assert len(theirs) > 50
    del session
    lead(kiosk).sign_out()
    settle()
    assert [ref() for ref in theirs if ref() is not None] == []
    assert sitting() is None
    first = NAME.split()[0]
    assert not [text for text in said(kiosk) if first in text]
    assert not [text for text in heard(kiosk) if first in text]
    assert QApplication.clipboard().text() == ""


def test_the_very_next_picture_tells_nothing_of_who_was_there(
    kiosk: KioskWindow, qtbot: QtBot, station: Station
) -> None:
    """A name in it would make it another. Large letters are not drawn alike each time."""
    jonas = register(station, "Jonas Reuter", "")
    choose(station, jonas.id, Way.PIN, "8822")
    pictures: dict[str, list[QImage]] = {"Zuleika Q.": [], "Jonas R.": []}
    for shown, pin in 2 * (("Zuleika Q.", PIN), ("Jonas R.", "8822")):
        look_around(sign_in(kiosk, qtbot, shown, pin))
        lead(kiosk).sign_out()
        pictures[shown].append(kiosk.grab().toImage())
    after_one, after_other = pictures.values()
    assert any(one == other for one in after_one for other in after_other)


def look_around(session: Session) -> None:
    """Everywhere, and leave something everywhere."""
    session.sitting.open_lesson(PACK, LESSON)
    for place in ("paths", "cards", "library", "progress", "today"):
        session.sitting.go_to(place)
    session.sitting.look_up(session.seat.learner.name)
    QApplication.clipboard().setText(session.seat.learner.name)


def said(window: QWidget) -> Iterator[str]:
    """Whatever any widget of the program says, seen or not."""
    for each in (*QApplication.allWidgets(), window):
        yield from (each.accessibleName(), each.accessibleDescription(), each.toolTip())
        yield each.windowTitle()
        if isinstance(each, QLabel | QPushButton | QLineEdit):
            yield each.text()
        if isinstance(each, QTextEdit):
            yield each.toPlainText()


def heard(window: QWidget) -> Iterator[str]:
    """Whatever a screen reader finds."""
    todo = [QAccessible.queryAccessibleInterface(window)]
    while todo:
        found: QAccessibleInterface | None = todo.pop()
        if found is None or not found.isValid():
            continue
        yield from (found.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value))
        todo += [found.child(n) for n in range(found.childCount())]


def test_whoever_walks_away_is_asked_and_then_signed_out(
    kiosk: KioskWindow, qtbot: QtBot, station: Station, clock: FakeClock, zuleika: Learner
) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.open_lesson(PACK, LESSON)
    shown = session.sitting.shown
    assert isinstance(shown, Player)
    shown.turn_on()
    step = shown.step.id
    pass_time(session, clock, 91)
    [asking] = kiosk.findChildren(TimeoutPage)
    assert asking.isVisible()
    touch(kiosk, "I’m still here")
    settle()
    assert (kiosk.findChildren(TimeoutPage), lead(kiosk).session) == ([], session)
    assert session.sitting.shown is shown, "the work behind is as it was"
    pass_time(session, clock, 91)
    pass_time(session, clock, 20)
    assert lead(kiosk).session is None
    settle()
    assert isinstance(lead(kiosk).page, AttractPage)
    assert next(reversed(kinds(station))) == "signed_out"
    progress = station.store.find(LessonProgress, zuleika.id, PACK, LESSON)
    assert progress is not None
    assert progress.step == step
    again = sign_in(kiosk, qtbot)
    run = open_lesson(again.seat.station, zuleika.id, PACK, LESSON)
    assert run.lesson.steps[run.step].id == step


def pass_time(session: Session, clock: FakeClock, seconds: float) -> None:
    clock.move(seconds=seconds)
    session.idle.tick()


def test_a_touch_puts_it_off(kiosk: KioskWindow, qtbot: QtBot, clock: FakeClock) -> None:
    session = sign_in(kiosk, qtbot)
    for _ in range(4):
        pass_time(session, clock, 60)
        QTest.keyClick(kiosk, Qt.Key.Key_Shift)
    assert kiosk.findChildren(TimeoutPage) == []
    assert lead(kiosk).session is session


def test_what_comes_late_is_nobodys(
    kiosk: KioskWindow, qtbot: QtBot, station: Station, zuleika: Learner
) -> None:
    """A page that somebody still holds writes nothing, neither for them nor for the next."""
    session = sign_in(kiosk, qtbot)
    run = open_lesson(session.seat.station, zuleika.id, PACK, LESSON)
    seat = session.seat
    touch(kiosk, "Sign out")
    jonas = register(station, "Jonas Reuter", "")
    choose(station, jonas.id, Way.PIN, "8822")
    sign_in(kiosk, qtbot, "Jonas R.", "8822")
    log = kinds(station)

    with pytest.raises(SittingOver):
        view_step(seat.station, run, run.lesson.steps[0])
    assert kinds(station) == log


def test_a_guest_leaves_nothing(kiosk: KioskWindow, qtbot: QtBot, station: Station) -> None:
    log = kinds(station)
    wake(kiosk)
    touch(kiosk, "Just search, without signing in")
    qtbot.waitUntil(lambda: lead(kiosk).session is not None)
    session = lead(kiosk).session
    assert session is not None
    assert isinstance(session.sitting.shown, LibraryPage)
    assert not kiosk.rail.button("today").isVisible()
    session.sitting.open_lesson(PACK, LESSON)
    assert isinstance(session.sitting.shown, Player)
    session.sitting.shown.turn_on()
    touch(kiosk, "Sign out")
    assert kinds(station) == log


def test_a_guest_who_leaves_a_lesson_is_in_the_library(kiosk: KioskWindow, qtbot: QtBot) -> None:
    wake(kiosk)
    touch(kiosk, "Just search, without signing in")
    qtbot.waitUntil(lambda: lead(kiosk).session is not None)
    session = lead(kiosk).session
    assert session is not None
    session.sitting.open_lesson(PACK, LESSON)
    touch(kiosk, "Leave")
    assert isinstance(session.sitting.shown, LibraryPage)


def test_a_picture_that_was_enlarged_hides_neither_the_way_out_nor_the_question(
    kiosk: KioskWindow, qtbot: QtBot, clock: FakeClock
) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.open_lesson(PACK, "three-sentences", "where-minutes-go")
    shown = session.sitting.shown
    assert isinstance(shown, Player)
    picture = next(p for p in shown.findChildren(PictureView) if p.isVisible())
    picture.enlarge()
    [layer] = kiosk.findChildren(ZoomLayer)
    assert kiosk.childAt(kiosk.header.way_out.mapTo(kiosk, QPoint(5, 5))) is kiosk.header.way_out
    pass_time(session, clock, 91)
    assert kiosk.childAt(kiosk.rect().center()) is not None
    assert not layer.isAncestorOf(kiosk.childAt(kiosk.rect().center()))
    pass_time(session, clock, 20)
    settle()
    assert kiosk.findChildren(ZoomLayer) == []
    wake(kiosk)
    assert isinstance(lead(kiosk).page, SignInPage)


def test_while_nobody_is_here_the_database_is_looked_at_once_a_day(
    kiosk: KioskWindow, qtbot: QtBot, station: Station, clock: FakeClock
) -> None:
    lead(kiosk).look_after()
    qtbot.waitUntil(lambda: not is_check_due(station))
    sign_in(kiosk, qtbot)
    clock.move(days=2)
    lead(kiosk).look_after()
    QThreadPool.globalInstance().waitForDone()
    assert is_check_due(station), "not over somebody's shoulder"


def test_a_locked_screen_offers_no_way_out(kiosk: KioskWindow, qtbot: QtBot) -> None:
    session = sign_in(kiosk, qtbot)
    today = session.sitting.shown
    assert isinstance(today, TodayPage)
    assert today.bell.isHidden()
    session.sitting.go_to("cards")
    words = {button.text() for button in kiosk.findChildren(QPushButton) if button.isVisible()}
    assert "Your decks" not in words


def test_the_mark_held_down_leads_to_whoever_looks_after_it(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    wake(kiosk)
    kiosk.header.care_wanted.emit()
    assert type(lead(kiosk).page).__name__ == "CarePage"
    lead(kiosk).rest()
    session = sign_in(kiosk, qtbot)
    kiosk.header.care_wanted.emit()
    assert lead(kiosk).session is session, "a learner signs out first"


def test_in_the_dark_hours_a_touch_gives_light(
    open_kiosk: OpenKiosk, station: Station, zuleika: Learner, clock: FakeClock
) -> None:
    hour = clock.now().local.hour
    window = open_kiosk(station, dark_from=f"{hour:02}:00", dark_to=f"{(hour + 2) % 24:02}:00")
    navigator = lead(window)
    navigator.tick()
    assert type(navigator.page).__name__ == "DarkPage"
    wake(window)
    assert isinstance(navigator.page, AttractPage)
    navigator.tick()
    assert isinstance(navigator.page, AttractPage), "for a while"
    clock.move(minutes=3)
    navigator.tick()
    assert type(navigator.page).__name__ == "DarkPage"


def test_whoever_is_about_to_sign_in_and_goes_leaves_a_clean_screen(
    kiosk: KioskWindow, clock: FakeClock
) -> None:
    wake(kiosk)
    touch(kiosk, "Zuleika Q.")
    touch(kiosk, "4")
    assert isinstance(lead(kiosk).page, SignInPage)
    clock.move(seconds=120)
    lead(kiosk).idle.tick()
    assert isinstance(lead(kiosk).page, AttractPage)
    wake(kiosk)
    settle()
    assert not [t for t in said(kiosk) if "Zuleika, your PIN" in t]


@pytest.mark.parametrize("hand", ["left", "right"])
def test_places_are_at_the_hand_and_within_reach(
    open_kiosk: OpenKiosk, station: Station, zuleika: Learner, qtbot: QtBot, hand: str
) -> None:
    window = open_kiosk(station, hand=hand, low=True)
    sign_in(window, qtbot)
    QApplication.processEvents()
    middle = window.rect().center()
    rail = window.rail.mapTo(window, window.rail.rect().center())
    assert (rail.x() < middle.x()) == (hand == "left")
    for part in (window.header.way_out, window.rail.button("progress")):
        assert part.mapTo(window, part.rect().center()).y() > middle.y()


def test_the_question_covers_all_also_where_the_keyboard_was(
    kiosk: KioskWindow, qtbot: QtBot, clock: FakeClock
) -> None:
    session = sign_in(kiosk, qtbot)
    session.sitting.look_up("a")
    dock = lead(kiosk).keyboard
    qtbot.waitUntil(dock.isVisible)
    pass_time(session, clock, 91)
    [asking] = kiosk.findChildren(TimeoutPage)
    qtbot.waitUntil(lambda: not dock.isVisible())
    qtbot.waitUntil(lambda: asking.geometry() == kiosk.lowering.geometry())
    touch(kiosk, "I’m still here")
    qtbot.waitUntil(lambda: kiosk.findChildren(TimeoutPage) == [])
    assert lead(kiosk).session is session


def test_pictures_that_were_drawn_are_not_kept(kiosk: KioskWindow, qtbot: QtBot) -> None:
    sign_in(kiosk, qtbot)
    QPixmapCache.insert("a page", QPixmap(8, 8))
    touch(kiosk, "Sign out")
    qtbot.waitUntil(lambda: not QPixmapCache.find("a page", QPixmap()))

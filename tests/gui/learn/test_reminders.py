"""Reminders of learning breaks: said once, in place, and chosen by the learner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QToolButton

from keystep.domain.breaks import BreakPlan
from keystep.domain.ports import Learner
from keystep.gui.face_window import KEPT
from keystep.gui.learn.breaks_page import BreaksPage
from keystep.gui.learn.desk import keep
from keystep.gui.learn.player import Player
from keystep.gui.learn.reminder import Reminder
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.window import LearnWindow
from keystep.services import breaks
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.learn.hands import (
    button,
    click,
    of_kind,
    open_lesson,
    page,
    press,
    says,
    turn_until,
)

WORDS = "Time for a learning break"
DAILY = tuple(range(1, 8))
in_tray = pytest.mark.qt_log_ignore(
    "systemTrayWindowChanged", "This plugin does not support", extend=True
)
"""What Qt says where the platform has no tray."""


@pytest.fixture
def minute(clock: FakeClock) -> int:
    local = clock.now().local
    return local.hour * 60 + local.minute


@pytest.fixture
def reminder(window: LearnWindow, station: Station, amara: Learner, minute: int) -> Reminder:
    """It is time."""
    plan = BreakPlan(times=(minute,), days=DAILY, quiet_from=0, quiet_until=0)
    breaks.choose_plan(station, amara.id, plan)
    assert window.navigator is not None
    return window.navigator.reminder


def bell(window: LearnWindow) -> QToolButton:
    """What leads from Today to the reminders, and names them."""
    shown = page(window)
    assert isinstance(shown, TodayPage)
    return shown.bell


def test_it_is_said_once(window: LearnWindow, reminder: Reminder) -> None:
    reminder.look()
    assert says(window, WORDS)
    click(window, "Close")
    reminder.look()
    assert not says(window, WORDS)


def test_it_can_be_put_off(window: LearnWindow, reminder: Reminder, clock: FakeClock) -> None:
    reminder.look()
    assert says(window, WORDS)
    click(window, "In a quarter of an hour")
    assert not says(window, WORDS)
    clock.move(minutes=14)
    reminder.look()
    assert not says(window, WORDS)
    clock.move(minutes=1)
    reminder.look()
    assert says(window, WORDS)


def test_a_break_that_is_taken_to_its_end_is_recorded(
    window: LearnWindow, reminder: Reminder, station: Station, minute: int
) -> None:
    reminder.look()
    assert says(window, WORDS)
    click(window, "Start")
    assert isinstance(page(window), Player)
    turn_until(window, lambda: not isinstance(page(window), Player))
    assert not of_kind(station.store.events(), "break_taken")
    press(window, Qt.Key.Key_Return)
    (taken,) = of_kind(station.store.events(), "break_taken")
    assert taken.body["reminded"]
    assert taken.body["slot"].endswith(f"T{minute // 60:02}:{minute % 60:02}")


def test_who_is_learning_is_left_in_peace(
    window: LearnWindow, reminder: Reminder, station: Station
) -> None:
    click(window, "Start 5 minutes")
    reminder.look()
    assert not says(window, WORDS)
    window.navigator.go_to("today")  # type: ignore[union-attr]
    reminder.look()
    assert not says(window, WORDS)


@pytest.fixture
def tray(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desktop that has one."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    yield
    qapp.setQuitOnLastWindowClosed(True)


@in_tray
def test_a_closed_window_goes_on_in_the_tray(
    tray: None, window: LearnWindow, station: Station, reminder: Reminder, qapp: QApplication
) -> None:
    keep(station, stays=True)
    window.resize(900, 700)
    window.close()
    assert not window.isVisible()
    assert not qapp.quitOnLastWindowClosed()
    reminder.look()
    icon = reminder.findChild(QSystemTrayIcon)
    assert icon.isVisible()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert not window.isVisible(), "that is for its menu"
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()
    assert says(window, WORDS)
    kept = QSettings(str(station.home / KEPT), QSettings.Format.IniFormat)
    assert kept.value("geometry") == window.saveGeometry()


@in_tray
def test_a_message_in_the_tray_leads_to_the_session(
    tray: None, window: LearnWindow, station: Station, reminder: Reminder
) -> None:
    keep(station, stays=True)
    window.close()
    reminder.look()
    reminder.findChild(QSystemTrayIcon).messageClicked.emit()
    assert window.isVisible()
    assert isinstance(page(window), Player)


@in_tray
def test_who_did_not_wish_it_ends_keystep_with_its_window(
    tray: None, window: LearnWindow, station: Station, qapp: QApplication
) -> None:
    keep(station, stays=True)
    window.close()
    window.show()
    keep(station, stays=False)
    window.close()
    assert qapp.quitOnLastWindowClosed()


def test_times_and_days_are_chosen_in_place(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    bell(window).click()
    shown = page(window)
    assert isinstance(shown, BreaksPage)
    click(shown, "When I choose")
    click(shown, "14:30")
    button(shown, "Sat").setChecked(True)
    plan = breaks.break_plan(station, amara.id)
    assert (plan.times, plan.days) == ((600, 870), (1, 2, 3, 4, 5, 6))
    click(shown, "Done")
    assert bell(window).accessibleName() == "Reminders: 10:00, 14:30"
    bell(window).click()
    click(page(window), "Never")
    assert breaks.break_plan(station, amara.id).times == ()


def test_a_time_that_would_never_remind_is_told(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    plan = BreakPlan(times=(600, 18 * 60 + 30), days=(1,), quiet_from=18 * 60, quiet_until=420)
    breaks.choose_plan(station, amara.id, plan)
    window.navigator.go_to("breaks")  # type: ignore[union-attr]
    shown = page(window)
    assert says(shown, "Nothing comes at 18:30: these are quiet hours.")
    button(shown, "Mon").setChecked(False)
    assert says(shown, "Nothing comes: no day is chosen.")
    click(shown, "Done")
    assert bell(window).accessibleName() == "Remind me to learn"
    window.navigator.go_to("breaks")  # type: ignore[union-attr]
    button(shown, "Tue").setChecked(True)
    click(shown, "18:30")
    assert not says(shown, "Nothing comes")
    click(shown, "Done")
    assert bell(window).accessibleName() == "Reminders: 10:00"


def test_a_session_that_is_left_is_no_break(
    window: LearnWindow, reminder: Reminder, station: Station
) -> None:
    reminder.look()
    assert says(window, WORDS)
    click(window, "Start")
    window.navigator.go_to("paths")  # type: ignore[union-attr]
    window.navigator.go_to("today")  # type: ignore[union-attr]
    open_lesson(window, "before-you-start")
    turn_until(window, lambda: not isinstance(page(window), Player))
    press(window, Qt.Key.Key_Return)
    assert not of_kind(station.store.events(), "break_taken")


def test_between_two_pieces_of_a_session_nobody_is_reminded(
    window: LearnWindow, reminder: Reminder, station: Station
) -> None:
    click(window, "Start 5 minutes")
    turn_until(window, lambda: not isinstance(page(window), Player))
    reminder.look()
    assert not says(window, WORDS)


def test_a_milestone_is_told_once_and_when_the_lesson_is_over(window: LearnWindow) -> None:
    open_lesson(window, "before-you-start")
    turn_until(window, lambda: not isinstance(page(window), Player))
    assert not says(window, "A milestone")
    press(window, Qt.Key.Key_Return)
    assert says(window, "1 lesson done")
    assert says(window, "A milestone. It stays yours.")
    window.navigator.go_to("paths")  # type: ignore[union-attr]
    assert not says(window, "A milestone")


def test_more_times_than_are_heeded_are_not_taken(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    breaks.choose_plan(station, amara.id, BreakPlan(times=(420, 450, 480, 510, 540, 570)))
    window.navigator.go_to("breaks")  # type: ignore[union-attr]
    click(page(window), "12:00")
    assert says(page(window), "Take one away.")
    assert not button(page(window), "12:00").isChecked()
    assert len(breaks.break_plan(station, amara.id).times) == 6

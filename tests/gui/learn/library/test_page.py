"""Browsing without a word: the library's place in the rail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.domain.facts import Kind
from keystep.domain.ports import Learner
from keystep.gui.learn.library.hit_row import mark_zone
from keystep.gui.learn.library.page import LibraryPage
from keystep.gui.learn.library.rows import Head, Line
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services import library
from keystep.services.station import Station
from tests.gui.choosing import choose
from tests.gui.learn.hands import Key, click, page, press
from tests.gui.learn.library.hands import facts, hold, is_searching

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LESSONS = ["Taking a padlock off for somebody else", "Lock it, tag it: lockout in four steps"]


@pytest.fixture
def browsing(window: LearnWindow) -> LibraryPage:
    window.rail.button("library").click()
    shown = page(window)
    assert isinstance(shown, LibraryPage)
    return shown


def test_every_lesson_is_there_by_its_pack(browsing: LibraryPage) -> None:
    assert browsing.hits.rows[0] == Head("Line three", "3 lessons")
    assert titles(browsing)[:2] == LESSONS


def test_enter_opens_the_lesson(window: LearnWindow, browsing: LibraryPage) -> None:
    press(window, Key.Key_Down, Key.Key_Return)
    assert isinstance(page(window), Player)
    assert page(window).run.lesson.title == LESSONS[1]


def test_one_click_opens_the_lesson(window: LearnWindow, browsing: LibraryPage) -> None:
    QTest.mouseClick(
        browsing.hits.viewport(), Qt.MouseButton.LeftButton, pos=middle(browsing, LESSONS[0])
    )
    assert page(window).run.lesson.title == LESSONS[0]


def test_one_touch_opens_the_lesson(window: LearnWindow, browsing: LibraryPage) -> None:
    finger = QTest.createTouchDevice()
    view, at = browsing.hits.viewport(), middle(browsing, LESSONS[0])
    QTest.touchEvent(view, finger).press(0, at, view)
    QTest.touchEvent(view, finger).release(0, at, view)
    QApplication.processEvents()
    assert isinstance(page(window), Player)


def test_a_click_on_its_mark_keeps_a_bookmark(
    browsing: LibraryPage, station: Station, amara: Learner
) -> None:
    at = middle(browsing, LESSONS[0])
    mark = QPoint(round(mark_zone(browsing.hits).center().x()), at.y())
    QTest.mouseClick(browsing.hits.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert [hit.title for hit in library.bookmarks(station, amara.id)] == [LESSONS[0]]
    browsing.refresh()
    assert browsing.hits.rows[0] == Head("Bookmarked")
    QTest.mouseClick(browsing.hits.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert library.bookmarks(station, amara.id) == ()


def test_a_bookmark_of_a_card_without_a_lesson_leads_to_the_search(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    found = library.search(station, amara.id, "spare padlock")
    hit = next(hit for hit in found.hits if hit.card == "spare")
    library.bookmark(station, amara.id, hit, True)
    window.rail.button("library").click()
    press(window, Key.Key_Return)
    assert is_searching(window)


def test_filters_leave_what_fits(browsing: LibraryPage) -> None:
    choose(browsing.filters.task, 1)
    assert titles(browsing) == [LESSONS[0]]
    choose(browsing.filters.minutes, -1)
    choose(browsing.filters.format, -1)
    assert titles(browsing) == []
    QTest.mouseClick(browsing.filters.clear, Qt.MouseButton.LeftButton)
    assert titles(browsing)[:2] == LESSONS


def test_what_was_opened_here_waits_among_the_recent(
    window: LearnWindow, browsing: LibraryPage, station: Station
) -> None:
    press(window, Key.Key_Return)
    window.place_chosen.emit("library")
    assert [type(row) for row in browsing.hits.rows[:2]] == [Head, Line]
    assert browsing.hits.rows[0] == Head("Recent")
    assert facts(station, Kind.SEARCH_MADE) == []


def test_ctrl_enter_learns_as_enter_does(window: LearnWindow, browsing: LibraryPage) -> None:
    hold(window, Key.Key_Return)
    assert page(window).run.lesson.title == LESSONS[0]


def test_a_topic_can_be_suggested(browsing: LibraryPage, station: Station) -> None:
    click(browsing, "Suggest a topic")
    assert browsing.box.line.edit.hasFocus()
    QTest.keyClicks(browsing.box.line.edit, "Forklifts")
    click(browsing, "Suggest it")
    assert facts(station, Kind.TOPIC_SUGGESTED)[-1].text == "Forklifts"


def titles(browsing: LibraryPage) -> list[str]:
    return [row.hit.title for row in browsing.hits.rows if isinstance(row, Line)]


def middle(browsing: LibraryPage, title: str) -> QPoint:
    """The middle of a hit's row in the list."""
    rows = enumerate(browsing.hits.rows)
    n = next(n for n, row in rows if isinstance(row, Line) and row.hit.title == title)
    return browsing.hits.visualRect(browsing.hits.model().index(n, 0)).center()

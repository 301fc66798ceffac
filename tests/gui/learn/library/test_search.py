"""Looking something up: by keys from every screen, to the step and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.facts import Kind
from keystep.domain.library import HitKind
from keystep.domain.ports import Learner
from keystep.gui import theme
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.library.preview import PAUSE_MS
from keystep.gui.learn.library.rows import Head, Line
from keystep.gui.learn.player import Player
from keystep.gui.learn.today import TodayPage
from keystep.gui.learn.window import LearnWindow
from keystep.services import library
from keystep.services.station import Station
from tests.gui.choosing import choose, opened
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import Key, click, page, press, says
from tests.gui.learn.library.hands import (
    LookUp,
    ask,
    come_to,
    facts,
    hold,
    is_searching,
    open_step,
    prose,
    search_of,
    titles,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_every_place_can_be_searched_from(window: LearnWindow) -> None:
    for place in ("today", "paths", "cards", "library", "folder"):
        window.place_chosen.emit(place)
        before = window.focusWidget()
        ask(window)
        assert search_of(window).panel.line.hasFocus(), place
        press(window, Key.Key_Escape)
        assert not is_searching(window), place
        assert window.focusWidget() is before, place


def test_a_field_of_a_question_gives_the_keys_away_and_gets_the_focus_back(
    window: LearnWindow,
) -> None:
    open_step(window, "line-three", "lockout", "seen")
    edit = window.focusWidget()
    assert isinstance(edit, QLineEdit)
    QTest.keyClicks(edit, "4")
    ask(window)
    QTest.keyClicks(search_of(window).panel.line, "valve")
    press(window, Key.Key_Escape)
    assert window.focusWidget() is edit
    assert edit.text() == "4"


def test_the_search_opens_over_the_completion_page(window: LearnWindow) -> None:
    player = open_step(window, "line-three", "colleague", "who")
    player.go_on()
    assert isinstance(page(window), CompletionPage)
    ask(window)
    assert is_searching(window)


def test_a_hit_is_read_only_while_the_search_is_open(
    window: LearnWindow, look_up: LookUp, qtbot: QtBot
) -> None:
    preview = look_up(window, "line").panel.preview
    first = preview.hit
    qtbot.waitUntil(lambda: bool(prose(preview)))
    press(window, Key.Key_Down)
    assert preview.hit != first
    press(window, Key.Key_Escape)
    qtbot.wait(2 * PAUSE_MS)
    assert not prose(preview)


def test_a_checklist_is_found_read_and_opened_at_its_step(
    window: LearnWindow, look_up: LookUp, qtbot: QtBot
) -> None:
    overlay = look_up(window, "lockout on line")
    hit = overlay.panel.hits.hit()
    assert hit is not None
    assert (hit.kind, hit.title) == (HitKind.CHECKLIST, "Lockout on line 3")
    qtbot.waitUntil(lambda: "Turn isolator" in prose(overlay.panel.preview))
    press(window, Key.Key_Return)
    player = page(window)
    assert isinstance(player, Player)
    assert (player.run.lesson.id, player.step.id) == ("lockout", "steps")
    assert not is_searching(window)


def test_what_was_misspelt_is_found_and_told(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "lokout tga")
    assert "Lockout on line 3" in titles(overlay)
    assert says(overlay, "lockout tag")
    assert says(overlay, "found here, no network needed")


def test_hits_are_grouped_and_counted_and_all_can_be_seen(
    window: LearnWindow, look_up: LookUp, qtbot: QtBot
) -> None:
    window.resize(1024, 600)
    overlay = look_up(window, "padlock")
    rows = overlay.panel.hits.rows
    head = next(row for row in rows if isinstance(row, Head) and row.more is HitKind.CARD)
    shown, _, total = head.count.partition(" of ")
    assert int(shown) < int(total) == 4
    while overlay.panel.hits.here() != head:
        press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: overlay.panel.is_answered)
    cards = [
        row
        for row in overlay.panel.hits.rows
        if isinstance(row, Line) and row.hit.kind is HitKind.CARD
    ]
    assert len(cards) == 4


def test_keys_lead_the_list_while_one_writes(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    hits = overlay.panel.hits
    lines = [row for row in hits.rows if isinstance(row, Line)]
    press(window, Key.Key_End)
    assert hits.here() == lines[-1]
    press(window, Key.Key_Down)
    assert hits.here() == next(row for row in hits.rows if isinstance(row, Line) or row.more)
    press(window, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown)
    assert hits.here() == lines[-1]
    press(window, Key.Key_Home)
    assert hits.here() == lines[0]
    assert overlay.panel.line.hasFocus()


def test_a_card_shows_its_answer_first_and_then_its_lesson(
    window: LearnWindow, look_up: LookUp, station: Station
) -> None:
    overlay = look_up(window, "who may take a padlock off")
    come_to(window, "Who may take a padlock off?")
    preview = overlay.panel.preview
    assert not says(preview, "Only the person")
    press(window, Key.Key_Return)
    assert says(preview, "Only the person whose name is on it.")
    assert facts(station, Kind.SEARCH_MADE)[-1].opened == "card:line-three/colleague//remove"
    press(window, Key.Key_Return)
    assert page(window).run.lesson.id == "colleague"
    assert len(facts(station, Kind.SEARCH_MADE)) == 1


def test_a_card_of_no_lesson_only_shows_its_answer(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "spare padlock")
    come_to(window, "Where does the spare padlock hang?")
    press(window, Key.Key_Return, Key.Key_Return)
    assert says(overlay.panel.preview, "Nowhere. There is none.")
    hold(window, Key.Key_Return)
    assert is_searching(window)


def test_ctrl_enter_learns_the_lesson_from_where_it_was_left(
    window: LearnWindow, look_up: LookUp
) -> None:
    open_step(window, "line-three", "lockout", "live")
    look_up(window, "lockout on line")
    hold(window, Key.Key_Return)
    assert page(window).step.id == "live"


def test_a_search_that_opens_nothing_is_told_once(
    window: LearnWindow, look_up: LookUp, station: Station, amara: Learner
) -> None:
    look_up(window, "padlock")
    press(window, Key.Key_Escape)
    look_up(window, "qqqq wwww")
    press(window, Key.Key_Escape)
    ask(window)
    press(window, Key.Key_Escape)
    told = [(made.query, made.found > 0, made.opened) for made in facts(station, Kind.SEARCH_MADE)]
    assert told == [("padlock", True, ""), ("qqqq wwww", False, "")]


def test_a_search_left_before_its_answer_is_told_with_what_there_was(
    window: LearnWindow, station: Station
) -> None:
    ask(window)
    QTest.keyClicks(search_of(window).panel.line, "padlock")
    press(window, Key.Key_Escape)
    made = facts(station, Kind.SEARCH_MADE)[-1]
    assert (made.query, made.found > 0) == ("padlock", True)


def test_enter_before_the_answer_opens_what_it_brings(window: LearnWindow, qtbot: QtBot) -> None:
    ask(window)
    QTest.keyClicks(search_of(window).panel.line, "lockout on line")
    press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page(window), Player))
    assert page(window).step.id == "steps"


def test_an_opened_hit_is_told_and_waits_among_the_recent(
    window: LearnWindow, look_up: LookUp, station: Station
) -> None:
    look_up(window, "lockout on line")
    press(window, Key.Key_Return)
    assert facts(station, Kind.SEARCH_MADE)[-1].opened == "checklist:line-three/lockout/steps"
    ask(window)
    assert search_of(window).panel.hits.rows[0] == Head("Recent")
    assert titles(search_of(window))[0] == "Lockout on line 3"


def test_a_bookmark_is_kept_by_key_and_taken_away_by_click(
    window: LearnWindow, look_up: LookUp, station: Station, amara: Learner
) -> None:
    overlay = look_up(window, "lockout on line")
    hold(window, Key.Key_D)
    kept = library.bookmarks(station, amara.id)
    assert [hit.title for hit in kept] == ["Lockout on line 3"]
    here = overlay.panel.hits.here()
    assert isinstance(here, Line)
    assert here.marked
    QTest.mouseClick(overlay.panel.preview.bookmark, Qt.MouseButton.LeftButton)
    assert library.bookmarks(station, amara.id) == ()


def test_bookmarks_wait_before_a_word_is_written(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "who hung it")
    come_to(window, "Who hung it?")
    hold(window, Key.Key_D)
    press(window, Key.Key_Escape)
    ask(window)
    assert overlay.panel.hits.rows[0] == Head("Bookmarked")
    assert titles(overlay)[0] == "Who hung it?"


def test_filters_limit_what_is_found_and_can_be_taken_away(
    window: LearnWindow, look_up: LookUp, qtbot: QtBot
) -> None:
    overlay = look_up(window, "padlock")
    every = len(titles(overlay))
    task = overlay.panel.filters.task
    tasks = opened(task).rows
    [help_out] = tasks.findItems("Help a colleague", Qt.MatchFlag.MatchExactly)
    tasks.setCurrentItem(help_out)
    QTest.keyClick(tasks, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: overlay.panel.is_answered)
    assert 0 < len(titles(overlay)) < every
    QTest.mouseClick(overlay.panel.filters.clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: overlay.panel.is_answered)
    assert len(titles(overlay)) == every


def test_before_a_word_is_written_one_browses_by_the_filters(
    window: LearnWindow, look_up: LookUp
) -> None:
    overlay = look_up(window)
    every = titles(overlay)
    choose(overlay.panel.filters.minutes, 1)
    assert titles(overlay) == ["Taking a padlock off for somebody else"]
    QTest.mouseClick(overlay.panel.filters.clear, Qt.MouseButton.LeftButton)
    assert titles(overlay) == every
    assert len(every) == 3


def test_nothing_found_is_said_kindly_and_can_be_asked_for(
    window: LearnWindow, look_up: LookUp, station: Station
) -> None:
    overlay = look_up(window, "qqqq wwww")
    assert says(overlay, "Nothing on “qqqq wwww” yet")
    click(overlay, "Suggest it")
    made = facts(station, Kind.TOPIC_SUGGESTED)[-1]
    assert (made.text, made.query) == ("qqqq wwww", "qqqq wwww")


def test_a_topic_can_be_suggested_beside_hits(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    click(overlay, "Suggest a topic")
    assert says(overlay, "What is missing?")
    assert overlay.panel.wanting.box.line.edit.hasFocus()
    overlay.panel.line.setFocus()
    QTest.keyClicks(overlay.panel.line, "s")
    assert overlay.panel.line.text() == "padlocks"


def test_the_keyboard_stays_in_the_search(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    for key in (Key.Key_Tab, Key.Key_Backtab):
        seen = set()
        for _ in range(20):
            press(window, key)
            focused = QApplication.focusWidget()
            assert focused is not None
            assert overlay.isAncestorOf(focused)
            seen.add(focused)
        assert {overlay.panel.hits, overlay.panel.head.leave, overlay.panel.preview.open} <= seen


def test_letters_written_in_the_list_go_on_in_the_line(
    window: LearnWindow, look_up: LookUp
) -> None:
    overlay = look_up(window, "padloc")
    overlay.panel.hits.setFocus()
    QTest.keyClicks(overlay.panel.hits, "k")
    assert overlay.panel.line.text() == "padlock"
    assert overlay.panel.line.hasFocus()


def test_a_click_beside_the_panel_closes(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    QTest.mouseClick(overlay, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not is_searching(window)


def test_ctrl_k_again_writes_anew(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    ask(window)
    assert overlay.panel.line.selectedText() == "padlock"


def test_today_has_a_field_that_opens_the_search(window: LearnWindow) -> None:
    today = page(window)
    assert isinstance(today, TodayPage)
    QTest.mouseClick(today.search, Qt.MouseButton.LeftButton)
    assert is_searching(window)


def test_nobody_searches_before_somebody_learns_here(station: Station, open_window: Open) -> None:
    window = open_window(station)
    ask(window)
    assert not is_searching(window)


def test_what_is_open_elsewhere_keeps_its_place(
    window: LearnWindow, look_up: LookUp, station: Station
) -> None:
    open_step(window, "line-three", "lockout", "live")
    look_up(window, "who hung it")
    press(window, Key.Key_Return)
    assert page(window).run.lesson.id == "colleague"
    press(window, Key.Key_Escape)
    player = open_step(window, "line-three", "lockout", "")
    assert player.step.id == "live"


def test_the_present_hit_is_told_to_screen_readers(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "lockout on line")
    said = overlay.panel.line.accessibleDescription()
    assert said.startswith("Checklist, Lockout on line 3")
    index = overlay.panel.hits.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said


def test_a_card_that_is_markup_is_shown_letter_by_letter(
    window: LearnWindow, look_up: LookUp
) -> None:
    overlay = look_up(window, "x on a padlock")
    come_to(window, "<b>x</b><img src=file:///etc/passwd> on a padlock?")
    press(window, Key.Key_Return)
    assert says(overlay.panel.preview, "<b>x</b><img src=file:///etc/passwd> is not a name.")
    assert says(overlay.panel.preview, "<b>x</b><img src=file:///etc/passwd> on a padlock?")


@pytest.mark.parametrize(("size", "scale"), [((1024, 600), 1.0), ((1366, 768), 2.0)])
def test_the_search_fits_small_windows_and_large_text(
    window: LearnWindow,
    look_up: LookUp,
    appearance: theme.Appearance,
    size: tuple[int, int],
    scale: float,
) -> None:
    appearance.scale_text(scale)
    window.resize(*size)
    overlay = look_up(window, "padlock")
    parts = (overlay.panel, overlay.panel.preview, overlay.panel.foot, overlay.panel.hits)
    for part in parts:
        assert part.width() >= part.minimumSizeHint().width()
        assert overlay.rect().contains(part.rect().translated(part.mapTo(overlay, QPoint(0, 0))))
    assert overlay.panel.hits.height() >= 2 * overlay.panel.hits.sizeHintForRow(1)
    assert overlay.panel.preview.open.isVisible()


def test_the_search_follows_its_window(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    window.resize(1100, 700)
    QApplication.processEvents()
    assert overlay.size() == window.size()
    assert overlay.rect().contains(overlay.panel.geometry())


def test_a_touch_comes_to_a_hit_and_the_next_opens_it(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    hits, finger = overlay.panel.hits, QTest.createTouchDevice()
    here = hits.here()
    lines = (n for n, row in enumerate(hits.rows) if isinstance(row, Line) and row != here)
    n = next(n for n in lines if hits.rows[n].hit.kind is not HitKind.CARD)
    at = hits.visualRect(hits.model().index(n, 0)).center()
    touch(hits.viewport(), finger, at)
    assert hits.currentIndex().row() == n
    assert is_searching(window)
    touch(hits.viewport(), finger, at)
    assert isinstance(page(window), Player)


def touch(view: QWidget, finger: QPointingDevice, at: QPoint) -> None:
    QTest.touchEvent(view, finger).press(0, at, view)
    QTest.touchEvent(view, finger).release(0, at, view)
    QApplication.processEvents()

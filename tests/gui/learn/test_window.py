"""First start, Today, paths, cards, look: how one gets about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.lesson import StepKind
from keystep.domain.memory import Rating
from keystep.domain.ports import Learner
from keystep.errors import DatabaseTooNew
from keystep.gui import motion, theme
from keystep.gui.learn.completion import CompletionPage
from keystep.gui.learn.opening import Opened
from keystep.gui.learn.pages import PageHead
from keystep.gui.learn.paths_page import PathsPage
from keystep.gui.learn.player import Player
from keystep.gui.learn.practice import PracticePage
from keystep.gui.learn.today import TodayPage, greeting
from keystep.gui.learn.welcome import WelcomePage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.time_tile import TimeTile
from keystep.services import cards, learning
from keystep.services.completion import complete_lesson
from keystep.services.packs import open_shelf
from keystep.services.station import Station
from tests.fakes import START, FakeClock
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import (
    TURNS_AT_MOST,
    Key,
    button,
    click,
    of_kind,
    page,
    press,
    says,
    texts,
    turn_until,
    write,
)
from tests.takers import PACK


def test_the_first_start_asks_who_learns_here(station: Station, open_window: Open) -> None:
    window = open_window(station)
    assert isinstance(page(window), WelcomePage)
    write(window, "  Amara   Osei ")
    press(window, Key.Key_Tab)
    write(window, "Hall 3")
    press(window, Key.Key_Return)
    assert isinstance(page(window), TodayPage)
    assert [(who.name, who.team) for who in station.store.learners()] == [("Amara Osei", "Hall 3")]
    assert settings.load(station.home).learner == station.store.learners()[0].id
    assert window.focusWidget() is page(window).minutes.start


def test_a_missing_name_is_told_at_its_field(station: Station, open_window: Open) -> None:
    window = open_window(station)
    press(window, Key.Key_Return)
    assert says(page(window), "A name is missing.")
    assert not station.store.learners()


def test_the_next_start_goes_straight_to_today(window: LearnWindow) -> None:
    assert isinstance(page(window), TodayPage)
    assert says(window, "Good morning, Amara")
    assert says(window, "Monday 7 September · Desk North")


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening"),
     (3, "evening")],
)  # fmt: skip
def test_the_greeting_fits_the_hour(qapp: QApplication, hour: int, words: str) -> None:
    assert greeting(START.replace(hour=hour), "Amara Osei") == f"Good {words}, Amara"


def choose_minutes(window: LearnWindow, minutes: str) -> None:
    tiles = {tile.accessibleName(): tile for tile in window.findChildren(TimeTile)}
    QTest.mouseClick(tiles[f"{minutes} min"], Qt.MouseButton.LeftButton)


def test_chosen_minutes_are_kept(window: LearnWindow, station: Station) -> None:
    choose_minutes(window, "10")
    assert settings.load(station.home).minutes == 10
    assert button(window, "Start 10 minutes")


def test_a_session_is_played_and_ends_on_today(window: LearnWindow) -> None:
    click(window, "Start 5 minutes")
    player = page(window)
    assert isinstance(player, Player)
    turn_until(window, lambda: page(window) is not player)
    assert isinstance(page(window), CompletionPage)
    click(window, "Back to today")
    assert isinstance(page(window), TodayPage)


def test_a_session_goes_on_from_cards_to_the_lesson(
    window: LearnWindow, station: Station, amara: Learner, clock: FakeClock
) -> None:
    _know_cards(station, amara)
    clock.move(days=20)
    page(window).refresh()
    assert says(window, "Three quick questions")
    click(window, "Not today")
    choose_minutes(window, "10")
    click(window, "Start 10 minutes")
    practice = page(window)
    assert isinstance(practice, PracticePage)
    for _ in range(TURNS_AT_MOST):
        if page(window) is not practice:
            break
        press(window, Key.Key_Space, Key.Key_3)
    assert isinstance(page(window), Player)


def test_leaving_ends_the_session(window: LearnWindow) -> None:
    click(window, "Start 5 minutes")
    press(window, Key.Key_Escape)
    assert isinstance(page(window), TodayPage)


def test_paths_say_where_each_lesson_stands(
    window: LearnWindow, station: Station, amara: Learner
) -> None:
    run = learning.open_lesson(station, amara.id, PACK, "before-you-start")
    learning.view_step(station, run, run.lesson.steps[1])
    window.place_chosen.emit("paths")
    lines = [row.accessibleDescription() for row in page(window).rows()]
    assert lines[0].startswith("Open at step 2 of 3, 7 min, ")
    assert lines[1].startswith("Not started, 9 min, ")


def test_a_lesson_opens_from_its_row_with_enter(window: LearnWindow) -> None:
    window.place_chosen.emit("paths")
    paths = page(window)
    assert isinstance(paths, PathsPage)
    paths.rows()[1].setFocus()
    press(window, Key.Key_Return)
    assert page(window).run.lesson.id == "three-sentences"


def test_nothing_due_is_said_calmly(window: LearnWindow) -> None:
    window.place_chosen.emit("cards")
    assert says(page(window), "Nothing is due")
    click(page(window), "Continue path")
    assert isinstance(page(window), PathsPage)


def test_due_cards_are_practised_by_space_alone(
    window: LearnWindow, station: Station, amara: Learner, clock: FakeClock
) -> None:
    _know_cards(station, amara)
    known = len(of_kind(station.store.events(), "card_reviewed"))
    clock.move(days=20)
    window.place_chosen.emit("cards")
    for _ in range(2 * known):
        press(window, Key.Key_Space)
    assert says(page(window), "Nothing is due")
    again = len(of_kind(station.store.events(), "card_reviewed"))
    assert again == 2 * known


def test_the_rail_counts_due_cards(
    window: LearnWindow, station: Station, amara: Learner, clock: FakeClock
) -> None:
    _know_cards(station, amara)
    clock.move(days=20)
    window.place_chosen.emit("today")
    assert window.rail.button("cards").accessibleName() == "Cards, 4"


def test_the_folder_is_no_place_of_the_rail(window: LearnWindow) -> None:
    window.folder_wanted.emit()
    assert window.rail.selected() == ""
    window.rail.button("today").click()
    assert isinstance(page(window), TodayPage)
    assert window.rail.selected() == "today"


@pytest.mark.parametrize(("size", "px"), [((1024, 600), 24), ((1366, 768), 32)])
def test_every_place_has_a_head_of_the_same_size(
    station: Station, amara: Learner, open_window: Open, size: tuple[int, int], px: int
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id))
    window = open_window(station, *size)
    for place in ("today", "paths", "cards", "folder"):
        window.place_chosen.emit(place)
        title = page(window).findChild(PageHead).findChild(QLabel)
        assert title.font().pixelSize() == px, place


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_looking_at_the_look_leaves_the_place(window: LearnWindow) -> None:
    window.rail.button("look").click()
    window.look.menu.hide()
    assert window.rail.selected() == "today"


def test_the_look_is_worn_at_once_and_kept(window: LearnWindow, station: Station) -> None:
    menu = window.look.menu
    actions = {action.data(): action for action in menu.actions()}
    actions["high_contrast"].trigger()
    actions[150].trigger()
    assert theme.theme_of() is theme.HIGH_CONTRAST
    actions["less_motion"].setChecked(False)
    actions["less_motion"].trigger()
    assert motion.duration(motion.FILL) == 0
    kept = settings.load(station.home)
    assert (kept.theme, kept.text_scale, kept.less_motion) == ("contrast", 150, True)


def test_a_home_that_cannot_be_opened_says_why_and_offers_a_way(
    station: Station, qtbot: QtBot, appearance: theme.Appearance
) -> None:
    tries = []

    def opening(_home: object) -> Opened:
        tries.append(1)
        raise DatabaseTooNew("{path} is from a newer Keystep. Start that one.", path="this.sqlite")

    window = LearnWindow(station.home, appearance, opening)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: says(window, "this.sqlite is from a newer Keystep."))
    assert not window.rail.button("today").isEnabled()
    assert window.rail.button("look").isEnabled()
    focused = window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Try again"
    click(window, "Try again")
    qtbot.waitUntil(lambda: len(tries) == 2)
    qtbot.waitUntil(lambda: says(window, "this.sqlite is from a newer Keystep."))


def test_it_paints_before_it_opens(
    station: Station, qtbot: QtBot, appearance: theme.Appearance
) -> None:
    order = []

    def opening(_home: object) -> Opened:
        order.append("opened" if not window.rail.isEnabled() else "opened too early")
        raise DatabaseTooNew("This home is from a newer Keystep. Start that one.")

    window = LearnWindow(station.home, appearance, opening)
    qtbot.addWidget(window)
    window.painted.connect(lambda: order.append("painted"))
    window.show()
    qtbot.waitUntil(lambda: says(window, "This home is from a newer Keystep."))
    assert order == ["painted", "opened"]


def test_two_windows_follow_the_look_and_one_may_go(
    window: LearnWindow, station: Station, appearance: theme.Appearance
) -> None:
    second = LearnWindow(station.home, appearance, lambda _home: None)
    appearance.scale_text(2.0)
    second.deleteLater()
    QApplication.sendPostedEvents(second, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert window.layout_class.one_column


def test_the_unexpected_is_told_in_place_and_can_be_closed(window: LearnWindow) -> None:
    window.tell_unexpected(ZeroDivisionError("division by zero"))
    assert says(window, "Something unexpected happened (division by zero).")
    click(window, "Close")
    assert not says(window, "Something unexpected")


def test_the_window_comes_back_in_its_size(
    window: LearnWindow, station: Station, appearance: theme.Appearance
) -> None:
    window.resize(701, 503)
    window.close()
    again = LearnWindow(station.home, appearance, lambda _home: None)
    assert (again.width(), again.height()) == (701, 503)
    again.deleteLater()


def test_every_control_has_a_name(window: LearnWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton

    for place in ("today", "paths", "cards", "folder"):
        window.place_chosen.emit(place)
        for each in window.findChildren(QAbstractButton):
            named = each.accessibleName() or each.text() or each.objectName().startswith("qt_")
            assert named or each.isHidden()
    assert texts(window)


def _know_cards(station: Station, learner: Learner) -> None:
    run = learning.open_lesson(station, learner.id, PACK, "three-sentences")
    step = next(s for s in run.lesson.steps if s.kind is StepKind.CARDS)
    for practice in cards.step_cards(station, run, step):
        cards.rate_card(station, learner.id, practice, Rating.EASY, duration_ms=1, attempt="x")
    complete_lesson(station, run, duration_ms=1)


def test_a_damaged_pack_is_told_of_and_the_rest_goes_on(
    station: Station, amara: Learner, open_window: Open, qtbot: QtBot
) -> None:
    other = station.home / "packs" / "other-1.0.0"
    other.mkdir()
    (other / "pack.json").write_bytes(b"{")
    window = open_window(replace(station, shelf=open_shelf(station.home)))

    def said() -> str:
        return "\n".join(part.text() for part in window.findChildren(QLabel) if part.isVisible())

    qtbot.waitUntil(lambda: "Some lessons are missing" in said())
    assert str(other) in said()
    assert window.rail.button("paths").isEnabled()

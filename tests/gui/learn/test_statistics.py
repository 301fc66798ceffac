"""My progress: charts that keys and screen readers reach, and the same as tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from keystep.domain.facts import CardReviewed
from keystep.domain.ports import Learner
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.statistics.bars import Bars
from keystep.gui.learn.statistics.chart import Chart
from keystep.gui.learn.statistics.exhibit import ExhibitCard
from keystep.gui.learn.statistics.heat_map import HeatMap, level
from keystep.gui.learn.statistics.table import Table
from keystep.gui.learn.statistics_page import StatisticsPage
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.layout import NORMAL
from keystep.services.station import Station
from tests.gui.learn.hands import page, says
from tests.takers import PACK, take_lesson

Key = Qt.Key
Come = Callable[[], StatisticsPage]


@pytest.fixture
def come(station: Station, amara: Learner, qtbot: QtBot) -> Come:
    """Comes to the page and waits until it has read."""
    shown = StatisticsPage(Desk(station, amara))
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.arrange(NORMAL)
    shown.show()

    def go() -> StatisticsPage:
        shown.refresh()
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
        return shown

    return go


def practise(station: Station, learner: str) -> None:
    """A lesson, and thirty reviews of a card on later days."""
    take_lesson(station, learner, "three-sentences")
    deck = station.shelf.packs[PACK].decks[0]
    card = deck.cards[0]
    reviews = [
        CardReviewed(
            pack=PACK, version="1.0.0", deck=deck.id, card=card.id, skill=card.skill, step=None,
            rating=1 if n % 10 == 0 else 3, elapsed_days=5, interval_s=86_400, stability=50_000,
            difficulty=50_000, state=2, recall=9_000, duration_ms=4_000,
        )
        for n in range(30)
    ]  # fmt: skip
    station.store.append(learner, reviews, station.clock.now())


def chart(shown: StatisticsPage, name: str) -> Chart:
    return next(one for one in shown.findChildren(Chart) if one.accessibleName() == name)


def card(shown: StatisticsPage, title: str) -> ExhibitCard:
    return next(one for one in shown.findChildren(ExhibitCard) if one.exhibit.title == title)


def test_before_anything_was_done_it_says_what_will_come(window: LearnWindow, qtbot: QtBot) -> None:
    window.rail.button("progress").click()
    shown = page(window)
    assert isinstance(shown, StatisticsPage)
    qtbot.waitUntil(lambda: says(shown, "Nothing to show yet"))
    assert not shown.choice.isVisible()


def test_what_is_too_little_says_from_when_on_it_is_enough(
    come: Come, station: Station, amara: Learner
) -> None:
    take_lesson(station, amara.id, "three-sentences")
    shown = come()
    few = card(shown, "How well Keystep predicts").exhibit
    assert few.chart is None
    assert "From 20 reviews" in few.summary
    assert not card(shown, "What has stayed: measured").findChildren(Chart)


def test_it_is_read_anew_whenever_it_is_come_to(
    come: Come, station: Station, amara: Learner
) -> None:
    come()
    practise(station, amara.id)
    shown = come()
    assert says(shown, "30 reviews on a later day")
    assert says(shown, "Keystep predicted 90\N{NARROW NO-BREAK SPACE}%")


def test_every_figure_of_a_chart_is_there_as_text_and_as_a_table(
    come: Come, station: Station, amara: Learner
) -> None:
    practise(station, amara.id)
    shown = come()
    for one in shown.findChildren(Chart):
        assert one.focusPolicy() is Qt.FocusPolicy.StrongFocus
        assert one.accessibleName()
    told = chart(shown, "How well Keystep predicts").accessibleDescription()
    assert "Reviews 30" in told
    charts = len(shown.findChildren(Chart))
    QTest.mouseClick(shown.choice.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    tables = [one for one in shown.findChildren(Table) if one.isVisibleTo(shown)]
    assert len(tables) == charts
    ratings = next(one for one in tables if one.accessibleName() == "How you rated cards")
    assert [ratings.item(0, n).text() for n in range(2)] == ["Again", "3"]
    assert ratings.height() >= ratings.verticalHeader().length()


def test_keys_and_the_pointer_tell_of_each_mark(qtbot: QtBot) -> None:
    bars = Bars("Cards", (3, 0, 5), ("three", "none", "five"), (), str)
    told: list[str] = []
    bars.told.connect(told.append)
    bars.resize(400, 180)
    qtbot.addWidget(bars)
    bars.show()
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_End, Key.Key_Right, Key.Key_Home):
        QTest.keyClick(bars, key)
    assert told == ["three", "none", "five", "three"]
    QTest.mouseMove(bars, bars.place(2).center().toPoint())
    qtbot.waitUntil(lambda: told[-1] == "five")
    QTest.mouseMove(bars, QPoint(1, 1))
    qtbot.waitUntil(lambda: not told[-1])


def test_in_a_year_the_keys_go_by_days_and_by_weeks(
    come: Come, station: Station, amara: Learner
) -> None:
    practise(station, amara.id)
    year = chart(come(), "A year of learning")
    assert isinstance(year, HeatMap)
    told: list[str] = []
    year.told.connect(told.append)
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_Left):
        QTest.keyClick(year, key)
    today, before, earlier = told
    assert today.startswith("Mon 7 Sep:")
    assert before == "Sun 6 Sep: nothing"
    assert earlier == "Sun 30 Aug: nothing"


def test_a_block_is_fuller_the_more_was_done() -> None:
    assert [level(n) for n in (0, 1, 9, 10, 24, 25, 49, 50, 900)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]

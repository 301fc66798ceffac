from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain import wording
from keystep.domain.measures import Estimate, Interval
from keystep.gui import theme
from keystep.gui.admin.board.effect_plot import EffectPlot, reach_of
from keystep.gui.admin.board.events_page import PAGE, EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage, facts_of
from keystep.gui.admin.board.lessons_card import marks_of
from keystep.gui.admin.board.trend_chart import LessonMark, TrendChart
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.states import LoadingState
from tests import sample_board as sample
from tests.gui.admin.conftest import NOW
from tests.gui.admin.details import LESSONS, detail, logged
from tests.gui.pseudo import words_of

Show = Callable[[QWidget], QWidget]


def image_of(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def count(image: QImage, role: str) -> int:
    wanted = QColor(getattr(theme.LIGHT, role)).rgb()
    pixels = image.convertToFormat(QImage.Format.Format_ARGB32)
    return memoryview(pixels.constBits()).cast("I").tolist().count(wanted)


def test_the_figures_are_those_of_the_board() -> None:
    told = {fact.name: (fact.figure, fact.below) for fact in facts_of(detail(), NOW)}
    assert told == {
        "Start": ("20", "min"),
        "Now": ("17.9", "17.5 to 18.3, n 4,812"),
        "Target": ("17 min", "by 31 Mar"),
        "Reached": (wording.percent(0.7), "pace 1.00"),
        "Fresh": ("46 of 50", "teams, today"),
    }


def test_a_maintain_key_result_has_bounds_instead_of_a_target() -> None:
    assert [fact.name for fact in facts_of(detail(5), NOW)] == ["Keep at", "Now", "Fresh"]


def test_it_says_what_cannot_be_concluded(shown: Show) -> None:
    said = set(words_of(shown(KeyResultPage(detail(), NOW))))
    assert "Before/after only, not attributable to training" in said
    assert "too few to say" in said
    assert "may be chance" in said
    assert any("fewer than 5" in words and "Night" in words for words in said)


def test_names_come_out_literally(shown: Show) -> None:
    page = shown(KeyResultPage(detail(), NOW))
    assert "Export <b>desk</b>" in {part.text() for part in page.findChildren(ElidedLabel)}


def test_without_a_figure_there_is_no_line(shown: Show) -> None:
    page = shown(KeyResultPage(detail(7), NOW))
    assert page.findChild(TrendChart) is None
    assert "A line appears with the second figure of this cycle." in set(words_of(page))


def test_back_and_raw_events_are_wishes(shown: Show, qtbot: QtBot) -> None:
    page = shown(KeyResultPage(detail(), NOW))
    assert isinstance(page, KeyResultPage)
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.back_wanted):
        buttons["Objectives"].click()
    with qtbot.waitSignal(page.events_wanted):
        buttons["Raw events"].click()


def test_lessons_that_somebody_began_are_lettered() -> None:
    marks = marks_of(LESSONS)
    assert [mark.letter for mark in marks] == ["A", "B", "C"]
    assert [mark.day for mark in marks] == [row.started for _, row in LESSONS[:3]]


def test_where_every_team_is_too_small_only_that_is_said(shown: Show) -> None:
    page = shown(KeyResultPage(replace(detail(), teams=(), unshown=("Night",)), NOW))
    said = set(words_of(page))
    assert any("Not shown singly" in words for words in said)
    assert "Learned" not in said


def test_the_chart_draws_line_band_cone_and_lessons(shown: Show) -> None:
    row = sample.board().rows[0]
    plain = image_of(shown(TrendChart(row, sample.CYCLE)))
    assert count(plain, "accent") > 300
    assert count(plain, "tint") > 1000
    assert count(plain, "stale_tint") > 100
    marked = image_of(shown(TrendChart(row, sample.CYCLE, [LessonMark("A", sample.START)])))
    assert count(marked, "accent") > count(plain, "accent") + 200


def test_a_stale_chart_has_no_cone(shown: Show) -> None:
    stale = image_of(shown(TrendChart(sample.board().rows[3], sample.CYCLE)))
    assert count(stale, "stale_tint") == 0


def test_a_change_that_may_be_chance_is_hollow(shown: Show) -> None:
    sure, unsure = Estimate(12, Interval(8, 16), 9), Estimate(5, Interval(-1, 11), 9)
    reach = reach_of([sure, unsure])
    assert count(image_of(shown(EffectPlot(sure, reach))), "accent") > 40
    assert count(image_of(shown(EffectPlot(unsure, reach))), "accent") == 0


def test_until_the_events_are_read_the_page_says_so(shown: Show) -> None:
    page = shown(EventsPage({"d": "Desk North"}))
    assert isinstance(page, EventsPage)
    waiting = page.findChild(LoadingState)
    assert waiting is not None
    assert waiting.isVisible()
    assert not page.table.isVisible()
    page.focus_first()
    page.show_page([logged(1)], 0, NOW)
    assert not waiting.isVisible()
    assert page.table.hasFocus()


def test_raw_events_are_paged(shown: Show, qtbot: QtBot) -> None:
    page = shown(EventsPage({"d": "Desk North"}))
    assert isinstance(page, EventsPage)
    page.show_page([logged(n) for n in range(PAGE + 1)], 0, NOW)
    model = page.table.model()
    assert model.rowCount() == PAGE
    told = [str(model.index(0, column).data()) for column in range(5)]
    assert told[1:] == ["Item answered", "6f1d2c9e", "Desk North · 0", '{"item":"first"}']
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    assert not buttons["Newer"].isEnabled()
    with qtbot.waitSignal(page.page_wanted) as asked:
        buttons["Older"].click()
    assert asked.args == [PAGE]


def test_an_unknown_kind_is_shown_as_unknown(shown: Show) -> None:
    page = shown(EventsPage({}))
    assert isinstance(page, EventsPage)
    page.show_page([logged(1, "dreamt")], 0, NOW)
    assert page.table.model().index(0, 1).data() == "Unknown: dreamt"

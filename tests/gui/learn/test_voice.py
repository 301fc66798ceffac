"""Learners say what they think: by touch and by key, told in place, never as markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.down import Person, ProgressDown
from keystep.domain.facts import Flaw, Kind
from keystep.domain.matters import OfficeAnswer, Sort
from keystep.domain.ports import Learner
from keystep.gui.learn.desk import Desk
from keystep.gui.learn.voice import FlagButton, RateRow, SuggestBox, after_lesson
from keystep.gui.learn.voice.answers import AnsweredLine
from keystep.gui.learn.voice.flag_panel import FlagPanel
from keystep.services import voice
from keystep.services.learning import open_lesson
from keystep.services.run import Run
from keystep.services.station import Station
from tests.gui.learn.hands import Jammed, button, click, of_kind, says, texts, with_jam
from tests.gui.literal import NAME, taken_for_markup
from tests.takers import PACK

Key = Qt.Key
FULL = "The disk is full."
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def jam(station: Station, amara: Learner) -> tuple[Station, Jammed]:
    return with_jam(station)


@pytest.fixture
def desk(jam: tuple[Station, Jammed], amara: Learner) -> Desk:
    return Desk(jam[0], amara)


@pytest.fixture
def disk(jam: tuple[Station, Jammed]) -> Jammed:
    return jam[1]


@pytest.fixture
def run(desk: Desk) -> Run:
    return open_lesson(desk.station, desk.learner.id, PACK, "three-sentences")


@pytest.fixture
def show(qtbot: QtBot) -> Callable[..., QWidget]:
    """Shows a part on a page that goes on at Enter, and counts how often."""

    def show_one(part: QWidget) -> QWidget:
        page = QWidget()
        qtbot.addWidget(page)
        column = QVBoxLayout(page)
        column.addWidget(part)
        column.addStretch(1)
        page.setProperty("gone_on", 0)
        for key in (Key.Key_Return, Key.Key_Enter):
            QShortcut(QKeySequence(key), page).activated.connect(
                lambda: page.setProperty("gone_on", page.property("gone_on") + 1)
            )
        page.resize(700, 700)
        page.show()
        qtbot.waitActive(page)
        QApplication.processEvents()
        return page

    return show_one


def said(desk: Desk, kind: Kind) -> list[dict[str, object]]:
    return [event.body for event in of_kind(desk.station.store.events(), kind)]


def enter(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Key.Key_Return)


def tap(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def opened(flag: FlagButton) -> FlagPanel:
    tap(flag)
    assert flag.panel is not None
    return flag.panel


def test_one_tap_rates_and_another_changes_it(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    row = RateRow(desk, run)
    show(row)
    tap(row.stars[1])
    assert says(row, "2 of 5")
    tap(row.stars[4])
    assert says(row, "5 of 5")
    assert [body["stars"] for body in said(desk, Kind.LESSON_RATED)] == [2, 5]
    again = RateRow(desk, run)
    show(again)
    assert says(again, "5 of 5")
    assert [star.isChecked() for star in again.stars] == [False] * 4 + [True]


def test_a_star_is_given_by_key_and_the_page_stays(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    row = RateRow(desk, run)
    page = show(row)
    enter(row.stars[2])
    QTest.keyClick(row.stars[3], Key.Key_Space)
    assert [body["stars"] for body in said(desk, Kind.LESSON_RATED)] == [3, 4]
    assert page.property("gone_on") == 0


def test_stars_that_are_not_saved_stay_and_are_told(
    desk: Desk, run: Run, disk: Jammed, show: Callable[..., QWidget]
) -> None:
    row = RateRow(desk, run)
    show(row)
    disk.jammed = True
    tap(row.stars[3])
    assert says(row, FULL)
    assert row.stars[3].isChecked()
    disk.jammed = False
    tap(row.stars[3])
    assert not says(row, FULL)
    assert len(said(desk, Kind.LESSON_RATED)) == 1


def test_two_taps_flag_a_step(desk: Desk, run: Run, show: Callable[..., QWidget]) -> None:
    flag = FlagButton(desk, run)
    show(flag)
    flag.set_step(run.lesson.steps[1])
    panel = opened(flag)
    tap(panel.reasons[Flaw.OUTDATED])
    assert says(panel, "Thank you")
    (body,) = said(desk, Kind.ITEM_FLAGGED)
    assert (body["step"], body["item"], body["reason"]) == (run.lesson.steps[1].id, "", "outdated")
    assert "already flagged" in flag.accessibleName()
    flag.set_step(run.lesson.steps[2])
    assert "already flagged" not in flag.accessibleName()


def test_the_same_reason_is_recorded_once(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    flag = FlagButton(desk, run)
    show(flag)
    check = run.lesson.steps[3]
    flag.set_step(check, run.items(check)[0].id)
    for _ in range(2):
        panel = opened(flag)
        assert says(panel, "What is wrong with this question?")
        click(panel, "It does not work")
        panel.close()
    assert len(said(desk, Kind.ITEM_FLAGGED)) == 1


def test_reasons_are_large_enough_for_a_finger(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    flag = FlagButton(desk, run)
    show(flag)
    panel = opened(flag)
    assert {reason.height() for reason in panel.reasons.values()} == {48}
    assert len(panel.reasons) == len(Flaw)


def test_a_flag_that_is_not_saved_is_told_and_tried_again(
    desk: Desk, run: Run, disk: Jammed, show: Callable[..., QWidget]
) -> None:
    flag = FlagButton(desk, run)
    show(flag)
    panel = opened(flag)
    disk.jammed = True
    click(panel, "Something is wrong")
    assert says(panel, FULL)
    disk.jammed = False
    click(panel, "Something is wrong")
    assert not says(panel, FULL)
    assert len(said(desk, Kind.ITEM_FLAGGED)) == 1


def test_the_panel_takes_every_key_of_the_lesson(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    flag = FlagButton(desk, run)
    page = show(flag)
    left: list[bool] = []
    shortcut = QShortcut(QKeySequence(Key.Key_Escape), page, context=Qt.WidgetWithChildrenShortcut)
    shortcut.activated.connect(lambda: left.append(True))
    panel = opened(flag)
    QTest.keyClick(panel.reasons[Flaw.WRONG], Key.Key_Down)
    assert panel.focusWidget() is panel.reasons[Flaw.OUTDATED]
    QTest.keyClick(panel.reasons[Flaw.OUTDATED], Key.Key_Escape)
    assert not panel.isVisible()
    assert left == []
    assert said(desk, Kind.ITEM_FLAGGED) == []


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
def test_the_panel_lies_in_the_window(
    desk: Desk,
    run: Run,
    show: Callable[..., QWidget],
    qapp: QApplication,
    direction: Qt.LayoutDirection,
) -> None:
    qapp.setLayoutDirection(direction)
    try:
        flag = FlagButton(desk, run)
        page = show(flag)
        panel = opened(flag)
        inside = QRect(page.mapToGlobal(QPoint(0, 0)), page.size())
        assert inside.contains(panel.geometry())
        panel.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_topic_is_suggested_in_one_line(desk: Desk, show: Callable[..., QWidget]) -> None:
    box = SuggestBox(desk)
    page = show(box)
    assert not box.send.isEnabled()
    QTest.keyClicks(box.line.edit, "Lifting with two people")
    enter(box.line.edit)
    assert said(desk, Kind.TOPIC_SUGGESTED) == [{"text": "Lifting with two people", "query": ""}]
    assert says(box, "Thank you")
    assert box.line.text() == ""
    assert page.property("gone_on") == 0


def test_what_was_searched_in_vain_is_suggested_by_one_tap(
    desk: Desk, show: Callable[..., QWidget]
) -> None:
    box = SuggestBox(desk, "lockout")
    show(box)
    tap(box.send)
    assert said(desk, Kind.TOPIC_SUGGESTED) == [{"text": "lockout", "query": "lockout"}]


def test_another_search_leaves_what_was_written(desk: Desk, show: Callable[..., QWidget]) -> None:
    box = SuggestBox(desk, "lock")
    show(box)
    box.set_query("lockout")
    assert box.line.text() == "lockout"
    box.line.edit.setText("Locking machines")
    box.set_query("tagout")
    tap(box.send)
    assert said(desk, Kind.TOPIC_SUGGESTED) == [{"text": "Locking machines", "query": "tagout"}]


def test_a_topic_that_is_not_saved_stays_in_its_line(
    desk: Desk, disk: Jammed, show: Callable[..., QWidget]
) -> None:
    box = SuggestBox(desk, "lockout")
    show(box)
    disk.jammed = True
    tap(box.send)
    assert says(box, FULL)
    assert box.line.text() == "lockout"


def test_a_topic_ends_where_its_room_does_and_says_so(
    desk: Desk, show: Callable[..., QWidget]
) -> None:
    box = SuggestBox(desk)
    show(box)
    box.line.edit.insert("x" * 499)
    assert says(box, "1 letter left")
    box.line.edit.insert("xyz")
    assert len(box.line.text()) == 500
    tap(box.send)
    assert len(said(desk, Kind.TOPIC_SUGGESTED)) == 1


def test_what_a_learner_writes_is_never_markup(desk: Desk, show: Callable[..., QWidget]) -> None:
    box = SuggestBox(desk, NAME)
    show(box)
    tap(box.send)
    assert any(NAME in text for text in texts(box))
    assert taken_for_markup(box) == []


def test_the_survey_is_sent_with_what_was_answered(
    desk: Desk, run: Run, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    card = after_lesson(desk, run)
    page = show(card)
    assert button(card, "Choose a number first").isEnabled() is False
    for question, answer in (("useful", "4"), ("ready", "2"), ("ready", "3")):
        tap(button(card.scales[question], answer))
    QTest.keyClicks(card.line.edit, "More pictures")
    with qtbot.waitSignal(card.ended):
        enter(card.line.edit)
    (body,) = said(desk, Kind.SURVEY_ANSWERED)
    assert body["answers"] == {"useful": 4, "ready": 3}
    assert body["text"] == "More pictures"
    assert says(card, "Thank you")
    assert page.property("gone_on") == 0


def test_the_survey_is_left_and_not_shown_again(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    assert voice.is_asked(desk.station, run)
    card = after_lesson(desk, run)
    show(card)
    click(card, "Not now")
    assert card.isHidden()
    assert said(desk, Kind.SURVEY_ANSWERED) == []
    assert not voice.is_asked(desk.station, run)


def test_a_survey_that_is_not_saved_keeps_its_answers(
    desk: Desk, run: Run, disk: Jammed, show: Callable[..., QWidget]
) -> None:
    card = after_lesson(desk, run)
    show(card)
    tap(button(card.scales["clear"], "5"))
    QTest.keyClicks(card.line.edit, "Fine")
    disk.jammed = True
    click(card, "Send answers")
    assert says(card, FULL)
    assert card.scales["clear"].scale.current() == 4
    assert card.line.text() == "Fine"
    disk.jammed = False
    click(card, "Send answers")
    assert len(said(desk, Kind.SURVEY_ANSWERED)) == 1


def answered(desk: Desk, *answers: OfficeAnswer) -> None:
    """The office's word came, with these answers to the learner."""
    learner = desk.learner
    person = Person(learner=learner.id, name=learner.name, team="", answers=answers)
    now = desk.station.clock.now().at
    down = ProgressDown(
        no=desk.station.store.heard().progress + 1,
        share="hartmann",
        device=desk.station.store.device,
        issued=now,
        people=(person,),
        included=(),
        states=(),
    )
    assert desk.station.store.take_progress(down)


def test_an_answer_stands_where_it_was_asked_for(
    desk: Desk, run: Run, show: Callable[..., QWidget]
) -> None:
    now, lesson = desk.station.clock.now().at, {"pack": PACK, "lesson": run.lesson.id}
    answered(
        desk,
        OfficeAnswer(sort=Sort.SUGGESTED, said="lifting", text=NAME, at=now),
        OfficeAnswer(sort=Sort.RATED, text="We mend it.", at=now, **lesson),
        OfficeAnswer(
            sort=Sort.FLAGGED, text="Mended.", at=now, step=run.lesson.steps[0].id, **lesson
        ),
    )
    box, row, flag = SuggestBox(desk), RateRow(desk, run), FlagButton(desk, run)
    for part in (box, row, flag):
        show(part)
    assert says(box, NAME)
    assert says(box, "“lifting”")
    assert not says(box, "Mended.")
    assert says(row, "We mend it.")
    assert says(opened(flag), "Mended.")
    assert not taken_for_markup(box)


def test_an_answer_is_shown_until_it_was_read(
    desk: Desk, disk: Jammed, show: Callable[..., QWidget]
) -> None:
    now = desk.station.clock.now().at
    answers = [
        OfficeAnswer(sort=Sort.SUGGESTED, said=said, text=f"Soon: {said}", at=now)
        for said in ("lifting", "ladders")
    ]
    answered(desk, *answers)
    line = AnsweredLine(desk)
    line.refresh()
    show(line)
    assert says(line, "Soon: lifting")
    disk.jammed = True
    tap(line.read)
    assert says(line, FULL)
    assert says(line, "Soon: lifting")
    disk.jammed = False
    tap(line.read)
    assert says(line, "Soon: ladders")
    tap(line.read)
    assert line.isHidden()
    line.refresh()
    assert line.isHidden()

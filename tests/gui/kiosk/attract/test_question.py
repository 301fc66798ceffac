"""The question of the day is answered on the spot, and recorded nowhere."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from keystep.domain.kiosk.invitations import Asked
from keystep.gui.kiosk.attract.page import ASKED_MS, TURN_MS, AttractPage
from keystep.services.kiosk.attract import Attract
from keystep.services.station import Station
from tests import kiosks
from tests.gui.kiosk.attract.conftest import Open, asked
from tests.gui.learn.fingers import Fingers


def ask(open_page: Open, told: Attract, *, several: bool) -> AttractPage:
    """In a window no wider than the fingers of a test can reach."""
    return open_page(replace(told, invitations=(asked(several=several),)), 1024, 600)


def verdicts(page: AttractPage) -> list[str]:
    return [row.verdict.kind for row in page.scene.answers.rows if row.verdict]


def test_one_touch_answers_and_the_reasons_are_told(
    open_page: Open, told: Attract, kiosk: Station, fingers: Fingers
) -> None:
    page = ask(open_page, told, several=False)
    with kiosks.untouched(kiosk):
        fingers.tap(page.scene.answers.rows[0])
    assert verdicts(page) == ["not_this_one", "left_out", "missed", "left_out"]
    assert page.isVisible()
    assert "Not this one" in page.scene.poster.accessibleName()


def test_an_answer_is_given_once(open_page: Open, told: Attract, fingers: Fingers) -> None:
    page = ask(open_page, told, several=False)
    fingers.tap(page.scene.answers.rows[2])
    fingers.tap(page.scene.answers.rows[0])
    assert verdicts(page) == ["left_out", "left_out", "right", "left_out"]
    assert page.isVisible()


def test_several_are_ticked_and_then_checked(
    open_page: Open, told: Attract, kiosk: Station, fingers: Fingers
) -> None:
    page = ask(open_page, told, several=True)
    answers = page.scene.answers
    assert answers.check is not None
    assert not answers.check.isEnabled()
    with kiosks.untouched(kiosk):
        fingers.tap(answers.rows[1])
        fingers.tap(answers.rows[3])
        assert verdicts(page) == []
        fingers.tap(answers.check)
    assert verdicts(page) == ["left_out", "right", "missed", "not_this_one"]


def test_missing_an_answer_by_a_little_does_not_wake(
    open_page: Open, told: Attract, fingers: Fingers
) -> None:
    page = ask(open_page, told, several=False)
    first, answers = page.scene.answers.rows[0], page.scene.answers
    fingers.tap(answers, QPoint(first.width() // 2, first.geometry().bottom() + 3))
    assert page.isVisible()
    fingers.tap(page.scene.poster)
    assert not page.isVisible()


def test_a_question_that_was_touched_stays_longer(
    open_page: Open, told: Attract, fingers: Fingers
) -> None:
    page = ask(open_page, told, several=True)
    assert page._turning.interval() == TURN_MS
    fingers.tap(page.scene.answers.rows[0])
    assert page._turning.isActive()
    assert page._turning.interval() == ASKED_MS
    page.turn()
    assert page._turning.interval() == TURN_MS


def test_what_somebody_answered_is_gone_for_the_next(
    open_page: Open, told: Attract, fingers: Fingers
) -> None:
    page = ask(open_page, told, several=False)
    fingers.tap(page.scene.answers.rows[0])
    page.hide()
    page.show()
    assert isinstance(page.invitation, Asked)
    assert verdicts(page) == []
    assert "Not this one" not in page.scene.poster.accessibleName()


def test_answers_are_reached_by_keys_and_any_other_key_wakes(
    open_page: Open, told: Attract
) -> None:
    page = ask(open_page, told, several=False)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert page.isVisible()
    assert QApplication.focusWidget() is page.scene.answers.rows[0]
    QTest.keyClick(page.scene.answers.rows[0], Qt.Key.Key_Space)
    assert verdicts(page)[0] == "not_this_one"
    assert QApplication.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert not page.isVisible()


def test_a_key_that_says_nothing_to_an_answer_wakes(open_page: Open, told: Attract) -> None:
    page = ask(open_page, told, several=True)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    QTest.keyClick(page.scene.answers.rows[0], Qt.Key.Key_A)
    assert not page.isVisible()


@pytest.mark.parametrize(("hand", "first"), [("right", "poster"), ("left", "answers")])
def test_answers_are_at_the_hand_that_gives_them(
    open_page: Open, told: Attract, hand: str, first: str
) -> None:
    page = ask(open_page, replace(told, hand=hand), several=False)
    scene = page.scene
    at_left = "poster" if scene.poster.x() < scene.answers.x() else "answers"
    assert at_left == first


def test_within_reach_of_a_wheelchair_answers_are_in_the_lower_half(
    open_page: Open, told: Attract
) -> None:
    page = ask(open_page, replace(told, low=True), several=False)
    for row in page.scene.answers.rows:
        assert row.mapTo(page, QPoint(0, 0)).y() >= page.height() / 2

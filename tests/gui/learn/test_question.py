"""What a question shows beside its answers: picture, sound, hints, how sure one is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.interactions import Interaction, Option, Reflection, SingleChoice
from keystep.domain.quiz import Confidence
from keystep.domain.responses import Choice, Written
from keystep.gui.learn.picture_view import PictureView
from keystep.gui.learn.steps import film
from keystep.gui.learn.steps.draft import Draft, drafts_of, kept
from keystep.gui.learn.steps.question import QuestionView
from keystep.gui.learn.steps.question_sound import QuestionSound
from keystep.gui.learn.zoom_layer import ZoomLayer
from tests.gui.learn.hands import Key, says, texts
from tests.gui.learn.pictured import TWO_PLACES, framed, item, media_in

CLICK = Qt.MouseButton.LeftButton
ONE = SingleChoice(options=(Option(text="this", right=True), Option(text="that")))
HINTS = ("Look at what moves.", "It is red.")
Make = Callable[..., QuestionView]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Make:
    media, kept_windows = media_in(tmp_path), list[QWidget]()

    def shown(
        asks: Interaction = ONE, draft: Draft | None = None, hinting: bool = True, **other: Any
    ) -> QuestionView:
        asked = item(asks, **other)
        order = tuple(range(asks.parts))
        question = QuestionView(asked, order, media, draft, hinting=hinting)
        window = framed(question)
        qtbot.addWidget(window)
        kept_windows.append(window)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        return question

    return shown


def test_a_picture_stands_above_the_answers_and_leaves_them_room(make: Make, qtbot: QtBot) -> None:
    question = make(picture="panel.svg", alt="A panel.")
    picture = question.findChild(PictureView)
    assert picture.accessibleDescription() == "A panel."
    assert picture.height() <= 240
    assert picture.geometry().bottom() < question.answers.geometry().top()
    assert picture.geometry().left() == 0
    question.window().resize(1024, 900)
    qtbot.waitUntil(lambda: 240 < picture.height() <= 360)


@pytest.mark.parametrize("key", [Key.Key_Space, None])
def test_a_picture_is_enlarged(make: Make, key: Qt.Key | None) -> None:
    question = make(picture="panel.svg", alt="A panel.")
    picture = question.findChild(PictureView)
    if key is None:
        QTest.mouseClick(picture, CLICK)
    else:
        QTest.keyClick(picture, key)
    (layer,) = question.window().findChildren(ZoomLayer)
    assert layer.isVisible()


def test_a_picture_to_point_at_is_shown_once(make: Make) -> None:
    question = make(TWO_PLACES, picture="panel.svg", alt="A panel.")
    assert question.findChild(PictureView) is None


def test_a_picture_that_is_damaged_leaves_its_words(make: Make) -> None:
    question = make(picture="nothing.svg", alt="A panel.")
    assert says(question, "cannot be shown")
    assert says(question, "A panel.")


class Loudspeaker:
    """A machine with something to hear by."""

    @staticmethod
    def audioOutputs() -> list[object]:
        return [object()]


class Silence:
    """A machine with nothing to hear by."""

    @staticmethod
    def audioOutputs() -> list[object]:
        return []


@pytest.fixture
def sound(make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QuestionSound:
    """A sound that is ready, where it can be heard."""
    monkeypatch.setattr(film, "QMediaDevices", Loudspeaker)
    ready = make(sound="hello.ogg", spoken="One. Two.").findChild(QuestionSound)
    qtbot.waitUntil(lambda: ready.time.text() == "0:00 of 0:03")
    return ready


def test_a_sound_can_always_be_read(sound: QuestionSound) -> None:
    assert not says(sound, "One. Two.")
    QTest.keyClick(sound.read, Key.Key_Space)
    assert says(sound, "One. Two.")
    QTest.keyClick(sound.read, Key.Key_Space)
    assert not says(sound, "One. Two.")


def test_a_sound_plays_and_pauses(sound: QuestionSound, qtbot: QtBot) -> None:
    QTest.keyClick(sound.play, Key.Key_Space)
    qtbot.waitUntil(lambda: sound.play.text() == "Pause")
    QTest.mouseClick(sound.play, CLICK)
    qtbot.waitUntil(lambda: sound.play.text() == "Play")


def test_a_sound_stops_when_its_question_is_left(sound: QuestionSound, qtbot: QtBot) -> None:
    QTest.mouseClick(sound.play, CLICK)
    qtbot.waitUntil(lambda: sound.play.text() == "Pause")
    sound.window().hide()
    qtbot.waitUntil(lambda: sound.play.text() == "Play")


def test_where_nothing_can_be_heard_there_are_the_words_alone(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keystep.gui.learn.steps import film

    monkeypatch.setattr(film, "QMediaDevices", Silence)
    sound = make(sound="hello.ogg", spoken="One. Two.").findChild(QuestionSound)
    qtbot.waitUntil(lambda: says(sound, "One. Two."))
    assert not sound.play.isVisible()
    assert not sound.read.isVisible()


def test_without_a_player_or_a_file_there_are_the_words_alone(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = make(sound="nothing.ogg", spoken="One. Two.").findChild(QuestionSound)
    assert says(gone, "One. Two.")
    assert not gone.play.isVisible()
    monkeypatch.setitem(sys.modules, "keystep.gui.learn.steps.film", None)
    silent = make(sound="hello.ogg", spoken="One. Two.").findChild(QuestionSound)
    qtbot.waitUntil(lambda: says(silent, "One. Two."))
    assert not silent.play.isVisible()


def test_a_sound_that_fails_is_told_of_once(sound: QuestionSound) -> None:
    played = sound.findChild(film.Film)
    played.failed.emit()
    played.failed.emit()
    assert texts(sound) == ["This sound cannot be heard here", "One. Two."]


def test_a_sound_that_was_heard_can_be_heard_here(sound: QuestionSound) -> None:
    played = sound.findChild(film.Film)
    played.moved.emit(1_000)
    played.failed.emit()
    assert sound.play.isVisible()
    assert not says(sound, "One. Two.")


def test_hints_are_read_one_after_the_other(make: Make, qtbot: QtBot) -> None:
    question = make(hints=HINTS)
    assert says(question, "Each hint takes a third off the score")
    assert not says(question, HINTS[0])
    with qtbot.waitSignal(question.changed):
        QTest.mouseClick(question.hints.more, CLICK)
    assert (says(question, HINTS[0]), says(question, HINTS[1])) == (True, False)
    assert question.hints_read == 1
    QTest.keyClick(question.hints.more, Key.Key_Space)
    assert says(question, HINTS[1])
    assert question.hints_read == 2
    assert not question.hints.more.isVisible()


@pytest.mark.parametrize(
    ("hints", "cost", "takes"),
    [(("a",), "half", 500), (("a", "b"), "a third", 333), (("a", "b", "c"), "a quarter", 250)],
)
def test_what_hints_cost_is_what_grading_takes(
    make: Make, hints: tuple[str, ...], cost: str, takes: int
) -> None:
    question = make(hints=hints)
    assert says(question, f"{cost} off the score")
    left = question.item.grade(Choice((0,)), 1).score
    assert left is not None
    assert 1000 - left == pytest.approx(takes, abs=1)


def test_a_hint_comes_into_sight(make: Make, qtbot: QtBot) -> None:
    question = make(hints=HINTS, picture="photo.png", alt="A hall.")
    QTest.mouseClick(question.hints.more, CLICK)
    words = next(part for part in question.findChildren(QWidget) if part.property("tone"))
    qtbot.waitUntil(lambda: words.visibleRegion().boundingRect() == words.rect())


def test_leaving_and_coming_back_keeps_the_hints_that_were_read(make: Make) -> None:
    question = make(hints=HINTS)
    question.answers.fill(Choice((1,)))
    QTest.mouseClick(question.hints.more, CLICK)
    state = kept({"a": question.draft()})
    again = make(hints=HINTS, draft=drafts_of(state)["a"])
    assert again.hints_read == 1
    assert says(again, HINTS[0])
    assert not says(again, HINTS[1])
    assert again.draft() == question.draft()


def test_drafts_from_before_there_were_hints_can_be_read() -> None:
    told = {"response": {"type": "choice", "options": [1]}, "confidence": None}
    assert drafts_of({"drafts": {"a": told}}) == {"a": Draft(Choice((1,)), None, 0)}
    assert drafts_of({"drafts": {"a": {**told, "hints": -1}}}) == {}


def test_more_hints_read_than_there_are_do_no_harm(make: Make) -> None:
    question = make(hints=HINTS, draft=Draft(Choice(()), None, 7))
    assert question.hints_read == 2


def test_after_checking_only_the_hints_that_were_read_are_there(make: Make) -> None:
    question = make(hints=HINTS)
    QTest.mouseClick(question.hints.more, CLICK)
    question.answers.fill(Choice((0,)))
    question.show_grade(question.item.grade(Choice((0,)), 1))
    assert says(question, HINTS[0])
    assert not question.hints.more.isVisible()


def test_a_test_gives_no_hints(make: Make) -> None:
    question = make(hints=HINTS, hinting=False)
    assert not question.hints.isVisible()
    assert question.hints_read == 0


def test_a_question_without_hints_offers_none(make: Make) -> None:
    assert not make().hints.isVisible()


def test_nobody_is_asked_how_sure_a_thought_is(make: Make) -> None:
    question = make(Reflection(), hints=HINTS)
    assert not question.sure.isVisible()
    assert not says(question, "off the score")
    question.answers.fill(Written("Last week."))
    question.show_grade(question.item.grade(Written("Last week.")))
    assert not question.sure.isVisible()


def test_how_sure_one_was_stays_there(make: Make) -> None:
    question = make(draft=Draft(Choice((0,)), Confidence.CERTAIN))
    assert question.sure.isVisible()
    question.show_grade(question.item.grade(Choice((0,))))
    assert says(question, "You said you were")
    assert question.draft().confidence is Confidence.CERTAIN

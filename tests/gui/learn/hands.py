"""What a learner's hands and eyes do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from keystep.domain.lesson import StepKind
from keystep.domain.quiz import Item
from keystep.domain.responses import Choice, Response, Written
from keystep.errors import NotSaved
from keystep.gui.learn.player import Player
from keystep.gui.learn.steps.check import CheckView
from keystep.gui.learn.window import LearnWindow
from keystep.gui.widgets.label import ElidedLabel
from keystep.services.station import Station
from tests.takers import PACK, right_answer

Key = Qt.Key
SAVED = "Answer saved"
TURNS_AT_MOST = 200
ACTS = {
    StepKind.CARDS: (Key.Key_Return, Key.Key_3),
    StepKind.SCENARIO: (Key.Key_A, Key.Key_Return),
}


def press(window: LearnWindow, *keys: Qt.Key) -> None:
    """Keys one after the other, to whatever has the focus."""
    for key in keys:
        QTest.keyClick(focused(window), key)
        QApplication.processEvents()


def write(window: LearnWindow, text: str) -> None:
    QTest.keyClicks(focused(window), text)


def focused(window: LearnWindow) -> QWidget:
    """What takes the keys, even while another window is the active one."""
    return QApplication.focusWidget() or window.focusWidget() or window


def page(window: LearnWindow) -> Any:
    """The page on the screen."""
    return window.pages.currentWidget()


def open_lesson(window: LearnWindow, lesson: str) -> Player:
    assert window.navigator is not None
    window.navigator.open_lesson(PACK, lesson)
    player = page(window)
    assert isinstance(player, Player)
    return player


def go_to_step(window: LearnWindow, player: Player, kind: StepKind) -> None:
    """On to the first step of a kind, doing by keys what must be done on the way."""
    turn_until(window, lambda: player.step.kind is kind)


def do_step(window: LearnWindow, player: Player) -> None:
    """Do what the step asks, by keys, and turn the page."""
    finish_step(window, player)
    press(window, Key.Key_Return)


def finish_step(window: LearnWindow, player: Player) -> None:
    """Do what the step asks, by keys, until its page can be turned."""
    turn_until(window, lambda: player.view.foot().turns)


def turn_until(
    window: LearnWindow,
    reached: Callable[[], bool],
    answer: Callable[[Item], Response] = right_answer,
) -> None:
    """Do one thing after the other, whatever the lesson asks for."""
    for _ in range(TURNS_AT_MOST):
        if reached():
            return
        turn(window, answer)
    shown = page(window)
    raise AssertionError(f"the lesson does not go on: {shown}, focus on {focused(window)}")


def turn(window: LearnWindow, answer: Callable[[Item], Response] = right_answer) -> Item | None:
    """One thing that the step asks for; the page, if nothing is left to do on it.

    Gives the item that was answered, if the screen calls its answer saved.
    """
    player = page(window)
    assert isinstance(player, Player)
    view = player.view
    if isinstance(view, CheckView) and view.promise() != SAVED:
        item = view.item
        _give(window, answer(item))
        press(window, Key.Key_Return)
        return item if view.promise() == SAVED or view.item is not item else None
    acts = {} if view.foot().turns else ACTS
    press(window, *acts.get(player.step.kind, (Key.Key_Return,)))
    return None


def _give(window: LearnWindow, response: Response) -> None:
    if isinstance(response, Written):
        write(window, response.text)
    elif isinstance(response, Choice):
        press(window, *(Key(Key.Key_1 + option) for option in response.options))
    else:
        answers = page(window).view.question.answers
        answers.fill(response)
        answers.changed.emit()


def texts(widget: QWidget) -> list[str]:
    """Every text that can be seen on a widget."""
    QApplication.processEvents()
    return [text for part in widget.findChildren(QWidget) if (text := _text(part))]


def says(widget: QWidget, wanted: str) -> bool:
    """Whether some text on the widget contains ``wanted``."""
    return any(wanted in text for text in texts(widget))


def button(widget: QWidget, text: str) -> QAbstractButton:
    """The button with these words."""
    found = (b for b in widget.findChildren(QAbstractButton) if b.text() == text and b.isVisible())
    return next(found)


def click(widget: QWidget, text: str) -> None:
    QTest.mouseClick(button(widget, text), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def _text(part: QWidget) -> str:
    if not part.isVisible():
        return ""
    if isinstance(part, QLabel | QAbstractButton | ElidedLabel):
        return part.text()
    return ""


class Jammed:
    """A store whose disk is full while ``jammed`` says so."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.jammed = False

    def append(self, *arguments: Any) -> Any:
        self._write()
        return self._store.append(*arguments)

    def note(self, *arguments: Any) -> Any:
        self._write()
        return self._store.note(*arguments)

    def work(self) -> Any:
        self._write()
        return self._store.work()

    def register(self, *arguments: Any) -> Any:
        self._write()
        return self._store.register(*arguments)

    def _write(self) -> None:
        if self.jammed:
            raise NotSaved("The disk is full. Nothing was saved. Make room and try again.")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def with_jam(station: Station) -> tuple[Station, Jammed]:
    """The station on a store that can be jammed."""
    store = Jammed(station.store)
    return replace(station, store=store), store  # type: ignore[arg-type]


def of_kind(events: Iterable[Any], kind: str) -> list[Any]:
    """The events of a kind in a log."""
    return [recorded.event for recorded in events if recorded.event.kind == kind]

"""The page that takes in decks: a file is looked into, mapped, taken, stopped, refused."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from keystep.domain.ports import Learner
from keystep.gui.learn.deck_import import DeckImportPage
from keystep.gui.learn.desk import Desk
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.choice_filter import ChoiceFilter
from keystep.services.decks import decks
from keystep.services.station import Station
from tests.apkg import pictured_package
from tests.gui.learn.hands import texts


@pytest.fixture
def page(station: Station, amara: Learner, qtbot: QtBot) -> DeckImportPage:
    made = DeckImportPage(Desk(station, amara))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.csv"
    file.write_text("Hund;dog\nKatze;cat\n", encoding="utf-8")
    return file


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    return pictured_package(tmp_path / "pictured.apkg")


def test_a_dropped_table_is_mapped_and_taken(
    page: DeckImportPage, words: Path, station: Station, amara: Learner, qtbot: QtBot
) -> None:
    _drop(page, words)
    qtbot.waitUntil(page.preview.isVisible)
    assert "2 cards · 1 deck" in texts(page.preview)
    _way(page, "Front").chosen.emit("1")
    _way(page, "Back").chosen.emit("0")
    qtbot.waitUntil(lambda: texts(page.preview)[-4:] == ["dog", "Hund", "cat", "Katze"])
    with qtbot.waitSignal(page.imported):
        page.take.click()
    assert page.outcome.isVisible()
    assert "2 cards came in" in texts(page.outcome)
    [deck] = [deck for deck in decks(station, amara.id) if deck.chosen]
    assert deck.title == "words"
    with qtbot.waitSignal(page.left):
        page.outcome.go_on.click()


def test_a_file_that_is_refused_says_why(
    page: DeckImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "bad.apkg"
    file.write_bytes(b"PK")
    page.open_file(file)
    qtbot.waitUntil(lambda: bool(page.findChildren(Callout)))
    [told] = page.findChildren(Callout)
    assert "bad.apkg was not imported" in told.accessibleDescription()
    assert page.asking.isVisible()


def test_an_import_can_be_stopped(
    page: DeckImportPage,
    pictured: Path,
    station: Station,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.open_file(pictured)
    qtbot.waitUntil(page.preview.isVisible)
    copying, stopped = threading.Event(), threading.Event()

    def hear(_done: int, _total: int) -> None:
        copying.set()
        stopped.wait(10)

    monkeypatch.setattr(page, "_hear", hear)
    page.take.click()
    assert copying.wait(10)
    page.progress.cancelled.emit()
    stopped.set()
    qtbot.waitUntil(page.preview.isVisible)
    assert page.findChildren(Callout)[0].accessibleName() == "The import was stopped"
    assert not list((station.home / "packs").glob("imported-*"))


def _drop(page: DeckImportPage, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.asking.dropEvent(event)


def _way(page: DeckImportPage, name: str) -> ChoiceFilter:
    return next(
        way
        for way in page.preview.findChildren(ChoiceFilter)
        if way.isVisible() and way.accessibleName().startswith(f"{name}:")
    )

"""A lesson with every format on the screen, led by key, mouse and touch."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from keystep import paths
from keystep.gui.learn.player import Player
from keystep.gui.learn.window import LearnWindow
from keystep.services.packs import install_shipped
from keystep.services.station import Station
from tests.homes import indexed, unchanged

PACKS = Path(__file__).parent / "pack"
FILM = paths.lessons() / "answering-customers" / "media" / "three.webm"
PACK, LESSON = "formats", "all-formats"

At = Callable[[str], Player]


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the one pack of these tests, with the film that ships."""
    folder = tmp_path_factory.mktemp("packs") / "pack"
    shutil.copytree(PACKS, folder)
    shutil.copy(FILM, folder / PACK / "media")
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Iterator[Path]:
    """A home with that pack alone."""
    home = tmp_path_factory.mktemp("formats")
    install_shipped(home, packs, paths.resources() / "schemas")
    with unchanged(indexed(home, packs)):
        yield home


@pytest.fixture(autouse=True)
def only_this_pack(monkeypatch: pytest.MonkeyPatch, packs: Path) -> None:
    """What a station installs when it opens."""
    monkeypatch.setattr(paths, "lessons", lambda: packs)


@pytest.fixture
def at(window: LearnWindow) -> At:
    """Opens the lesson at a step."""

    def open_at(step: str) -> Player:
        assert window.navigator is not None
        window.navigator.open_lesson(PACK, LESSON)
        player = window.pages.currentWidget()
        assert isinstance(player, Player)
        steps = [each.id for each in player.run.lesson.steps]
        player.show_step(steps.index(step))
        QApplication.processEvents()
        return player

    return open_at


@pytest.fixture
def events(station: Station) -> Callable[[str], list[object]]:
    """The events of a kind in the log."""

    def of_kind(kind: str) -> list[object]:
        return [kept.event for kept in station.store.events() if kept.event.kind == kind]

    return of_kind

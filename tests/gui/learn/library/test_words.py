"""Every word of the library goes through ``tr``, or is content of a pack; every control has one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from keystep.gui import icons
from keystep.gui.learn.library.words import FORMATS
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from tests.gui.learn.hands import Key, click, page, press
from tests.gui.learn.library.hands import LookUp, search_of
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("pseudo")
def test_the_library_can_be_translated(
    window: LearnWindow, look_up: LookUp, station: Station
) -> None:
    known = [*strings(msgspec.to_builtins(station.shelf.packs)), "qqqq", "lockout", "padlock"]
    for words in ("padlock", "lokout", "qqqq"):
        overlay = look_up(window, words)
        press(window, Key.Key_Return)
        assert untranslated(list(words_of(overlay)), known) == []
        press(window, Key.Key_Escape)
    window.place_chosen.emit("library")
    assert untranslated(list(words_of(page(window))), known) == []


def test_every_control_has_a_name(window: LearnWindow, look_up: LookUp) -> None:
    overlay = look_up(window, "padlock")
    assert nameless(overlay) == []
    click(search_of(window), "Suggest a topic")
    assert nameless(overlay) == []
    press(window, Key.Key_Escape)
    window.place_chosen.emit("library")
    assert nameless(page(window)) == []


def test_every_format_has_an_icon() -> None:
    assert {name for name, _ in FORMATS.values()} <= set(icons.names())


def nameless(widget: QWidget) -> list[QAbstractButton]:
    every = widget.findChildren(QAbstractButton)
    return [
        each
        for each in every
        if each.isVisible() and not (each.accessibleName() or each.objectName().startswith("qt_"))
    ]


def strings(value: Any) -> Iterator[str]:
    """Every string in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)

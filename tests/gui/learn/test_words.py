"""Every word on every screen goes through ``tr``, or is content of the pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser, QWidget

from keystep.domain.ports import Learner
from keystep.services.station import Station
from tests.gui.learn.conftest import Open, Tour
from tests.gui.learn.hands import page
from tests.takers import PACK

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)
WORD = re.compile(r"[^\W\d_]{2,}")


class Bracketing(QTranslator):
    """A language in which everything is said in brackets."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _what: str = "", _n: int = -1) -> str:
        return f"⟦{source}⟧"


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    translator = Bracketing()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("brackets")
def test_every_word_on_every_screen_can_be_translated(
    tour: Tour, station: Station, amara: Learner
) -> None:
    window, screens = tour()
    known = [*_content(station), amara.name, amara.team, "AO"]
    faults = {
        f"{screen}: {text!r}"
        for screen in screens
        for text in _seen(window)
        if WORD.search(_without(text, known))
    }
    assert not faults


@pytest.mark.usefixtures("brackets")
def test_the_first_start_can_be_translated(station: Station, open_window: Open) -> None:
    window = open_window(station)
    assert not [text for text in _seen(page(window)) if WORD.search(_without(text, []))]


def test_a_bare_word_would_be_found() -> None:
    assert WORD.search(_without("⟦Step⟧ one", []))
    assert not WORD.search(_without("⟦{a} ⟦b⟧⟧ · Keep it 3", ["Keep it"]))


def _seen(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    parts = [part for part in widget.findChildren(QWidget) if part.isVisible()]
    return [text for part in parts if not _is_read(part) for text in _texts(part) if text]


def _is_read(part: QWidget) -> bool:
    """Prose is content; what is inside Qt's own parts is not ours."""
    return isinstance(part, QTextBrowser) or part.objectName().startswith("qt_")


def _texts(part: QWidget) -> Iterator[str]:
    yield from (part.accessibleName(), part.accessibleDescription())
    yield re.sub(r"<[^>]*>", "", part.toolTip())
    if isinstance(part, QLineEdit):
        yield part.placeholderText()
    elif callable(text := getattr(part, "text", None)):
        yield text()


def _without(text: str, known: list[str]) -> str:
    """What is left of a text without what is in brackets and what is content."""
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    if any(text.strip() in content for content in known):
        return ""
    for content in sorted(known, key=len, reverse=True):
        text = text.replace(content, "")
    return text


def _content(station: Station) -> list[str]:
    """Every string of the packs, and each of its lines on its own."""
    packs = station.shelf.packs.values()
    strings = [text for pack in packs for text in _strings(msgspec.to_builtins(pack))]
    flat = [" ".join(text.split()) for text in strings]
    captions = station.shelf.media(PACK, "three.vtt").read_text("utf-8").splitlines()
    return [text for text in {*strings, *flat, *captions} if len(text) > 1]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)

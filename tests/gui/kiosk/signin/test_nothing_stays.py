"""Whoever comes next finds the page as if nobody had touched it; every word can be translated."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from keystep.domain.kiosk.secrets import PICTURES
from keystep.gui.kiosk.signin.drawings import NAMES as PICTURE_NAMES
from tests.gui.kiosk.signin.conftest import BADGE, NAMES, PIN, Enter, Stand
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

ELIF, AMARA = "Elif M., EM", "Amara O., AO"
pytestmark = pytest.mark.usefixtures("people")


def searched(stand: Stand) -> None:
    stand.touch("Search for a name")
    stand.write("sentinel")


def half_a_pin(stand: Stand) -> None:
    stand.touch(ELIF, *PIN[:3])


def pictures(stand: Stand) -> None:
    stand.touch(AMARA, "With pictures", "Sun", "Cat", "Key", "Go on", "Sun")


def somebody_new(stand: Stand) -> None:
    stand.touch("I am new here")
    stand.write("sentinel")


def found(stand: Stand) -> None:
    stand.keyboard.reads(BADGE)
    stand.touch("Q to Z")


@pytest.mark.parametrize("left", [searched, half_a_pin, pictures, somebody_new, found])
def test_nothing_of_whoever_was_here_stays(enter: Enter, left: Callable[[Stand], None]) -> None:
    stand = enter()
    stand.settle()
    before = set(stand.titles()), stand.tiles()
    left(stand)
    panel = stand.page._who.side.panel
    gone = weakref.ref(panel)
    del panel
    stand.page.reset()
    stand.settle()
    gc.collect()
    assert gone() is None
    assert (set(stand.titles()), stand.tiles()) == before
    fields = stand.window.findChildren(QLineEdit)
    assert not [one for one in fields if one.text() or one.isUndoAvailable()]
    assert stand.page._turns._found == ""
    stand.touch(ELIF, *PIN, "Sign in")
    stand.work()
    assert [one.name for one in stand.signed_in] == ["Elif Mutlu"]


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("pseudo")
def test_every_word_can_be_translated(enter: Enter) -> None:
    stand = enter()
    known = {*NAMES, *(part for name in NAMES for part in name.split()), "English", "العربية"}
    known |= {tile.person.shown for tile in stand.page._who.board.grid.tiles}
    known |= {tile.person.initials for tile in stand.page._who.board.grid.tiles}

    def look() -> None:
        assert untranslated(list(words_of(stand.page)), known) == []

    look()
    for path in ((ELIF, "⟦Forgot it⟧"), (AMARA, "⟦With pictures⟧"), ("⟦I am new here⟧",)):
        for words in path:
            stand.touch(words)
            look()
    stand.page.reset()
    stand.keyboard.reads(BADGE)
    look()


def test_each_picture_has_a_name_and_a_drawing() -> None:
    assert set(PICTURE_NAMES) == set(PICTURES)
    assert len(set(PICTURE_NAMES.values())) == len(PICTURES)

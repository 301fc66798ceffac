from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from keystep.gui.kiosk import scale, timeout_page
from keystep.gui.kiosk.countdown import CountdownRing
from keystep.gui.kiosk.timeout_page import TimeoutPage
from keystep.gui.theme import Appearance, theme_of
from keystep.gui.widgets.layout import layout_class
from tests.gui.learn.hands import click, texts
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

PLACE = "Your lesson waits for you at step 3 of 6."
LONG_NAME = "Wolfgang-Maximilian Theodor Hieronymus"


def shown(
    qtbot: QtBot, page: TimeoutPage, appearance: Appearance, width: int = 1366, height: int = 768
) -> TimeoutPage:
    """On a screen of that size, between head and foot."""
    appearance.scale_text(scale.text_scale(height))
    page.resize(width, height - scale.px(184))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrange(layout_class(width, height))
    page.enter()
    QApplication.processEvents()
    return page


@pytest.fixture
def page(qtbot: QtBot, appearance: Appearance) -> TimeoutPage:
    return shown(qtbot, TimeoutPage("Elif", 4, PLACE, 20), appearance)


def test_it_says_what_is_saved_and_what_happens(page: TimeoutPage) -> None:
    said = texts(page)
    assert "Are you still here, Elif?" in said
    assert PLACE in said
    (saved,) = (text for text in said if text.startswith("Your 4 answers are saved. If nobody"))
    assert saved.endswith("so that the next person starts with a clean one.")


@pytest.mark.parametrize(
    ("name", "answers", "begins"),
    [
        ("Elif", 1, "Your answer is saved. If"),
        ("Elif", 0, "What you did is saved. If"),
        ("", 3, "If nobody touches the screen your visit ends"),
    ],
)
def test_it_promises_only_what_holds(name: str, answers: int, begins: str, qtbot: QtBot) -> None:
    page = TimeoutPage(name, answers, "", 20)
    qtbot.addWidget(page)
    page.show()
    assert any(text.startswith(begins) for text in texts(page))


def test_both_ways_on_are_one_press(page: TimeoutPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.stayed):
        click(page, "I’m still here")
    with qtbot.waitSignal(page.left):
        click(page, "Sign me out")


def test_a_key_stays(page: TimeoutPage, qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    with qtbot.assertNotEmitted(page.left), qtbot.waitSignal(page.stayed):
        QTest.keyClick(focused, Qt.Key.Key_Space)


def test_one_block_goes_out_a_second(page: TimeoutPage) -> None:
    ring = page.findChild(CountdownRing)
    assert ring is not None
    lit = [ring.lit]
    for seconds in range(19, -1, -1):
        page.tick(seconds)
        lit.append(ring.lit)
    assert lit == list(range(20, -1, -1))
    assert ring.accessibleName() == "0 seconds left"


@pytest.mark.parametrize(
    ("seconds", "blocks", "left", "lit"),
    [(20, 20, 14, 14), (5, 5, 1, 1), (40, 40, 39, 39), (120, 40, 119, 40), (120, 40, 1, 1)],
)
def test_there_are_as_many_blocks_as_seconds_up_to_forty(
    qtbot: QtBot, seconds: int, blocks: int, left: int, lit: int
) -> None:
    ring = CountdownRing(seconds)
    qtbot.addWidget(ring)
    ring.set_left(left)
    assert (ring.blocks, ring.lit) == (blocks, lit)


def test_blocks_that_went_out_look_otherwise(page: TimeoutPage) -> None:
    """The first from the top is lit until the end, the last goes out first."""
    ring = page.findChild(CountdownRing)
    assert ring is not None
    page.tick(19)
    picture, middle = ring.grab().toImage(), ring.width() / 2
    top = round(ring.height() / 2 - scale.px(136))
    aside = scale.px(21)
    colours = [picture.pixelColor(round(middle + x), top).name() for x in (-aside, aside)]
    theme = theme_of()
    assert colours == [theme.track.lower(), theme.accent.lower()]


def test_a_screen_reader_hears_of_twenty_ten_and_five(
    qtbot: QtBot, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = list[str]()
    monkeypatch.setattr(timeout_page, "announce", lambda _about, words: said.append(words))
    page = shown(qtbot, TimeoutPage("Elif", 4, PLACE, 30), appearance)
    for seconds in range(30, 0, -1):
        if seconds != 10:  # a second may be missed
            page.tick(seconds)
    assert said == ["20 seconds left", "9 seconds left", "5 seconds left"]


@pytest.mark.parametrize("hand", ["left", "right"])
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (1920, 1080)], ids=str)
def test_everything_fits_every_size(
    qtbot: QtBot, appearance: Appearance, size: tuple[int, int], hand: str
) -> None:
    words = f"Your lesson “{LONG_NAME} {LONG_NAME}” waits for you at step 3 of 6."
    page = shown(qtbot, TimeoutPage(LONG_NAME, 4, words, 20, hand=hand), appearance, *size)
    assert page.minimumSizeHint().width() <= page.width()
    for part in (page._card, page._words, page._asks, page._says, page._place, page._leave):
        area = part.rect().translated(part.mapTo(page, part.rect().topLeft()))
        assert page.rect().contains(area), part
    assert page._says.height() >= page._says.heightForWidth(page._says.width())
    ring_first = page._card.x() < page._words.x()
    assert ring_first is (hand == "right")
    assert page._stay.height() >= scale.px(88)


def test_every_string_is_translated(qtbot: QtBot, qapp: QApplication) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        for name in ("Elif", ""):
            page = TimeoutPage(name, 4, PLACE, 20)
            qtbot.addWidget(page)
            assert untranslated(list(words_of(page)), {"Elif", PLACE}) == []
    finally:
        qapp.removeTranslator(translator)

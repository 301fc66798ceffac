from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from keystep.gui import i18n

TUESDAY = datetime(2027, 3, 2, 14, 5)  # noqa: DTZ001 (what the screen shows is local time)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def rtl(qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


class Pseudo(QTranslator):
    """Makes every string longer and strange, as a translation would."""

    def translate(self, _context, text, _comment=None, _n=-1) -> str:
        return f"[¡{text}!···]"


def test_values_fill_the_translated_sentence(qapp: QApplication) -> None:
    pseudo = Pseudo()
    qapp.installTranslator(pseudo)
    try:
        assert i18n.tr("{n} of {total} done", n=7, total=12) == "[¡7 of 12 done!···]"
    finally:
        qapp.removeTranslator(pseudo)
    assert i18n.tr("{n} of {total} done", n=7, total=12) == "7 of 12 done"


def test_text_without_values_may_hold_braces() -> None:
    assert i18n.tr("a {brace}") == "a {brace}"


@pytest.mark.parametrize(("n", "said"), [(0, "0 cards"), (1, "1 card"), (4812, "4,812 cards")])
def test_one_and_many(n: int, said: str) -> None:
    assert i18n.trn("1 card", "{n} cards", n) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0 min"),
        (0.1, "¼ min"),
        (1, "1 min"),
        (1.5, "1½ min"),
        (2.52, "2½ min"),
        (11.6, "12 min"),
    ],
)
def test_minutes(value: float, said: str) -> None:
    assert i18n.minutes(value) == said


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [(4812, 0, "4,812"), (17.94, 1, "17.9"), (20.0, 1, "20"), (-0.01, 1, "0"), (-3.5, 1, "−3.5")],
)
def test_numbers(value: float, places: int, said: str) -> None:
    assert i18n.number(value, places) == said


def test_units_and_changes() -> None:
    assert i18n.percent(0.7) == "70\N{NARROW NO-BREAK SPACE}%"
    assert i18n.with_unit(17, "min") == "17 min"
    assert i18n.change(20, 17, "min") == "20 → 17 min"
    assert i18n.between(16.6, 17) == "16.6 to 17.0"


@pytest.mark.usefixtures("rtl")
def test_figures_are_isolated_in_right_to_left() -> None:
    assert i18n.change(20, 17, "min") == "\u206620 → 17 min\u2069"
    assert i18n.isolate("") == ""


@pytest.mark.parametrize(
    ("text", "rtl"), [("hello", False), ("صباح", True), ("20 %", False), ("20 صباح", True)]
)
def test_text_knows_its_direction(text: str, rtl: bool) -> None:
    assert i18n.reads_rtl(text) is rtl


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(days=1), "Tue 14:05"),
        (timedelta(days=10), "2 Mar"),
    ],
)
def test_how_long_ago(past: timedelta, said: str) -> None:
    assert i18n.ago(TUESDAY, TUESDAY + past) == said


def test_dates() -> None:
    assert i18n.weekday_time(TUESDAY) == "Tue 14:05"
    assert i18n.long_date(TUESDAY) == "Tuesday 2 March"


def test_an_arabic_program_is_laid_out_from_the_right(qapp: QApplication, tmp_path: Path) -> None:
    i18n.speak(qapp, "ar", tmp_path)
    assert i18n.is_rtl()
    i18n.speak(qapp, "en", tmp_path)
    assert not i18n.is_rtl()

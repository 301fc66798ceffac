"""The soak finds what it looks for, and a short one is sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QLoggingCategory, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from keystep import paths
from keystep.bootstrap import open_station
from keystep.domain.facts import Kind
from keystep.gui import fonts, theme
from keystep.gui.confined import confine
from keystep.gui.kiosk.navigator import Navigator
from keystep.gui.kiosk.opening import Opened
from keystep.gui.kiosk.window import KioskWindow
from keystep.services.roster import register, sign_in
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.kiosks import open_kiosk, tip
from tests.soak import table
from tests.soak.afterwards import left_over, misplaced
from tests.soak.ahead import AheadClock
from tests.soak.counted import Sample
from tests.soak.driver import Driver
from tests.soak.place import Place, Somebody, build, everybody
from tests.soak.soaking import Seen, logged

LESSONS = Path(__file__).parent.parent / "gui/learn/library/pack"
AMARA = Somebody("Amara Osei", "Desk North", "7004")
SAMPLE = Sample(
    visits=100,
    rss=200 << 20,
    threads=9,
    files=13,
    database=1 << 20,
    events=500,
    widgets=120,
    acts=90,
    worst_ms=80.0,
    worst_act="wake",
    own_ms=50.0,
    p99_ms=70.0,
    stall_ms=60.0,
)


@pytest.fixture(autouse=True)
def _nothing_copied(qapp: QApplication) -> None:
    """Whatever was copied before was copied elsewhere."""
    qapp.clipboard().clear()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A kiosk with few lessons, which is opened in no time."""
    monkeypatch.setattr(paths, "lessons", lambda: LESSONS)
    return build(tmp_path, everybody(6))


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Station]:
    with closing(open_kiosk(tmp_path / "kiosk", FakeClock())) as kiosk:
        yield kiosk


@pytest.fixture
def ahead(place: Place) -> AheadClock:
    return AheadClock(place.ahead)


@pytest.fixture
def window(place: Place, ahead: AheadClock, qapp: QApplication) -> Iterator[KioskWindow]:
    QLoggingCategory.setFilterRules("qt.multimedia*=false")
    fonts.install()
    appearance = theme.Appearance(qapp, "light", less_motion=True)
    station = open_station(place.home, ahead)
    opened = Opened(station, station.close, Navigator)
    window = KioskWindow(place.home, appearance, lambda _home: opened)
    yield window
    QThreadPool.globalInstance().waitForDone()
    window.close()
    window.release()
    window.deleteLater()
    appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    confine(confined=False)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_visitors_come_and_leave_nothing(
    place: Place, window: KioskWindow, ahead: AheadClock, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.ready):
        window.show()
    assert window.navigator is not None
    station, told = window.navigator._station, list[dict[str, Any]]()
    driver = Driver(
        window,
        station,
        ahead,
        people=place.people,
        random=Random(2),
        tell=lambda **said: told.append(said),
        every=1,
    )
    with qtbot.waitSignal(driver.over, timeout=60_000):
        driver.start(visits=3)
    assert [said["trouble"] for said in told if "trouble" in said] == []
    assert [said["sample"].visits for said in told if "sample" in said] == [1, 2, 3]
    assert any("tip" in said for said in told), "nobody learned anything"


def test_a_name_that_is_left_is_found(qtbot: QtBot) -> None:
    left = QLabel("Well done, Amara!")
    qtbot.addWidget(left)
    assert list(left_over(AMARA)) == ["QLabel still says “Well done, Amara!”"]
    left.setText("Well done!")
    assert list(left_over(AMARA)) == []


def test_an_event_of_somebody_else_is_found(kiosk: Station) -> None:
    register(kiosk, AMARA.name, AMARA.team)
    before = tip(kiosk)
    sign_in(kiosk, register(kiosk, "Bilal Khan", "").id)
    for who in (AMARA, None):
        [found] = misplaced(kiosk, before, who)
        assert str(Kind.SIGNED_IN) in found
    assert list(misplaced(kiosk, before, Somebody("Bilal Khan", "", ""))) == []


@pytest.mark.parametrize(
    ("changes", "missed"),
    [
        ({"rss": 209 << 20}, []),
        ({"rss": 211 << 20}, ["memory"]),
        ({"threads": 10}, ["threads"]),
        ({"files": 14}, ["file descriptors"]),
        ({"widgets": 130}, ["widgets"]),
        ({"database": 2 << 20, "events": 1_000}, []),
        ({"database": 2 << 20}, ["database per event"]),
        ({"worst_ms": 151.0}, ["worst reaction"]),
    ],
)
def test_growth_is_told(changes: dict[str, Any], missed: list[str]) -> None:
    start = [SAMPLE] * table.AROUND
    end = [replace(SAMPLE, visits=200, **changes)] * table.AROUND
    rows = table.rows(Seen(runs=[[SAMPLE], [*start, *end]]))
    assert [row.name for row in rows if not row.met] == missed


def test_errors_of_the_log_are_told() -> None:
    log = (
        "2026-09-07 09:00:00,001 WARNING keystep away\n"
        "2026-09-07 09:00:01,002 ERROR keystep unexpected\n"
        "Traceback (most recent call last):\n"
        '  File "x.py", line 1, in y\n'
        "RuntimeError: gone\n"
    )
    assert logged(log) == ["ERROR keystep unexpected: RuntimeError: gone"]


def test_what_the_disk_alone_takes_is_told() -> None:
    told = table.printed(Seen(syncs_ms=[0.4, 90.0, 0.5]), [])
    assert "takes 0.5 ms for a sync, at worst 90.0 ms" in told

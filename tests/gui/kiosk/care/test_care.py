"""Looking after a kiosk at its screen: only with its PIN, and then with one finger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.bundles import Troubles
from keystep.gui import theme
from keystep.gui.kiosk import app
from keystep.gui.kiosk.care.asking import Asking
from keystep.gui.kiosk.care.chooser import Chooser
from keystep.gui.kiosk.care.desk import CareDesk
from keystep.gui.kiosk.care.page import CarePage
from keystep.gui.kiosk.signin.secret_panel import PinPanel
from keystep.gui.kiosk.signin.state_panel import StatePanel, WaitPanel
from keystep.gui.learn.courier import Courier
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.layout import layout_class
from keystep.services.importing import import_share
from keystep.services.kiosk import restarts, signing_in
from keystep.services.kiosk.signing_in import ADMIN, Way, check, choose, waiting_s, ways
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.sync.passphrase import Argon
from tests.conftest import World
from tests.fakes import FakeClock
from tests.kiosks import open_kiosk

PIN, ANOTHER = "90210", "83014"
QUICK = Argon(memory_kib=8, passes=1, lanes=1)


@dataclass
class Care:
    """The page of somebody who looks after a kiosk, and their finger."""

    qtbot: QtBot
    station: Station
    page: CarePage
    courier: Courier

    @property
    def asking(self) -> Asking:
        assert self.page.asking is not None
        return self.page.asking

    @property
    def desk(self) -> CareDesk:
        assert self.page.desk is not None
        return self.page.desk

    @property
    def panel(self) -> PinPanel:
        panel = self.asking.side.panel
        assert isinstance(panel, PinPanel)
        return panel

    def put(self, pin: str) -> None:
        """Type a PIN on the keypad, and go on."""
        panel = self.panel
        for digit in pin:
            self.touch(panel, digit)
        assert panel.primary is not None
        self.qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)

    def enter(self) -> None:
        self.put(PIN)
        self.qtbot.waitUntil(lambda: self.page.asking is None)

    def touch(self, part: QWidget, words: str) -> None:
        """Touch the button in ``part`` that says ``words``."""
        buttons = part.findChildren(QAbstractButton)
        named = [one for one in buttons if words in (one.text(), one.accessibleName())]
        [button] = [one for one in named if one.isVisible() and one.isEnabled()]
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def helping(self) -> StatePanel:
        panel = self.desk.folk.side.panel
        assert isinstance(panel, StatePanel)
        return panel

    def seen(self) -> str:
        labels = self.page.findChildren(QLabel)
        return " | ".join(one.text() for one in labels if one.isVisible())


@pytest.fixture
def kiosk(tmp_path: Path, clock: FakeClock) -> Iterator[Station]:
    station = open_kiosk(tmp_path / "kiosk", clock)
    choose(station, ADMIN, Way.PIN, PIN, cost=QUICK)
    yield station
    station.close()


@pytest.fixture
def look_after(qtbot: QtBot) -> Callable[[Station], Care]:
    window = QObject()

    def show(station: Station) -> Care:
        courier = Courier(station, window)
        page = CarePage(station, courier)
        qtbot.addWidget(page)
        page.resize(1920, 896)
        page.show()
        page.enter()
        return Care(qtbot, station, page, courier)

    return show


@pytest.fixture
def care(kiosk: Station, look_after: Callable[[Station], Care]) -> Care:
    return look_after(kiosk)


def wrongly(station: Station, learner: str) -> None:
    """Try until there is a wait."""
    while not check(station, learner, Way.PIN, "1357").wait_s:
        """One more is looked at."""


def test_nothing_opens_without_the_pin(care: Care) -> None:
    care.put("1111")
    care.qtbot.waitUntil(lambda: "That is not it." in care.panel.box.words)
    assert care.page.desk is None
    care.qtbot.keyClicks(care.page, PIN)
    care.qtbot.keyClick(care.page, Qt.Key.Key_Return)
    care.qtbot.waitUntil(lambda: care.page.asking is None)
    assert care.desk.isVisible()


def test_whoever_guesses_waits_here_too(
    kiosk: Station, look_after: Callable[[Station], Care]
) -> None:
    wrongly(kiosk, ADMIN)
    care = look_after(kiosk)
    panel = care.asking.side.panel
    assert isinstance(panel, WaitPanel)
    assert not [one for one in panel.findChildren(QPushButton) if one.isVisible()], "no way round"
    with care.qtbot.waitSignal(care.page.left):
        care.touch(care.asking, "Back")


def test_without_a_pin_one_is_chosen_first(
    tmp_path: Path, clock: FakeClock, look_after: Callable[[Station], Care]
) -> None:
    station = open_kiosk(tmp_path / "new", clock)
    care = look_after(station)
    care.put(PIN)
    care.put(PIN)
    care.qtbot.waitUntil(lambda: care.page.desk is not None, timeout=20_000)
    assert check(station, ADMIN, Way.PIN, PIN).right
    station.close()


def test_it_says_how_it_fares_and_what_to_do(care: Care) -> None:
    care.enter()
    care.qtbot.waitUntil(lambda: "All is well here" in care.seen())
    assert "not looked at yet" in care.seen()
    restarts.note(care.station.home, restarts.Why.FROZEN, care.station.clock.now().at)
    care.touch(care.desk, "Look at the database")
    care.qtbot.waitUntil(lambda: "Database looked at Mon 09:00" in care.seen())
    assert "Begun again within a day: 1, of which because it stood still: 1" in care.seen()
    assert "All is well here" not in care.seen()
    with care.qtbot.waitSignal(care.page.set_up_wanted):
        care.touch(care.desk, "Join the office’s folder")


def test_it_syncs_now_and_says_how_it_went(
    world: World, look_after: Callable[[Station], Care]
) -> None:
    station = world.add_station("Kiosk")
    choose(station, ADMIN, Way.PIN, PIN, cost=QUICK)
    restarts.note(station.home, restarts.Why.DIED, world.clock.now().at)
    care = look_after(station)
    care.enter()
    care.touch(care.desk, "Sync now")
    care.qtbot.waitUntil(lambda: "1 update" in care.seen())
    import_share(world.office)
    [row] = world.office.ledger.members.overview()
    assert row.health is not None
    assert row.health.troubles == Troubles(restarts=1)
    world.share.rename(world.root / "away")
    care.touch(care.desk, "Sync now")
    care.qtbot.waitUntil(lambda: "share" in care.seen() or "folder" in care.seen())
    care.qtbot.waitUntil(care.desk.fares.sync.isEnabled)


def test_whoever_waits_may_try_again_at_once(care: Care) -> None:
    amara = register(care.station, "Amara Osei", "Desk")
    choose(care.station, amara.id, Way.PIN, "4711", cost=QUICK)
    wrongly(care.station, amara.id)
    care.enter()
    care.touch(care.desk, "People")
    care.touch(care.helping(), "Amara Osei")
    care.qtbot.waitUntil(lambda: waiting_s(care.station, amara.id) == 0)
    care.qtbot.waitUntil(lambda: "Nobody waits" in care.seen())


def test_whoever_forgot_chooses_anew_and_a_lost_badge_is_taken(care: Care) -> None:
    amara = register(care.station, "Amara Osei", "Desk")
    register(care.station, "Ben Roth", "Desk")
    choose(care.station, amara.id, Way.PIN, "4711", cost=QUICK)
    choose(care.station, amara.id, Way.BADGE, "0004711")
    wrongly(care.station, amara.id)
    care.enter()
    care.touch(care.desk, "People")
    tile = next(one for one in care.desk.folk.board.grid.tiles if one.person.learner == amara)
    care.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert "Signs in with a PIN. Has a badge. Waits for" in care.seen()
    care.touch(care.helping(), "Take the badge away")
    care.qtbot.waitUntil(lambda: ways(care.station, amara.id) == {Way.PIN})
    care.qtbot.waitUntil(lambda: "Has a badge" not in care.seen())
    care.touch(care.helping(), "Let them choose anew")
    care.qtbot.waitUntil(lambda: "Chooses how to sign in" in care.seen())
    assert not ways(care.station, amara.id)
    assert waiting_s(care.station, amara.id) == 0
    care.touch(care.helping(), "Somebody else")
    assert "Nobody waits" in care.seen()


def test_rules_are_kept_as_soon_as_they_are_touched(care: Care) -> None:
    care.enter()
    care.touch(care.desk, "Rules")
    rules = care.desk.rules.rules
    with care.qtbot.waitSignal(care.page.changed):
        care.qtbot.mouseClick(rules["idle_s"].after, Qt.MouseButton.LeftButton)
    for name in ("hand", "guests", "registers", "badge_alone"):
        care.qtbot.mouseClick(rules[name].before, Qt.MouseButton.LeftButton)
    for name in ("low", "dark_from", "keyboard", "countdown_s"):
        care.qtbot.mouseClick(rules[name].after, Qt.MouseButton.LeftButton)
    kept = settings.load(care.station.home).kiosk_rules
    assert kept == settings.KioskRules(
        idle_s=120,
        countdown_s=30,
        hand="left",
        low=True,
        dark_from="00:00",
        dark_to="06:00",
        badge_alone=False,
        guests=False,
        registers=False,
        keyboard="arabic",
    )
    assert rules["dark_to"].words == "06:00"
    for name, chooser in rules.items():
        assert chooser.value == getattr(kept, name)


def test_parts_are_chosen_low_for_whoever_sits(care: Care) -> None:
    care.enter()
    tabs, body = care.desk.tabs, care.desk.rules
    care.touch(care.desk, "Rules")
    assert tabs.y() < body.mapTo(care.desk, body.rect().center()).y()
    care.qtbot.mouseClick(body.rules["low"].after, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert tabs.y() > body.mapTo(care.desk, body.rect().bottomLeft()).y()
    care.touch(care.desk, "Health")
    assert care.desk.fares.isVisible()


def test_the_look_changes_and_is_kept(care: Care, appearance: theme.Appearance) -> None:
    care.page.worn.connect(appearance.choose)
    care.enter()
    care.touch(care.desk, "Rules")
    names = []
    for _ in range(3):
        care.qtbot.mouseClick(care.desk.rules.theme.after, Qt.MouseButton.LeftButton)
        names.append((theme.theme_of().name, settings.load(care.station.home).theme))
    assert names == [("light", "light"), ("dark", "dark"), ("high_contrast", "contrast")]


def test_a_rule_that_cannot_be_kept_stays_as_it_was(
    care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    care.enter()
    care.touch(care.desk, "Rules")

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings, "write_whole", full)
    guests = care.desk.rules.rules["guests"]
    care.qtbot.mouseClick(guests.before, Qt.MouseButton.LeftButton)
    [told] = care.desk.findChildren(Callout)
    care.qtbot.waitUntil(told.isVisible)
    assert "No space left" in told.accessibleName()
    assert guests.value is True
    care.touch(care.desk, "Health")
    assert not [one for one in care.desk.findChildren(Callout) if one.isVisible()]


def test_the_pin_is_changed_and_the_old_one_gone(care: Care) -> None:
    care.enter()
    care.touch(care.desk, "Rules")
    care.touch(care.desk, "Change the PIN")
    care.touch(care.asking, "Back")
    assert care.page.asking is None
    care.touch(care.desk, "Change the PIN")
    care.put("1234")
    assert "digits in a row" in care.panel.box.words
    care.put(ANOTHER)
    care.put(ANOTHER)
    care.qtbot.waitUntil(lambda: care.page.asking is None, timeout=20_000)
    assert care.desk.isVisible()
    assert not check(care.station, ADMIN, Way.PIN, PIN).right
    assert check(care.station, ADMIN, Way.PIN, ANOTHER).right


def test_it_ends_only_when_asked_twice(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(app.QCoreApplication, "exit", ended.append)
    care.enter()
    care.touch(care.desk, "Leave the kiosk")
    care.touch(care.desk, "Stay")
    assert ended == []
    care.touch(care.desk, "Leave the kiosk")
    care.touch(care.desk, "Leave now")
    assert ended == [app.LEFT]
    care.touch(care.desk, "Stay")
    care.touch(care.desk, "Begin the window again")
    assert ended == [app.LEFT, app.AGAIN]
    with care.qtbot.waitSignal(care.page.left):
        care.touch(care.desk, "Back to learning")


def test_a_rule_that_a_file_set_is_one_more_choice(qtbot: QtBot) -> None:
    chooser = Chooser("Asks after", [(30, "30 s"), (60, "60 s")], 47, lambda value: f"{value} s")
    qtbot.addWidget(chooser)
    assert chooser.words == "47 s"
    assert not chooser.before.isEnabled()
    qtbot.mouseClick(chooser.after, Qt.MouseButton.LeftButton)
    assert chooser.value == 30
    chooser.show_value(60)
    assert (chooser.words, chooser.after.isEnabled()) == ("60 s", False)
    chooser.show_value("none of them")
    assert chooser.value == 60


@pytest.mark.parametrize("size", [(1920, 896), (1366, 637), (1024, 471)])
@pytest.mark.parametrize("low", [False, True])
def test_every_target_is_there_for_a_finger(
    care: Care, appearance: theme.Appearance, size: tuple[int, int], low: bool
) -> None:
    """56 drawn pixels, which are 39 on the smallest screen."""
    factor = max(size[1] / 896, 0.7)
    appearance.scale_text(factor * 24 / 13)
    rules = settings.KioskRules(low=low, hand="left" if low else "right")
    settings.change(care.station.home, kiosk_rules=rules)
    care.page.resize(*size)
    _measure(care, factor)
    care.enter()
    for place in ("Health", "People", "Rules"):
        care.touch(care.desk, place)
        _measure(care, factor)


def _measure(care: Care, factor: float) -> None:
    care.page.arrange(layout_class(*care.page.size().toTuple()))
    QApplication.processEvents()
    for button in care.page.findChildren(QAbstractButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= int(56 * factor), button.text()
            assert button.visibleRegion().boundingRect() == button.rect(), button.text()


def test_people_come_in_an_order_that_can_be_read(care: Care) -> None:
    for name in ("Ben Roth", "Amara Osei"):
        register(care.station, name, "Desk")
    care.enter()
    care.touch(care.desk, "People")
    shown = [tile.person for tile in care.desk.folk.board.grid.tiles]
    assert shown == signing_in.people(care.station)

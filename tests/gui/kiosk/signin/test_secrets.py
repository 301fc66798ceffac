"""Whether it is them: PIN, pictures, waits, and a PIN that was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from keystep.domain.ports import Learner
from keystep.gui.kiosk.signin.state_panel import WaitPanel
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import ADMIN, Verdict, Way, check, waiting_s, ways
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.kiosk.signin.conftest import ADMIN_PIN, BADGE, PIN, Enter, Stand

Key = Qt.Key
People = dict[str, Learner]
ELIF, BILAL, AMARA = "Elif M., EM", "Bilal K., BK", "Amara O., AO"
NEW = "7351"


@pytest.fixture
def stand(enter: Enter, people: People) -> Stand:
    return enter()


@pytest.fixture
def listener() -> Iterator[None]:
    """A screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def names(stand: Stand) -> list[str]:
    return [one.name for one in stand.signed_in]


def type_pin(stand: Stand, pin: str, last: str = "Sign in") -> None:
    stand.touch(*pin, last)
    stand.work()


def test_the_button_says_what_is_missing(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Event()

    def check_slowly(*asked: Any) -> Verdict:
        looked.wait(10)
        return check(*asked)

    monkeypatch.setattr(signing_in, "check", check_slowly)
    stand.touch(ELIF)
    told = []
    for digit in "47119":
        told.append(stand.page._turns.panel.primary.text())
        stand.touch(digit)
    assert told == [
        "Four digits or more",
        "Three more digits",
        "Two more digits",
        "One more digit",
        "Sign in",
    ]
    stand.touch("Take the last one back")
    stand.touch("Sign in")
    assert stand.says("Checking")
    looked.set()
    stand.work()
    assert names(stand) == ["Elif Mutlu"]


def test_a_pin_is_typed_on_any_keyboard(stand: Stand) -> None:
    stand.touch(ELIF)
    stand.press(Key.Key_9, Key.Key_Backspace, Key.Key_4, Key.Key_7, Key.Key_Return)
    assert stand.says("Two more digits")
    stand.keyboard.types("١١\r")
    stand.work()
    assert names(stand) == ["Elif Mutlu"]


def test_a_wrong_pin_says_how_many_tries_are_left_and_then_how_long_to_wait(
    stand: Stand, station: Station, people: People, clock: FakeClock
) -> None:
    stand.touch(ELIF)
    type_pin(stand, "9999")
    assert stand.says("That is not it.\n2 tries are left before a wait")
    type_pin(stand, "9998")
    assert stand.says("1 try is left before a wait")
    type_pin(stand, "9997")
    assert stand.says("Elif, wait a little")
    assert stand.says("5 seconds")
    assert waiting_s(station, people["Elif"].id) == 5
    stand.page.reset()
    stand.touch(ELIF)
    assert stand.says("5 seconds")
    clock.move(seconds=6)
    stand.page._turns.panel._timer.timeout.emit()
    assert stand.says("Elif, your PIN")
    type_pin(stand, PIN)
    assert names(stand) == ["Elif Mutlu"]


def test_a_wait_counts_down_in_words(stand: Stand) -> None:
    left = iter([3_720, 80, 60, 1])
    panel = WaitPanel(("Wait",), lambda: next(left))
    told = [panel.countdown.text()]
    for _ in range(3):
        panel._tick()
        told.append(panel.countdown.text())
    assert told == ["1 hour 2 minutes", "1 minute 20 seconds", "1 minute", "1 second"]
    panel.deleteLater()


def test_pictures_are_touched_in_their_order(stand: Stand) -> None:
    stand.touch(BILAL)
    assert stand.says("Bilal, your pictures")
    stand.touch("Sun", "Bell")
    assert stand.says("One more picture")
    stand.touch("Start again")
    assert stand.says("Three pictures or more")
    stand.touch("Sun", "Key", "Cat", "Sign in")
    stand.work()
    assert stand.says("That is not it.")
    stand.touch("Sun", "Cat", "Key", "Sign in")
    stand.work()
    assert names(stand) == ["Bilal Khan"]


def test_whoever_has_nothing_yet_chooses_a_pin_twice(
    stand: Stand, station: Station, people: People
) -> None:
    stand.touch(AMARA)
    assert stand.says("Amara, how will you sign in?")
    stand.touch("With a PIN")
    type_pin(stand, "1234", "Go on")
    assert stand.says("one of the first that anybody would try")
    type_pin(stand, NEW, "Go on")
    assert stand.says("Once more")
    type_pin(stand, "7352", "Keep it")
    assert stand.says("The two were not the same")
    assert not ways(station, people["Amara"].id)
    type_pin(stand, NEW, "Go on")
    type_pin(stand, NEW, "Keep it")
    assert names(stand) == ["Amara Osei"]
    assert check(station, people["Amara"].id, Way.PIN, NEW).right


def test_whoever_reads_little_chooses_pictures_and_sees_them(
    stand: Stand, station: Station, people: People
) -> None:
    stand.touch(AMARA, "With pictures", "Fish", "Boat", "Fish")
    assert stand.page._turns.panel.box._shown == ("fish", "boat", "fish")
    stand.touch("Go on", "Fish", "Boat", "Fish", "Keep it")
    stand.work()
    assert names(stand) == ["Amara Osei"]
    assert check(station, people["Amara"].id, Way.PICTURES, "fish boat fish").right


def test_one_step_back_at_a_time(stand: Stand) -> None:
    stand.touch(AMARA, "With a PIN", *NEW, "Go on")
    for said in ("Choose your PIN", "Amara, how will you sign in?", "Touch your initials"):
        stand.touch("Back")
        assert stand.says(said)
    assert stand.left == 0


def test_a_forgotten_pin_is_chosen_anew_under_the_kiosks_pin(
    stand: Stand, station: Station, people: People
) -> None:
    stand.touch(ELIF, "Forgot it")
    assert stand.says("Whoever looks after this kiosk types it. Then Elif chooses anew.")
    type_pin(stand, PIN, "Go on")
    assert stand.says("That is not it.")
    type_pin(stand, ADMIN_PIN, "Go on")
    assert stand.says("Elif, how will you sign in?")
    assert names(stand) == []
    stand.touch("With pictures", "Sun", "Sun", "Cat", "Go on", "Sun", "Sun", "Cat", "Keep it")
    stand.work()
    assert names(stand) == ["Elif Mutlu"]
    assert ways(station, people["Elif"].id) == {Way.PICTURES}


def test_guessing_the_kiosks_pin_makes_wait_as_well(stand: Stand, station: Station) -> None:
    stand.touch(ELIF, "Forgot it")
    for wrong in ("8888", "8887", "8886"):
        type_pin(stand, wrong, "Go on")
    assert stand.says("Wait a little")
    assert waiting_s(station, ADMIN) > 0
    stand.touch("Back")
    assert stand.says("Elif, your PIN")


def test_without_a_pin_of_the_kiosk_nobody_can_help(stand: Stand, station: Station) -> None:
    station.store.credentials.drop(ADMIN, Way.PIN)
    stand.touch(ELIF, "Forgot it")
    assert stand.says("This kiosk has no PIN yet.")


@pytest.mark.usefixtures("listener")
def test_what_was_put_in_is_nowhere(stand: Stand) -> None:
    stand.touch(ELIF, *PIN)
    assert PIN not in "".join(spoken(stand.window))
    assert not [text for text in spoken(stand.window) if set("4711") <= set(text)]
    panel = stand.page._turns.panel
    panel.act()
    assert panel._parts == []
    stand.work()
    assert names(stand) == ["Elif Mutlu"]


def test_a_check_that_was_left_signs_nobody_in(stand: Stand) -> None:
    stand.touch(ELIF, *PIN)
    stand.page._turns.panel.act()
    stand.touch("Femi N., FN")
    stand.work()
    assert names(stand) == []
    assert stand.says("Femi, your PIN")
    stand.touch(*PIN)
    stand.page._turns.panel.act()
    stand.page.reset()
    stand.work()
    assert names(stand) == []


def spoken(window: QWidget) -> list[str]:
    """What a screen reader has to say about each part that is shown."""
    parts = [QAccessible.queryAccessibleInterface(part) for part in window.findChildren(QWidget)]
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return [part.text(kind) for part in parts if part is not None for kind in kinds]


def test_a_badge_that_nobody_has_is_offered_once(stand: Stand, station: Station) -> None:
    stand.keyboard.reads(BADGE)
    assert stand.says("This badge is not known here. Touch your initials and sign in")
    stand.touch(ELIF)
    type_pin(stand, PIN)
    assert stand.says("Add this badge?")
    assert names(stand) == []
    stand.touch("It is not mine")
    assert names(stand) == ["Elif Mutlu"]

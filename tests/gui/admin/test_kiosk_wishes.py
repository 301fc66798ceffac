"""The office says how kiosks are that start with its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from keystep.gui.admin.stations.page import StationsPage
from keystep.gui.admin.stations.wishes import WishesForm
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.verifiers import matches
from keystep.sync.kiosk_file import read_kiosk
from tests.conftest import QUICK
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import notice, press

Open = Callable[..., Face]


@pytest.fixture
def face(open_face: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Face:
    monkeypatch.setattr(signing_in, "COST", QUICK)
    face = open_face()
    face.desk.file = tmp_path / "keystep-kiosk.toml"
    face.navigator.go_to("stations")
    face.wait(lambda: isinstance(face.page, StationsPage))
    press(face, "Invite many")
    return face


def test_name_pin_and_rules_go_into_the_file(face: Face) -> None:
    kiosks, file = face.page.invitation.kiosks, face.desk.file
    kiosks.set_values(
        {"name": "Hall {mac4}", "pin": "90210", "hand": "left", "low": "low"}
        | {"dark_from": "22:00", "dark_to": "05:30"}
    )
    press(face, "Write the file")
    face.wait(lambda: "The invitation is written" in notice(face))
    written = read_kiosk(file)
    assert written.name == "Hall {mac4}"
    assert matches("90210", written.pin.encode())
    rules = {"hand": "left", "low": True, "dark_from": "22:00", "dark_to": "05:30"}
    assert written.kiosk == rules
    assert kiosks.lines["pin"].text() == ""


@pytest.mark.parametrize(
    ("values", "key", "told"),
    [
        ({"name": "Hall {hots}"}, "name", "{host}"),
        ({"pin": "1234"}, "pin", "digits in a row"),
        ({"pin": "one"}, "pin", "4 to 8 digits"),
        ({"dark_from": "25:00", "dark_to": "05:00"}, "dark_from", "22:00"),
        ({"dark_from": "22:00"}, "dark_to", "neither"),
    ],
)
def test_what_cannot_be_met_is_said_below_its_field(
    qtbot: QtBot, values: dict[str, str], key: str, told: str
) -> None:
    form = WishesForm()
    qtbot.addWidget(form)
    form.set_values(values)
    assert form.wishes() is None
    assert told in form.lines[key].edit.accessibleDescription()


def test_nothing_is_written_before_all_can_be_met(face: Face) -> None:
    form = face.page.invitation.kiosks
    form.set_values({"pin": "1234"})
    press(face, "Write the file")
    assert not face.desk.file.exists()
    form.set_values({})
    press(face, "Write the file")
    face.wait(lambda: "The invitation is written" in notice(face))
    written = read_kiosk(face.desk.file)
    assert (written.name, written.pin, written.kiosk) == ("", "", {})

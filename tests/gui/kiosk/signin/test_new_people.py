"""Whoever is new adds themselves; in which language, before anybody signs in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from keystep.services.kiosk.signing_in import Way, ways
from keystep.services.station import Station
from tests.gui.kiosk.signin.conftest import Enter
from tests.made import made_pack, put_on_shelf

Key = Qt.Key


def test_at_a_kiosk_where_nobody_is_known_one_registers_and_signs_in(
    enter: Enter, station: Station
) -> None:
    stand = enter()
    assert stand.says("Nobody is on the list yet")
    assert not stand.says("Touch your initials")
    stand.touch("I am new here")
    stand.write("  Amara   Osei ")
    stand.press(Key.Key_Return)
    stand.write("Hall 3")
    stand.press(Key.Key_Return)
    assert stand.says("Amara, how will you sign in?")
    stand.touch("With a PIN", *"7351", "Go on", *"7351", "Keep it")
    stand.work()
    [amara] = station.store.learners()
    assert (amara.name, amara.team) == ("Amara Osei", "Hall 3")
    assert stand.signed_in == [amara]
    assert ways(station, amara.id) == {Way.PIN}


def test_a_name_that_is_missing_is_asked_for_where_it_is_written(enter: Enter) -> None:
    stand = enter()
    stand.touch("I am new here", "Go on")
    assert stand.says("A name is missing.")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.font().pixelSize() > 20
    stand.write("Amara")
    assert not stand.says("A name is missing.")
    assert field.font().pixelSize() > 20
    stand.press(Key.Key_Escape)
    assert stand.says("Nobody is on the list yet")


def test_where_nobody_registers_people_are_waited_for(enter: Enter, station: Station) -> None:
    stand = enter(registers=False)
    assert not stand.says("I am new here")
    assert stand.says("People come with the next update from the office.")


@pytest.mark.usefixtures("people")
def test_a_language_is_chosen_before_anybody_signs_in(enter: Enter, station: Station) -> None:
    arabic, german = made_pack(languages=("ar",)), made_pack(languages=("de",))
    put_on_shelf(station, made_pack(variants={"ar": arabic, "de": german}))
    stand = enter()
    stand.touch("English")
    assert {"العربية", "Deutsch", "English"} <= {one for one in stand.titles() if one}
    assert stand.button("English").isVisible()
    stand.touch("Deutsch")
    assert stand.languages == ["de"]
    assert stand.page.language.text() == "Deutsch"
    assert stand.says("Who is learning?")
    stand.touch("Deutsch")
    stand.touch("Back")
    assert stand.languages == ["de"]


def test_where_there_is_one_language_there_is_no_choice(enter: Enter, station: Station) -> None:
    put_on_shelf(station, made_pack())
    assert not enter().page.language.isVisible()

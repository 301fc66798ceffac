"""A badge signs in, wherever on the page one is."""

from __future__ import annotations

import pytest

from keystep.domain.ports import Learner
from keystep.services.kiosk.signing_in import Way, choose, ways, whose_badge
from keystep.services.station import Station
from tests.gui.kiosk.signin.conftest import BADGE, PIN, Enter, Stand

People = dict[str, Learner]
ELIF, AMARA = "Elif M., EM", "Amara O., AO"
OTHER = "9988776655"


@pytest.fixture
def badged(station: Station, people: People) -> None:
    choose(station, people["Elif"].id, Way.BADGE, BADGE)


def names(stand: Stand) -> list[str]:
    return [one.name for one in stand.signed_in]


@pytest.mark.usefixtures("badged")
def test_a_badge_signs_in_from_anywhere(enter: Enter) -> None:
    stand = enter()
    for before in ((), ("Search for a name",), ("I am new here",), ("Femi N., FN", "4", "7")):
        stand.touch(*before)
        stand.keyboard.reads(BADGE)
        stand.settle()
        assert names(stand) == ["Elif Mutlu"]
        stand.signed_in.clear()
        assert stand.says("Touch your initials")


@pytest.mark.usefixtures("badged")
def test_where_a_badge_is_not_enough_it_says_who_it_is(enter: Enter) -> None:
    stand = enter(badge_alone=False)
    stand.keyboard.reads(BADGE)
    assert names(stand) == []
    assert stand.says("Elif, your PIN")
    assert stand.button(ELIF).isChecked()
    stand.touch(*PIN, "Sign in")
    stand.work()
    assert names(stand) == ["Elif Mutlu"]
    stand.touch(AMARA)
    assert not stand.says("With my badge")


def test_an_unknown_badge_is_added_by_whoever_signs_in(
    enter: Enter, station: Station, people: People
) -> None:
    stand = enter()
    stand.touch(ELIF, "4")
    stand.keyboard.reads(BADGE)
    assert stand.says("This badge is not known here. Sign in; then it can be added.")
    stand.touch(*PIN, "Sign in")
    stand.work()
    stand.touch("Add my badge")
    stand.work()
    assert names(stand) == ["Elif Mutlu"]
    assert whose_badge(station, BADGE) == people["Elif"]
    stand.touch("Femi N., FN", *PIN, "Sign in")
    stand.work()
    assert names(stand) == ["Elif Mutlu", "Femi Nwosu"]


def test_a_badge_that_was_found_is_forgotten_in_time(enter: Enter, people: People) -> None:
    stand = enter()
    stand.keyboard.reads(OTHER)
    stand.touch(ELIF)
    stand.page._turns._forgetting.timeout.emit()
    stand.touch(*PIN, "Sign in")
    stand.work()
    assert names(stand) == ["Elif Mutlu"]


@pytest.mark.usefixtures("badged")
def test_a_badge_may_be_all_that_somebody_signs_in_with(
    enter: Enter, station: Station, people: People
) -> None:
    stand = enter()
    stand.touch(AMARA, "With my badge")
    stand.keyboard.reads(BADGE)
    stand.work()
    assert stand.says("This badge belongs to somebody else here.")
    stand.keyboard.reads(OTHER)
    stand.work()
    assert names(stand) == ["Amara Osei"]
    assert ways(station, people["Amara"].id) == {Way.BADGE}
    stand.touch(AMARA)
    assert stand.says("Amara, your badge")
    stand.touch("I do not have it")
    assert stand.says("The kiosk’s PIN") or stand.says("Another way")


def test_while_the_page_is_hidden_no_badge_is_read(enter: Enter, people: People) -> None:
    stand = enter()
    assert stand.page.reader.watching
    stand.page.hide()
    assert not stand.page.reader.watching

"""People and stations: every visible string of theirs goes through ``tr``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from keystep.aggregate.merges import Merge
from keystep.aggregate.persons import PersonRow, Used
from keystep.domain.trust import Asks, Invitation
from keystep.errors import ShareUnreachable
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.people.page import PeoplePage
from keystep.gui.admin.people.person_words import forgotten_told
from keystep.gui.admin.stations.page import StationsPage
from keystep.gui.admin.stations.roll import Roll
from keystep.gui.admin.telling import heard
from keystep.services.people import Forgotten
from tests.gui.admin.conftest import NOW
from tests.gui.admin.test_people import person
from tests.gui.admin.test_stations import FULL, station
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

DATES = ("Jan", "Feb", "Mar", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TODAY = NOW.day
HALL = Used(device="d", name="Hall", last_day=TODAY - timedelta(days=30))
VAN = Used(device="e", name="Van", last_day=None)
ANA = replace(
    person("1"),
    name="Ana",
    also=("3",),
    stations=(HALL, VAN),
    first_day=TODAY - timedelta(days=90),
    last_day=HALL.last_day,
)
ANNA = replace(person("2"), name="Anna", stations=(HALL,), last_day=TODAY)
DATA = ("Ana", "Anna", "Hall", "Van", "Desk", "Yard", "why", *DATES)


@pytest.fixture(autouse=True)
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def everybody(*people: PersonRow) -> Everybody:
    names = {"1": "Ana", "2": "Anna", "3": "Anna"}
    merges = (
        Merge(learner="3", person="1", merged_at=NOW.at, undone_at=None),
        Merge(learner="2", person="1", merged_at=NOW.at, undone_at=NOW.at),
        Merge(learner="3", person="2", merged_at=NOW.at, undone_at=None),
    )
    twins = ((ANA, ANNA), (ANA, ANNA)) if len(people) > 1 else ()
    return Everybody(people, names, merges * 20, {"d": "Hall", "f": "Yard"}, twins)


@pytest.mark.parametrize("chosen", [(), ("1",), ("1", "2")])
def test_people(shown: Callable[[QWidget], QWidget], chosen: tuple[str, ...]) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    said = set(words_of(page))
    page.show_everybody(everybody(ANA, ANNA), NOW)
    page.choose(*chosen)
    model = page.people.model()
    said |= {str(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(2)}
    assert untranslated(said | set(words_of(page)), DATA) == []


def test_people_who_are_not_there(shown: Callable[[QWidget], QWidget]) -> None:
    page = shown(PeoplePage())
    assert isinstance(page, PeoplePage)
    page.show_everybody(everybody(), NOW)
    said = set(words_of(page))
    page.show_fault("why")
    said |= set(words_of(page))
    page.show_everybody(everybody(ANA), NOW)
    page.search.setText("Yard")
    assert untranslated(said | set(words_of(page)), DATA) == []


def test_what_came_of_forgetting() -> None:
    away = ShareUnreachable("The share is away.")
    for path, untold in ((Path("/b"), away), (None, None)):
        forgotten = Forgotten(
            ids=("1",), backups=(Path("/a"),), out_of_reach=(path,) if path else (), untold=untold
        )
        _, title, text = forgotten_told(forgotten)
        assert untranslated({title, text, heard(now=True), heard(now=False)}, ("/b",)) == []


def test_stations(shown: Callable[[QWidget], QWidget]) -> None:
    invitation = Invitation(
        id="i", secret=b"", places=3, used=1, expires=NOW.at + timedelta(days=3), created=NOW.at
    )
    gap = {"missing": ((1, 3),), "missing_since": NOW.at}
    stations = (
        station("a", name="", asks=Asks.ENROL),
        station("b", asks=Asks.EPOCH),
        station("c", revoked_at=NOW.at),
        station("d", clock_off_ms=-600_000),
        station("e", health=FULL),
        station("f", **gap),
        station("g", forked=True),
        station("h", sealed_at=None),
        station("i", sealed_at=NOW.at - timedelta(days=9)),
    )
    page = shown(StationsPage())
    assert isinstance(page, StationsPage)
    said = set(words_of(page))
    page.show_roll(Roll((), {}, ()), NOW)
    said |= set(words_of(page))
    words = ("abandon",) * 8
    page.show_roll(Roll(stations, {"a": words}, (invitation,), away="why"), NOW)
    page.invitation.show()
    data = ("abandon", "why", *DATES)
    assert untranslated(said | set(words_of(page)), data) == []

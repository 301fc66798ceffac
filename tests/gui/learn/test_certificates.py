"""Certificates on Paths: every one, whatever became of its path."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from keystep.domain.certificates import Certificate
from keystep.domain.down import Person, ProgressDown
from keystep.domain.ports import Learner
from keystep.gui.learn.certificate_line import CertificateLine
from keystep.gui.learn.window import LearnWindow
from keystep.services.station import Station
from keystep.sync.certifying import certify
from tests.fakes import FakeClock
from tests.gui.learn.hands import page, says


class Office:
    """Somebody who signs."""

    key_id = "00" * 16

    def sign(self, _message: bytes) -> bytes:
        return bytes(64)


def certificate(path: str, title: str, organisation: str) -> str:
    stated = Certificate(
        name="Amara Osei",
        organisation=organisation,
        title=title,
        pack="answering-customers",
        path=path,
        lessons=7,
        completed=date(2026, 11, 20),
        issued=date(2026, 11, 22),
    )
    return certify(stated, Office())


@pytest.fixture(autouse=True)
def certified(station: Station, amara: Learner, clock: FakeClock) -> None:
    """Two organisations certified one path, and one of them a path that is gone."""
    earned = (
        certificate("first-weeks", "Your first weeks", "Hartmann Tableware"),
        certificate("first-weeks", "Your first weeks", "Vogel Logistics"),
        certificate("last-year", "Last year's path", "Hartmann Tableware"),
    )
    person = Person(learner=amara.id, name=amara.name, team=amara.team, certificates=earned)
    down = ProgressDown(
        no=1,
        share="hartmann",
        device=station.keys.device,
        issued=clock.now().at,
        people=(person,),
        included=(),
        states=(),
    )
    station.store.take_progress(down)


def test_all_that_a_path_earned_is_beside_it(window: LearnWindow) -> None:
    window.place_chosen.emit("paths")
    assert len(page(window).findChildren(CertificateLine)) == 3


def test_a_certificate_outlives_its_path(window: LearnWindow) -> None:
    window.place_chosen.emit("paths")
    assert says(page(window), "Paths that are no longer here")
    told = [line.text() for line in page(window).findChildren(QLabel)]
    assert told.count("Last year's path") == 1
    assert "Your first weeks" not in told, "that one is here, by its present title"

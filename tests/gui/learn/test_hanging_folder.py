"""The drive of the folder does not answer: whoever learns does not notice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from keystep import settings
from keystep.domain.facts import Kind
from keystep.domain.lesson import StepKind
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.sync.patience import PatientOps
from tests.conftest import World
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import click, finish_step, go_to_step, of_kind, open_lesson, says
from tests.unit.sync.faulty import Hanging

SOON = 0.02


def sign_in(station: Station) -> None:
    learner = register(station, "Amara Osei", "Hall 3")
    settings.change(station.home, learner=learner.id)


@pytest.mark.fault(17)
def test_a_lesson_goes_on_while_the_listing_hangs(
    world: World, open_window: Open, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    station, hanging = world.add_station("Hall 7"), Hanging("entries")
    request.addfinalizer(hanging.release)
    sign_in(station)
    station.ops = PatientOps(hanging)
    window = open_window(station)
    click(window, "The folder")
    click(window, "Sync now")
    assert says(window, "Syncing")
    player = open_lesson(window, "before-you-start")
    go_to_step(window, player, StepKind.CHECK)
    finish_step(window, player)
    assert of_kind(station.store.events(), Kind.ITEM_ANSWERED)
    assert station.store.outbox().unsealed
    hanging.release()
    qtbot.waitUntil(lambda: station.store.outbox().unreceipted == 1)


@pytest.mark.fault(17)
def test_a_folder_that_never_answers_is_not_here_just_now(
    world: World, open_window: Open, qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    station, hanging = world.add_station("Hall 7"), Hanging("entries")
    request.addfinalizer(hanging.release)
    sign_in(station)
    station.ops = PatientOps(hanging, SOON)
    window = open_window(station)
    click(window, "The folder")
    for _ in range(2):
        click(window, "Sync now")
        qtbot.waitUntil(lambda: says(window, "The folder is not here just now"))
        qtbot.waitUntil(lambda: not says(window, "Syncing"))
    assert station.reachable is False

"""What is done at the office is logged, and never with a word about a person."""

from __future__ import annotations

from datetime import timedelta

from keystep import settings
from keystep.services import office as offices
from keystep.services import papers, people, stations
from keystep.services.importing import import_share, redo_import, undo_import
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import QUICK, World


def said(world: World) -> list[str]:
    """The oldest first."""
    return [str(entry.said) for entry in reversed(papers.activity(world.office, 50))]


def test_stations_are_logged_by_name(world: World) -> None:
    settings.change(world.office.home, admin="Ruth Vogel")
    van = world.add_station("Van 12")
    device = van.keys.device
    stations.rename(world.office, device, "Van 13")
    stations.revoke(world.office, device)
    stations.reinstate(world.office, device)
    stations.invite(world.office, 3, timedelta(days=2))
    (invitation,) = stations.invitations(world.office)
    stations.withdraw(world.office, invitation.id)

    assert said(world) == [
        "Enrolled “Van 12”",
        "“Van 12” is called “Van 13” now",
        "Withdrew trust from “Van 13”",
        "Trusted “Van 13” again",
        "Made an invitation, places 3",
        "Closed an invitation",
    ]
    assert {entry.by for entry in papers.activity(world.office, 50)} == {"Ruth Vogel"}


def test_imports_are_logged_where_they_brought_something(world: World) -> None:
    van = world.add_station("Van 12")
    register(van, "Amara Osei", "Desk North")
    sync(van)
    report = import_share(world.office)
    import_share(world.office)
    assert report.run is not None
    undo_import(world.office, report.run)
    redo_import(world.office, report.run)

    assert said(world)[1:] == [
        f"Import {report.run}: new bundles 1, new events {report.events}",
        f"Took back import {report.run}: it no longer counts",
        f"Import {report.run} counts again",
    ]


def test_people_are_logged_without_their_names_and_ids(world: World) -> None:
    van = world.add_station("Van 12")
    ids = [register(van, name, "Desk North").id for name in ("Amara Osei", "Amara Osey")]
    sync(van)
    import_share(world.office)
    people.merge(world.office, ids[1], ids[0])
    people.unmerge(world.office, ids[1])
    people.assign(world.office, ids[0], van.keys.device)
    people.adopt(world.office, van.keys.device, van.keys.device)
    people.erase(world.office, ids[1])

    log = said(world)[2:]
    assert log == [
        "Found two people to be one",
        "Found one person to be two",
        "Expected somebody at another station as well",
        "Expected a station’s people at another, 2 in all",
        "Forgot a person",
    ]


def test_new_keys_are_logged(world: World) -> None:
    offices.rotate(world.office, "another long passphrase", QUICK)

    assert said(world) == ["Made new keys for the admin"]

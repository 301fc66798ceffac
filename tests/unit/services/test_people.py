"""A person's data: complete, readable, and forgotten wherever it is."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from keystep import paths
from keystep.aggregate import Aggregate
from keystep.domain.bundles import Reason, Verdict
from keystep.domain.facts import Flaw
from keystep.errors import ShareUnreachable, UsageError
from keystep.services import people, stations, voice
from keystep.services.backup_file import unsealed
from keystep.services.backups import back_up
from keystep.services.content_desk import queue
from keystep.services.importing import import_share, redo_import, undo_import
from keystep.services.learning import open_lesson
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import known_catalog, sync
from tests.conftest import World
from tests.takers import take_lesson

LESSON = "before-you-start"


@pytest.fixture
def van(world: World) -> Station:
    return world.add_station("Van 12")


def learn(station: Station, name: str) -> str:
    learner = register(station, name, "Desk North")
    take_lesson(station, learner.id, LESSON)
    return learner.id


def bring(world: World, station: Station) -> None:
    world.clock.move(minutes=1)
    sync(station)
    import_share(world.office)


def names(world: World) -> list[str]:
    return [row.name for row in people.people(world.office)]


def tables_with(world: World, words: str) -> list[str]:
    with closing(sqlite3.connect(world.office.home / "office.sqlite")) as db:
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return [
            name for name in tables if words in repr(db.execute(f"SELECT * FROM {name}").fetchall())
        ]


def test_events_of_an_import_that_was_undone_are_not_counted(world: World, van: Station) -> None:
    learn(van, "Amara Osei")
    sync(van)
    report = import_share(world.office)
    [before] = people.people(world.office)
    assert before.events > 1
    assert report.run is not None
    undo_import(world.office, report.run)
    assert [row.events for row in people.people(world.office)] == [0]
    redo_import(world.office, report.run)
    assert people.people(world.office) == (before,)


@pytest.mark.fault(54)
def test_a_forgotten_person_does_not_come_back_with_a_late_bundle(
    world: World, van: Station
) -> None:
    amara = learn(van, "Amara Osei")
    learn(van, "Jonas Weber")
    sync(van)
    late = world.root / "late"
    shutil.copytree(world.share, late)
    import_share(world.office)
    world.clock.move(minutes=1)
    take_lesson(van, amara, "three-sentences")
    sync(van)

    forgotten = people.erase(world.office, amara)

    assert (forgotten.ids, forgotten.untold) == ((amara,), None)
    import_share(world.office)
    import_share(world.office, root=late)
    assert names(world) == ["Jonas Weber"]
    with pytest.raises(UsageError):
        people.person_json(world.office, amara)
    assert tables_with(world, amara) == ["erasure"]
    assert b"Amara" not in (world.office.home / "office.sqlite").read_bytes()


def test_the_stations_are_told_to_forget(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    bring(world, van)
    people.erase(world.office, amara)
    sync(van)
    catalog = known_catalog(van)
    assert catalog is not None
    assert catalog.erasures == (amara,)
    assert van.store.learners() == []
    assert b"Amara" not in b"".join(p.read_bytes() for p in van.home.glob("station.sqlite*"))


def test_bytes_that_are_set_aside_are_let_go_where_the_person_is_in_them(
    world: World, van: Station
) -> None:
    stranger = world.add_station("Hall 7", enrolled=False)
    amara = learn(stranger, "Amara Osei")
    sync(stranger)
    other = world.add_station("Hall 9", enrolled=False)
    learn(other, "Jonas Weber")
    sync(other)
    garbled = world.share / "stations" / van.keys.device
    sync(van)
    (garbled / "bad.json").write_bytes(b"{}")
    import_share(world.office)
    assert all(entry.kept for entry in world.office.ledger.quarantined())

    people.erase(world.office, amara)

    kept = {entry.name: entry.kept for entry in world.office.ledger.quarantined()}
    assert [name for name, here in kept.items() if here] == [
        name for name in kept if other.keys.device in name
    ]
    stations.enrol(world.office, stranger.keys.device)
    assert import_share(world.office).count(Verdict.NEW) == 1
    assert names(world) == []


def test_backups_are_made_anew_and_those_out_of_reach_are_named(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    learn(van, "Jonas Weber")
    bring(world, van)
    here = back_up(world.office, world.root / "here.backup")
    stick = back_up(world.office, world.root / "stick.backup")
    away = stick.rename(world.root / "in a drawer")

    forgotten = people.erase(world.office, amara)
    assert forgotten.backups == (here,)
    assert forgotten.out_of_reach == (stick,)
    assert amara not in roster_in(world, here)

    away.rename(stick)
    assert amara in roster_in(world, stick)
    assert people.erase(world.office, amara).out_of_reach == ()
    assert amara not in roster_in(world, stick)


def roster_in(world: World, backup: Path) -> set[str]:
    keys = world.office.unlocked
    with (
        unsealed(backup, keys, world.root) as (_, database),
        Aggregate.open(f"sqlite:///{database}") as ledger,
    ):
        return {row.person for row in ledger.roster.people()}


def test_stations_that_cannot_be_told_hear_it_later(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    bring(world, van)
    away = world.share.rename(world.root / "away")
    assert isinstance(people.erase(world.office, amara).untold, ShareUnreachable)
    away.rename(world.share)
    import_share(world.office)
    sync(van)
    assert van.store.learners() == []


def test_all_that_is_known_is_in_the_json(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    bring(world, van)
    told = json.loads(people.person_json(world.office, amara))
    mine = [one.event for one in van.store.events() if one.event.learner == amara]
    assert [(e["seq"], e["kind"], e["body"]) for e in told["events"]] == [
        (event.seq, event.kind, event.body) for event in mine
    ]
    assert told["names"][0]["name"] == "Amara Osei"
    assert [row["lesson"] for row in told["states"]["lessons"]] == [LESSON]
    assert [used["name"] for used in told["stations"]] == ["Van 12"]


def test_the_page_is_complete_and_whole_in_itself(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    bring(world, van)
    page = people.person_html(world.office, amara, paths.resources())
    shown = van.shelf.lesson("answering-customers", LESSON).title
    for words in ("Amara Osei", "Desk North", amara, "Van 12", shown, "completed", "item answered"):
        assert words in page, words
    rows = page.split("Every event")[1].count("<tr>")
    assert rows - 1 == len(json.loads(people.person_json(world.office, amara))["events"])
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href|url\()\s*=?\s*[\"'(]?(https?:|//|file:)", page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_what_a_person_said_can_be_read_on_the_page(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    run = open_lesson(van, amara, "answering-customers", LESSON)
    voice.flag(van, run, run.lesson.steps[0], "", Flaw.UNCLEAR)
    voice.answer_survey(van, run, {"clear": 2}, text="Too <fast>")
    bring(world, van)
    page = people.person_html(world.office, amara, paths.resources())
    for words in ("item flagged", "<b>reason</b> unclear", "<b>answers</b> clear 2"):
        assert words in page, words
    assert "Too &lt;fast&gt;" in page


def test_what_the_office_answered_stands_on_the_page(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    run = open_lesson(van, amara, "answering-customers", LESSON)
    voice.suggest_topic(van, amara, "Lifting")
    voice.flag(van, run, run.lesson.steps[0], "", Flaw.UNCLEAR)
    bring(world, van)
    for matter in queue.queue(world.office):
        queue.answer(world.office, matter, f"<i>{matter.sort}</i>: soon.")
    page = people.person_html(world.office, amara, paths.resources())
    shown = van.shelf.lesson("answering-customers", LESSON).title
    for words in (
        "What the office answered",
        "suggested: Lifting",
        "&lt;i&gt;suggested&lt;/i&gt;: soon.",
        f"flagged: {shown}, {run.lesson.steps[0].id}",
        "&lt;i&gt;flagged&lt;/i&gt;: soon.",
    ):
        assert words in page, words


def test_names_are_text_on_the_page(world: World, van: Station) -> None:
    hostile = "<script>alert('x')</script>"
    bob = register(van, hostile, "<b>Team</b>").id
    bring(world, van)
    page = people.person_html(world.office, bob, paths.resources())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<b>Team" not in page


def test_a_bundle_of_somebody_else_is_refused_as_before(world: World, van: Station) -> None:
    amara = learn(van, "Amara Osei")
    bring(world, van)
    people.erase(world.office, amara)
    (world.share / "stations" / van.keys.device / "bad.json").write_bytes(b"{}")
    [bad] = [f for f in import_share(world.office).files if f.reason is not None]
    assert bad.reason is Reason.BAD_ENVELOPE
